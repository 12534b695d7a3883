//! Lines are in a block when the process that wrote them has ended, and when the next has started.

use std::time::Duration;

use super::{Log, TABLES, database, gathered, verify};
use crate::harness::{Gateway, eventually};

#[tokio::test]
async fn a_line_of_a_command_without_a_gateway_is_missed() {
    let mut gateway = Gateway::start("audit-commands");
    let (merchant, _) = gateway.new_merchant();
    gateway.stop();
    let log = Log { database: database(&gateway), gateway };
    // The instance that has just stopped holds the chain for some seconds more.
    log.gateway.manage(&["lock", &merchant]);
    let verified = verify(&log.gateway, &[]);
    verified.assert_intact();
    assert_eq!(verified.number("waiting"), 0);
    // With what the log has behind it.
    let delete_from = |action: &str| {
        let first = format!("SELECT MAX(id) FROM audit_log WHERE action = '{action}'");
        log.database.run(&format!("DELETE FROM audit_log WHERE id >= ({first});"));
    };
    delete_from("MERCHANT_LOCKED");
    let names = || -> Vec<String> {
        let verified = verify(&log.gateway, &[]);
        assert_eq!(verified.number("waiting"), 0);
        verified.faults().into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names(), ["LOG_TRUNCATED", "LINES_REMOVED"]);
    // Other lines come behind it, and do not take its place.
    log.gateway.manage(&["unlock", &merchant]);
    assert_eq!(names(), ["LINES_REMOVED"]);
    // The line of the second command is found missing as well.
    delete_from("MERCHANT_UNLOCKED");
    assert_eq!(names(), ["LOG_TRUNCATED", "LINES_REMOVED", "LINES_REMOVED"]);
    let other = log.gateway.beside("audit-commands");
    eventually("block of the lines of the start", Duration::from_secs(20), || async {
        let verified = verify(&other, &[]);
        (verified.number("waiting") == 0 && verified.faults().len() == 2).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_start_gathers_what_a_killed_process_has_left() {
    let mut gateway = Gateway::start("audit-left");
    let (merchant, _) = gateway.new_merchant();
    gathered(&gateway).await;
    gateway.kill();
    let mut log = Log { database: database(&gateway), gateway };
    log.save("early");
    log.gateway.manage(&["lock", &merchant]);
    // As if the command had been killed before it gathered.
    log.restore("early", &TABLES[1..]);
    assert!(verify(&log.gateway, &[]).number("waiting") > 0);
    // The worker fails at first: the start itself gathers.
    log.gateway.set(&["sandbox.panics=audit"]);
    log.gateway.restart();
    assert_eq!(verify(&log.gateway, &[]).number("waiting"), 0);
    gathered(&log.gateway).await;
}
