//! First requests under an idempotency key. A row holds a keyed hash of the request and the state that was answered,
//! and nothing secret.

use domain::{subject::Subject, transaction::State};
use gateway::ports::{CommitError, FirstRequest};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, TransactionId};

use crate::payments::state;
use crate::{
    bind::{count, moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    requests: digest, transaction_id, session_number, answered
}

/// The number that stands for the transaction of a request that made a session: the column has been NOT NULL since
/// its first version.
const NO_TRANSACTION: i64 = 0;

/// Writes a first request; fails if the key is still in use. A key that has ended may be used again.
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

/// Keeps the first answer. The step changes nothing if the key now belongs to another transaction.
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

/// Deletes at most 5,000 ended keys, so that a payment never waits long for it. The statement checks the end twice,
/// because a key may be used again between the choice of a row and its removal. The `+` keeps the outer condition
/// from choosing the index.
pub(super) fn forget(ended_by: Timestamp) -> Step {
    Step::new(
        Table::Requests,
        "DELETE FROM requests WHERE +until_ms <= $1 AND (merchant_id, idempotency_key) IN
             (SELECT merchant_id, idempotency_key FROM requests WHERE until_ms <= $1 LIMIT 5000)",
        vec![moment(ended_by)],
    )
}

pub(crate) fn count_ended(ended_by: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: "SELECT COUNT(*) FROM (SELECT merchant_id FROM requests WHERE until_ms <= $1 LIMIT $2) AS due",
        values: vec![moment(ended_by), count(most)],
        read: |row| row.integer(Column::only("requests")),
    }
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
