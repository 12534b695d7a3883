//! Card numbers in texts that are not for them: where they stand, and the text with them masked.
//!
//! A number counts where it has 13 to 19 digits, begins as the numbers of a known network do, has a length that this network
//! issues and passes the Luhn formula. Its digits may stand in groups, with blanks or hyphens between them. What only looks like
//! a card number is told apart as far as its form allows; `SECURITY.md` lists what remains.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::{Brands, Pan};

/// A card number in a text.
pub(crate) struct CardInText {
    pub(crate) pan: Pan,
    /// The places of its digits in the text, in bytes.
    digits: Vec<Range<usize>>,
}

/// Finds the card numbers in a text.
pub(crate) fn cards_in(text: &str) -> Vec<CardInText> {
    if can_hold_a_card(text) { search(text, signs(text)) } else { Vec::new() }
}

/// Returns the card numbers in a text.
pub fn card_numbers_in(text: &str) -> Vec<Pan> {
    cards_in(text).into_iter().map(|card| card.pan).collect()
}

/// Returns the text with its card numbers masked: first six and last four digits, `X` between. `None` where it has none.
pub fn with_cards_masked(text: &str) -> Option<String> {
    masked(text, &cards_in(text))
}

/// The same for a URL, in which any sign may be written as `%` and two hexadecimal digits, and a blank as `+`. It is read in both
/// ways, because a `%` may also stand for itself.
pub(crate) fn with_cards_masked_in_url(url: &str) -> Option<String> {
    let found = if can_hold_a_card(url) { search(url, signs_of_url(url)) } else { Vec::new() };
    match masked(url, &found) {
        Some(text) => with_cards_masked(&text).or(Some(text)),
        None => with_cards_masked(url),
    }
}

/// A quick answer for nearly every text. The digits of full width and of Arabic are not of ASCII.
fn can_hold_a_card(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= SHORTEST || (!text.is_ascii() && text.chars().filter_map(digit).count() >= SHORTEST)
}

const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// The largest number of signs that stand between two groups of one number: ` - `.
const MAX_BETWEEN: usize = 3;

/// A sign of a text, and its place in bytes.
type Sign = (Range<usize>, char);

fn signs(text: &str) -> impl Iterator<Item = Sign> {
    text.char_indices().map(|(start, sign)| (start..start + sign.len_utf8(), sign))
}

fn signs_of_url(url: &str) -> impl Iterator<Item = Sign> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let sign = url[at..].chars().next()?;
        let start = at;
        let code = url.get(at + 1..at + 3).filter(|code| code.bytes().all(|sign| sign.is_ascii_hexdigit()));
        let encoded = code.filter(|_| sign == '%');
        let encoded = encoded.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(u8::is_ascii);
        at += if encoded.is_some() { 3 } else { sign.len_utf8() };
        let sign = match (sign, encoded) {
            (_, Some(byte)) => char::from(byte),
            ('+', None) => ' ',
            (sign, None) => sign,
        };
        Some((start..at, sign))
    })
}

/// Digits that stand side by side.
#[derive(Default)]
struct Group {
    digits: Zeroizing<String>,
    places: Vec<Range<usize>>,
    /// The sign before the first digit.
    before: Option<char>,
    /// Whether only blanks or hyphens stand between the group before and this one.
    continues: bool,
}

fn search(text: &str, signs: impl Iterator<Item = Sign>) -> Vec<CardInText> {
    let groups = groups(signs);
    let mut found = Vec::new();
    for chain in groups.chunk_by(|_, next| next.continues) {
        let mut at = 0;
        while at < chain.len() {
            match card_at(text, chain, at) {
                Some((card, size)) => {
                    found.push(card);
                    at += size;
                }
                None => at += 1,
            }
        }
    }
    found
}

