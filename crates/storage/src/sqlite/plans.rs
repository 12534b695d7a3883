//! Tests of query plans: rows are found by an index, however many there are.

use domain::{
    duplicate::OrderIdentity, notification::NotificationKey, remittance::RemittanceKey, subject::Subject,
    transfer::Account, work::Work,
};
use gateway::ports::{AuditFilter, Delivery, DeliveryFailure, EndsToNote, FilePart, Lease};
use jiff::{SignedDuration, Timestamp, civil::date};
use primitives::{
    Amount, Bic, Iban, LinkNumber, MerchantId, OrderReference, Reference, Sealed, SessionNumber,
    TransactionId,
};
use rusqlite::{Connection, params_from_iter};
use vault::SealedColumn;

use super::migrate;
use crate::{
    audit_chain, audit_log,
    cards::rows as cards,
    keys::{data_keys, sealed},
    limits,
    links::{retention as link_retention, rows as links},
    merchants::{looked, payment_methods, points_of_sale, profiles},
    notifications::{attempts, retention as notification_retention, rows as notifications},
    payments::{actions, claims, retention as payment_retention, transactions},
    query::Query,
    remittances::lines,
    sessions::{retention as session_retention, rows as sessions},
    step::Step,
    transfers,
    value::Value,
    wallets::{cards as wallet_cards, rows as wallets},
};

fn migrated() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    connection
}

fn merchant() -> MerchantId {
    MerchantId::new(1).unwrap()
}

fn transaction() -> TransactionId {
    TransactionId::new(10_000_000_000_000_000).unwrap()
}

fn reference() -> Reference {
    Reference::parse("a").unwrap()
}

fn check<T>(connection: &Connection, query: &Query<T>, expected: &[&str]) {
    assert_eq!(plan(connection, query.sql, &query.values), expected, "{}", query.sql);
}

fn check_step(connection: &Connection, step: &Step, expected: &str) {
    assert_eq!(plan(connection, step.sql, &step.values), [expected], "{}", step.sql);
}

fn plan(connection: &Connection, sql: &str, values: &[Value]) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let plan = statement.query_map(params_from_iter(values), |row| row.get(3)).unwrap();
    plan.map(Result::unwrap).collect()
}

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

#[test]
fn of_payments() {
    let connection = &migrated();
    let (now, merchant, id) = (Timestamp::UNIX_EPOCH, merchant(), transaction());
    let payment = "(merchant_id=? AND id=?)";
    let find = format!("SEARCH transactions USING INDEX sqlite_autoindex_transactions_1 {payment}");
    check(connection, &transactions::find(merchant, id), &[&find]);
    let due = "SEARCH transactions USING INDEX transactions_due (wake_for=? AND wake_at_ms<?)";
    check(connection, &transactions::due(Work::Capture, now, 9), &[due]);
    let action = format!("SEARCH actions USING INDEX sqlite_autoindex_actions_1 {payment}");
    check(connection, &actions::origin(merchant, id), &[&action]);
    check(connection, &actions::echo(merchant, id), &[&action]);
    let line = "USING INDEX sqlite_autoindex_remittance_lines_1 (merchant_id=? AND entry_id=?) LEFT-JOIN";
    let moment = [
        &format!("SEARCH t USING INDEX sqlite_autoindex_transactions_1 {payment}"),
        &format!("SEARCH p {line}"),
        "SEARCH a USING INDEX actions_of (merchant_id=? AND transaction_id=?) LEFT-JOIN",
        &format!("SEARCH l {line}"),
    ];
    check(connection, &actions::moment_of(merchant, id), &moment);
    let with_rest = [
        &format!("SEARCH t USING INDEX sqlite_autoindex_transactions_1 {payment}"),
        &format!("SEARCH l {line}"),
        "CORRELATED SCALAR SUBQUERY 1",
        "SEARCH a USING COVERING INDEX actions_of (merchant_id=? AND transaction_id=?)",
    ];
    check(connection, &transactions::find_with_rest(merchant, id), &with_rest);
    let key = RemittanceKey { merchant, point_of_sale: reference(), day: date(2026, 11, 22) };
    let remitted = "SEARCH remittance_lines USING INDEX remittance_lines_remitted \
        (merchant_id=? AND point_of_sale=? AND remitted_on=? AND entry_id>?)";
    check(connection, &lines::of(&key, None, 9), &[remitted]);
    let open = "SEARCH remittance_lines USING INDEX remittance_lines_open \
        (merchant_id=? AND point_of_sale=? AND day<?)";
    check(connection, &lines::is_open(&key), &[open]);
}

