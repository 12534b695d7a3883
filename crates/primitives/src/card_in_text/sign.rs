//! The signs of a text, read one at a time, and what each may be in a number.

use super::step;

/// Reads the first sign of a text. Returns its size in bytes, and the sign.
pub(super) type Read = fn(&str) -> Option<(usize, char)>;

/// Stands for a sign that may not stand between two groups.
const NOTHING: char = '\0';

pub(super) fn of_text(text: &str) -> Option<(usize, char)> {
    step();
    text.chars().next().map(|sign| (sign.len_utf8(), sign))
}

/// Reads a URL as it is written. A `/` stands between names that have nothing to do with each other.
pub(super) fn of_url(url: &str) -> Option<(usize, char)> {
    of_text(url).map(|(size, sign)| (size, if sign == '/' { NOTHING } else { sign }))
}

/// Reads a URL in which any sign may be written as `%` and two hexadecimal digits for each of its bytes, and a blank as `+`.
pub(super) fn of_encoded_url(url: &str) -> Option<(usize, char)> {
    match of_url(url)? {
        (size, '%') => Some(encoded(url).unwrap_or((size, '%'))),
        (size, '+') => Some((size, ' ')),
        other => Some(other),
    }
}

fn encoded(url: &str) -> Option<(usize, char)> {
    let byte = |index: usize| {
        let code = url.get(index * 3..)?.strip_prefix('%')?.get(..2)?;
        let is_code = code.bytes().all(|sign| sign.is_ascii_hexdigit());
        u8::from_str_radix(code, 16).ok().filter(|_| is_code)
    };
    let mut bytes = [byte(0)?, 0, 0, 0];
    let size = match bytes[0] {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    };
    for (index, place) in bytes[..size].iter_mut().enumerate().skip(1) {
        *place = byte(index)?;
    }
    let sign = std::str::from_utf8(&bytes[..size]).ok()?.chars().next()?;
    Some((size * 3, sign))
}

/// Returns a digit as one of ASCII: those of full width and of Arabic and Persian are read by people as well.
pub(super) fn digit(sign: char) -> Option<u8> {
    const ZEROS: [u32; 4] = ['0' as u32, 0xff10, 0x660, 0x6f0];
    if sign.is_ascii() && !sign.is_ascii_digit() {
        return None;
    }
    let value =
        ZEROS.iter().find_map(|zero| u32::from(sign).checked_sub(*zero).filter(|value| *value < 10))?;
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// Whether the sign stands between groups of every kind.
pub(super) fn separates(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// Whether the sign stands between the groups of a card and, more often, between numbers that are none.
pub(super) fn separates_cards_only(sign: char) -> bool {
    matches!(sign, '/' | '\u{b7}' | '\u{2022}')
}

/// Whether the sign is one of format, which nobody sees (Unicode, general category Cf).
pub(super) fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}'
            | '\u{600}'..='\u{605}'
            | '\u{61c}'
            | '\u{6dd}'
            | '\u{70f}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0001}'
            | '\u{e0020}'..='\u{e007f}'
    )
}
