//! How rows are looked for: by an index, however many there are.

use domain::subject::Subject;
use jiff::Timestamp;
use primitives::{MerchantId, Reference, SessionNumber, TransactionId};
use rusqlite::{Connection, params_from_iter};

use super::migrate;
use crate::{
    merchants::{payment_methods, points_of_sale},
    notifications::{attempts, rows as notifications},
    payments::transactions,
    query::Query,
    sessions::rows as sessions,
};

fn check<T>(connection: &Connection, query: &Query<T>, expected: &[&str]) {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", query.sql)).unwrap();
    let plan = statement.query_map(params_from_iter(&query.values), |row| row.get(3)).unwrap();
    let plan: Vec<String> = plan.map(Result::unwrap).collect();
    assert_eq!(plan, expected, "{}", query.sql);
}

#[test]
fn of_sessions_and_notifications() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    let connection = &connection;
    let (now, session) = (Timestamp::UNIX_EPOCH, SessionNumber::new(7).unwrap());
    let (merchant, name) = (MerchantId::new(1).unwrap(), Reference::parse("a").unwrap());
    let payment = Subject::Transaction(TransactionId::new(10_000_000_000_000_000).unwrap());
    check(connection, &sessions::find(session), &["SEARCH sessions USING INTEGER PRIMARY KEY (rowid=?)"]);
    let overdue = "SEARCH sessions USING INDEX sessions_overdue (wake_at_ms>? AND wake_at_ms<?)";
    check(connection, &sessions::overdue(now, 9), &[overdue]);
    let oldest = "SEARCH sessions USING COVERING INDEX sessions_overdue (wake_at_ms>?)";
    check(connection, &sessions::oldest_overdue(), &[oldest]);
    let of_session = "SEARCH transactions USING INDEX transactions_of_session (session_number=?)";
    check(connection, &transactions::of_session(session, 20), &[of_session]);

    let due = "SEARCH notifications USING INDEX notifications_due (next_ms>? AND next_ms<?)";
    check(connection, &notifications::due(now, 9, &[]), &[due]);
    let oldest = "SEARCH notifications USING COVERING INDEX notifications_due (next_ms>?)";
    check(connection, &notifications::oldest_due(), &[oldest]);
    let of = "SEARCH notifications USING INDEX sqlite_autoindex_notifications_1 (kind=? AND subject=?)";
    check(connection, &notifications::of(payment), &[of]);
    check(connection, &notifications::find(1), &["SEARCH notifications USING INTEGER PRIMARY KEY (rowid=?)"]);
    let newest = "SEARCH notifications USING INDEX notifications_of_merchant (merchant_id=?)";
    check(connection, &notifications::newest(Some(merchant), 9), &[newest]);
    // From the end of the table, and no farther than the limit: nothing is sorted.
    check(connection, &notifications::newest(None, 9), &["SCAN notifications"]);
    let attempts = "SEARCH notification_attempts USING INDEX sqlite_autoindex_notification_attempts_1 \
        (notification_id=?)";
    check(connection, &attempts::of(1), &[attempts]);

    let methods = "sqlite_autoindex_payment_methods_1 (merchant_id=?";
    let point_of_sale =
        "SEARCH p USING INDEX sqlite_autoindex_points_of_sale_1 (merchant_id=? AND reference=?)";
    let method = format!("SEARCH m USING INDEX {methods} AND id=?)");
    check(connection, &payment_methods::find(merchant, &name), &[&method, point_of_sale]);
    let methods = format!("SEARCH payment_methods USING INDEX {methods})");
    check(connection, &payment_methods::of(merchant, &name), &[&methods]);
    let all = "SEARCH points_of_sale USING INDEX sqlite_autoindex_points_of_sale_1 (merchant_id=?)";
    check(connection, &points_of_sale::of(merchant), &[all]);
    let owner = "SEARCH m USING INTEGER PRIMARY KEY (rowid=?)";
    check(connection, &points_of_sale::with_merchant(merchant, &name), &[owner, point_of_sale]);
}
