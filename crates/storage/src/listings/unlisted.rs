//! Transactions that are not listed, where they are stored.

use domain::{
    action::ActionKind,
    listing::{Listed, ListedCard, status_of},
    terms::{CaptureMode, PaymentType},
    transaction::TransactionType,
};
use gateway::ports::{PassedKey, Unlisted, UnlistedPart, UnlistedRow};
use primitives::{MerchantId, OrderReference, Reference};

use crate::{
    bind::count,
    cells::Cells,
    columns::Column,
    error::Impossible,
    payments::{state, transactions::NO_CARD, used_card},
    query::Query,
    value::Value,
};

/// What is read of a payment (`t`) or of an action (`a`) on it. The kind of a payment is NULL.
macro_rules! read_of {
    (payment, $passed:literal) => {
        concat!(
            "SELECT t.id AS id, t.id AS payment_id, CAST(NULL AS TEXT) AS kind, t.amount AS amount, t.state AS state, ",
            $crate::listings::unlisted::read_of!(rest, $passed)
        )
    };
    (action, $passed:literal) => {
        concat!(
            "SELECT a.id AS id, t.id AS payment_id, a.kind AS kind, a.amount AS amount, a.state AS state, ",
            $crate::listings::unlisted::read_of!(rest, $passed)
        )
    };
    (rest, $passed:literal) => {
        concat!(
            "t.payment_type AS payment_type, t.capture AS capture, t.order_reference AS order_reference, ",
            "t.payment_method_id AS payment_method_id, t.point_of_sale AS point_of_sale, t.wallet_id AS wallet_id, ",
            "t.card AS card, CAST(",
            $passed,
            " AS BIGINT) AS passed"
        )
    };
}
pub(super) use read_of;

/// Whether a state is final. A state is a JSON text that begins with its name. These are the final ones.
macro_rules! is_final {
    ($state:literal) => {
        concat!(
            "(",
            $state,
            " LIKE '{\"is\":\"ACCEPTED\"%' OR ",
            $state,
            " LIKE '{\"is\":\"REFUSED\"%' OR ",
            $state,
            " LIKE '{\"is\":\"REVERSED\"%' OR ",
            $state,
            " LIKE '{\"is\":\"UNDOING\"%')"
        )
    };
}

pub(super) use is_final;

const ID: Column = Column::nth(0, "transactions.id");
const PAYMENT: Column = Column::nth(1, "actions.transaction_id");
const KIND: Column = Column::nth(2, "actions.kind");
const AMOUNT: Column = Column::nth(3, "transactions.amount");
const STATE: Column = Column::nth(4, "transactions.state");
const PAYMENT_TYPE: Column = Column::nth(5, "transactions.payment_type");
const CAPTURE: Column = Column::nth(6, "transactions.capture");
const ORDER_REFERENCE: Column = Column::nth(7, "transactions.order_reference");
const PAYMENT_METHOD: Column = Column::nth(8, "transactions.payment_method_id");
const POINT_OF_SALE: Column = Column::nth(9, "transactions.point_of_sale");
const WALLET: Column = Column::nth(10, "transactions.wallet_id");
const CARD: Column = Column::nth(11, "transactions.card");
const PASSED: Column = Column::nth(12, "listed_later");

