//! The settings of 3-D Secure: the directory server, and what it knows this gateway by.

use std::path::PathBuf;

use super::{ConfigError, Mode, front::web_address, sources::Loaded};

/// The settings of the 3DS server.
pub(crate) struct ThreeDs {
    /// The directory server of an operator. `None`: the sandbox's own, or none.
    pub directory: Option<DirectoryServer>,
    pub authorities: Vec<PathBuf>,
    pub requestor_id: String,
    pub operator_id: Option<String>,
    pub reference_number: String,
    pub acquirer_bin: String,
}

pub(crate) struct DirectoryServer {
    pub url: String,
    pub ranges_url: Option<String>,
}

pub(super) fn parse(values: &Loaded, mode: Mode) -> Result<ThreeDs, ConfigError> {
    let url =
        |name| Ok::<_, ConfigError>(web_address(values, name, mode)?.map(|url| url.as_str().to_owned()));
    let (directory, ranges_url) = (url("three_ds.directory")?, url("three_ds.directory_ranges")?);
    if directory.is_none() && ranges_url.is_some() {
        return Err(values.refuse("three_ds.directory_ranges", "empty where three_ds.directory is"));
    }
    let authorities = values.text("three_ds.ca");
    Ok(ThreeDs {
        directory: directory.map(|url| DirectoryServer { url, ranges_url }),
        authorities: (!authorities.is_empty()).then(|| authorities.into()).into_iter().collect(),
        requestor_id: id(values, "three_ds.requestor_id", 1, 35, "1 to 35 characters")?,
        operator_id: Some(id(values, "three_ds.operator_id", 0, 32, "at most 32 characters")?)
            .filter(|id| !id.is_empty()),
        reference_number: id(values, "three_ds.reference_number", 1, 32, "1 to 32 characters")?,
        acquirer_bin: id(values, "three_ds.acquirer_bin", 1, 11, "1 to 11 characters")?,
    })
}

fn id(
    values: &Loaded,
    name: &'static str,
    least: usize,
    most: usize,
    rule: &str,
) -> Result<String, ConfigError> {
    let text = values.text(name);
    let is_sound = (least..=most).contains(&text.len()) && text.bytes().all(|c| (b' '..=b'~').contains(&c));
    if is_sound { Ok(text.to_owned()) } else { Err(values.refuse(name, rule)) }
}
