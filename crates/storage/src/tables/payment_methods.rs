//! Ways to pay.

use domain::merchant::PaymentMethod;
use gateway::ports::CommitError;
use primitives::{MerchantId, Network, Reference};
use rusqlite::{Connection, params, types::Value};

use super::column::{text, to_reference};
use crate::{
    error::{Impossible, ReadError},
    step::Step,
};

pub(super) fn insert(merchant: MerchantId, method: &PaymentMethod) -> Step {
    let networks: Vec<&str> = method.networks.iter().map(|network| network.as_str()).collect();
    Step::new(
        "INSERT INTO payment_methods (merchant_id, id, point_of_sale, instrument_type, networks, checks_duplicates)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        vec![
            Value::Integer(merchant.number()),
            text(method.id.as_str()),
            text(method.point_of_sale.as_str()),
            text(method.instrument_type.as_str()),
            Value::Text(networks.join(" ")),
            Value::Integer(i64::from(method.checks_duplicates)),
        ],
    )
    .or_fail(CommitError::IdTaken)
}

pub(crate) fn find(
    connection: &Connection,
    merchant: MerchantId,
    id: &Reference,
) -> Result<Option<PaymentMethod>, ReadError> {
    let mut statement = connection.prepare_cached(
        "SELECT point_of_sale, instrument_type, networks, checks_duplicates FROM payment_methods
         WHERE merchant_id = $1 AND id = $2",
    )?;
    let mut rows = statement.query(params![merchant.number(), id.as_str()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (point_of_sale, instrument_type, networks): (String, String, String) =
        (row.get(0)?, row.get(1)?, row.get(2)?);
    let networks = networks.split_whitespace().map(Network::parse).collect::<Option<Vec<_>>>();
    Ok(Some(PaymentMethod {
        id: id.clone(),
        point_of_sale: to_reference(&point_of_sale, "payment_methods.point_of_sale")?,
        instrument_type: to_reference(&instrument_type, "payment_methods.instrument_type")?,
        networks: networks.ok_or(Impossible("payment_methods.networks"))?,
        checks_duplicates: row.get(3)?,
    }))
}
