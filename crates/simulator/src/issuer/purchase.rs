//! The amount of a purchase as people read it.

use super::messages::Message;

/// Currencies that the page writes by their letters (ISO 4217). Others are written by their numbers.
const LETTERS: [(&str, &str); 14] = [
    ("978", "EUR"),
    ("840", "USD"),
    ("826", "GBP"),
    ("756", "CHF"),
    ("752", "SEK"),
    ("578", "NOK"),
    ("208", "DKK"),
    ("985", "PLN"),
    ("203", "CZK"),
    ("348", "HUF"),
    ("124", "CAD"),
    ("036", "AUD"),
    ("392", "JPY"),
    ("953", "XPF"),
];

/// The most digits after the point that a currency has.
const MAX_EXPONENT: usize = 4;

/// Returns the amount with its currency, such as `24.99 EUR`. It is empty where the request names none.
pub(super) fn amount(request: &Message) -> String {
    written(request).unwrap_or_default()
}

fn written(request: &Message) -> Option<String> {
    let text = |name| request.text(name).filter(|text| text.bytes().all(|c| c.is_ascii_digit()));
    let (digits, currency) = (text("purchaseAmount")?, text("purchaseCurrency")?);
    let exponent = text("purchaseExponent")?.parse::<usize>().ok().filter(|&count| count <= MAX_EXPONENT)?;
    let digits = format!("{:0>width$}", digits.trim_start_matches('0'), width = exponent + 1);
    let (whole, part) = digits.split_at(digits.len() - exponent);
    let point = if part.is_empty() { "" } else { "." };
    let letters =
        LETTERS.iter().find(|(number, _)| *number == currency).map_or(currency, |(_, letters)| *letters);
    Some(format!("{whole}{point}{part} {letters}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_the_digits_that_the_request_says() {
        for (digits, exponent, currency, expected) in [
            ("2499", "2", "978", "24.99 EUR"),
            ("5", "2", "978", "0.05 EUR"),
            ("00", "2", "978", "0.00 EUR"),
            ("1234", "0", "392", "1234 JPY"),
            ("1234", "3", "788", "1.234 788"),
            ("1234", "9", "978", ""),
            ("12x4", "2", "978", ""),
        ] {
            let request = Message::new("AReq")
                .with("purchaseAmount", digits)
                .with("purchaseExponent", exponent)
                .with("purchaseCurrency", currency);
            assert_eq!(amount(&request), expected, "{digits} {exponent} {currency}");
        }
    }
}
