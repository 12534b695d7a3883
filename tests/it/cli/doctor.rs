use std::fs;

use crate::harness::{Gateway, binary, guichet};

fn examined(gateway: &Gateway) -> crate::harness::Finished {
    guichet(&["doctor", "--data", gateway.data().to_str().unwrap()], &gateway.environment())
}

#[test]
fn all_is_well() {
    let mut gateway = Gateway::start("doctor");
    let running = examined(&gateway);
    assert_eq!(running.code, Some(0), "{}{}", running.stdout, running.stderr);
    gateway.stop();
    let stopped = examined(&gateway);
    assert_eq!(stopped.code, Some(0), "{}{}", stopped.stdout, stopped.stderr);
}

#[test]
fn another_master_key() {
    let mut gateway = Gateway::start("doctor-key");
    gateway.stop();
    let other = Gateway::start("doctor-other");
    fs::copy(other.data().join("master.key"), gateway.data().join("master.key")).unwrap();
    let found = examined(&gateway);
    assert!(found.code.is_some_and(|code| code != 0), "{}", found.stdout);
    assert!(format!("{}{}", found.stdout, found.stderr).contains("master"), "{}", found.stdout);
}

#[test]
fn a_store_that_is_none() {
    let mut gateway = Gateway::start_with("doctor-store", &["database="]);
    gateway.stop();
    for remains in ["guichet.db-wal", "guichet.db-shm"] {
        drop(fs::remove_file(gateway.data().join(remains)));
    }
    fs::write(gateway.data().join("guichet.db"), "this is no database, whatever its name says".repeat(200))
        .unwrap();
    let found = guichet(&["doctor", "--data", gateway.data().to_str().unwrap()], &[]);
    assert!(found.code.is_some_and(|code| code != 0), "{}", found.stdout);
}

#[test]
fn settings_that_are_none() {
    let found = guichet(&["doctor", "--set", "log.format=xml"], &[]);
    assert!(found.code.is_some_and(|code| code != 0));
}

#[test]
fn production_without_a_master_key() {
    let found = guichet(&["doctor", "--mode", "production"], &[]);
    assert!(found.code.is_some_and(|code| code != 0), "{}", found.stdout);
}

#[test]
fn too_few_file_descriptors() {
    let gateway = Gateway::start("doctor-descriptors");
    let found = |limit: &str| {
        let mut command = std::process::Command::new("prlimit");
        command.arg(limit).arg(binary()).args(["doctor", "--data", gateway.data().to_str().unwrap()]);
        let output = command.envs(gateway.environment()).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (is_well, told) = found("--nofile=1000:2000");
    assert!(!is_well && told.contains("BAD  descriptors") && told.contains("1500 connections"), "{told}");
    // What counts is the hard limit: a start raises the soft one.
    let (is_well, told) = found("--nofile=1000:5000");
    assert!(is_well, "{told}");
}
