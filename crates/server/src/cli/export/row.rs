//! A transaction as a row of comma-separated values (RFC 4180), taken from the item that the API answers with.

use document::{Object, Tree};
use primitives::{Currency, MerchantId};

use crate::cli::csv::{Sheet, field};

/// What a column holds.
enum Column {
    Merchant,
    /// An id of digits, at a path of the item.
    Id(&'static [&'static str]),
    /// A text or a number at a path of the item.
    Text(&'static [&'static str]),
    /// The amount in whole units of its currency.
    Amount,
}

const CURRENCY: &[&str] = &["currency"];
const MINOR_UNITS: &[&str] = &["requestedAmount"];
const INSTRUMENT: &str = "paymentInstrumentData";
const APPROVAL: &str = "partnerReturnedData";

/// The columns in their order. A new one is added at the end. They are in docs/operating.md.
const COLUMNS: [(&str, Column); 23] = [
    ("merchant_id", Column::Merchant),
    ("transaction_id", Column::Id(&["id"])),
    ("payment_transaction_id", Column::Id(&["originTransactionId"])),
    ("made_at", Column::Text(&["date"])),
    ("type", Column::Text(&["type"])),
    ("status", Column::Text(&["result", "title"])),
    ("code", Column::Text(&["result", "code"])),
    ("order_reference", Column::Text(&["orderReference"])),
    ("point_of_sale", Column::Text(&["pointOfSaleReference"])),
    ("payment_method", Column::Text(&["paymentMethodId"])),
    ("amount", Column::Amount),
    ("currency", Column::Text(CURRENCY)),
    ("minor_units", Column::Text(MINOR_UNITS)),
    ("payment_type", Column::Text(&["paymentType"])),
    ("capture", Column::Text(&["capture"])),
    ("instrument_type", Column::Text(&[INSTRUMENT, "paymentInstrumentType", "code"])),
    ("card_number", Column::Text(&[INSTRUMENT, "maskedNumber"])),
    ("card_expiration", Column::Text(&[INSTRUMENT, "expirationDate"])),
    ("card_network", Column::Text(&[INSTRUMENT, "selectedNetwork"])),
    ("card_token", Column::Text(&[INSTRUMENT, "mxToken"])),
    ("soft_descriptor", Column::Text(&["softDescriptor"])),
    ("authorization_number", Column::Text(&[APPROVAL, "authorizationNumber"])),
    ("issuer_transaction_id", Column::Id(&[APPROVAL, "issuerTransactionId"])),
];

/// Returns the names of the columns. Each line ends in CR; the printer adds LF.
pub(super) fn header(sheet: &Sheet) -> String {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    format!("{}{}\r", sheet.mark(), names.join(","))
}

pub(super) fn row(sheet: &Sheet, merchant: MerchantId, item: &Object) -> String {
    let cells: Vec<String> = COLUMNS.iter().map(|(_, column)| cell(sheet, merchant, item, column)).collect();
    cells.join(",") + "\r"
}

fn cell(sheet: &Sheet, merchant: MerchantId, item: &Object, column: &Column) -> String {
    match column {
        Column::Merchant => sheet.id(merchant.to_string()),
        Column::Id(path) => {
            let id = text(item, path);
            if !id.is_empty() && id.bytes().all(|c| c.is_ascii_digit()) { sheet.id(id) } else { field(&id) }
        }
        Column::Text(path) => field(&text(item, path)),
        Column::Amount => {
            let minor_units = item.at(MINOR_UNITS).and_then(Tree::as_integer);
            let currency =
                item.at(CURRENCY).and_then(Tree::as_text).and_then(|code| Currency::parse(code).ok());
            let amount = minor_units.zip(currency);
            amount.map_or_else(String::new, |(units, currency)| currency.decimal(units.into()))
        }
    }
}

/// Returns what is at a path, or an empty text.
fn text(item: &Object, path: &[&str]) -> String {
    match item.at(path) {
        Some(Tree::Text(text)) => text.to_string(),
        Some(Tree::Integer(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_cell_for_each_column_and_no_formula() {
        let item = Object::new()
            .with("id", "17953488000000018")
            .with("orderReference", "=1+1,2")
            .with("currency", "EUR")
            .with("requestedAmount", 2499)
            .with("result", Object::new().with("title", "ACCEPTED"));
        let merchant = MerchantId::new(12_345_678_901_234).unwrap();
        let told = row(&Sheet { spreadsheet: false }, merchant, &item);
        assert_eq!(
            told,
            "12345678901234,17953488000000018,,,,ACCEPTED,,\"'=1+1,2\",,,24.99,EUR,2499,,,,,,,,,,\r"
        );
        let told = row(&Sheet { spreadsheet: true }, merchant, &item);
        assert!(told.starts_with(r#""=""12345678901234""","=""17953488000000018""",,"#), "{told}");
        assert_eq!(header(&Sheet { spreadsheet: false }).split(',').count(), COLUMNS.len());
    }
}
