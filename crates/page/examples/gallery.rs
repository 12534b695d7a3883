//! Writes every standing in every language as a file, with its policy beside it, for somebody to look at:
//! `cargo run -p page --example gallery -- FOLDER`.

use std::{error::Error, fs, path::PathBuf};

use page::{Language, Problem};

#[path = "../tests/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say into which folder")?);
    fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        let tag = language.tag();
        for (name, standing) in samples::standings() {
            let page = page::render(&samples::view(language, standing));
            fs::write(folder.join(format!("{name}.{tag}.html")), page.html)?;
            fs::write(folder.join(format!("{name}.{tag}.policy")), page.content_security_policy)?;
        }
        let page = page::render_problem(language, Problem::UnknownSession);
        fs::write(folder.join(format!("unknown.{tag}.html")), page.html)?;
        fs::write(folder.join(format!("unknown.{tag}.policy")), page.content_security_policy)?;
    }
    Ok(())
}
