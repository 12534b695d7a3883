//! Lines that were altered, removed, added, copied or exchanged.

use super::Log;

#[tokio::test]
async fn a_line_that_was_altered_is_named() {
    let log = Log::of_payments("audit-altered").await;
    let block = log.block_between();
    let id = log.lines(block)[1];
    let altered = format!("line {id} was altered");
    for change in [
        "subject = '20263311234500001'",
        "action = 'PAYMENT_REFUSED'",
        "actor = 'gateway'",
        "actor = NULL",
        "address = NULL",
        "address = '192.0.2.1'",
        "merchant_id = 0",
        "at_ms = at_ms + 1",
    ] {
        log.changed(&format!("UPDATE audit_log SET {change} WHERE id = {id}"), &[("LINE_ALTERED", &altered)]);
    }
    // Without its stamp it looks like a line of an older version, and there was none on this store.
    log.changed(
        &format!("UPDATE audit_log SET stamp = NULL WHERE id = {id}"),
        &[("LINE_ADDED", &format!("line {id} was added"))],
    );
    // With the stamp of another.
    let other = log.lines(block)[0];
    log.changed(
        &format!("UPDATE audit_log SET stamp = (SELECT stamp FROM whole_audit_log WHERE id = {other}) WHERE id = {id}"),
        &[("LINE_ALTERED", &altered)],
    );
}

#[tokio::test]
async fn a_line_that_was_removed_is_missed_in_its_block() {
    let log = Log::of_payments("audit-removed").await;
    let blocks = log.blocks();
    let block = log.block_between();
    let (number, ids) = (block[0], log.lines(block));
    log.changed(
        &format!("DELETE FROM audit_log WHERE id = {}", ids[1]),
        &[("LINES_REMOVED", &format!("1 lines of block {number} were removed"))],
    );
    log.changed(
        &format!("DELETE FROM audit_log WHERE id IN ({}, {})", ids[0], ids[ids.len() - 1]),
        &[("LINES_REMOVED", &format!("2 lines of block {number} were removed"))],
    );
    // The end of the log.
    let newest = blocks[blocks.len() - 1];
    let before = *log.lines([0, 0, newest[2] - 1]).last().unwrap();
    log.changed(
        &format!("DELETE FROM audit_log WHERE id > {before}"),
        &[
            (
                "LOG_TRUNCATED",
                &format!(
                    "no line is left after line {before}, and there were lines up to line {}",
                    newest[2]
                ),
            ),
            ("LINES_REMOVED", &format!("1 lines of block {} were removed", newest[0])),
        ],
    );
    // All of it from the second block on.
    let removed = blocks[1..]
        .iter()
        .map(|block| ("LINES_REMOVED", format!("lines of block {} were removed", block[0])));
    let summary = ("LOG_TRUNCATED", format!("no line is left after line {}", blocks[1][1]));
    let expected: Vec<_> = std::iter::once(summary).chain(removed).collect();
    let expected: Vec<_> = expected.iter().map(|(name, words)| (*name, words.as_str())).collect();
    log.changed(&format!("DELETE FROM audit_log WHERE id > {}", blocks[1][1]), &expected);
}

#[tokio::test]
async fn a_line_that_was_added_is_named() {
    let log = Log::of_payments("audit-added").await;
    let blocks = log.blocks();
    let newest = blocks[blocks.len() - 1][2];
    let next = newest + 1;
    let added = format!("line {next} was added");
    let copied = log.lines(log.block_between())[1];
    // One that somebody made up: without a stamp, and with one.
    let made_up = "UPDATE audit_log SET action = 'PAYMENT_REFUSED', stamp = NULL WHERE id =";
    log.changed(&format!("{}; {made_up} {next}", log.copy(copied, next)), &[("LINE_ADDED", &added)]);
    log.changed(
        &format!(
            "{}; UPDATE audit_log SET action = 'PAYMENT_REFUSED' WHERE id = {next}",
            log.copy(copied, next)
        ),
        &[("LINE_ALTERED", &format!("line {next} was altered"))],
    );
    // A copy of another, behind all blocks, and in the place of one that was removed.
    log.changed(&log.copy(copied, next), &[("LINE_COPIED", &format!("line {next} was added: it is a copy"))]);
    let later = log.lines(blocks[blocks.len() - 1])[0];
    log.changed(
        &format!("DELETE FROM audit_log WHERE id = {later}; {}", log.copy(copied, later)),
        &[("LINE_COPIED", &format!("line {later} was added: it is a copy"))],
    );
    // In front of the first.
    log.changed(&log.copy(copied, 0), &[("LINE_COPIED", "line 0 was added: it is a copy")]);
}

#[tokio::test]
async fn lines_that_were_exchanged_are_named() {
    let log = Log::of_payments("audit-exchanged").await;
    let block = log.block_between();
    let ids = log.lines(block);
    let exchanged = format!("lines of block {} were altered or exchanged", block[0]);
    let swap = |columns: &[&str]| {
        let (one, other) = (ids[0], ids[1]);
        let set = |from| {
            let set = columns
                .iter()
                .map(|column| format!("{column} = (SELECT {column} FROM whole_audit_log WHERE id = {from})"));
            set.collect::<Vec<_>>().join(", ")
        };
        format!(
            "UPDATE audit_log SET {} WHERE id = {one}; UPDATE audit_log SET {} WHERE id = {other}",
            set(other),
            set(one)
        )
    };
    log.changed(
        &swap(&["at_ms", "merchant_id", "action", "subject", "actor", "address", "stamp"]),
        &[("LINES_EXCHANGED", &exchanged)],
    );
    // What they say was exchanged, and not their stamps.
    let altered = [ids[0], ids[1]].map(|id| format!("line {id} was altered"));
    log.changed(
        &swap(&["at_ms", "merchant_id", "action", "subject", "actor", "address"]),
        &[("LINE_ALTERED", &altered[0]), ("LINE_ALTERED", &altered[1])],
    );
}
