//! Listed transactions: what filters look at.

use std::sync::LazyLock;

use domain::listing::Listed;
use primitives::{MerchantId, Reference};

use crate::{
    bind::{maybe_text, text},
    step::Step,
    table::Table,
    value::Value,
};

/// The number of rows of a statement. A last statement with fewer is filled up with its last row, which is there then: one statement
/// is prepared, whatever the number of rows.
const AT_ONCE: usize = 25;
const COLUMNS: usize = 12;

static INSERT: LazyLock<String> = LazyLock::new(|| {
    let row = |row: usize| {
        let places: Vec<String> = (1..=COLUMNS).map(|place| format!("${}", row * COLUMNS + place)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..AT_ONCE).map(row).collect();
    format!(
        "INSERT INTO listed (merchant_id, id, payment_id, kind, status, amount, payment_method_id, point_of_sale, wallet_id,
             card_first, card_last, card_token) VALUES {} ON CONFLICT DO NOTHING",
        rows.join(", ")
    )
});

pub(crate) fn insert(merchant: MerchantId, rows: &[Listed]) -> Vec<Step> {
    rows.chunks(AT_ONCE)
        .map(|chunk| {
            let missing = AT_ONCE - chunk.len();
            let last = chunk.last().into_iter().cycle().take(missing);
            let values = chunk.iter().chain(last).flat_map(|row| values(merchant, row)).collect();
            Step::new(Table::Listed, INSERT.as_str(), values)
        })
        .collect()
}

fn values(merchant: MerchantId, row: &Listed) -> [Value; COLUMNS] {
    let card = row.card.as_ref();
    [
        Value::Integer(merchant.number()),
        Value::Integer(row.id.number()),
        Value::Integer(row.payment.number()),
        text(row.kind.as_str()),
        text(row.status.as_str()),
        Value::Integer(row.amount.minor_units()),
        text(row.payment_method.as_str()),
        text(row.point_of_sale.as_str()),
        maybe_text(row.wallet.as_ref().map(Reference::as_str)),
        maybe_text(card.map(|card| card.first.as_str())),
        maybe_text(card.map(|card| card.last.as_str())),
        maybe_text(card.map(|card| card.token.as_str())),
    ]
}
