//! Commands of the binary that end by themselves.

use std::fs;
use std::path::Path;

use super::gateway::{Gateway, command, fresh_dir};

pub(crate) struct Finished {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs a command in an empty directory, with these variables of the environment and no others. `--data` is
/// what the words say, or else a directory in there.
pub(crate) fn guichet(words: &[&str], environment: &[(&str, &str)]) -> Finished {
    guichet_in(&fresh_dir("cli"), words, environment)
}

/// Runs a command on the store of a gateway, which may run meanwhile.
pub(crate) fn guichet_on(gateway: &Gateway, words: &[&str]) -> Finished {
    let data = gateway.data();
    guichet(&[words, &["--data", data.to_str().unwrap()]].concat(), &gateway.environment())
}

fn guichet_in(dir: &Path, words: &[&str], environment: &[(&str, &str)]) -> Finished {
    let output = command(words).current_dir(dir).envs(environment.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let finished =
        Finished { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) };
    // Both files are searched by `leaks` afterwards.
    fs::write(dir.join("log"), &finished.stderr).unwrap();
    finished
}
