//! Payment methods.

use domain::{
    merchant::{Merchant, PaymentMethod, PointOfSale},
    terms::CaptureMode,
};
use gateway::ports::{Channel, CommitError};
use primitives::{MerchantId, Network, Reference};

use super::{
    points_of_sale::{self, ShopOfPayment, columns_of_payment, point_of_sale_columns},
    rows::{self, merchant_columns},
};
use crate::{
    bind::{maybe_moment, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    payment_methods: id, point_of_sale, instrument_type, networks, checks_duplicates, captures, inactive_since_ms
}
pub(super) use columns as payment_method_columns;

pub(super) fn insert(merchant: MerchantId, method: &PaymentMethod) -> Step {
    Step::new(
        Table::PaymentMethods,
        "INSERT INTO payment_methods (merchant_id, id, point_of_sale, instrument_type, networks, checks_duplicates, captures,
             inactive_since_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        values(merchant, method),
    )
    .or_fail(CommitError::IdTaken)
}

pub(super) fn update(merchant: MerchantId, method: &PaymentMethod) -> Step {
    // The key comes last here.
    let mut values = values(merchant, method);
    values.rotate_left(2);
    Step::new(
        Table::PaymentMethods,
        "UPDATE payment_methods SET point_of_sale = $1, instrument_type = $2, networks = $3, checks_duplicates = $4,
             captures = $5, inactive_since_ms = $6
         WHERE merchant_id = $7 AND id = $8",
        values,
    )
    .or_fail(CommitError::Stale)
}

fn values(merchant: MerchantId, method: &PaymentMethod) -> Vec<Value> {
    let networks: Vec<&str> = method.networks.iter().map(|network| network.as_str()).collect();
    let captures: Vec<&str> = method.captures.iter().map(|mode| mode.as_str()).collect();
    vec![
        Value::Integer(merchant.number()),
        text(method.id.as_str()),
        text(method.point_of_sale.as_str()),
        text(method.instrument_type.as_str()),
        Value::Text(networks.join(" ")),
        Value::Integer(i64::from(method.checks_duplicates)),
        Value::Text(captures.join(" ")),
        maybe_moment(method.inactive_since),
    ]
}

/// Returns a payment method with the URL that receives its notifications. Every payment needs both, so one query
/// reads them.
pub(crate) fn find(merchant: MerchantId, id: &Reference) -> Query<Channel> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!("m"),
            ", ",
            columns_of_payment!("p"),
            " FROM payment_methods m
             JOIN points_of_sale p ON p.merchant_id = m.merchant_id AND p.reference = m.point_of_sale
             WHERE m.merchant_id = $1 AND m.id = $2"
        ),
        values: vec![Value::Integer(merchant.number()), text(id.as_str())],
        read: |row| {
            let ShopOfPayment { settings, is_active } =
                points_of_sale::read_for_payment(&row.after(&COLUMN))?;
            let limits = settings.limits();
            Ok(Channel {
                method: read(row)?,
                notification_url: settings.notification_url,
                limits,
                has_active_shop: is_active,
            })
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

/// Returns the payment methods of a merchant, in no order.
pub(super) fn of(merchant: MerchantId) -> Query<PaymentMethod> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM payment_methods WHERE merchant_id = $1"),
        values: vec![Value::Integer(merchant.number())],
        read,
    }
}

pub(super) fn read(row: &dyn Cells) -> Result<PaymentMethod, Impossible> {
    Ok(PaymentMethod {
        id: row.reference(COLUMN.id)?,
        point_of_sale: row.reference(COLUMN.point_of_sale)?,
        instrument_type: row.reference(COLUMN.instrument_type)?,
        networks: row
            .parsed(COLUMN.networks, |text| text.split_whitespace().map(Network::parse).collect())?,
        checks_duplicates: row.truth(COLUMN.checks_duplicates)?,
        captures: row
            .parsed(COLUMN.captures, |text| text.split_whitespace().map(CaptureMode::parse).collect())?,
        inactive_since: row.maybe_moment(COLUMN.inactive_since_ms)?,
    })
}
