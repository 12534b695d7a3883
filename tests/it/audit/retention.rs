//! Old lines are forgotten by whole blocks, and what is left is a chain still.

use document::Tree;

use super::{Log, database, gathered, verify};
use crate::harness::{Gateway, guichet_on, json};

const AHEAD: [&str; 4] = ["--set", "retention.audit_months=1", "--set", "sandbox.clock_ahead_hours=1680"];

#[tokio::test]
async fn what_is_left_after_old_lines_are_forgotten_is_whole() {
    let gateway = Gateway::start("audit-forgotten");
    let log = Log { database: database(&gateway), gateway };
    log.pay().await;
    log.pay().await;
    let early = gathered(&log.gateway).await;
    let (blocks, lines) = (early.number("blocks"), early.number("lines"));
    log.gateway.operate(&[&["retention", "run"], &AHEAD[..]].concat());
    let left = verify(&log.gateway, &[]);
    left.assert_intact();
    assert!(left.number("lines") < lines, "{} of {lines} lines", left.number("lines"));
    assert!(left.number("blocks") < blocks.max(1) && left.number("forgotten") == 0);
    // The last block that was forgotten is known still, and those before it are not.
    verify(&log.gateway, &["--head", &early.head()]).assert_intact();
    let first = format!("1:{}", "0".repeat(64));
    let older = verify(&log.gateway, &["--head", &first]);
    older.assert_intact();
    assert!(older.told.at(&["given_head_is_forgotten"]) == Some(&Tree::Bool(true)));
    let listed = guichet_on(&log.gateway, &["audit", "list", "--json", "--action", "AUDIT_LINES_FORGOTTEN"]);
    let lines = json(&listed.stdout);
    let subject = lines.as_list().unwrap()[0].at(&["subject"]).and_then(Tree::as_text).unwrap();
    assert!(subject.starts_with("blocks 1 to "), "{subject}");
    // The chain goes on.
    log.pay().await;
    log.pay().await;
    let log = log.stopped();
    let block = log.blocks()[1];
    let id = log.lines(block)[0];
    log.changed(
        &format!("DELETE FROM audit_log WHERE id = {id}"),
        &[("LINES_REMOVED", &format!("1 lines of block {} were removed", block[0]))],
    );
    let first = log.blocks()[0][0];
    log.changed(
        &format!("DELETE FROM audit_blocks WHERE number = {first}"),
        &[("BLOCKS_REMOVED", &format!("blocks {first} to {first} were removed"))],
    );
}
