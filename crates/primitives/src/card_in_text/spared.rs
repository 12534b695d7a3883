//! Numbers that are told apart from a card's by what stands around them: telephones, accounts, UUIDs and ids of sessions.

use std::ops::{Range, RangeInclusive};

use super::{LONGEST, group::Group, sign::Read};
use crate::Country;

/// Returns where the telephone or the account ends that begins with the first of the groups, in bytes.
pub(super) fn end_of_another_number(text: &str, read: Read, chain: &[Group]) -> Option<usize> {
    end_of_telephone(chain).or_else(|| end_of_account(text, read, chain))
}

/// A telephone has a `+` before it and at most 15 digits (ITU-T E.164).
fn end_of_telephone(chain: &[Group]) -> Option<usize> {
    const MAX_DIGITS: usize = 15;
    chain[0].before[2].filter(|sign| matches!(sign, '+' | '\u{ff0b}'))?;
    let mut size = 0;
    let groups = chain.iter().take_while(|group| {
        size += group.size();
        size <= MAX_DIGITS
    });
    groups.last().map(|group| group.place.end)
}

/// An account's number (IBAN) has a country before it, and two check digits first. They are right where the rest, the country and
/// they together leave 1 when divided by 97, each letter counting from 10 on (ISO 13616, ISO/IEC 7064).
fn end_of_account(text: &str, read: Read, chain: &[Group]) -> Option<usize> {
    const SIZES: RangeInclusive<usize> = 13..=32;
    let country = country_before(&chain[0])?;
    let country = country.bytes().fold(0, |all, letter| all * 100 + u32::from(letter - b'A') + 10);
    let (mut size, mut checks, mut rest, mut end) = (0, 0, 0, None);
    for group in chain {
        if group.size() > LONGEST || size > *SIZES.end() {
            break;
        }
        for (_, digit) in group.digits(text, read) {
            let value = u32::from(digit - b'0');
            if size < 2 {
                checks = checks * 10 + value;
            } else {
                rest = (rest * 10 + value) % 97;
            }
            size += 1;
        }
        if SIZES.contains(&size) && ((rest * 10_000 + country) * 100 + checks) % 97 == 1 {
            end = Some(group.place.end);
        }
    }
    end
}

fn country_before(group: &Group) -> Option<&'static str> {
    let [before, Some(first), Some(second)] = group.before else { return None };
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let code = String::from_iter([first, second]);
    Country::parse(&code).ok().map(Country::as_str)
}

/// Whether the groups are of a UUID, 8-4-4-4-12 hexadecimal digits (RFC 9562). Some have the groups of a card by chance.
pub(super) fn are_in_uuid(text: &str, groups: &[Group]) -> bool {
    const LENGTH: usize = 36;
    let [first, .., last] = groups else { return false };
    let fits = |(index, sign): (usize, u8)| match index {
        8 | 13 | 18 | 23 => sign == b'-',
        _ => sign.is_ascii_hexdigit(),
    };
    let starts = last.place.end.saturating_sub(LENGTH)..=first.place.start;
    starts.filter_map(|start| text.get(start..start + LENGTH)).any(|uuid| uuid.bytes().enumerate().all(fits))
}

/// Whether a session's id ends there, in bytes. Its last thirteen signs are a time in milliseconds.
pub(super) fn ends_session_id(text: &str, end: usize) -> bool {
    const LENGTH: usize = 33;
    const TIMES: Range<u64> = 1_500_000_000_000..4_000_000_000_000;
    let id = end.checked_sub(LENGTH).and_then(|start| text.get(start..end));
    let time = |id: &str| id[LENGTH - 13..].parse().is_ok_and(|time| TIMES.contains(&time));
    id.is_some_and(|id| id.starts_with('1') && id.bytes().all(|c| c.is_ascii_alphanumeric()) && time(id))
}
