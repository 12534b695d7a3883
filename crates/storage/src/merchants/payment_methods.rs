//! Payment methods.

use domain::merchant::{Merchant, PaymentMethod, PointOfSale};
use gateway::ports::{Channel, CommitError};
use primitives::{MerchantId, Network, Reference};

use super::{
    points_of_sale::{self, point_of_sale_columns},
    rows::{self, merchant_columns},
};
use crate::{
    bind::text, cells::Cells, columns::table, error::Impossible, query::Query, step::Step, table::Table,
    value::Value,
};

table! {
    payment_methods: id, point_of_sale, instrument_type, networks, checks_duplicates
}

pub(super) fn insert(merchant: MerchantId, method: &PaymentMethod) -> Step {
    let networks: Vec<&str> = method.networks.iter().map(|network| network.as_str()).collect();
    Step::new(
        Table::PaymentMethods,
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

/// Returns a payment method with the URL that receives its notifications. Every payment needs both, so one query
/// reads them.
pub(crate) fn find(merchant: MerchantId, id: &Reference) -> Query<Channel> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("m"),
            ", p.settings FROM payment_methods m
             JOIN points_of_sale p ON p.merchant_id = m.merchant_id AND p.reference = m.point_of_sale
             WHERE m.merchant_id = $1 AND m.id = $2"
        ),
        values: vec![Value::Integer(merchant.number()), text(id.as_str())],
        read: |row| {
            let (notification_url, limits) = points_of_sale::to_url_and_limits(&row.after(&COLUMN))?;
            Ok(Channel { method: read(row)?, notification_url, limits })
        },
    }
}

/// A point of sale with its merchant and one of its payment methods, or `None` if it has no payment method.
pub(crate) type PointOfSaleRow = (Merchant, PointOfSale, Option<PaymentMethod>);

/// Returns a row for each payment method of a point of sale, all as of one moment. The rows have no order: the
/// engines sort texts differently.
pub(crate) fn of_point_of_sale(merchant: MerchantId, point_of_sale: &Reference) -> Query<PointOfSaleRow> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("d"),
            ", ",
            merchant_columns!("m"),
            ", ",
            point_of_sale_columns!("p"),
            " FROM merchants m JOIN points_of_sale p ON p.merchant_id = m.id
              LEFT JOIN payment_methods d ON d.merchant_id = p.merchant_id AND d.point_of_sale = p.reference
              WHERE m.id = $1 AND p.reference = $2"
        ),
        values: vec![Value::Integer(merchant.number()), text(point_of_sale.as_str())],
        read: |row| {
            let method = match row.maybe_text(COLUMN.id)? {
                Some(_) => Some(read(row)?),
                None => None,
            };
            let rest = row.after(&COLUMN);
            let rest: &dyn Cells = &rest;
            let point_of_sale = points_of_sale::read(&rest.after(&rows::COLUMN))?;
            Ok((rows::read(rest)?, point_of_sale, method))
        },
    }
}

fn read(row: &dyn Cells) -> Result<PaymentMethod, Impossible> {
    Ok(PaymentMethod {
        id: row.reference(COLUMN.id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        instrument_type: row.reference(COLUMN.instrument_type)?,
        networks: row
            .parsed(COLUMN.networks, |text| text.split_whitespace().map(Network::parse).collect())?,
        checks_duplicates: row.truth(COLUMN.checks_duplicates)?,
    })
}
