//! The head, and a log that was set back to an earlier time as a whole.

use std::time::Duration;

use document::Tree;

use super::{Log, TABLES, database, gathered, verify};
use crate::harness::{Gateway, eventually, guichet_on, json};

#[tokio::test]
async fn a_head_that_was_altered_or_removed_is_named() {
    let log = Log::of_payments("audit-head").await;
    log.changed(
        "UPDATE audit_head SET forgotten_to = 0, version = version + 1",
        &[("HEAD_ALTERED", "the head was altered")],
    );
    log.changed(
        "UPDATE audit_head SET newest_hash = first_previous",
        &[("HEAD_ALTERED", "the head was altered")],
    );
    let doctor = |log: &Log| guichet_on(&log.gateway, &["doctor"]).stdout;
    assert!(doctor(&log).contains("guichet audit verify"), "{}", doctor(&log));
    log.database.run("DELETE FROM audit_head;");
    verify(&log.gateway, &[]).assert_faults("no head", &[("HEAD_REMOVED", "the head was removed")]);
    assert!(doctor(&log).contains("its head was altered or removed"), "{}", doctor(&log));
    let told = guichet_on(&log.gateway, &["audit", "verify"]);
    assert_eq!(told.code, Some(3));
    assert!(told.stdout.contains("FAULT the head was removed"), "{}", told.stdout);
    log.restore("whole", &TABLES);
    let told = guichet_on(&log.gateway, &["audit", "verify"]);
    assert_eq!(told.code, Some(0));
    assert!(told.stdout.contains("nothing was altered, removed or added"), "{}", told.stdout);
}

/// A log that ends earlier, with a head that a gateway has written, looks whole to whoever does not know a later head.
#[tokio::test]
async fn a_log_that_was_set_back_is_found_by_a_head_that_was_written_down() {
    let gateway = Gateway::start("audit-set-back");
    let log = Log { database: database(&gateway), gateway };
    log.pay().await;
    let early = gathered(&log.gateway).await.head();
    log.save("early");
    log.pay().await;
    log.pay().await;
    let log = log.stopped();
    let late = verify(&log.gateway, &[]).head();
    // Both are in the chain, also without the number, and a made-up one is not.
    let digits = |head: &str| head.split_once(':').unwrap().1.to_owned();
    for head in [&early, &late, &digits(&early), &digits(&late)] {
        verify(&log.gateway, &["--head", head]).assert_intact();
    }
    let made_up = format!("1:{}", "0123456789abcdef".repeat(4));
    let not_there = |head: &str| [("HEAD_NOT_THERE", format!("the head {head} is not in the chain"))];
    let assert_not_there = |head: &str| {
        let expected = not_there(head);
        let expected = expected.each_ref().map(|(name, words)| (*name, words.as_str()));
        verify(&log.gateway, &["--head", head]).assert_faults(head, &expected);
    };
    assert_not_there(&made_up);
    // The whole log is as it was earlier.
    log.restore("early", &TABLES);
    verify(&log.gateway, &[]).assert_intact();
    verify(&log.gateway, &["--head", &early]).assert_intact();
    assert_not_there(&late);
    assert_not_there(&digits(&late));
    // The chain is, and the lines are not: they are in no block.
    log.restore("whole", &TABLES);
    log.restore("early", &["audit_blocks", "audit_head"]);
    let verified = verify(&log.gateway, &[]);
    verified.assert_intact();
    assert!(verified.number("waiting") >= 4, "{}", verified.number("waiting"));
    assert_not_there(&late);
    // Only the head is.
    log.restore("whole", &TABLES);
    log.restore("early", &["audit_head"]);
    let faults = verify(&log.gateway, &[]).faults();
    assert!(!faults.is_empty() && faults.iter().all(|(name, _)| name == "BLOCK_ADDED"), "{faults:?}");
    let malformed = guichet_on(&log.gateway, &["audit", "verify", "--head", "12:short"]);
    assert_eq!(malformed.code, Some(2));
    assert!(malformed.stderr.contains("64 hexadecimal digits"), "{}", malformed.stderr);
}

/// A gateway that runs knows the head that it saw last, and has told it in its log.
#[tokio::test]
async fn a_gateway_notices_that_its_log_is_set_back() {
    let gateway = Gateway::start("audit-set-back-live");
    let log = Log { database: database(&gateway), gateway };
    log.pay().await;
    log.save("early");
    let told = log
        .gateway
        .logged(&[("message", "the head of the audit log: `guichet audit verify --head` compares it")])
        .await;
    verify(&log.gateway, &["--head", told.at(&["head"]).and_then(Tree::as_text).unwrap()]).assert_intact();
    log.pay().await;
    log.restore("early", &TABLES);
    log.gateway
        .logged(&[
            ("level", "ERROR"),
            ("message", "the audit log was set back: blocks that were there are gone"),
        ])
        .await;
    let lines = eventually("a line about it", Duration::from_secs(20), || async {
        let listed = guichet_on(&log.gateway, &["audit", "list", "--json", "--action", "AUDIT_LOG_SET_BACK"]);
        let lines = json(&listed.stdout).as_list().unwrap().to_vec();
        (!lines.is_empty()).then_some(lines)
    })
    .await;
    let actor = lines[0].at(&["actor"]).and_then(Tree::as_text).unwrap();
    assert!(actor.starts_with("worker:"), "{actor}");
    gathered(&log.gateway).await;
}