#[test]
fn of_transfers() {
    let connection = &migrated();
    let (now, day, merchant) = (Timestamp::UNIX_EPOCH, date(2026, 11, 22), merchant());
    let payee = "SEARCH p USING INDEX sqlite_autoindex_transfer_payees_1 (merchant_id=? AND id=?) LEFT-JOIN";
    let key = "SEARCH t USING INDEX sqlite_autoindex_transfers_1 (merchant_id=? AND id=?)";
    check(connection, &transfers::rows::find(merchant, transaction()), &[key, payee]);
    let due = "SEARCH t USING INDEX transfers_due (wake_at_ms>? AND wake_at_ms<?)";
    check(connection, &transfers::rows::due(now, 9), &[due, payee]);
    let unfiled = "SEARCH t USING INDEX transfers_unfiled (open_day>? AND open_day<?)";
    check(connection, &transfers::rows::unfiled(day, 9), &[unfiled, payee]);
    let days = "SEARCH transfers USING COVERING INDEX transfers_unfiled (open_day>?)";
    check(connection, &transfers::rows::unfiled_days(Some(day)), &[days]);
    let account = Account {
        iban: Iban::stored("FR7630006000011234567890189"),
        bic: Bic::stored("AGRIFRPP"),
        holder: "x".to_owned(),
    };
    let part = FilePart { merchant, payer: account, transfers: 0, cents: 0 };
    let filed = "SEARCH t USING INDEX transfers_of_file \
        (file_day=? AND merchant_id=? AND payer_iban=? AND payer_bic=? AND payer_holder=? AND id>?)";
    check(connection, &transfers::rows::filed(day, &part, None, 9), &[filed, payee]);
    let oldest = [
        "CO-ROUTINE due",
        "SEARCH transfer_payees USING INDEX transfer_payees_by_age (made_ms>? AND made_ms<?)",
        "CORRELATED SCALAR SUBQUERY 1",
        "SEARCH t USING INDEX sqlite_autoindex_transfers_1 (merchant_id=? AND id=?)",
        "SCAN due",
    ];
    check(connection, &transfers::payees::oldest(i64::MIN, now, 9), &oldest);
}

