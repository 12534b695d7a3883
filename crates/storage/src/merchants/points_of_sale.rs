//! Points of sale, with the settings of their sessions and of their page.

use domain::merchant::{PageSettings, PointOfSale};
use gateway::ports::CommitError;
use primitives::{MerchantId, Reference};

use super::settings;
use crate::{
    bind::{maybe_moment, text},
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    points_of_sale: reference, name, settings, inactive_since_ms, details, details_format
}
pub(super) use columns as point_of_sale_columns;

pub(super) fn insert(merchant: MerchantId, point_of_sale: &PointOfSale) -> Step {
    Step::new(
        Table::PointsOfSale,
        "INSERT INTO points_of_sale (merchant_id, reference, name, settings, inactive_since_ms, details, details_format)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        values(merchant, point_of_sale),
    )
    .or_fail(CommitError::IdTaken)
}

pub(super) fn update(merchant: MerchantId, point_of_sale: &PointOfSale) -> Step {
    // The key comes last here.
    let mut values = values(merchant, point_of_sale);
    values.rotate_left(2);
    Step::new(
        Table::PointsOfSale,
        "UPDATE points_of_sale SET name = $1, settings = $2, inactive_since_ms = $3, details = $4, details_format = $5
         WHERE merchant_id = $6 AND reference = $7",
        values,
    )
    .or_fail(CommitError::NoSuchPointOfSale)
}

fn values(merchant: MerchantId, point_of_sale: &PointOfSale) -> Vec<Value> {
    vec![
        Value::Integer(merchant.number()),
        text(point_of_sale.reference.as_str()),
        text(&point_of_sale.name),
        Value::Text(settings::write(&point_of_sale.settings)),
        maybe_moment(point_of_sale.inactive_since),
        text(point_of_sale.details.json()),
        Value::Integer(point_of_sale.details.format()),
    ]
}

pub(crate) fn find(merchant: MerchantId, reference: &Reference) -> Query<PointOfSale> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM points_of_sale WHERE merchant_id = $1 AND reference = $2"),
        values: vec![Value::Integer(merchant.number()), text(reference.as_str())],
        read,
    }
}

/// Returns the points of sale of a merchant, in no order: the engines sort texts differently.
pub(crate) fn of(merchant: MerchantId) -> Query<PointOfSale> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM points_of_sale WHERE merchant_id = $1"),
        values: vec![Value::Integer(merchant.number())],
        read,
    }
}

pub(super) fn read(row: &dyn Cells) -> Result<PointOfSale, Impossible> {
    Ok(PointOfSale {
        reference: row.reference(COLUMN.reference)?,
        name: row.text(COLUMN.name)?.to_owned(),
        inactive_since: row.maybe_moment(COLUMN.inactive_since_ms)?,
        details: row.echo(COLUMN.details, COLUMN.details_format)?,
        settings: to_settings(row, COLUMN.settings)?,
    })
}

/// Reads the settings. Every payment reads them, so the text of empty settings is not parsed.
fn to_settings(row: &dyn Cells, column: Column) -> Result<PageSettings, Impossible> {
    if row.text(column)? == settings::NOTHING_SET {
        return Ok(PageSettings::default());
    }
    row.parsed(column, settings::read)
}

/// The columns of which every payment reads, for [`read_for_payment`].
macro_rules! columns_of_payment {
    ($alias:literal) => {
        concat!($alias, ".settings, ", $alias, ".inactive_since_ms")
    };
}
pub(super) use columns_of_payment;

/// What every payment needs of its point of sale.
pub(super) struct ShopOfPayment {
    pub(super) settings: PageSettings,
    pub(super) is_active: bool,
}

pub(super) fn read_for_payment(row: &dyn Cells) -> Result<ShopOfPayment, Impossible> {
    let settings = to_settings(row, COLUMN.settings.alone())?;
    let inactive_since = row.maybe_moment(Column::nth(1, "points_of_sale.inactive_since_ms"))?;
    Ok(ShopOfPayment { settings, is_active: inactive_since.is_none() })
}
