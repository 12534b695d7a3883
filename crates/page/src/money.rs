//! Amounts as the buyer's language writes them.
//!
//! Marks, places and symbols are those of the Unicode CLDR (version 44); a test holds them to its examples.

mod symbols;

use primitives::{Amount, Currency};

use crate::Language;

/// Between a number and its currency, so that a line never ends there.
const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';
const MINUS: char = '\u{2212}';
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// With the symbol that the language uses: French `24,99 €`, English `€24.99`. With a no-break space.
pub fn amount(language: Language, amount: Amount, currency: Currency) -> String {
    with_symbol(language, &number(language, amount, currency), currency)
}

/// What is taken off: `−6,00 €`.
pub(crate) fn reduction(language: Language, amount: Amount, currency: Currency) -> String {
    let number = number(language, amount, currency);
    match Custom::of(language).place {
        Place::Before => format!("{MINUS}{}", with_symbol(language, &number, currency)),
        // The mark keeps the minus on the number's left.
        Place::AfterRightToLeft => {
            with_symbol(language, &format!("{LEFT_TO_RIGHT_MARK}{MINUS}{number}"), currency)
        }
        Place::BeforeApart | Place::After => with_symbol(language, &format!("{MINUS}{number}"), currency),
    }
}

/// With the currency's ISO letters, as the mobile SDKs show it (session services, section 5): French
/// `24,99 EUR`, English `EUR24.99`. With an ordinary space.
pub fn amount_with_code(language: Language, amount: Amount, currency: Currency) -> String {
    placed(language, currency.as_str(), &number(language, amount, currency), ' ')
}

fn with_symbol(language: Language, number: &str, currency: Currency) -> String {
    let sign = symbols::of(language, currency);
    match Custom::of(language).place {
        // English sets a symbol against the number, and a code apart.
        Place::Before if sign.ends_with(|c: char| c.is_ascii_alphabetic()) => {
            format!("{sign}{NO_BREAK}{number}")
        }
        _ => placed(language, sign, number, NO_BREAK),
    }
}

fn placed(language: Language, sign: &str, number: &str, space: char) -> String {
    match Custom::of(language).place {
        Place::Before => format!("{sign}{number}"),
        Place::BeforeApart => format!("{sign}{space}{number}"),
        Place::After => format!("{number}{space}{sign}"),
        Place::AfterRightToLeft => {
            // Isolated, so that text around it cannot move the sign to the number's other side.
            format!("\u{2067}{RIGHT_TO_LEFT_MARK}{number}{space}{RIGHT_TO_LEFT_MARK}{sign}\u{2069}")
        }
    }
}

/// The number alone, with the decimals of the currency: `1 234,50`.
fn number(language: Language, amount: Amount, currency: Currency) -> String {
    let custom = Custom::of(language);
    let decimals = usize::from(currency.decimals());
    let digits = format!("{:0>width$}", amount.minor_units(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut number = grouped(whole, &custom);
    if decimals > 0 {
        number.push(custom.decimal);
        number.push_str(fraction);
    }
    number
}

fn grouped(whole: &str, custom: &Custom) -> String {
    if whole.len() < custom.grouped_from_digits {
        return whole.to_owned();
    }
    let mut text = String::with_capacity(whole.len() * 2);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(custom.group);
        }
        text.push(digit);
    }
    text
}

/// How a language writes money.
struct Custom {
    decimal: char,
    group: char,
    /// Spanish writes 1234 but 12.345.
    grouped_from_digits: usize,
    place: Place,
}

enum Place {
    Before,
    BeforeApart,
    After,
    AfterRightToLeft,
}