fn groups(signs: impl Iterator<Item = Sign>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (mut before, mut between, mut inside) = (None, 0, false);
    for (place, sign) in signs {
        let digit = digit(sign);
        if let Some(digit) = digit {
            if !inside {
                let continues = !groups.is_empty() && (1..=MAX_BETWEEN).contains(&between);
                // Room for every digit that counts, so that growing leaves no copy behind.
                let digits = Zeroizing::new(String::with_capacity(LONGEST + 1));
                groups.push(Group { digits, places: Vec::new(), before, continues });
            }
            if let Some(group) = groups.last_mut().filter(|group| group.places.len() <= LONGEST) {
                group.digits.push(digit);
                group.places.push(place);
            }
        } else {
            between = match (inside, is_separator(sign)) {
                (true, true) => 1,
                (false, true) if between > 0 => between + 1,
                _ => 0,
            };
        }
        inside = digit.is_some();
        before = Some(sign);
    }
    groups
}

/// Returns the card number that begins with the group, and the number of its groups.
fn card_at(text: &str, chain: &[Group], first: usize) -> Option<(CardInText, usize)> {
    let alone = &chain[first];
    if let Some(pan) = card_number(&alone.digits).filter(|_| !ends_session_id(text, alone)) {
        return Some((CardInText { pan, digits: alone.places.clone() }, 1));
    }
    // `FR76 3000 6000 …` is an account, and `+44 7700 …` a telephone.
    if chain[0].before.is_some_and(|sign| sign.is_alphanumeric() || sign == '+') {
        return None;
    }
    (2..=chain.len() - first).find_map(|size| {
        let groups = &chain[first..first + size];
        let is_grouped = grouped_as_a_card(groups) || (size == chain.len() && of_one_size(groups));
        if !is_grouped || groups.iter().map(|group| group.places.len()).sum::<usize>() > LONGEST {
            return None;
        }
        let mut digits = Zeroizing::new(String::with_capacity(LONGEST));
        for group in groups {
            digits.push_str(&group.digits);
        }
        let places = groups.iter().flat_map(|group| group.places.clone()).collect();
        Some((CardInText { pan: card_number(&digits)?, digits: places }, size))
    })
}

/// Whether the digits stand in groups as on a card: 4-4-4-4, 4-6-5, 4-6-4 and the like. Dates and telephones have shorter ones.
fn grouped_as_a_card(groups: &[Group]) -> bool {
    let size = |group: &Group| group.digits.len();
    let Some((last, [first, middle @ ..])) = groups.split_last() else { return false };
    (4..=8).contains(&size(first))
        && middle.iter().all(|group| (3..=8).contains(&size(group)))
        && size(last) <= 8
}

/// Whether all groups have as many digits as the first, and the last not more: `49 70 10 …`.
fn of_one_size(groups: &[Group]) -> bool {
    let Some((last, [first, middle @ ..])) = groups.split_last() else { return false };
    let size = first.digits.len();
    middle.iter().all(|group| group.digits.len() == size) && last.digits.len() <= size
}

/// Whether the digits are the end of a session's id, whose last thirteen are a time in milliseconds.
fn ends_session_id(text: &str, group: &Group) -> bool {
    const LENGTH: usize = 33;
    const TIMES: Range<u64> = 1_500_000_000_000..4_000_000_000_000;
    let Some(end) = group.places.last().map(|place| place.end) else { return false };
    let id = end.checked_sub(LENGTH).and_then(|start| text.get(start..end));
    let time = |id: &str| id[LENGTH - 13..].parse().is_ok_and(|time| TIMES.contains(&time));
    id.is_some_and(|id| id.starts_with('1') && id.bytes().all(|c| c.is_ascii_alphanumeric()) && time(id))
}

fn card_number(digits: &str) -> Option<Pan> {
    let pan = Pan::parse(digits).ok()?;
    let is_card = (Brands::of(&pan).is_some() || is_of_another_network(digits))
        && pan.passes_luhn()
        && !(digits.len() <= 14 && is_article(digits));
    is_card.then_some(pan)
}

/// Whether the number is of Discover or UnionPay, which the gateway does not know as networks of its own.
fn is_of_another_network(digits: &str) -> bool {
    (16..=LONGEST).contains(&digits.len())
        && ["6011", "644", "645", "646", "647", "648", "649", "65", "62", "81"]
            .iter()
            .any(|first| digits.starts_with(first))
}

