//! Composes the page's script before the crate is compiled, so that a module that imports what nobody exports fails the
//! build.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "Cargo speaks to a build script through both"
)]

mod compose;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use compose::compose;

const MODULES: &str = "src/script";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={MODULES}");
    println!("cargo::rerun-if-changed=build");
    let mut sources = Vec::new();
    for entry in fs::read_dir(MODULES)? {
        let entry = entry?;
        let file = entry.file_name().into_string().map_err(|name| format!("{}", name.display()))?;
        sources.push((file, fs::read_to_string(entry.path())?));
    }
    // The script's hash stands in a header, so that the order of a folder must not change it.
    sources.sort();
    let script = compose(&sources)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("script.js"), script)?;
    Ok(())
}
