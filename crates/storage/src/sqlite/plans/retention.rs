//! Plans of what is forgotten.

use gateway::ports::EndsToNote;
use jiff::Timestamp;

use super::{check, check_step, merchant, migrated, plan, reference, transaction};
use crate::{
    audit_log, cards::rows as cards, merchants::looked, notifications::retention as notification_retention,
    payments::retention as payment_retention, sessions::retention as session_retention,
    wallets::rows as wallets,
};

/// What is to be forgotten is found without reading what is not.
#[test]
fn of_retention() {
    let connection = &migrated();
    let (now, merchant, id) = (Timestamp::UNIX_EPOCH, merchant(), transaction());
    let unpaid = "sessions_unpaid (unpaid_since_ms>? AND unpaid_since_ms<?)";
    check(
        connection,
        &session_retention::unpaid(0, now, 9),
        &[&format!("SEARCH sessions USING INDEX {unpaid}")],
    );
    let looked = "SEARCH merchants USING COVERING INDEX merchants_to_look_at (looked_ms<?)";
    check(connection, &looked::to_look_at(now, 9), &[looked]);
    let between = "SEARCH transactions USING COVERING INDEX sqlite_autoindex_transactions_1 \
        (merchant_id=? AND id>? AND id<?)";
    check(connection, &payment_retention::between(merchant, 1, 2, 9), &[between]);
    let again = "SEARCH transactions USING INDEX transactions_to_look_at \
        (merchant_id=? AND quiet_since_ms>? AND quiet_since_ms<?)";
    check(connection, &payment_retention::again(merchant, now, 9), &[again]);
    let key = "SEARCH transactions USING INDEX sqlite_autoindex_transactions_1 (merchant_id=? AND id=?)";
    check_step(connection, &payment_retention::look_again(merchant, id, now), key);
    let actions = "SEARCH actions USING INDEX actions_of (merchant_id=? AND transaction_id=?)";
    check_step(connection, &payment_retention::strip_actions(merchant, id), actions);
    let wallet = "SEARCH w USING PRIMARY KEY (merchant_id=? AND id=?)";
    let in_it = "SEARCH c USING PRIMARY KEY (merchant_id=? AND wallet_id=?) LEFT-JOIN";
    check(connection, &wallets::find(merchant, &reference()), &[wallet, in_it]);
    let unused = cards::delete_unused(0, now, 9);
    let found = [
        "SEARCH cards USING INDEX sqlite_autoindex_cards_1 (merchant_id=? AND fingerprint=?)",
        "LIST SUBQUERY 3",
        "SEARCH cards USING INDEX cards_by_use (used_ms>? AND used_ms<?)",
        "CORRELATED SCALAR SUBQUERY 2",
        "SEARCH w USING COVERING INDEX wallet_cards_by_token (merchant_id=? AND token=?)",
    ];
    assert_eq!(plan(connection, unused.sql, &unused.values), found);
    let undated = cards::date(9);
    let found = [
        "SEARCH cards USING INDEX sqlite_autoindex_cards_1 (merchant_id=? AND fingerprint=?)",
        "LIST SUBQUERY 3",
        "SEARCH cards USING INDEX cards_by_use (used_ms=?)",
        "CORRELATED SCALAR SUBQUERY 1",
        "SEARCH t USING COVERING INDEX sqlite_autoindex_transactions_1 (merchant_id=?)",
    ];
    assert_eq!(plan(connection, undated.sql, &undated.values), found);
    let [ends, _] = &session_retention::note_ends(EndsToNote { past: 1, to: 9 })[..] else { panic!() };
    check_step(connection, ends, "SEARCH sessions USING INDEX sessions_by_number (number>? AND number<?)");
    // From an id on, and no farther than the limit: nothing is sorted.
    let lines = audit_log::delete_oldest(0, now, 9);
    let found = [
        "SEARCH audit_log USING INTEGER PRIMARY KEY (rowid=?)",
        "LIST SUBQUERY 3",
        "CO-ROUTINE oldest",
        "SEARCH audit_log USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
        "SCALAR SUBQUERY 1",
        "SEARCH audit_head",
        "SCAN oldest",
    ];
    assert_eq!(plan(connection, lines.sql, &lines.values), found);
    for step in notification_retention::delete_oldest(0, now, 9) {
        let plan = plan(connection, step.sql, &step.values);
        let by_id = "SEARCH notifications USING INDEX notifications_by_id (id>?)".to_owned();
        assert!(plan.contains(&by_id), "{plan:?}");
        assert!(
            plan[0].starts_with("SEARCH ") && plan[0].contains("(merchant_id=? AND kind=? AND subject=?)")
        );
    }
}
