//! Groups of digits, read from a text one after the other. A group knows where it stands and how many digits it has; its digits are
//! read again where they may be a card's, so that nothing is allocated for a group.

use std::ops::Range;

use super::{
    LONGEST,
    sign::{self, Read},
    step,
};

/// The largest number of signs that stand between two groups of one number: ` - `.
const MAX_BETWEEN: usize = 3;

/// What stands between a group and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Other signs or too many: the groups are not of one number.
    None,
    /// Signs among which is one that stands between the groups of cards only.
    OfCards,
    /// Blanks, hyphens and the like.
    Plain,
}

/// Digits that stand side by side.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Its place in the text, in bytes, from the first digit to the last.
    pub(super) place: Range<usize>,
    /// The number of its digits, at most one more than a card number has.
    size: usize,
    pub(super) link: Link,
    /// The three signs before it, the nearest last.
    pub(super) before: [Option<char>; 3],
}

impl Group {
    pub(super) fn size(&self) -> usize {
        step();
        self.size
    }

    /// Returns its digits in ASCII, each with its place in the text.
    pub(super) fn digits(&self, text: &str, read: Read) -> impl Iterator<Item = (Range<usize>, u8)> {
        let mut at = self.place.start;
        std::iter::from_fn(move || {
            while at < self.place.end {
                let (size, sign) = read(&text[at..])?;
                let start = at;
                at += size;
                if let Some(digit) = sign::digit(sign) {
                    return Some((start..at, digit));
                }
            }
            None
        })
    }
}

/// Reads the groups of a text.
pub(super) struct Groups<'a> {
    text: &'a str,
    read: Read,
    at: usize,
    is_first: bool,
}

impl<'a> Groups<'a> {
    pub(super) const fn of(text: &'a str, read: Read) -> Self {
        Self { text, read, at: 0, is_first: true }
    }

    fn sign(&self) -> Option<(usize, char)> {
        (self.read)(&self.text[self.at..])
    }

    /// Goes to the first digit of the next group. Returns what stands before it.
    fn skip_to_digit(&mut self) -> Option<(Link, [Option<char>; 3])> {
        let mut before = [None, None, Some('0').filter(|_| !self.is_first)];
        let mut link = if self.is_first { Link::None } else { Link::Plain };
        let mut between = 0;
        loop {
            let (size, sign) = self.sign()?;
            if sign::digit(sign).is_some() {
                return Some((if between > MAX_BETWEEN { Link::None } else { link }, before));
            }
            self.at += size;
            if sign::is_invisible(sign) {
                continue;
            }
            between += 1;
            before = [before[1], before[2], Some(sign)];
            link = match link {
                Link::Plain if sign::separates_cards_only(sign) => Link::OfCards,
                link if sign::separates(sign) || sign::separates_cards_only(sign) => link,
                _ => Link::None,
            };
        }
    }
}

impl Iterator for Groups<'_> {
    type Item = Group;

    fn next(&mut self) -> Option<Group> {
        let (link, before) = self.skip_to_digit()?;
        let mut group = Group { place: self.at..self.at, size: 0, link, before };
        while let Some((size, sign)) = self.sign() {
            if sign::digit(sign).is_some() {
                group.size = (group.size + 1).min(LONGEST + 1);
                group.place.end = self.at + size;
            } else if !sign::is_invisible(sign) {
                break;
            }
            self.at += size;
        }
        self.at = group.place.end;
        self.is_first = false;
        Some(group)
    }
}
