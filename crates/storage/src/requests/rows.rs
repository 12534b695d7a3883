//! First requests under an idempotency key. Holds a keyed hash of the request and the state that was told:
//! nothing secret.

use domain::{subject::Subject, transaction::State};
use gateway::ports::{CommitError, FirstRequest};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, TransactionId};

use crate::payments::state;
use crate::{
    bind::{moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    requests: digest, transaction_id, session_number, answered
}

/// What stands for the transaction of a request that made a session: the column takes no NULL since its first version.
const NO_TRANSACTION: i64 = 0;

/// A key that has ended may be used anew.
pub(super) fn begin(
    merchant: MerchantId,
    key: &IdempotencyKey,
    digest: Vec<u8>,
    subject: Subject,
    until: Timestamp,
    now: Timestamp,
) -> Step {
    let (transaction, session) = match subject {
        Subject::Transaction(id) => (id.number(), Value::Null),
        Subject::Session(number) => (NO_TRANSACTION, Value::Integer(number.number())),
    };
    Step::new(
        Table::Requests,
        "INSERT INTO requests (merchant_id, idempotency_key, digest, transaction_id, session_number, answered, until_ms)
         VALUES ($1, $2, $3, $4, $5, NULL, $6)
         ON CONFLICT (merchant_id, idempotency_key) DO UPDATE
         SET digest = excluded.digest, transaction_id = excluded.transaction_id,
             session_number = excluded.session_number, answered = NULL, until_ms = excluded.until_ms
         WHERE requests.until_ms <= $7",
        vec![
            Value::Integer(merchant.number()),
            text(key.as_str()),
            Value::Blob(digest),
            Value::Integer(transaction),
            session,
            moment(until),
            moment(now),
        ],
    )
    .or_fail(CommitError::RequestRepeated)
}

/// Keeps the first answer. A key that was used anew since belongs to another transaction, and is left alone.
pub(super) fn answer(
    merchant: MerchantId,
    key: &IdempotencyKey,
    transaction: TransactionId,
    state: &State,
) -> Step {
    Step::new(
        Table::Requests,
        "UPDATE requests SET answered = $1 WHERE merchant_id = $2 AND idempotency_key = $3
           AND transaction_id = $4 AND answered IS NULL",
        vec![
            Value::Text(state::write(state)),
            Value::Integer(merchant.number()),
            text(key.as_str()),
            Value::Integer(transaction.number()),
        ],
    )
}

/// A bounded number at a time: forgetting never holds up a payment for long. The end is asked twice, because a key may
/// be used anew between the choice of a row and its removal; the `+` keeps it from being the way in which rows are
/// looked for.
pub(super) fn forget(ended_by: Timestamp) -> Step {
    Step::new(
        Table::Requests,
        "DELETE FROM requests WHERE +until_ms <= $1 AND (merchant_id, idempotency_key) IN
             (SELECT merchant_id, idempotency_key FROM requests WHERE until_ms <= $1 LIMIT 5000)",
        vec![moment(ended_by)],
    )
}

pub(crate) fn find(merchant: MerchantId, key: &IdempotencyKey, now: Timestamp) -> Query<FirstRequest> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM requests
             WHERE merchant_id = $1 AND idempotency_key = $2 AND until_ms > $3"
        ),
        values: vec![Value::Integer(merchant.number()), text(key.as_str()), moment(now)],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<FirstRequest, Impossible> {
    let subject = match row.maybe_session(COLUMN.session_number)? {
        Some(number) => Subject::Session(number),
        None => Subject::Transaction(row.transaction(COLUMN.transaction_id)?),
    };
    Ok(FirstRequest {
        digest: row.blob(COLUMN.digest)?.to_vec(),
        subject,
        answered: row.maybe_parsed(COLUMN.answered, state::read)?,
    })
}
