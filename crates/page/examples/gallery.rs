//! Writes a file for every screen in every language, and another with its policy:
//! `cargo run -p page --example gallery -- FOLDER`.

use std::{error::Error, fs, path::PathBuf};

use page::{Language, LinkEnd, PageError};

#[path = "../tests/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name the folder to write to")?);
    fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        let tag = language.tag();
        for (name, screen) in samples::screens() {
            let page = page::render(&samples::view(language, screen));
            fs::write(folder.join(format!("{name}.{tag}.html")), page.html)?;
            fs::write(folder.join(format!("{name}.{tag}.policy")), page.content_security_policy)?;
        }
        let page = page::render_error(language, PageError::UnknownSession);
        fs::write(folder.join(format!("unknown.{tag}.html")), page.html)?;
        fs::write(folder.join(format!("unknown.{tag}.policy")), page.content_security_policy)?;
        let page = page::render_link_end(language, Some("Atelier Colline"), LinkEnd::Paid);
        fs::write(folder.join(format!("link-paid.{tag}.html")), page.html)?;
        fs::write(folder.join(format!("link-paid.{tag}.policy")), page.content_security_policy)?;
    }
    Ok(())
}
