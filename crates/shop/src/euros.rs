//! Amounts in the form of the shop's pages.

use std::fmt;

/// An amount in cents of a euro.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Euros(pub(crate) i64);

impl fmt::Display for Euros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}€{}.{:02}", cents / 100, cents % 100)
    }
}

/// Writes an amount of the gateway. The shop sells in euros, and does not know the decimals of other currencies.
pub(crate) fn written(amount: i64, currency: &str) -> String {
    match currency {
        "EUR" => Euros(amount).to_string(),
        other => format!("{amount} in minor units of {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_become_euros() {
        for (cents, words) in [(0, "€0.00"), (5, "€0.05"), (33_305, "€333.05"), (-690, "-€6.90")] {
            assert_eq!(written(cents, "EUR"), words);
        }
        assert_eq!(written(i64::MIN, "EUR"), "-€92233720368547758.08");
        assert_eq!(written(500, "JPY"), "500 in minor units of JPY");
    }
}
