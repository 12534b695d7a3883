//! Plans of sessions, and of the links that begin them.

use jiff::Timestamp;
use primitives::{LinkNumber, SessionNumber};

use super::{check, merchant, migrated, plan};
use crate::{
    links::{retention as link_retention, rows as links},
    payments::transactions,
    sessions::rows as sessions,
};

#[test]
fn of_sessions() {
    let connection = &migrated();
    let (now, number, merchant) = (Timestamp::UNIX_EPOCH, SessionNumber::new(7).unwrap(), merchant());
    // Of two indexes that find one row each SQLite takes the narrower.
    let by_number = "SEARCH sessions USING INDEX sessions_by_number (number=?)";
    check(connection, &sessions::find(merchant, number), &[by_number]);
    check(connection, &sessions::by_number(number), &[by_number]);
    // Once all are sealed the index is empty: a start looks at nothing.
    let clear = "SCAN sessions USING INDEX sessions_in_the_clear";
    check(connection, &sessions::clear_secrets(9), &[clear]);
    let overdue = "SEARCH sessions USING INDEX sessions_overdue (wake_at_ms>? AND wake_at_ms<?)";
    check(connection, &sessions::overdue(now, 9), &[overdue]);
    let oldest = "SEARCH sessions USING COVERING INDEX sessions_overdue (wake_at_ms>?)";
    check(connection, &sessions::oldest_overdue(), &[oldest]);
    let session = "SEARCH s USING INDEX sqlite_autoindex_sessions_1 (merchant_id=? AND number=?)";
    let payments =
        "SEARCH t USING INDEX transactions_of_session (merchant_id=? AND session_number=?) LEFT-JOIN";
    check(connection, &transactions::moment_of_session(merchant, number, 20), &[session, payments]);
}

#[test]
fn of_payment_links() {
    let connection = &migrated();
    let (now, number, merchant) = (Timestamp::UNIX_EPOCH, LinkNumber::new(7).unwrap(), merchant());
    let by_number = "SEARCH payment_links USING INDEX payment_links_by_number (number=?)";
    check(connection, &links::find(merchant, number), &[by_number]);
    check(connection, &links::by_number(number), &[by_number]);
    let of_link = "SEARCH sessions USING INDEX sessions_of_link (merchant_id=? AND link=?)";
    check(connection, &sessions::newest_of_link(merchant, number, 9), &[of_link]);
    let session = "SEARCH s USING INDEX sessions_of_link_tried (merchant_id=? AND link=?)";
    let payments = "SEARCH t USING INDEX transactions_of_session (merchant_id=? AND session_number=?)";
    let sorted = "USE TEMP B-TREE FOR ORDER BY";
    check(connection, &transactions::of_link(merchant, number, 9), &[session, payments, sorted]);
    let delete = link_retention::delete_oldest(0, now, 9);
    let plan = plan(connection, delete.sql, &delete.values);
    let by_end =
        "SEARCH payment_links USING INDEX payment_links_unpaid (unpaid_end_ms>? AND unpaid_end_ms<?)"
            .to_owned();
    assert!(plan.contains(&by_end) && plan[0] == by_number, "{plan:?}");
}
