//! Plans of payments and of transfers.

use domain::{
    duplicate::OrderIdentity, notification::NotificationKey, remittance::RemittanceKey, subject::Subject,
    transfer::Account, work::Work,
};
use gateway::ports::{Delivery, DeliveryFailure, FilePart, Lease};
use jiff::{SignedDuration, Timestamp, civil::date};
use primitives::{Amount, Bic, Iban, OrderReference, Sealed, SessionNumber};

use super::{check, check_step, merchant, migrated, plan, reference, transaction};
use crate::{
    notifications::{attempts, rows as notifications},
    payments::{actions, claims, transactions},
    remittances::lines,
    sessions::rows as sessions,
    transfers,
};

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
