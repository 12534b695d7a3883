//! Looks for other programs, and runs them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::Outcome;

/// Changes to the root of the project. Commands can be typed anywhere in it.
pub(crate) fn go_to_root() -> Outcome {
    let here = env::current_dir().map_err(|error| format!("the current directory: {error}"))?;
    let root = here.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file());
    let root = root.ok_or("this is not inside the project (no xtask in any folder above)")?;
    env::set_current_dir(root).map_err(|error| format!("{}: {error}", root.display()))
}

/// Returns the cargo that started this program, or the one in the path.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

pub(crate) fn run(command: &mut Command) -> Outcome {
    let told = format!("{command:?}").replace('"', "");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{told}: {status}")),
        Err(error) => Err(format!("{told}: {error}")),
    }
}

/// Whether the command runs and succeeds. What it prints is not shown.
pub(crate) fn content(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Returns the path of a binary of this workspace.
pub(crate) fn built(profile: &str, name: &str) -> Result<PathBuf, String> {
    Ok(target()?.join(profile).join(name))
}

/// Returns the target directory, which holds this program in `debug`.
pub(crate) fn target() -> Result<PathBuf, String> {
    let own = env::current_exe().map_err(|error| format!("where this program lies: {error}"))?;
    let target = own.parent().and_then(Path::parent).ok_or("this program lies in no target directory")?;
    Ok(target.to_owned())
}
