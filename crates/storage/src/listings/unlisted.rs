//! Transactions that are not listed, where they are stored.

use domain::{
    action::ActionKind,
    listing::{Listed, ListedCard, status_of},
    terms::{CaptureMode, PaymentType},
    transaction::TransactionType,
};
use gateway::ports::{Unlisted, UnlistedRow};
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

/// Reads the payments and the actions of a range in the order of their ids, at most so many of each, and those that were passed, of
/// which there are few.
pub(super) fn of(merchant: MerchantId, range: Unlisted) -> Query<UnlistedRow> {
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
        read,
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
