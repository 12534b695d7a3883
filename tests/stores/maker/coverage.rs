//! Checks that the store has everything in it that a set must have.

use stores::Database;

/// Each thing, and the query that finds it.
const WANTED: &[(&str, &str)] = &[
    (
        "a payment that a bank is asked for",
        "transactions WHERE state LIKE '%AUTHORIZING%' AND session_number IS NULL",
    ),
    ("the same in a session", "transactions WHERE state LIKE '%AUTHORIZING%' AND session_number IS NOT NULL"),
    ("an unanswered payment", "transactions WHERE state LIKE '%UNANSWERED%' AND session_number IS NULL"),
    ("the same in a session", "transactions WHERE state LIKE '%UNANSWERED%' AND session_number IS NOT NULL"),
    ("a reversal", "transactions WHERE state LIKE '%REVERSING%'"),
    ("a payment that was reversed", "transactions WHERE state LIKE '%REVERSED%'"),
    ("a yes that is undone", "transactions WHERE state LIKE '%UNDOING%'"),
    ("a buyer at a partner", "transactions WHERE state LIKE '%AT_PARTNER%'"),
    ("a partner that never decides", "transactions WHERE state LIKE '%ON_HOLD%pending.%'"),
    ("a partner that decides", "transactions WHERE state LIKE '%ON_HOLD%accept.%'"),
    ("an accepted payment", "transactions WHERE state LIKE '%ACCEPTED%'"),
    ("a refused payment", "transactions WHERE state LIKE '%REFUSED%'"),
    ("a deferred capture", "transactions WHERE wake_for = 'CAPTURE'"),
    ("an authorisation that runs out", "transactions WHERE wake_for = 'EXPIRE'"),
    ("a late delivery that is out", "actions WHERE kind = 'CAPTURE' AND state LIKE '%AUTHORIZING%'"),
    ("a late delivery", "actions WHERE kind = 'CAPTURE' AND state LIKE '%approval%'"),
    ("a capture by the gateway", "actions WHERE kind = 'CAPTURE' AND by_gateway = 1"),
    ("a refused action", "actions WHERE state LIKE '%REFUSED%'"),
    ("an expiry", "actions WHERE kind = 'EXPIRY'"),
    ("a release that was never told", "actions WHERE release_due_ms IS NOT NULL AND release_attempt = 0"),
    ("a release that was told", "actions WHERE release_due_ms IS NOT NULL AND release_attempt = 1"),
    ("a release that was confirmed", "actions WHERE released IS NOT NULL AND release_due_ms IS NULL"),
    ("a refund", "actions WHERE kind = 'REFUND' AND state LIKE '%ACCEPTED%'"),
    ("a remittance that is open", "remittances WHERE closed = 0"),
    (
        "its lines",
        "remittance_lines l JOIN remittances r ON r.day = l.remitted_on AND r.merchant_id = l.merchant_id WHERE r.closed = 0",
    ),
    ("a remittance that is closed", "remittances WHERE closed = 1"),
    ("a line that is not remitted", "remittance_lines WHERE remitted_on IS NULL"),
    ("a session that nobody opened", "sessions WHERE stage LIKE '%CREATED%'"),
    ("a session that is open", "sessions WHERE stage LIKE '%OPEN%'"),
    ("a session in which somebody pays", "sessions WHERE stage LIKE '%TRYING%'"),
    ("a paid session", "sessions WHERE stage LIKE '%PAID%'"),
    ("a refused session", "sessions WHERE stage LIKE '%REFUSED%'"),
    ("a cancelled session", "sessions WHERE stage LIKE '%CANCELLED%'"),
    ("an expired session", "sessions WHERE stage LIKE '%EXPIRED%'"),
    ("a point of sale that allows http", "points_of_sale WHERE settings LIKE '%allowHttp%'"),
    ("a session whose notification waits for the buyer", "sessions WHERE notification_delay_s > 0"),
    ("a session that is to be forgotten", "sessions WHERE unpaid_since_ms IS NOT NULL"),
    ("the end of a paid session", "sessions WHERE stage LIKE '%PAID%' AND ended_ms IS NOT NULL"),
    ("a notification that was never sent", "notifications WHERE state = 'WAITING' AND attempts = 0"),
    ("a notification to be sent again", "notifications WHERE state = 'WAITING' AND attempts > 0"),
    ("an attempt that was cut off", "notification_attempts WHERE took_ms IS NULL"),
    ("a notification that was heard", "notifications WHERE state = 'DELIVERED'"),
    ("a notification that need not be sent", "notifications WHERE state = 'READ'"),
    ("a notification that was given up", "notifications WHERE state = 'GIVEN_UP'"),
    ("a notification of a payment", "notifications WHERE kind = 'TRS'"),
    ("a request that was answered", "requests WHERE answered IS NOT NULL"),
    ("a request that was not", "requests WHERE answered IS NULL AND session_number IS NULL"),
    ("a request that made a session", "requests WHERE session_number IS NOT NULL"),
    ("a claim of an accepted payment", "claims WHERE accepted = 1"),
    ("a claim of one that is out", "claims WHERE accepted = 0"),
    ("a successor of an encryption key", "encryption_keys WHERE generation = 2"),
    ("an access key that ends", "access_keys WHERE good_until_ms IS NOT NULL"),
    ("a locked merchant", "merchants WHERE status = 'LOCKED'"),
    ("a sealed card", "cards"),
    ("a wallet", "wallets WHERE details LIKE '%Camille%'"),
    ("a card that is not active", "wallet_cards WHERE status = 'INACTIVE'"),
    ("a card that came again", "wallet_cards WHERE state = 'UPDATED' AND comment IS NOT NULL"),
    ("a wallet whose default is not its first card", "wallets WHERE default_rank > 1"),
    ("a payment by wallet", "transactions WHERE wallet_id IS NOT NULL AND wallet_rank IS NOT NULL"),
    (
        "a payment by a wallet that is unknown",
        "transactions WHERE wallet_id IS NOT NULL AND wallet_rank IS NULL",
    ),
    ("a whole answer that is kept", "requests WHERE answer IS NOT NULL"),
    ("a data key", "data_keys"),
    ("a line of the audit log by a merchant", "audit_log WHERE actor LIKE 'key:%' AND address IS NOT NULL"),
    ("a line by a worker", "audit_log WHERE actor LIKE 'worker:%' AND address IS NULL"),
    ("failed logins", "audit_log WHERE action = 'LOGIN_FAILED'"),
    ("a bucket of a limit", "spent_limits"),
];

/// Some of it depends on the moment of the kill. If something is missing, make the set again.
pub(crate) fn assert_complete(database: &Database) {
    let there = |from: &str| database.rows(&format!("SELECT 1 FROM {from} LIMIT 1")).len() == 1;
    let missing: Vec<&str> = WANTED.iter().filter(|(_, from)| !there(from)).map(|(what, _)| *what).collect();
    assert!(missing.is_empty(), "run it again: the store has not {missing:?}");
}
