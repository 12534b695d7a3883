//! The symbol of a currency in each language, from the Unicode CLDR. A currency without a symbol is written
//! with its ISO code.

use Language::*;
use primitives::Currency;

use crate::Language;

pub(super) fn of(language: Language, currency: Currency) -> &'static str {
    local(language, currency)
        .or_else(|| international(language, currency))
        .unwrap_or_else(|| currency.as_str())
}

/// Returns the symbol of a currency for which only the languages of its own country, or few others, have one.
fn local(language: Language, currency: Currency) -> Option<&'static str> {
    Some(match (currency.as_str(), language) {
        ("CZK", Czech) => "Kč",
        ("DKK", Danish) => "kr.",
        ("HUF", Hungarian) => "Ft",
        ("NOK", Norwegian) | ("SEK", Swedish) => "kr",
        ("PLN", Polish) => "zł",
        ("RUB", Russian) => "₽",
        ("UAH", Russian | Ukrainian) => "₴",
        ("DKK", Swedish) => "Dkr",
        ("NOK", Swedish) => "Nkr",
        ("ILS", Slovak) => "NIS",
        _ => return None,
    })
}

/// Returns the symbol of a currency for which many languages have one.
fn international(language: Language, currency: Currency) -> Option<&'static str> {
    let many = matches!(
        language,
        Czech | Danish | Dutch | English | Estonian | German | Greek | Hebrew | Portuguese | Russian
    );
    Some(match (currency.as_str(), language) {
        ("EUR", Hungarian | Ukrainian) => return None,
        ("EUR", _) => "€",
        ("GBP", French) => "£GB",
        ("GBP", Finnish | Italian | Norwegian) => "£",
        ("GBP", _) if many => "£",
        ("JPY", Czech | Danish | Dutch | Greek | Portuguese) => "JP¥",
        ("JPY", Finnish | Hungarian | Ukrainian) => "¥",
        ("JPY", _) if many => "¥",
        ("USD", French) => "$US",
        ("USD", Czech | Danish | Dutch | Portuguese | Spanish | Swedish) => "US$",
        ("USD", Finnish) => "$",
        ("USD", _) if many => "$",
        ("CAD", French) => "$CA",
        ("CAD", Dutch) => "C$",
        ("CAD", Italian | Swedish) => "CA$",
        ("CAD", _) if many => "CA$",
        ("AUD", French) => "$AU",
        ("AUD", English | Greek | Hebrew | Italian | Russian) => "A$",
        ("AUD", _) if many => "AU$",
        ("NZD", French) => "$NZ",
        ("NZD", Italian) => "NZ$",
        ("NZD", _) if many => "NZ$",
        ("MXN", French) => "$MX",
        ("MXN", Slovak | Swedish) => "MX$",
        ("MXN", _) if many => "MX$",
        ("HKD", _) if many => "HK$",
        ("BRL", Swedish) => "BR$",
        ("BRL", French | Polish) => "R$",
        ("BRL", _) if many => "R$",
        ("CNY", Italian) => "CN¥",
        ("CNY", _) if many => "CN¥",
        ("INR", French) => "₹",
        ("INR", _) if many && language != Czech => "₹",
        ("ILS", French | Italian | Swedish) => "₪",
        ("ILS", _) if many && language != Czech => "₪",
        ("KRW", French) => "₩",
        ("KRW", _) if many => "₩",
        ("XAF", Norwegian | Spanish) | ("XOF", Spanish) | ("XPF", Dutch | Finnish | Norwegian) => {
            return None;
        }
        ("XAF", _) => "FCFA",
        ("XOF", _) => "F\u{202f}CFA",
        ("XPF", French) => "FCFP",
        ("XPF", _) => "CFPF",
        _ => return None,
    })
}
