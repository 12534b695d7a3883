//! First requests under an idempotency key. A row holds a keyed hash of the request and the state that was answered,
//! and nothing secret.

use domain::{echo::Echo, subject::Subject, transaction::State};
use gateway::ports::{Began, CommitError, FirstRequest};
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
    requests: digest, transaction_id, session_number, answered, answer, answer_format
}

/// The number that stands for the transaction of a request that made a session: the column has been NOT NULL since
/// its first version.
const NO_TRANSACTION: i64 = 0;

/// What is written of a first request.
pub(super) struct First {
    pub(super) merchant: MerchantId,
    pub(super) key: IdempotencyKey,
    pub(super) digest: Vec<u8>,
    pub(super) until: Timestamp,
}

/// Writes a first request that begins something; see [`insert`].
pub(super) fn begin(first: First, subject: Subject, now: Timestamp) -> Step {
    let (transaction, session) = match subject {
        Subject::Transaction(id) => (id.number(), Value::Null),
        Subject::Session(number) | Subject::WalletSession(number) => {
            (NO_TRANSACTION, Value::Integer(number.number()))
        }
    };
    insert(first, [Value::Integer(transaction), session, Value::Null, Value::Integer(1)], now)
}

/// Writes a first request that is done, with its answer; see [`insert`].
pub(super) fn keep(first: First, answer: &Echo, now: Timestamp) -> Step {
    let (json, format) = (text(answer.json()), Value::Integer(answer.format()));
    insert(first, [Value::Integer(NO_TRANSACTION), Value::Null, json, format], now)
}

/// Writes a first request; fails if the key is still in use. A key that has ended may be used again.
fn insert(first: First, began: [Value; 4], now: Timestamp) -> Step {
    let First { merchant, key, digest, until } = first;
    let mut values = vec![Value::Integer(merchant.number()), text(key.as_str()), Value::Blob(digest)];
    values.extend(began);
    values.extend([moment(until), moment(now)]);
    Step::new(
        Table::Requests,
        "INSERT INTO requests (merchant_id, idempotency_key, digest, transaction_id, session_number, answer, answer_format,
             answered, until_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8)
         ON CONFLICT (merchant_id, idempotency_key) DO UPDATE
         SET digest = excluded.digest, transaction_id = excluded.transaction_id,
             session_number = excluded.session_number, answer = excluded.answer,
             answer_format = excluded.answer_format, answered = NULL, until_ms = excluded.until_ms
         WHERE requests.until_ms <= $9",
        values,
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
    let began = match (
        row.maybe_echo(COLUMN.answer, COLUMN.answer_format)?,
        row.maybe_session(COLUMN.session_number)?,
    ) {
        (Some(answer), _) => Began::Done(answer),
        (None, session) => {
            let subject = match session {
                Some(number) => Subject::Session(number),
                None => Subject::Transaction(row.transaction(COLUMN.transaction_id)?),
            };
            Began::Subject { subject, answered: row.maybe_parsed(COLUMN.answered, state::read)? }
        }
    };
    Ok(FirstRequest { digest: row.blob(COLUMN.digest)?.to_vec(), began })
}
