//! The currencies of the contract (Retail API, section 10.2: 182 codes of ISO 4217, some of them historic).

use crate::listed_code::listed_code;

/// Sorted, so that a code is found by halving.
const CODES: [&str; 182] = [
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD",
    "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BYR", "BZD", "CAD", "CDF", "CHE",
    "CHF", "CHW", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP",
    "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES",
    "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LTL", "LVL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRO", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR",
    "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG",
    "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLL", "SOS", "SRD",
    "SSP", "STD", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH",
    "UGX", "USD", "USN", "USS", "UYI", "UYU", "UZS", "VEF", "VND", "VUV", "WST", "XAF", "XAG", "XAU", "XBA",
    "XBB", "XBC", "XBD", "XCD", "XDR", "XFU", "XOF", "XPD", "XPF", "XPT", "XSU", "XTS", "XUA", "YER", "ZAR",
    "ZMW", "ZWL",
];

listed_code!(
    /// A currency, by its ISO 4217 letters.
    Currency as "Currency" in CODES,
    "an ISO 4217 currency code of three capitals, such as EUR"
);

/// Of those that are in use: ISO 4217, List One. Codes that stand for no money have none.
const NO_DECIMALS: [&str; 31] = [
    "BIF", "BYR", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
    "XAF", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XFU", "XOF", "XPD", "XPF", "XPT", "XSU", "XTS",
    "XUA",
];
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// Returns the number of decimals of the currency (ISO 4217): 2 for EUR, whose minor unit is the cent.
    pub fn decimals(self) -> u8 {
        let code = self.as_str();
        if NO_DECIMALS.contains(&code) {
            0
        } else if THREE_DECIMALS.contains(&code) {
            3
        } else if code == "CLF" {
            4
        } else {
            2
        }
    }

    /// In whole units, with the decimals of the currency: 12.34 EUR, 1234 JPY, 1.234 KWD. Without the code; sums have room.
    pub fn decimal(self, minor_units: i128) -> String {
        let decimals = usize::from(self.decimals());
        let digits = format!("{:0width$}", minor_units.unsigned_abs(), width = decimals + 1);
        let (whole, part) = digits.split_at(digits.len() - decimals);
        let sign = if minor_units < 0 { "-" } else { "" };
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_only_its_codes_parse() {
        assert!(CODES.is_sorted());
        assert_eq!(Currency::parse("EUR").unwrap().as_str(), "EUR");
        for code in ["eur", "EU", "EURO", "", "ABC"] {
            assert!(Currency::parse(code).is_err(), "{code}");
        }
    }

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        let told = |minor_units, code| Currency::parse(code).unwrap().decimal(minor_units);
        assert_eq!(told(1_234, "EUR"), "12.34");
        assert_eq!(told(-5, "EUR"), "-0.05");
        assert_eq!(told(1_234, "JPY"), "1234");
        assert_eq!(told(1_234, "KWD"), "1.234");
        assert_eq!(told(20_000_000_000_000_000_000, "EUR"), "200000000000000000.00");
    }
}