/// Whether the check digit is that of an article's number (GS1: EAN-13, GTIN-14). One card number of these lengths in ten has it
/// by chance; numbers of articles are common, and such cards are hardly issued any more.
fn is_article(digits: &str) -> bool {
    let weighted = digits.bytes().rev().zip([1, 3].into_iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    sum.is_multiple_of(10)
}

/// Returns a digit as one of ASCII: those of full width and of Arabic and Persian are read by people as well.
fn digit(sign: char) -> Option<char> {
    const ZEROS: [char; 4] = ['0', '\u{ff10}', '\u{660}', '\u{6f0}'];
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(sign).checked_sub(u32::from(*zero)).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    })
}

fn is_separator(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

fn masked(text: &str, found: &[CardInText]) -> Option<String> {
    if found.is_empty() {
        return None;
    }
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    for card in found {
        let size = card.digits.len();
        let shown = if size < 15 { 2 } else { 4 };
        for place in &card.digits[6..size - shown] {
            result.push_str(&text[from..place.start]);
            result.push('X');
            from = place.end;
        }
    }
    result.push_str(&text[from..]);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_however_they_are_written() {
        for text in [
            "4970105151515140",
            "paid with 4970105151515140.",
            "A4970105151515140B",
            "4970 1051 5151 5140",
            "4970-1051-5151-5140",
            "4970 - 1051 - 5151 - 5140",
            "4970\u{a0}1051\u{a0}5151\u{a0}5140",
            "49701051 51515140",
            "49 70 10 51 51 51 51 40",
            "4 9 7 0 1 0 5 1 5 1 5 1 5 1 4 0",
            "4970105151515140 1230 739",
            "order 12 4970 1051 5151 5140 12/30 739",
            "\u{ff14}\u{ff19}\u{ff17}\u{ff10}105151515140",
            "3759 891111 11119",
            "375989111111119",
            "30569309025904",
            "4222222222222",
            "6011000990139424",
        ] {
            assert_eq!(cards_in(text).len(), 1, "{text}");
        }
        assert_eq!(cards_in("4970105151515140 and 5137340014122340").len(), 2);
    }

    #[test]
    fn what_only_looks_like_a_card_number() {
        for text in [
            "",
            "order-1",
            // A wrong check digit, no known network, a length that the network does not issue.
            "4970105151515141",
            "9999999999999995",
            "411111111111116",
            // Milliseconds and microseconds since 1970, a transaction's id, a session's id.
            "1764260123450",
            "1764260123456786",
            "17953621065621942",
            "1aBcDeFgHiJkLmNoP4971764260123458",
            // A part of a longer number.
            "49701051515151401230",
            "FR76 3000 6000 0112 3455 7890 189",
            "+49 1512 3456787",
            "06 12 34 56 78 06 12 34 56 78",
            "30-11-2024 31-12-2024",
            "550e8400-e29b-41d4-a371-446655440002",
            // Numbers of articles that pass the Luhn formula and begin like a card.
            "4000000000006",
            "497010XXXXXX5140",
        ] {
            assert_eq!(cards_in(text).len(), 0, "{text}");
        }
    }

    #[test]
    fn masks_leave_the_rest_as_it_is() {
        let masked = |text: &str| with_cards_masked(text).unwrap();
        assert_eq!(masked("Mozilla/5.0 4970105151515140 x"), "Mozilla/5.0 497010XXXXXX5140 x");
        assert_eq!(masked("4970-1051-5151-5140"), "4970-10XX-XXXX-5140");
        assert_eq!(masked("4222222222222"), "422222XXXXX22");
        assert_eq!(with_cards_masked("Mozilla/5.0"), None);
        for (url, expected) in [
            ("https://s.example/?n=4970105151515140&m=1", "https://s.example/?n=497010XXXXXX5140&m=1"),
            ("https://s.example/4970%201051+5151-5140", "https://s.example/4970%2010XX+XXXX-5140"),
            ("https://s.example/?n=%+4970105151515140", "https://s.example/?n=%+497010XXXXXX5140"),
            ("https://s.example/?n=%4970105151515140%", "https://s.example/?n=%497010XXXXXX5140%"),
            ("https://s.example/?n=%34%39701051515151%340", "https://s.example/?n=%34%397010XXXXXX51%340"),
        ] {
            assert_eq!(with_cards_masked_in_url(url).as_deref(), Some(expected), "{url}");
        }
        assert_eq!(with_cards_masked_in_url("https://s.example/%"), None);
    }
}
