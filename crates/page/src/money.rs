//! Amounts as each language writes them.
//!
//! Separators, positions and symbols are those of the Unicode CLDR (version 44); a test compares them with its examples.

mod symbols;

use primitives::{Amount, Currency};

use crate::Language;

/// The space between a number and its currency, at which no line ends.
const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';
const MINUS: char = '\u{2212}';
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// Writes an amount with the symbol of its currency: in French `24,99 €`, in English `€24.99`. The space is a no-break space.
pub fn amount(language: Language, amount: Amount, currency: Currency) -> String {
    with_symbol(language, &number(language, amount, currency), currency)
}

/// Writes an amount that is subtracted: `−6,00 €`.
pub(crate) fn reduction(language: Language, amount: Amount, currency: Currency) -> String {
    let number = number(language, amount, currency);
    match MoneyFormat::of(language).position {
        SymbolPosition::Before => format!("{MINUS}{}", with_symbol(language, &number, currency)),
        // The mark keeps the minus at the left of the number.
        SymbolPosition::AfterRightToLeft => {
            with_symbol(language, &format!("{LEFT_TO_RIGHT_MARK}{MINUS}{number}"), currency)
        }
        SymbolPosition::BeforeApart | SymbolPosition::After => {
            with_symbol(language, &format!("{MINUS}{number}"), currency)
        }
    }
}

/// Writes an amount with the ISO code of its currency, as the mobile SDKs show it (session services, section 5): in French
/// `24,99 EUR`, in English `EUR24.99`. The space is an ordinary one.
pub fn amount_with_code(language: Language, amount: Amount, currency: Currency) -> String {
    placed(language, currency.as_str(), &number(language, amount, currency), ' ')
}

fn with_symbol(language: Language, number: &str, currency: Currency) -> String {
    let sign = symbols::of(language, currency);
    match MoneyFormat::of(language).position {
        // English puts no space behind a symbol, and one behind a code.
        SymbolPosition::Before if sign.ends_with(|c: char| c.is_ascii_alphabetic()) => {
            format!("{sign}{NO_BREAK}{number}")
        }
        _ => placed(language, sign, number, NO_BREAK),
    }
}

fn placed(language: Language, sign: &str, number: &str, space: char) -> String {
    match MoneyFormat::of(language).position {
        SymbolPosition::Before => format!("{sign}{number}"),
        SymbolPosition::BeforeApart => format!("{sign}{space}{number}"),
        SymbolPosition::After => format!("{number}{space}{sign}"),
        SymbolPosition::AfterRightToLeft => {
            // The text is isolated, so that what is around it cannot move the symbol to the other side.
            format!("\u{2067}{RIGHT_TO_LEFT_MARK}{number}{space}{RIGHT_TO_LEFT_MARK}{sign}\u{2069}")
        }
    }
}

/// Writes the number without the currency, with the currency's decimals: `1 234,50`.
fn number(language: Language, amount: Amount, currency: Currency) -> String {
    let format = MoneyFormat::of(language);
    let decimals = usize::from(currency.decimals());
    let digits = format!("{:0>width$}", amount.minor_units(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut number = grouped(whole, &format);
    if decimals > 0 {
        number.push(format.decimal);
        number.push_str(fraction);
    }
    number
}

fn grouped(whole: &str, format: &MoneyFormat) -> String {
    if whole.len() < format.grouped_from_digits {
        return whole.to_owned();
    }
    let mut text = String::with_capacity(whole.len() * 2);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(format.group);
        }
        text.push(digit);
    }
    text
}

/// The way in which a language writes money.
struct MoneyFormat {
    decimal: char,
    group: char,
    /// The number of digits from which they are grouped: Spanish writes 1234, but 12.345.
    grouped_from_digits: usize,
    position: SymbolPosition,
}

/// The position of the currency's symbol.
enum SymbolPosition {
    Before,
    /// Before the number, with a space between them.
    BeforeApart,
    After,
    AfterRightToLeft,
}

impl MoneyFormat {
    const fn of(language: Language) -> Self {
        let (decimal, group, grouped_from_digits, position) = match language {
            Language::English => ('.', ',', 4, SymbolPosition::Before),
            Language::Hebrew => ('.', ',', 4, SymbolPosition::AfterRightToLeft),
            Language::Dutch => (',', '.', 4, SymbolPosition::BeforeApart),
            Language::Danish | Language::German | Language::Greek => (',', '.', 4, SymbolPosition::After),
            Language::Italian | Language::Spanish => (',', '.', 5, SymbolPosition::After),
            Language::French => (',', NARROW_NO_BREAK, 4, SymbolPosition::After),
            Language::Estonian | Language::Hungarian | Language::Polish | Language::Portuguese => {
                (',', NO_BREAK, 5, SymbolPosition::After)
            }
            Language::Czech
            | Language::Finnish
            | Language::Norwegian
            | Language::Russian
            | Language::Slovak
            | Language::Swedish
            | Language::Ukrainian => (',', NO_BREAK, 4, SymbolPosition::After),
        };
        Self { decimal, group, grouped_from_digits, position }
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
