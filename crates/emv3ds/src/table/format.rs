//! The formats of data elements.

use std::net::IpAddr;

use jiff::civil::Date;

pub(super) enum Format {
    Text,
    /// Printable ASCII.
    Ascii,
    Digits,
    Uuid,
    Version,
    Url,
    Email,
    Ip,
    Language,
    /// A difference from UTC in minutes.
    Minutes,
    /// Minutes from 05.
    Timeout,
    /// A number of payments from 2.
    Instalments,
    /// YYMM.
    Month,
    /// YYYYMMDD.
    Day,
    /// YYYYMMDDHHMMSS.
    Second,
    Country,
    Currency,
    AuthenticationValue,
    Base64Url,
    /// A JWS in compact form: three parts.
    Jws,
    OneOf(Vec<&'static str>),
    /// Card ranges, whose members the table has as well.
    Ranges,
    /// What the reader of the record checks.
    Own,
}

/// The faults of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    Form,
    /// The value is no code of its ISO list.
    IsoCode,
}

impl Format {
    pub(super) fn of(text: &'static str) -> Self {
        match text {
            "text" => Self::Text,
            "ascii" => Self::Ascii,
            "digits" => Self::Digits,
            "uuid" => Self::Uuid,
            "version" => Self::Version,
            "url" => Self::Url,
            "email" => Self::Email,
            "ip" => Self::Ip,
            "language" => Self::Language,
            "minutes" => Self::Minutes,
            "timeout" => Self::Timeout,
            "instalments" => Self::Instalments,
            "yymm" => Self::Month,
            "date" => Self::Day,
            "date-time" => Self::Second,
            "country" => Self::Country,
            "currency" => Self::Currency,
            "base64 of 20 or 21 bytes" => Self::AuthenticationValue,
            "base64url" => Self::Base64Url,
            "jws" => Self::Jws,
            "boolean" | "extension" | "pairs" => Self::Own,
            "ranges" => Self::Ranges,
            other => {
                let words = other.strip_prefix("one of ").expect("fields.csv names a format that exists");
                Self::OneOf(words.split(' ').collect())
            }
        }
    }

    pub(super) fn check(&self, text: &str) -> Result<(), Wrong> {
        let is_sound = match self {
            Self::Own | Self::Ranges => true,
            Self::Text => !text.contains('\0'),
            Self::Ascii => text.bytes().all(|c| (b' '..=b'~').contains(&c)),
            Self::Digits => is_digits(text),
            Self::Uuid => primitives::Uuid::parse(text).is_some(),
            Self::Version => text.split('.').count() == 3 && text.split('.').all(is_digits),
            Self::Url => url::Url::parse(text).is_ok_and(|url| url.has_host()),
            Self::Email => is_email(text),
            Self::Ip => text.parse::<IpAddr>().is_ok(),
            // The length of the element cuts a long tag (BCP 47) anywhere.
            Self::Language => text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-'),
            Self::Minutes => is_offset(text),
            Self::Timeout => is_digits(text) && text >= "05",
            Self::Instalments => is_digits(text) && text.parse::<u16>().is_ok_and(|number| number > 1),
            Self::Month => is_digits(text) && day(&format!("20{text}01")),
            Self::Day => is_digits(text) && day(text),
            Self::Second => is_digits(text) && text.len() == 14 && day(&text[..8]) && is_time(&text[8..]),
            Self::Country if is_digits(text) => {
                return iso(!(901..=999).contains(&number(text)) && text != "000");
            }
            Self::Currency if is_digits(text) => {
                return iso(!(955..=964).contains(&number(text)) && !["000", "999"].contains(&text));
            }
            Self::Country | Self::Currency => false,
            Self::AuthenticationValue => crate::scalars::AuthenticationValue::parse(text).is_ok(),
            Self::Base64Url => is_base64url(text),
            Self::Jws => text.split('.').count() == 3 && text.split('.').all(is_base64url),
            Self::OneOf(words) => words.contains(&text),
        };
        if is_sound { Ok(()) } else { Err(Wrong::Form) }
    }
}

/// ISO 3166-1 and ISO 4217 leave ranges of numbers to users, which the specification refuses.
fn iso(is_listed: bool) -> Result<(), Wrong> {
    if is_listed { Ok(()) } else { Err(Wrong::IsoCode) }
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}

fn is_base64url(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace)
    })
}

/// A browser tells its difference from UTC as a whole number; the largest is 14 hours.
fn is_offset(text: &str) -> bool {
    text.parse::<i32>().is_ok_and(|minutes| minutes.abs() <= 14 * 60)
}

fn day(text: &str) -> bool {
    Date::strptime("%Y%m%d", text).is_ok() && text.len() == 8
}

fn is_time(digits: &str) -> bool {
    number(&digits[..2]) < 24 && number(&digits[2..4]) < 60 && number(&digits[4..]) < 60
}
