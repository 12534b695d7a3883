//! Lines of a remittance as comma-separated values (RFC 4180) that a spreadsheet opens.

use document::format_moment;
use domain::remittance::{Line, LineKind, RemittanceKey};

const HEADER: &str = "remittance_day,merchant_id,point_of_sale,payment_method,kind,transaction_id,\
    payment_transaction_id,order_reference,amount,currency,minor_units,made_at";

/// The format of the lines. Each line ends in CR; the printer adds LF.
pub(super) struct Sheet {
    /// Whether ids are written as formulas that give texts: spreadsheets keep only 15 digits of a number, and ids
    /// have 17.
    pub(super) spreadsheet: bool,
}

impl Sheet {
    pub(super) fn header(&self) -> String {
        format!("{}{HEADER}\r", self.mark())
    }

    /// Returns the mark by which a spreadsheet knows the encoding.
    pub(super) fn mark(&self) -> &'static str {
        if self.spreadsheet { "\u{feff}" } else { "" }
    }

    /// Returns the row of a line. Refunds are negative, so that the column can be summed.
    pub(super) fn row(&self, key: &RemittanceKey, line: &Line) -> String {
        let sign = if line.kind == LineKind::Refund { -1 } else { 1 };
        let minor_units = i128::from(line.amount.minor_units()) * sign;
        let fields = [
            key.day.to_string(),
            self.id(key.merchant.to_string()),
            field(key.point_of_sale.as_str()),
            field(line.payment_method.as_str()),
            line.kind.as_str().to_owned(),
            self.id(line.entry.to_string()),
            self.id(line.payment.to_string()),
            field(line.order_reference.as_str()),
            line.currency.decimal(minor_units),
            line.currency.as_str().to_owned(),
            minor_units.to_string(),
            format_moment(line.made),
        ];
        fields.join(",") + "\r"
    }

    pub(super) fn id(&self, digits: String) -> String {
        if self.spreadsheet { format!("\"=\"\"{digits}\"\"\"") } else { digits }
    }
}

/// Returns a field, quoted if needed. A merchant's text that a spreadsheet would take for a formula gets an
/// apostrophe in front.
pub(super) fn field(text: &str) -> String {
    let led = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{led}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{led}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_keeps_all_digits_of_an_id() {
        let id = || "17953488000000018".to_owned();
        let (plain, sheet) = (Sheet { spreadsheet: false }, Sheet { spreadsheet: true });
        assert_eq!(plain.id(id()), "17953488000000018");
        // As RFC 4180 quotes the formula ="17953488000000018".
        assert_eq!(sheet.id(id()), r#""=""17953488000000018""""#);
        assert!(plain.header().starts_with("remittance_day,") && sheet.header().starts_with('\u{feff}'));
        assert!(plain.header().ends_with('\r'));
    }

    #[test]
    fn hostile_references_stay_one_field_and_no_formula() {
        assert_eq!(field("order 1"), "order 1");
        assert_eq!(field("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(field("=1+1"), "'=1+1");
        assert_eq!(field("@SUM(A1,A2)"), "\"'@SUM(A1,A2)\"");
    }
}