/// `$payment` and `$action` are conditions on those that were passed.
macro_rules! of_range {
    ($payment:expr, $action:expr) => {
        concat!(
            "SELECT * FROM (",
            read_of!(payment, "0"),
            " FROM transactions t WHERE t.merchant_id = $1 AND t.id > $2 AND t.id < $3 ORDER BY t.id LIMIT $4) AS payments
             UNION ALL SELECT * FROM (",
            read_of!(action, "0"),
            " FROM actions a JOIN transactions t ON t.merchant_id = a.merchant_id AND t.id = a.transaction_id
              WHERE a.merchant_id = $1 AND a.id > $2 AND a.id < $3 AND a.kind <> 'EXPIRY' ORDER BY a.id LIMIT $4) AS actions
             UNION ALL SELECT * FROM (",
            read_of!(payment, "1"),
            " FROM listed_later l JOIN transactions t ON t.merchant_id = l.merchant_id AND t.id = l.id
              WHERE l.merchant_id = $1 AND ",
            $payment,
            " ORDER BY l.id LIMIT $4) AS payments_passed
             UNION ALL SELECT * FROM (",
            read_of!(action, "1"),
            " FROM listed_later l JOIN actions a ON a.merchant_id = l.merchant_id AND a.id = l.id
              JOIN transactions t ON t.merchant_id = a.merchant_id AND t.id = a.transaction_id
              WHERE l.merchant_id = $1 AND ",
            $action,
            " ORDER BY l.id LIMIT $4) AS actions_passed"
        )
    };
}

/// A transaction that was found, which cannot be read perhaps.
pub(super) struct Found {
    key: PassedKey,
    is_passed: bool,
    row: Result<UnlistedRow, Impossible>,
}

/// Returns what is not listed of a range. The log names a row that cannot be read when it is found in its place; it is passed then, and
/// is listed once it was mended.
pub(super) fn part(range: Unlisted, found: Vec<Found>) -> UnlistedPart {
    let read_to = read_to(range, &found);
    let (mut rows, mut unreadable) = (Vec::with_capacity(found.len()), Vec::new());
    for Found { key, is_passed, row } in found {
        match row {
            Ok(row) => rows.push(row),
            Err(_) if is_passed => {}
            Err(error) => {
                tracing::error!(%error, "a transaction is in no collection");
                unreadable.push(key);
            }
        }
    }
    UnlistedPart { rows, unreadable, read_to }
}

/// A row that cannot be read counts as any other: the statement has read it.
fn read_to(range: Unlisted, found: &[Found]) -> i64 {
    let last = |of_payments: bool| {
        let new = found.iter().filter(|row| !row.is_passed && (row.key.id == row.key.payment) == of_payments);
        let numbers: Vec<i64> = new.map(|row| row.key.id.number()).collect();
        if numbers.len() < range.most { None } else { numbers.into_iter().max() }
    };
    [last(true), last(false)].into_iter().flatten().fold(range.below - 1, i64::min)
}

/// Reads the payments and the actions of a range in the order of their ids, at most so many of each, and those that were passed, of
/// which there are few.
pub(super) fn of(merchant: MerchantId, range: Unlisted) -> Query<Found> {
    let sql = if range.passed_final_only {
        of_range!(is_final!("t.state"), is_final!("a.state"))
    } else {
        of_range!("1 = 1", "1 = 1")
    };
    Query {
        sql,
        values: vec![
            Value::Integer(merchant.number()),
            Value::Integer(range.after),
            Value::Integer(range.below),
            count(range.most),
        ],
        read: |row| {
            let key = PassedKey { id: row.transaction(ID)?, payment: row.transaction(PAYMENT)? };
            let listed = read(row).map_err(|error| error.in_row(row));
            Ok(Found { key, is_passed: row.truth(PASSED)?, row: listed })
        },
    }
}

pub(super) fn read(row: &dyn Cells) -> Result<UnlistedRow, Impossible> {
    let state = row.parsed(STATE, state::read)?;
    let action = row.maybe_parsed(KIND, ActionKind::parse)?;
    let kind = match action {
        Some(action) => action.transaction_type().ok_or(KIND.impossible())?,
        None => TransactionType::of_payment(
            row.parsed(PAYMENT_TYPE, PaymentType::parse)?,
            row.parsed(CAPTURE, CaptureMode::parse)?,
        ),
    };
    let card = match row.text(CARD)? {
        NO_CARD => None,
        _ => row.parsed(CARD, used_card::read)?.token.as_ref().and_then(ListedCard::of),
    };
    let listed = Listed {
        id: row.transaction(ID)?,
        payment: row.transaction(PAYMENT)?,
        kind,
        status: status_of(action.is_some(), &state),
        amount: row.amount(AMOUNT)?,
        order_reference: OrderReference::stored(row.text(ORDER_REFERENCE)?),
        payment_method: row.reference(PAYMENT_METHOD)?,
        point_of_sale: row.reference(POINT_OF_SALE)?,
        wallet: row.maybe_text(WALLET)?.map(Reference::stored),
        card,
    };
    Ok(UnlistedRow { listed, is_final: !state.is_pending(), is_passed: row.truth(PASSED)? })
}

#[cfg(test)]
mod tests {
    use primitives::TransactionId;

    use super::*;

    const FIRST: i64 = 17_000_000_000_000_000;

    fn unreadable(number: i64, is_payment: bool, is_passed: bool) -> Found {
        let id = |number| TransactionId::new(FIRST + number).unwrap();
        let key = PassedKey { id: id(number), payment: if is_payment { id(number) } else { id(0) } };
        Found { key, is_passed, row: Err(STATE.impossible()) }
    }

    #[test]
    fn a_range_was_read_to_where_the_first_of_payments_and_actions_was_cut_off() {
        let range = Unlisted { after: FIRST, below: FIRST + 1_000, most: 3, passed_final_only: true };
        let read_to = |found: &[Found]| read_to(range, found) - FIRST;
        assert_eq!(read_to(&[]), 999);
        let payments = || (1..=3).map(|number| unreadable(number * 2, true, false));
        assert_eq!(read_to(&payments().take(2).collect::<Vec<_>>()), 999);
        assert_eq!(read_to(&payments().collect::<Vec<_>>()), 6);
        let actions = (1..=3).map(|number| unreadable(number * 2 - 1, false, false));
        assert_eq!(read_to(&payments().chain(actions).collect::<Vec<_>>()), 5);
        // Those that were passed before are of no range.
        let passed = (1..=3).map(|number| unreadable(number, true, true));
        assert_eq!(read_to(&passed.collect::<Vec<_>>()), 999);
        let part = part(range, payments().chain([unreadable(1, true, true)]).collect());
        assert_eq!((part.rows.len(), part.unreadable.len(), part.read_to), (0, 3, FIRST + 6));
    }
}
