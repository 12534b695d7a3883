//! Authentications: what was asked never changes; the stage and the use of the proof change, guarded by the version.

use domain::authentication::{Authentication, AuthenticationId, Bound, ChallengePreference, DeviceChannel};
use gateway::ports::{CommitError, Oldest, Versioned};
use jiff::Timestamp;
use primitives::{Currency, MerchantId, Network, TransactionId, Uuid};

use super::stage::{self, STAGE_COLUMNS, StageColumns};
use crate::{
    bind::{count, maybe_integer, moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    retention::read_oldest,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    authentications:
    merchant_id, number, id, server_transaction, created_ms, payment_method_id, network, card, amount, currency, begins_series, channel,
    preference, stage, deadline_ms, directory_id, acs_id, message_version, shown, code, status, reason, eci, value, effective, given_up,
    verified, transaction_id, version
}

const STAGE: StageColumns = StageColumns {
    stage: COLUMN.stage,
    deadline: COLUMN.deadline_ms,
    directory: COLUMN.directory_id,
    acs: COLUMN.acs_id,
    version: COLUMN.message_version,
    shown: COLUMN.shown,
    code: COLUMN.code,
    status: COLUMN.status,
    reason: COLUMN.reason,
    eci: COLUMN.eci,
    value: COLUMN.value,
    effective: COLUMN.effective,
    given_up: COLUMN.given_up,
};

pub(super) fn insert(authentication: &Authentication, forgotten: Timestamp) -> Step {
    let bound = &authentication.bound;
    let mut values = vec![
        Value::Integer(authentication.merchant.number()),
        Value::Integer(authentication.number.number()),
        text(authentication.id.as_str()),
        text(&authentication.server_transaction.to_string()),
        moment(authentication.created),
        moment(forgotten),
        text(bound.payment_method.as_str()),
        text(bound.network.as_str()),
        Value::Blob(bound.card.clone()),
        Value::Integer(bound.amount.minor_units()),
        text(bound.currency.as_str()),
        Value::Integer(i64::from(bound.begins_series)),
        text(authentication.channel.as_str()),
        text(authentication.preference.as_str()),
    ];
    values.extend(stage::values(&authentication.stage));
    Step::new(
        Table::Authentications,
        "INSERT INTO authentications (merchant_id, number, id, server_transaction, created_ms, forgotten_ms, payment_method_id,
             network, card, amount, currency, begins_series, channel, preference, stage, deadline_ms, directory_id, acs_id,
             message_version, shown, code, status, reason, eci, value, effective, given_up, verified, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
             $26, $27, 0, 1)
         ON CONFLICT DO NOTHING",
        values,
    )
    .or_fail(CommitError::IdTaken)
    .begins()
}

pub(super) fn update(authentication: &Versioned<Authentication>) -> Step {
    let Versioned { value, version } = authentication;
    let mut values: Vec<Value> = stage::values(&value.stage).into();
    values.extend([
        Value::Integer(i64::from(value.verified)),
        maybe_integer(value.payment.map(TransactionId::number)),
        Value::Integer(value.merchant.number()),
        Value::Integer(value.number.number()),
        Value::Integer(*version),
    ]);
    debug_assert_eq!(values.len(), STAGE_COLUMNS + 5);
    Step::new(
        Table::Authentications,
        "UPDATE authentications
         SET stage = $1, deadline_ms = $2, directory_id = $3, acs_id = $4, message_version = $5, shown = $6, code = $7, status = $8,
             reason = $9, eci = $10, value = $11, effective = $12, given_up = $13, verified = $14, transaction_id = $15,
             version = version + 1
         WHERE merchant_id = $16 AND number = $17 AND version = $18",
        values,
    )
    .or_fail(CommitError::Stale)
}

pub(crate) fn find(merchant: MerchantId, id: &AuthenticationId) -> Query<Versioned<Authentication>> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("a"),
            " FROM authentications a WHERE a.merchant_id = $1 AND a.id = $2"
        ),
        values: vec![Value::Integer(merchant.number()), text(id.as_str())],
        read,
    }
}

pub(crate) fn find_by_number(
    merchant: MerchantId,
    number: TransactionId,
) -> Query<Versioned<Authentication>> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("a"),
            " FROM authentications a WHERE a.merchant_id = $1 AND a.number = $2"
        ),
        values: vec![Value::Integer(merchant.number()), Value::Integer(number.number())],
        read,
    }
}

/// Counts the authentications that are to be forgotten by now, the oldest first.
pub(crate) fn oldest(from: i64, limit: Timestamp, most: usize) -> Query<Oldest> {
    Query {
        sql: "SELECT COUNT(*), COUNT(*), MAX(forgotten_ms) FROM
                  (SELECT forgotten_ms FROM authentications WHERE forgotten_ms >= $1 AND forgotten_ms <= $2
                   ORDER BY forgotten_ms LIMIT $3) AS due",
        values: vec![Value::Integer(from), moment(limit), count(most)],
        read: read_oldest,
    }
}

/// Deletes what [`oldest`] finds.
pub(crate) fn delete_oldest(from: i64, limit: Timestamp, most: usize) -> Step {
    Step::new(
        Table::Authentications,
        "DELETE FROM authentications WHERE (merchant_id, number) IN
             (SELECT merchant_id, number FROM authentications WHERE forgotten_ms >= $1 AND forgotten_ms <= $2
              ORDER BY forgotten_ms LIMIT $3)",
        vec![Value::Integer(from), moment(limit), count(most)],
    )
}

fn read(row: &dyn Cells) -> Result<Versioned<Authentication>, Impossible> {
    let value = Authentication {
        merchant: row.merchant(COLUMN.merchant_id)?,
        number: row.transaction(COLUMN.number)?,
        id: row.parsed(COLUMN.id, |id| AuthenticationId::parse(id).ok())?,
        server_transaction: row.parsed(COLUMN.server_transaction, Uuid::parse)?,
        created: row.moment(COLUMN.created_ms)?,
        bound: Bound {
            payment_method: row.reference(COLUMN.payment_method_id)?,
            network: row.parsed(COLUMN.network, Network::parse)?,
            card: row.blob(COLUMN.card)?.to_vec(),
            amount: row.amount(COLUMN.amount)?,
            currency: row.parsed(COLUMN.currency, |code| Currency::parse(code).ok())?,
            begins_series: row.truth(COLUMN.begins_series)?,
        },
        channel: row.parsed(COLUMN.channel, DeviceChannel::parse)?,
        preference: row.parsed(COLUMN.preference, ChallengePreference::parse)?,
        stage: stage::read(row, &STAGE)?,
        verified: row.truth(COLUMN.verified)?,
        payment: row
            .maybe_integer(COLUMN.transaction_id)?
            .map(|number| TransactionId::new(number).ok_or(COLUMN.transaction_id.impossible()))
            .transpose()?,
    };
    Ok(Versioned { value, version: row.integer(COLUMN.version)? })
}