/// Statements that change a row find it by its whole key.
#[test]
fn of_changes() {
    let connection = &migrated();
    let (now, merchant, id) = (Timestamp::UNIX_EPOCH, merchant(), transaction());
    let by =
        |table: &str, key: &str| format!("SEARCH {table} USING INDEX sqlite_autoindex_{table}_1 ({key})");
    let lease = transactions::take(merchant, id, 1, Lease { from: now, until: now });
    check_step(connection, &lease, &by("transactions", "merchant_id=? AND id=?"));
    let line = by("remittance_lines", "merchant_id=? AND entry_id=?");
    let amounts = [Amount::new(2).unwrap(), Amount::new(1).unwrap(), Amount::ZERO];
    for [from, to] in [[amounts[0], amounts[1]], [amounts[1], amounts[2]]] {
        check_step(connection, &lines::reduce(merchant, id, from, to), &line);
    }
    let session = sessions::seal_secret(merchant, SessionNumber::new(7).unwrap(), &Sealed::new(vec![1]));
    check_step(connection, &session, "SEARCH sessions USING INDEX sessions_by_number (number=?)");
    let key = NotificationKey { merchant, subject: Subject::Transaction(id) };
    let notification = by("notifications", "merchant_id=? AND kind=? AND subject=?");
    check_step(connection, &notifications::resend(key, now, now), &notification);
    check_step(connection, &notifications::stop(key), &notification);
    let unheard = Delivery::Failed(DeliveryFailure::Connect);
    let attempt = attempts::record(key, 1, unheard, SignedDuration::ZERO);
    let of_attempt = by("notification_attempts", "merchant_id=? AND kind=? AND subject=? AND number=?");
    check_step(connection, &attempt, &of_attempt);
    let order = OrderIdentity {
        merchant,
        payment_method: reference(),
        order_reference: OrderReference::stored("order"),
    };
    let of_order = claims::of_order(&order, now);
    let found = [
        "SEARCH claims USING INDEX sqlite_autoindex_claims_1 (merchant_id=? AND payment_method_id=? AND order_reference=?)",
        "USE TEMP B-TREE FOR ORDER BY",
    ];
    assert_eq!(plan(connection, of_order.sql, &of_order.values), found);
    let ended = claims::forget(now);
    let found = [
        "SEARCH claims USING INDEX sqlite_autoindex_claims_1 \
            (merchant_id=? AND payment_method_id=? AND order_reference=? AND amount=?)",
        "LIST SUBQUERY 2",
        "SEARCH claims USING INDEX claims_ended (until_ms<?)",
    ];
    assert_eq!(plan(connection, ended.sql, &ended.values), found);
}

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

/// All cards are read a page at a time, and none is sorted.
#[test]
fn of_pages_of_cards() {
    let connection = &migrated();
    let page = "SEARCH cards USING INDEX sqlite_autoindex_cards_1 ((merchant_id,fingerprint)>(?,?))";
    check(connection, &cards::after(None, 9), &[page]);
    let page = "SEARCH wallet_cards USING PRIMARY KEY ((merchant_id,wallet_id,rank)>(?,?,?))";
    check(connection, &wallet_cards::after(None, 9), &[page]);
}

/// A look through the log reads a bounded number of lines, whatever is looked for.
#[test]
fn of_the_audit_log() {
    let filter = AuditFilter { action: Some("LOGIN_FAILED".to_owned()), ..AuditFilter::default() };
    let lines = "SEARCH audit_log USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)";
    check(&migrated(), &audit_log::matching(&filter, (1, 9), 9), &[lines]);
    check(&migrated(), &audit_chain::lines::between(1, 9, 9), &[lines]);
    check(&migrated(), &audit_chain::lines::last(), &["SEARCH audit_log"]);
    let blocks = "SEARCH audit_blocks USING INTEGER PRIMARY KEY (rowid>?)";
    check(&migrated(), &audit_chain::blocks::from(1, 9), &[blocks]);
}

#[test]
fn of_notifications() {
    let connection = &migrated();
    let (now, merchant) = (Timestamp::UNIX_EPOCH, merchant());
    let key = NotificationKey { merchant, subject: Subject::Transaction(transaction()) };
    let due = "SEARCH notifications USING INDEX notifications_due (next_ms>? AND next_ms<?)";
    check(connection, &notifications::due(now, 9, &[]), &[due]);
    let oldest = "SEARCH notifications USING COVERING INDEX notifications_due (next_ms>?)";
    check(connection, &notifications::oldest_due(), &[oldest]);
    let of = "SEARCH notifications USING INDEX sqlite_autoindex_notifications_1 \
        (merchant_id=? AND kind=? AND subject=?)";
    check(connection, &notifications::of(key), &[of]);
    let by_id = "SEARCH notifications USING INDEX notifications_by_id (id=?)";
    check(connection, &notifications::by_id(1), &[by_id]);
    let newest = "SEARCH notifications USING INDEX notifications_of_merchant (merchant_id=?)";
    check(connection, &notifications::newest(Some(merchant), 9), &[newest]);
    // From the end of the index, and no farther than the limit: nothing is sorted.
    let all = "SCAN notifications USING INDEX notifications_by_id";
    check(connection, &notifications::newest(None, 9), &[all]);
    let attempts = "SEARCH notification_attempts USING INDEX sqlite_autoindex_notification_attempts_1 \
        (merchant_id=? AND kind=? AND subject=?)";
    check(connection, &attempts::of(key), &[attempts]);
}

