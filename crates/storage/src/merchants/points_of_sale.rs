//! Points of sale, with the settings of their sessions and of their page.

use domain::merchant::{PageSettings, PointOfSale};
use domain::own_limits::OwnLimits;
use gateway::ports::CommitError;
use primitives::{MerchantId, Reference, WebUrl};

use super::settings;
use crate::{
    bind::text,
    cells::Cells,
    columns::{Column, table},
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    points_of_sale: reference, name, settings
}
pub(super) use columns as point_of_sale_columns;

pub(super) fn insert(merchant: MerchantId, point_of_sale: &PointOfSale) -> Step {
    Step::new(
        Table::PointsOfSale,
        "INSERT INTO points_of_sale (merchant_id, reference, name, settings) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
        vec![
            Value::Integer(merchant.number()),
            text(point_of_sale.reference.as_str()),
            text(&point_of_sale.name),
            Value::Text(settings::write(&point_of_sale.settings)),
        ],
    )
    .or_fail(CommitError::IdTaken)
}

pub(super) fn set(merchant: MerchantId, reference: &Reference, new: &PageSettings) -> Step {
    Step::new(
        Table::PointsOfSale,
        "UPDATE points_of_sale SET settings = $1 WHERE merchant_id = $2 AND reference = $3",
        vec![Value::Text(settings::write(new)), Value::Integer(merchant.number()), text(reference.as_str())],
    )
    .or_fail(CommitError::NoSuchPointOfSale)
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

/// Reads from the settings what every payment needs: the URL that receives notifications of payments without a session, and the
/// limits.
pub(super) fn to_url_and_limits(row: &dyn Cells) -> Result<(Option<WebUrl>, OwnLimits), Impossible> {
    let settings = to_settings(row, COLUMN.settings.alone())?;
    let limits = settings.limits();
    Ok((settings.notification_url, limits))
}
