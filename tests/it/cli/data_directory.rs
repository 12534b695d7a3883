//! Data directories that cannot be used. `doctor` says what `serve` says.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;
use std::process::Command;

use crate::harness::{Disk, Gateway, binary, fresh_dir, is_root, may_mount};

/// Returns what a command printed. It must have failed.
fn failing(command: &mut Command) -> String {
    let output = command.env_clear().output().unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{command:?}: {text}");
    text
}

/// Asserts that both commands fail with these words. `before` comes before the path of the binary.
fn both_tell(before: &[&str], data: &Path, words: &[&str]) {
    for what in [&["doctor"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let mut all: Vec<&std::ffi::OsStr> = before.iter().map(std::ffi::OsStr::new).collect();
        let binary = binary();
        all.push(binary.as_os_str());
        all.extend(what.iter().map(std::ffi::OsStr::new));
        let told = failing(Command::new(all[0]).args(&all[1..]).arg("--data").arg(data));
        for word in words {
            assert!(told.contains(word), "{what:?}: no {word:?} in {told}");
        }
    }
}

/// Root may write everywhere, unless it gives up that power.
const AS_ANYBODY: &[&str] =
    &["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"];

#[test]
fn of_another_user() {
    if !is_root() {
        return;
    }
    let data = fresh_dir("of-another").join("data");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o700)).unwrap();
    chown(&data, Some(65_534), Some(65_534)).unwrap();
    both_tell(AS_ANYBODY, &data, &["belongs to user 65534", "runs as user 0", "chown"]);
}

#[test]
fn with_a_file_of_another_user() {
    if !is_root() {
        return;
    }
    let mut gateway = Gateway::start_with("file-of-another", &["database="]);
    gateway.stop();
    let store = gateway.data().join("guichet.db");
    chown(&store, Some(65_534), Some(65_534)).unwrap();
    both_tell(AS_ANYBODY, &gateway.data(), &["guichet.db belongs to user 65534"]);
}

#[test]
fn that_nobody_may_write() {
    let data = fresh_dir("unwritable").join("data");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o500)).unwrap();
    let before = if is_root() { AS_ANYBODY } else { &["env"] };
    both_tell(before, &data, &["chmod u+rwX"]);
    both_tell(before, &data.join("deeper"), &["chmod u+rwX"]);
}

#[test]
fn on_a_file_system_that_takes_no_writes() {
    if !may_mount() {
        return;
    }
    let data = fresh_dir("read-only").join("data");
    fs::create_dir(&data).unwrap();
    let path = data.display();
    let script = format!(r#"mount --bind {path} {path} && mount -o remount,bind,ro {path} && exec "$@""#);
    both_tell(&["unshare", "--mount", "sh", "-c", &script, "sh"], &data, &["read-only", "set data"]);
}

/// `serve` warns and goes on: a gateway that is up can at least tell what it knows.
#[test]
fn with_little_space() {
    if !may_mount() {
        return;
    }
    let data = fresh_dir("little-space").join("data");
    let _disk = Disk::mount(&data, 24);
    let told = failing(Command::new(binary()).arg("doctor").arg("--data").arg(&data));
    assert!(told.contains("BAD  space") && told.contains("MiB are left"), "{told}");
}