impl Custom {
    const fn of(language: Language) -> Self {
        let (decimal, group, grouped_from_digits, place) = match language {
            Language::English => ('.', ',', 4, Place::Before),
            Language::Hebrew => ('.', ',', 4, Place::AfterRightToLeft),
            Language::Dutch => (',', '.', 4, Place::BeforeApart),
            Language::Danish | Language::German | Language::Greek => (',', '.', 4, Place::After),
            Language::Italian | Language::Spanish => (',', '.', 5, Place::After),
            Language::French => (',', NARROW_NO_BREAK, 4, Place::After),
            Language::Estonian | Language::Hungarian | Language::Polish | Language::Portuguese => {
                (',', NO_BREAK, 5, Place::After)
            }
            Language::Czech
            | Language::Finnish
            | Language::Norwegian
            | Language::Russian
            | Language::Slovak
            | Language::Swedish
            | Language::Ukrainian => (',', NO_BREAK, 4, Place::After),
        };
        Self { decimal, group, grouped_from_digits, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(language: Language, cents: i64) -> String {
        amount(language, Amount::new(cents).unwrap(), Currency::parse("EUR").unwrap())
    }

    #[test]
    fn every_language_writes_euros_its_own_way() {
        for (language, small, thousand, millions) in [
            (Language::Czech, "24,99 €", "1 234,50 €", "12 345 678,90 €"),
            (Language::Danish, "24,99 €", "1.234,50 €", "12.345.678,90 €"),
            (Language::Dutch, "€ 24,99", "€ 1.234,50", "€ 12.345.678,90"),
            (Language::English, "€24.99", "€1,234.50", "€12,345,678.90"),
            (Language::Estonian, "24,99 €", "1234,50 €", "12 345 678,90 €"),
            (Language::Finnish, "24,99 €", "1 234,50 €", "12 345 678,90 €"),
            (Language::French, "24,99 €", "1\u{202f}234,50 €", "12\u{202f}345\u{202f}678,90 €"),
            (Language::German, "24,99 €", "1.234,50 €", "12.345.678,90 €"),
            (Language::Greek, "24,99 €", "1.234,50 €", "12.345.678,90 €"),
            (
                Language::Hebrew,
                "\u{2067}\u{200f}24.99 \u{200f}€\u{2069}",
                "\u{2067}\u{200f}1,234.50 \u{200f}€\u{2069}",
                "\u{2067}\u{200f}12,345,678.90 \u{200f}€\u{2069}",
            ),
            (Language::Hungarian, "24,99 EUR", "1234,50 EUR", "12 345 678,90 EUR"),
            (Language::Italian, "24,99 €", "1234,50 €", "12.345.678,90 €"),
            (Language::Norwegian, "24,99 €", "1 234,50 €", "12 345 678,90 €"),
            (Language::Polish, "24,99 €", "1234,50 €", "12 345 678,90 €"),
            (Language::Portuguese, "24,99 €", "1234,50 €", "12 345 678,90 €"),
            (Language::Russian, "24,99 €", "1 234,50 €", "12 345 678,90 €"),
            (Language::Slovak, "24,99 €", "1 234,50 €", "12 345 678,90 €"),
            (Language::Spanish, "24,99 €", "1234,50 €", "12.345.678,90 €"),
            (Language::Swedish, "24,99 €", "1 234,50 €", "12 345 678,90 €"),
            (Language::Ukrainian, "24,99 EUR", "1 234,50 EUR", "12 345 678,90 EUR"),
        ] {
            for (cents, expected) in [(2_499, small), (123_450, thousand), (1_234_567_890, millions)] {
                assert_eq!(euros(language, cents).replace(NO_BREAK, " "), expected, "{language:?}");
            }
        }
    }

    #[test]
    fn each_currency_has_its_decimals() {
        let check = |language, minor_units, code, expected: &str| {
            let currency = Currency::parse(code).unwrap();
            let written = amount(language, Amount::new(minor_units).unwrap(), currency);
            assert_eq!(written.replace(NO_BREAK, " "), expected);
        };
        check(Language::English, 1_234, "JPY", "¥1,234");
        check(Language::French, 1_234, "JPY", "1\u{202f}234 JPY");
        check(Language::English, 1_500, "KWD", "KWD 1.500");
        check(Language::German, 1_500, "KWD", "1,500 KWD");
        check(Language::English, 300, "CHF", "CHF 3.00");
        check(Language::Dutch, 300, "CHF", "CHF 3,00");
        check(Language::English, 5, "USD", "$0.05");
        check(Language::French, 5, "USD", "0,05 $US");
        check(Language::German, 0, "XAF", "0 FCFA");
        check(Language::English, 12_345, "CLF", "CLF 1.2345");
        check(Language::Polish, 1_000_000_000_000_000_000, "PLN", "10 000 000 000 000 000,00 zł");
    }

    #[test]
    fn a_reduction_has_its_minus_at_the_number() {
        let check = |language, expected: &str| {
            let euro = Currency::parse("EUR").unwrap();
            let written = reduction(language, Amount::new(600).unwrap(), euro);
            assert_eq!(written.replace(NO_BREAK, " "), expected);
        };
        check(Language::French, "−6,00 €");
        check(Language::English, "−€6.00");
        check(Language::Dutch, "€ −6,00");
        check(Language::Hebrew, "\u{2067}\u{200f}\u{200e}−6.00 \u{200f}€\u{2069}");
    }

    #[test]
    fn codes_stand_where_the_mobile_sdks_show_them() {
        let check = |language, expected: &str| {
            let euro = Currency::parse("EUR").unwrap();
            assert_eq!(amount_with_code(language, Amount::new(2_499).unwrap(), euro), expected);
        };
        check(Language::French, "24,99 EUR");
        check(Language::English, "EUR24.99");
        check(Language::Dutch, "EUR 24,99");
    }
}
