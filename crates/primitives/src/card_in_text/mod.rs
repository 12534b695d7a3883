//! Card numbers in texts that are not for them: where they stand, and the text with them masked.
//!
//! A number counts where it has 13 to 19 digits, begins as the numbers of a known network do, has a length that this network
//! issues and passes the Luhn formula. Its digits may stand in groups, with blanks or hyphens between them. What only looks like
//! a card number is told apart as far as its form allows; `SECURITY.md` lists what remains.
//!
//! Texts are searched before their length is checked, so the work is bounded for each group of digits: [`WINDOW`] groups are looked
//! at, and the digits of a few of them are read again.

mod group;
mod sign;
mod spared;

use std::ops::{Range, RangeInclusive};

use zeroize::Zeroizing;

use crate::{Brands, Pan, card::passes_luhn};
use group::{Group, Groups, Link};
use sign::Read;

/// A card number in a text.
pub(crate) struct CardInText {
    pub(crate) pan: Pan,
    /// The places of its digits in the text, in bytes.
    digits: Vec<Range<usize>>,
}

/// Finds the card numbers in a text. Its time grows as the text does.
pub(crate) fn cards_in(text: &str) -> Vec<CardInText> {
    search(text, sign::of_text)
}

/// Returns the card numbers in a text.
pub fn card_numbers_in(text: &str) -> Vec<Pan> {
    cards_in(text).into_iter().map(|card| card.pan).collect()
}

/// Returns the text with its card numbers masked: first six and last four digits, `X` between. `None` where it has none.
pub fn with_cards_masked(text: &str) -> Option<String> {
    masked(text, &cards_in(text))
}

/// The same for a URL, in which any sign may be percent-encoded. It is read in both ways, because a `%` may also stand for itself.
pub(crate) fn with_cards_masked_in_url(url: &str) -> Option<String> {
    let text = masked(url, &search(url, sign::of_encoded_url));
    let literally = text.as_deref().unwrap_or(url);
    masked(literally, &search(literally, sign::of_url)).or(text)
}

const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// The sizes of the first group of a card number. Where all groups are of one size, it may be another.
const FIRST_GROUP: RangeInclusive<usize> = 4..=8;
/// The number of groups that are looked at together: one more than a card number can have, to see whether its chain ends.
const WINDOW: usize = LONGEST + 1;

/// A quick answer for nearly every text. The digits of full width and of Arabic are not of ASCII.
fn can_hold_a_card(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_digit = |sign: &char| sign::digit(*sign).is_some();
    digits >= SHORTEST || (!text.is_ascii() && text.chars().filter(is_digit).count() >= SHORTEST)
}

fn search(text: &str, read: Read) -> Vec<CardInText> {
    let mut found = Vec::new();
    if !can_hold_a_card(text) {
        return found;
    }
    let mut groups = Groups::of(text, read);
    let mut window = Vec::with_capacity(WINDOW);
    let mut spared = 0;
    loop {
        window.extend(groups.by_ref().take(WINDOW - window.len()));
        if window.is_empty() {
            return found;
        }
        let linked = window[1..].iter().take_while(|group| group.link != Link::None).count();
        let chain = &window[..=linked];
        spared = spared.max(spared::end_of_another_number(text, read, chain).unwrap_or(0));
        let card = card_at(text, read, chain, spared);
        let used = card.as_ref().map_or(1, |(_, used)| *used);
        found.extend(card.map(|(card, _)| card));
        window.drain(..used);
    }
}

/// Returns the card number that begins with the first group of the chain, and the number of its groups. What ends before `spared`
/// is a part of another number.
fn card_at(text: &str, read: Read, chain: &[Group], spared: usize) -> Option<(CardInText, usize)> {
    let begins_in_another = chain[0].place.start < spared;
    let begins_chain = chain[0].link != Link::Plain;
    let may_have_more = begins_chain || FIRST_GROUP.contains(&chain[0].size());
    let mut digits = 0;
    for (index, last) in chain.iter().enumerate().take(if may_have_more { chain.len() } else { 1 }) {
        digits += last.size();
        if digits > LONGEST {
            return None;
        }
        if digits < SHORTEST || last.place.end <= spared {
            continue;
        }
        let (groups, rest) = chain.split_at(index + 1);
        let is_plain = !begins_in_another && groups[1..].iter().all(|group| group.link == Link::Plain);
        let is_all = begins_chain && rest.first().is_none_or(|next| next.link != Link::Plain);
        let is_number = match groups {
            [alone] => !spared::ends_session_id(text, alone.place.end),
            _ if is_plain => grouped_as_a_card(groups) || (is_all && of_one_size(groups)),
            _ => grouped_as_on_a_card(groups),
        };
        let card = if is_number { card_of(text, read, groups) } else { None };
        if let Some(card) = card.filter(|_| !spared::are_in_uuid(text, groups)) {
            return Some((card, groups.len()));
        }
    }
    None
}

/// Returns the card number that all of the groups are together.
fn card_of(text: &str, read: Read, groups: &[Group]) -> Option<CardInText> {
    let mut number = Zeroizing::new([0; LONGEST]);
    let digits = || groups.iter().flat_map(|group| group.digits(text, read));
    let mut size = 0;
    for ((_, digit), place) in digits().zip(number.iter_mut()) {
        *place = digit;
        size += 1;
    }
    let pan = card_number(std::str::from_utf8(&number[..size]).ok()?)?;
    Some(CardInText { pan, digits: digits().map(|(place, _)| place).collect() })
}

/// Whether the digits stand in groups much as on a card: 4-4-4-4, 4-6-5, 8-8 and the like. Dates and telephones have shorter ones.
fn grouped_as_a_card(groups: &[Group]) -> bool {
    let Some((last, [first, middle @ ..])) = groups.split_last() else { return false };
    FIRST_GROUP.contains(&first.size())
        && middle.iter().all(|group| (3..=8).contains(&group.size()))
        && last.size() <= 8
}

/// Whether the digits stand in the very groups that are printed on cards.
fn grouped_as_on_a_card(groups: &[Group]) -> bool {
    const PRINTED: [&[usize]; 6] =
        [&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 1], &[4, 4, 4, 4, 2], &[4, 4, 4, 4, 3]];
    PRINTED.iter().any(|sizes| groups.iter().map(Group::size).eq(sizes.iter().copied()))
}

/// Whether all groups have as many digits as the first, and the last not more: `49 70 10 …`.
fn of_one_size(groups: &[Group]) -> bool {
    let Some((last, [first, middle @ ..])) = groups.split_last() else { return false };
    let size = first.size();
    middle.iter().all(|group| group.size() == size) && last.size() <= size
}

fn card_number(digits: &str) -> Option<Pan> {
    if !passes_luhn(digits) {
        return None;
    }
    let pan = Pan::parse(digits).ok()?;
    let is_card = (Brands::of(&pan).is_some() || is_of_another_network(digits))
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

/// Counts a step of the search in tests, which hold the number of steps against the length of the text.
#[cfg(not(test))]
const fn step() {}
#[cfg(test)]
use tests::step;

#[cfg(test)]
mod tests;