#[test]
fn of_merchants() {
    let connection = &migrated();
    let (merchant, name) = (merchant(), reference());
    let methods = "sqlite_autoindex_payment_methods_1 (merchant_id=?";
    let point_of_sale =
        "SEARCH p USING INDEX sqlite_autoindex_points_of_sale_1 (merchant_id=? AND reference=?)";
    let method = format!("SEARCH m USING INDEX {methods} AND id=?)");
    check(connection, &payment_methods::find(merchant, &name), &[&method, point_of_sale]);
    let all = "SEARCH points_of_sale USING INDEX sqlite_autoindex_points_of_sale_1 (merchant_id=?)";
    check(connection, &points_of_sale::of(merchant), &[all]);
    let profile = "SEARCH d USING INDEX sqlite_autoindex_payment_method_profiles_1 \
        (merchant_id=? AND payment_method=?) LEFT-JOIN";
    check(connection, &profiles::find(merchant, &name), &[&method, profile]);
    let of_merchant = format!("SEARCH m USING INDEX {methods})");
    check(connection, &profiles::of(merchant, &name), &[&of_merchant, profile]);
    let owner = "SEARCH m USING INTEGER PRIMARY KEY (rowid=?)";
    let methods = format!("SEARCH d USING INDEX {methods}) LEFT-JOIN");
    let rows = [owner, point_of_sale, &methods];
    check(connection, &payment_methods::of_point_of_sale(merchant, &name), &rows);
}

#[test]
fn of_limits() {
    let changed = "SEARCH spent_limits USING INDEX spent_limits_changed (changed_ms>?)";
    check(&migrated(), &limits::changed(Timestamp::UNIX_EPOCH, 9), &[changed]);
}

/// What is left under an old data key is found by the key, and a retired key is refused in every column that has sealed values.
#[test]
fn of_sealed_values() {
    let connection = &migrated();
    for column in SealedColumn::ALL {
        let (table, id) = match column {
            SealedColumn::CardNumber => ("cards", "token"),
            SealedColumn::PrivateHalf => ("encryption_keys", "id"),
            SealedColumn::SessionSecret => ("sessions", "number"),
            SealedColumn::LinkSecret => ("payment_links", "number"),
            SealedColumn::PayeeIban => ("transfer_payees", "id"),
            SealedColumn::AuthenticationValue => ("authentications", "number"),
        };
        let index = format!("INDEX {table}_by_data_key");
        let found = format!("SEARCH {table} USING {index} (<expr>=? AND (merchant_id,{id})>(?,?))");
        check(connection, &sealed::find(column, 1, None, 9), &[&found]);
        let first = format!("SEARCH {table} USING COVERING {index} (<expr><?)");
        let before = sealed::first_before(column, 2);
        assert_eq!(plan(connection, before.sql, &before.values), [first]);
        let older = [
            "CO-ROUTINE older".to_owned(),
            format!("SEARCH {table} USING COVERING {index} (<expr><?)"),
            "SCAN older".to_owned(),
        ];
        let count = sealed::count_before(column, 2, 9);
        assert_eq!(plan(connection, count.sql, &count.values), older);
        let triggers = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1 AND name LIKE '%_seal_%'";
        let triggers: i64 = connection.query_row(triggers, [table], |row| row.get(0)).unwrap();
        assert_eq!((triggers, column.table()), (2, table));
    }
    let retire = data_keys::retire(1, Timestamp::UNIX_EPOCH);
    let plan = plan(connection, retire.sql, &retire.values);
    assert!(!plan.iter().any(|step| step.starts_with("SCAN ") && !step.contains("data_keys")), "{plan:?}");
}
