//! Blocks that were altered, removed, added or exchanged.

use super::Log;

#[tokio::test]
async fn a_block_that_was_altered_or_removed_is_named() {
    let log = Log::of_payments("audit-blocks").await;
    let blocks = log.blocks();
    let (second, newest) = (blocks[1][0], blocks[blocks.len() - 1][0]);
    let altered = format!("block {second} was altered");
    for change in
        ["line_count = line_count - 1", "newest_ms = 0", "made_ms = made_ms + 1", "digest = previous"]
    {
        log.changed(
            &format!("UPDATE audit_blocks SET {change} WHERE number = {second}"),
            &[("BLOCK_ALTERED", &altered)],
        );
    }
    let removed = format!("blocks {second} to {second} were removed");
    log.changed(
        &format!("DELETE FROM audit_blocks WHERE number = {second}"),
        &[("BLOCKS_REMOVED", &removed)],
    );
    // With its lines.
    let [_, after, last] = blocks[1];
    log.changed(
        &format!(
            "DELETE FROM audit_blocks WHERE number = {second};
             DELETE FROM audit_log WHERE id > {after} AND id <= {last}"
        ),
        &[("BLOCKS_REMOVED", &removed)],
    );
    // From the second on, without the lines and with them.
    let truncated = [("BLOCKS_TRUNCATED", format!("truncated after block 1: the head names block {newest}"))];
    let truncated = truncated.each_ref().map(|(name, words)| (*name, words.as_str()));
    log.changed("DELETE FROM audit_blocks WHERE number > 1", &truncated);
    log.changed(
        &format!("DELETE FROM audit_blocks WHERE number > 1; DELETE FROM audit_log WHERE id > {after}"),
        &[("LOG_TRUNCATED", &format!("no line is left after line {after}")), truncated[0]],
    );
    let all = format!("truncated after block 0: the head names block {newest}");
    log.changed(
        "DELETE FROM audit_blocks; DELETE FROM audit_log",
        &[("LOG_TRUNCATED", "no line is left after line 0"), ("BLOCKS_TRUNCATED", &all)],
    );
}

#[tokio::test]
async fn a_block_that_was_added_or_exchanged_is_named() {
    let log = Log::of_payments("audit-blocks-added").await;
    let blocks = log.blocks();
    let newest = blocks[blocks.len() - 1][0];
    let next = newest + 1;
    let added = format!("block {next} was added");
    let copy = |from: i64, to: i64| {
        format!(
            "INSERT INTO audit_blocks SELECT {to}, after_id, last_id, line_count, newest_ms, made_ms, digest, previous, hash
             FROM whole_audit_blocks WHERE number = {from}"
        )
    };
    log.changed(&copy(newest, next), &[("BLOCK_ADDED", &added)]);
    log.changed(&copy(1, 0), &[("BLOCK_ADDED", "block 0 was added")]);
    // A block in the place of another has another number, which its hash counts.
    let altered = [2, 3].map(|number| format!("block {number} was altered"));
    log.changed(
        &format!("DELETE FROM audit_blocks WHERE number IN (2, 3); {}; {}", copy(3, 2), copy(2, 3)),
        &[("BLOCK_ALTERED", &altered[0]), ("BLOCK_ALTERED", &altered[1])],
    );
}
