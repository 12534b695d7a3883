//! Looks for other programs, and runs them.

use std::env;
use std::fs;
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

/// Fetches Python packages into a folder, unless those that are wanted are there. `requirements` is a file of packages for pip,
/// each with the hashes that it may have.
pub(crate) fn fetch_python(requirements: &str, folder: &Path) -> Outcome {
    let wanted = fs::read_to_string(requirements).map_err(|error| format!("{requirements}: {error}"))?;
    let fetched = folder.join("fetched.txt");
    if fs::read_to_string(&fetched).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    // This is Debian's own pip. With a target it installs nothing into the system, and it checks hashes
    // before it unpacks anything.
    let mut pip = Command::new("/usr/bin/python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]);
    pip.args(["--no-deps", "--require-hashes", "--only-binary=:all:", "--upgrade"]);
    run(pip.args(["--requirement", requirements, "--target"]).arg(folder))?;
    fs::write(&fetched, wanted).map_err(|error| format!("{}: {error}", fetched.display()))
}
