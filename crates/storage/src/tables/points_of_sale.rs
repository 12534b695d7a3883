//! Points of sale.

use domain::merchant::PointOfSale;
use gateway::ports::CommitError;
use primitives::MerchantId;

use super::{Table, column::text};
use crate::{step::Step, value::Value};

pub(super) fn insert(merchant: MerchantId, point_of_sale: &PointOfSale) -> Step {
    Step::new(
        Table::PointsOfSale,
        "INSERT INTO points_of_sale (merchant_id, reference, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        vec![
            Value::Integer(merchant.number()),
            text(point_of_sale.reference.as_str()),
            text(&point_of_sale.name),
        ],
    )
    .or_fail(CommitError::IdTaken)
}
