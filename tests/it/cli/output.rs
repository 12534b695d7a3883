//! Standard output that cannot be written.

use std::{
    fs::{self, OpenOptions},
    io::pipe,
    process::Stdio,
};

use super::payout::{accepted, exported};
use crate::harness::{Gateway, MERCHANT_ID, command, fresh_dir, transfer};
use crate::sql::query_sql;

/// Runs a command with this standard output, and returns its exit code and what it says of it.
fn run(gateway: &Gateway, words: &[&str], stdout: Stdio) -> (Option<i32>, String) {
    let dir = fresh_dir("output");
    let output = command(words)
        .arg("--data")
        .arg(gateway.data())
        .current_dir(&dir)
        .envs(gateway.environment())
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    fs::write(dir.join("log"), &told).unwrap();
    (output.status.code(), told)
}

fn full() -> Stdio {
    OpenOptions::new().write(true).open("/dev/full").unwrap().into()
}

/// Returns a pipe that nobody reads.
fn broken() -> Stdio {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    writer.into()
}

#[test]
fn a_secret_that_is_lost_fails_the_command() {
    let gateway = Gateway::start("output-secrets");
    let (merchant, _) = gateway.new_merchant();
    let split = ["keys", "split", "--shares", "3", "--threshold", "2"];
    let shares = fresh_dir("output-shares");
    let made = [&split[..], &["--out", shares.to_str().unwrap()]].concat();
    assert_eq!(run(&gateway, &made, Stdio::null()).0, Some(0));
    let files: Vec<String> =
        fs::read_dir(&shares).unwrap().map(|file| file.unwrap().path().display().to_string()).collect();
    let files = files.iter().map(String::as_str);
    let join: Vec<&str> = ["keys", "join"].into_iter().chain(files).collect();
    let commands: [(&[&str], &str); 6] = [
        (&join, "give the command again"),
        (&split, "give the command again for others"),
        (&[&split[..], &["--json"]].concat(), "give the command again for others"),
        (&["merchant", "create", "--name", "x"], "guichet merchant rotate-key"),
        (&["merchant", "create", "--name", "x", "--json"], "guichet merchant rotate-key"),
        (&["merchant", "rotate-key", &merchant], &format!("guichet merchant rotate-key {merchant}")),
    ];
    for (words, remedy) in commands {
        for stdout in [full(), broken()] {
            let (code, told) = run(&gateway, words, stdout);
            assert_eq!(code, Some(1), "{words:?}: {told}");
            assert!(told.contains("the secret could not be written to standard output"), "{told}");
            assert!(told.contains(remedy), "{told}");
        }
    }
}

/// What can be printed again is not written either, but a reader may stop reading it.
#[test]
fn what_is_not_written_fails_the_command() {
    let gateway = Gateway::start("output-results");
    let commands: [&[&str]; 6] = [
        &["merchant", "list"],
        &["audit", "list", "--json"],
        &["audit", "verify"],
        &["keys", "list"],
        &["config"],
        &["export", "transactions", "--merchant", MERCHANT_ID, "--format", "csv"],
    ];
    for words in commands {
        let (code, told) = run(&gateway, words, full());
        assert_eq!(code, Some(1), "{words:?}: {told}");
        assert!(told.contains("what the command tells could not be written to standard output"), "{told}");
        assert_eq!(run(&gateway, words, broken()), (Some(0), String::new()), "{words:?}");
    }
}

/// Account numbers go out: that is in the audit log before the first of them is read, whatever becomes of the output.
#[tokio::test]
async fn a_file_of_transfers_that_nobody_reads_to_its_end() {
    let utc = &["calendar=UTC"];
    let mut gateway = Gateway::start_with("output-payouts", utc);
    let (_, day) = accepted(&mut gateway.till(), &transfer(1_000)).await;
    gateway.restart_ahead(24, utc);
    exported(&gateway, &day).await;
    let settings: Vec<&str> = gateway.settings().iter().flat_map(|setting| ["--set", setting]).collect();
    let export = [&["payout", "export", "--day", &day], &settings[..]].concat();
    let lines =
        || query_sql(&gateway, "SELECT COUNT(*) FROM audit_log WHERE action = 'PAYOUT_FILE_EXPORTED'");
    for stdout in [full(), broken()] {
        let before: usize = lines().concat().parse().unwrap();
        let (code, told) = run(&gateway, &export, stdout);
        assert_eq!(code, Some(1), "{told}");
        assert!(told.contains("the file could not be written: ") && !told.contains("panicked"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert_eq!(lines(), [(before + 1).to_string()], "{told}");
    }
}
