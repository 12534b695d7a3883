//! What merchants say of their payment methods, with the logos.

use domain::{
    logo::{ImageType, Logo},
    payment_method::MethodProfile,
};
use gateway::ports::DescribedMethod;
use primitives::{MerchantId, Reference};

use super::payment_methods::{self, payment_method_columns};
use crate::{
    bind::{maybe_text, text},
    cells::Cells,
    columns::table,
    error::Impossible,
    query::Query,
    step::Step,
    table::Table,
    value::Value,
};

table! {
    payment_method_profiles: details, details_format, logo_type, logo
}

pub(super) fn set(merchant: MerchantId, payment_method: &Reference, profile: &MethodProfile) -> Step {
    let logo = profile.logo.as_ref();
    Step::new(
        Table::PaymentMethodProfiles,
        "INSERT INTO payment_method_profiles (merchant_id, payment_method, details, details_format, logo_type, logo)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (merchant_id, payment_method) DO UPDATE
         SET details = excluded.details, details_format = excluded.details_format, logo_type = excluded.logo_type,
             logo = excluded.logo",
        vec![
            Value::Integer(merchant.number()),
            text(payment_method.as_str()),
            text(profile.details.json()),
            Value::Integer(profile.details.format()),
            maybe_text(logo.map(|logo| logo.kind().as_str())),
            logo.map_or(Value::Null, |logo| Value::Blob(logo.bytes().to_vec())),
        ],
    )
}

/// Returns the payment methods of a point of sale, in no order.
pub(crate) fn of(merchant: MerchantId, point_of_sale: &Reference) -> Query<DescribedMethod> {
    Query {
        sql: concat!(
            "SELECT ",
            payment_method_columns!("m"),
            ", ",
            columns!("d"),
            " FROM payment_methods m
              LEFT JOIN payment_method_profiles d ON d.merchant_id = m.merchant_id AND d.payment_method = m.id
              WHERE m.merchant_id = $1 AND m.point_of_sale = $2"
        ),
        values: vec![Value::Integer(merchant.number()), text(point_of_sale.as_str())],
        read,
    }
}

pub(crate) fn find(merchant: MerchantId, id: &Reference) -> Query<DescribedMethod> {
    Query {
        sql: concat!(
            "SELECT ",
            payment_method_columns!("m"),
            ", ",
            columns!("d"),
            " FROM payment_methods m
              LEFT JOIN payment_method_profiles d ON d.merchant_id = m.merchant_id AND d.payment_method = m.id
              WHERE m.merchant_id = $1 AND m.id = $2"
        ),
        values: vec![Value::Integer(merchant.number()), text(id.as_str())],
        read,
    }
}

fn read(row: &dyn Cells) -> Result<DescribedMethod, Impossible> {
    let rest = row.after(&payment_methods::COLUMN);
    let rest: &dyn Cells = &rest;
    let profile = match rest.maybe_echo(COLUMN.details, COLUMN.details_format)? {
        Some(details) => Some(MethodProfile { details, logo: logo(rest)? }),
        None => None,
    };
    Ok(DescribedMethod { method: payment_methods::read(row)?, profile })
}

fn logo(row: &dyn Cells) -> Result<Option<Logo>, Impossible> {
    let kind = row.maybe_parsed(COLUMN.logo_type, ImageType::parse)?;
    let bytes = row.maybe_blob(COLUMN.logo)?;
    Ok(kind.zip(bytes).map(|(kind, bytes)| Logo::stored(kind, bytes.to_vec())))
}
