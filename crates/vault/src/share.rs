//! A master key in shares, of which some number gives it back and fewer tell nothing (Shamir, "How to share a secret", 1979): each
//! byte of the key is the value at 0 of a polynomial over GF(256), and a share has its values at one other place.
//!
//! A share is one line: `guichet-share:1:SET:THRESHOLD:NUMBER:VALUES:CHECKSUM`. The set is the id of the key and four random bytes,
//! so that shares of two splits cannot be taken for one, and the joined key is checked.

use std::fmt::Write as _;

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    MasterKeys,
    gf256::{inverse, mul},
    is_same,
    master_key::{SIZE, id_of},
};

const HEAD: &str = "guichet-share:1";

/// Why shares give no key. A share is named by what the caller calls it: a file, or its place among those given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    #[error("no share of the master key is given")]
    None,
    #[error("the shares must be 2 to 255, and the threshold between 2 and their number")]
    Numbers,
    #[error("{0} is no share: expected a line that `guichet keys split` wrote")]
    Malformed(String),
    #[error("{0} was changed or cut: its checksum is wrong")]
    Altered(String),
    #[error("{given} of {threshold} shares given of set {set}: add {}", .threshold - .given)]
    TooFew { set: String, given: usize, threshold: usize },
    #[error("share {number} ({name}) is of another set: it is of {set}, and most are of {most}")]
    OfAnotherSet { name: String, number: u8, set: String, most: String },
    #[error("the shares of set {0} do not give its key: one of them was made up")]
    Wrong(String),
}

struct Share {
    name: String,
    set: String,
    threshold: u8,
    number: u8,
    values: Zeroizing<[u8; SIZE]>,
}

/// The shares of one split.
pub struct Shares {
    /// The name of the set, which each of its lines has.
    pub set: String,
    /// The shares, from number 1.
    pub lines: Vec<Zeroizing<String>>,
}

/// Splits a key into shares, of which `threshold` give it back. `random` fills bytes with entropy.
pub fn split(
    key: &[u8; SIZE],
    shares: u8,
    threshold: u8,
    random: impl Fn(&mut [u8]),
) -> Result<Shares, ShareError> {
    if threshold < 2 || threshold > shares {
        return Err(ShareError::Numbers);
    }
    let mut sign = [0; 4];
    random(&mut sign);
    let set = format!("{}-{:08x}", id_of(key), u32::from_be_bytes(sign));
    // The coefficients of x, x^2, …: any of them may be 0, so that each value of a share is as likely as any other.
    let mut coefficients = Vec::with_capacity(usize::from(threshold) - 1);
    for _ in 1..threshold {
        let mut coefficient = Zeroizing::new([0; SIZE]);
        random(&mut *coefficient);
        coefficients.push(coefficient);
    }
    let share = |number| {
        let mut values = Zeroizing::new([0; SIZE]);
        for (place, value) in values.iter_mut().enumerate() {
            let higher = coefficients.iter().rev().fold(0, |sum, one| mul(sum, number) ^ one[place]);
            *value = mul(higher, number) ^ key[place];
        }
        Share { name: String::new(), set: set.clone(), threshold, number, values }.line()
    };
    let lines = (1..=shares).map(share).collect();
    Ok(Shares { set, lines })
}

/// Joins shares, each with its name. Shares of several sets give several keys, in the order in which the sets first appear: so a new
/// master key is put before an old one. Returns a text for [`MasterKeys::parse`].
pub fn join<'a>(given: impl IntoIterator<Item = (String, &'a str)>) -> Result<Zeroizing<String>, ShareError> {
    let mut sets: Vec<Vec<Share>> = Vec::new();
    for (name, text) in given {
        let share = Share::parse(name, text)?;
        let Some(set) = sets.iter_mut().find(|set| set[0].set == share.set) else {
            sets.push(vec![share]);
            continue;
        };
        // The same share twice is one share.
        if set.iter().all(|other| other.number != share.number) {
            set.push(share);
        }
    }
    let largest = sets.iter().max_by_key(|set| set.len()).ok_or(ShareError::None)?;
    let is_lacking = |set: &&Vec<Share>| set.len() < usize::from(set[0].threshold);
    let lone = |set: &&Vec<Share>| is_lacking(set) && set[0].set != largest[0].set;
    if let Some([share, ..]) = sets.iter().find(lone).map(Vec::as_slice) {
        return Err(ShareError::OfAnotherSet {
            name: share.name.clone(),
            number: share.number,
            set: share.set.clone(),
            most: largest[0].set.clone(),
        });
    }
    if let Some(set) = sets.iter().find(is_lacking) {
        let (given, threshold) = (set.len(), usize::from(set[0].threshold));
        return Err(ShareError::TooFew { set: set[0].set.clone(), given, threshold });
    }
    let mut text = Zeroizing::new(String::with_capacity(sets.len() * 45));
    for set in &sets {
        let key = key_of(set)?;
        text.push_str(&MasterKeys::generate(&key));
        text.push('\n');
    }
    Ok(text)
}

/// Returns the key of a set, if it is the one that the set names.
fn key_of(set: &[Share]) -> Result<Zeroizing<[u8; SIZE]>, ShareError> {
    let key = interpolated(set);
    let is_its = set[0].set.split('-').next() == Some(id_of(&key).to_string().as_str());
    if is_its { Ok(key) } else { Err(ShareError::Wrong(set[0].set.clone())) }
}

/// Returns the value at 0 of the polynomials through the first shares of a set (Lagrange).
fn interpolated(set: &[Share]) -> Zeroizing<[u8; SIZE]> {
    let used = &set[..usize::from(set[0].threshold)];
    let mut key = Zeroizing::new([0; SIZE]);
    for share in used {
        let others = used.iter().map(|other| other.number).filter(|number| *number != share.number);
        let weight = others.fold(1, |weight, other| mul(weight, mul(other, inverse(other ^ share.number))));
        for (sum, value) in key.iter_mut().zip(share.values.iter()) {
            *sum ^= mul(*value, weight);
        }
    }
    key
}

impl Share {
    fn line(&self) -> Zeroizing<String> {
        let values = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.values.as_slice()));
        let mut line = Zeroizing::new(String::with_capacity(128));
        let (set, threshold, number) = (&self.set, self.threshold, self.number);
        let _ = write!(line, "{HEAD}:{set}:{threshold}:{number}:{}", *values);
        let checksum = checksum(&line);
        let _ = write!(line, ":{checksum}");
        line
    }

    fn parse(name: String, text: &str) -> Result<Self, ShareError> {
        let text = text.trim();
        let malformed = || ShareError::Malformed(name.clone());
        if !text.starts_with(HEAD) {
            return Err(malformed());
        }
        let altered = || ShareError::Altered(name.clone());
        let (body, given) = text.rsplit_once(':').ok_or_else(altered)?;
        if !is_same(checksum(body).as_bytes(), given.as_bytes()) {
            return Err(altered());
        }
        let parts: Vec<&str> = body.split(':').collect();
        let [_, _, set, threshold, number, values] = parts[..] else { return Err(malformed()) };
        let mut buffer = Zeroizing::new([0; SIZE + 2]);
        let length = URL_SAFE_NO_PAD.decode_slice(values, &mut *buffer).map_err(|_| malformed())?;
        let mut bytes: [u8; SIZE] = buffer[..length].try_into().map_err(|_| malformed())?;
        let values = Zeroizing::new(bytes);
        bytes.zeroize();
        let (threshold, number) = threshold.parse().ok().zip(number.parse().ok()).ok_or_else(malformed)?;
        if threshold < 2 || number < 1 {
            return Err(malformed());
        }
        Ok(Self { set: set.to_owned(), threshold, number, values, name })
    }
}

/// Returns the first bytes of a hash, which finds what was mistyped. Who changes a share on purpose can change this as well.
fn checksum(body: &str) -> String {
    let hash = digest::digest(&digest::SHA256, body.as_bytes());
    hash.as_ref()[..4].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, collections::BTreeSet};

    use super::*;

    /// Fills with the hashes of a counter, which look like random bytes.
    fn entropy(seed: u32) -> impl Fn(&mut [u8]) {
        let count = Cell::new(seed * 1_000);
        move |bytes| {
            count.set(count.get() + 1);
            let hash = digest::digest(&digest::SHA256, &count.get().to_be_bytes());
            bytes.copy_from_slice(&hash.as_ref()[..bytes.len()]);
        }
    }

    const KEY: [u8; SIZE] = [0x5a; SIZE];

    fn joined(lines: &[&str]) -> Result<String, ShareError> {
        let named = lines.iter().enumerate().map(|(place, line)| (format!("line {}", place + 1), *line));
        join(named).map(|text| text.to_string())
    }

    fn lines(seed: u32, shares: u8, threshold: u8) -> Vec<String> {
        let made = split(&KEY, shares, threshold, entropy(seed)).unwrap();
        made.lines.iter().map(|line| line.to_string()).collect()
    }

    #[test]
    fn any_shares_that_are_enough_give_the_key() {
        let key = format!("{}\n", *MasterKeys::generate(&KEY));
        for (shares, threshold) in [(2, 2), (3, 2), (5, 3), (255, 5)] {
            let lines = lines(1, shares, threshold);
            for start in 0..lines.len() {
                let chosen: Vec<&str> = (0..usize::from(threshold))
                    .map(|step| &*lines[(start + step * 7) % lines.len()])
                    .collect();
                if chosen.iter().collect::<std::collections::HashSet<_>>().len() == chosen.len() {
                    assert_eq!(joined(&chosen), Ok(key.clone()), "{shares} {threshold} {start}");
                }
            }
            let all: Vec<&str> = lines.iter().map(String::as_str).collect();
            assert_eq!(joined(&all), Ok(key.clone()));
        }
    }

    /// Returns the values of each share.
    fn values(made: &Shares) -> Vec<[u8; SIZE]> {
        let parse = |line: &Zeroizing<String>| *Share::parse(String::new(), line).unwrap().values;
        made.lines.iter().map(parse).collect()
    }

    /// Returns the value at 0 of the polynomials through so many of the first shares as are given.
    fn at_zero(lines: &[Zeroizing<String>]) -> [u8; SIZE] {
        let parse = |line: &Zeroizing<String>| Share::parse(String::new(), line).unwrap();
        let mut shares: Vec<Share> = lines.iter().map(parse).collect();
        let count = u8::try_from(shares.len()).unwrap();
        for share in &mut shares {
            share.threshold = count;
        }
        *interpolated(&shares)
    }

    #[test]
    fn fewer_shares_than_the_threshold_do_not_give_the_key() {
        for (shares, threshold) in [(2, 2), (3, 3), (5, 3), (9, 8)] {
            for seed in 1..=100 {
                let made = split(&KEY, shares, threshold, entropy(seed)).unwrap();
                assert_eq!(at_zero(&made.lines[..usize::from(threshold)]), KEY);
                let fewer = usize::from(threshold) - 1;
                for some in made.lines.windows(fewer) {
                    assert_ne!(at_zero(some), KEY, "{shares} {threshold} {seed}");
                }
                assert!(values(&made).iter().all(|values| *values != KEY), "{shares} {threshold} {seed}");
            }
        }
    }

    /// Over all that can be drawn a byte of a share takes each value once, whatever the byte of the key is: so it shows nothing of it.
    #[test]
    fn a_share_is_any_value_for_any_key() {
        for key in [[0; SIZE], KEY, [0xff; SIZE]] {
            for share in 0..2 {
                let drawn = (0..=u8::MAX).map(|drawn| {
                    let made = split(&key, 2, 2, |bytes| bytes.fill(drawn)).unwrap();
                    values(&made)[share]
                });
                let drawn: Vec<[u8; SIZE]> = drawn.collect();
                for place in 0..SIZE {
                    let taken: BTreeSet<u8> = drawn.iter().map(|values| values[place]).collect();
                    assert_eq!(taken.len(), 256, "byte {place} of share {}", share + 1);
                }
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let (one, other) = (lines(1, 5, 3), lines(2, 5, 3));
        let set = |line: &str| line.split(':').nth(2).unwrap().to_owned();
        let (first, second) = (set(&one[0]), set(&other[0]));
        assert_eq!(joined(&[]), Err(ShareError::None));
        let few = ShareError::TooFew { set: first.clone(), given: 2, threshold: 3 };
        assert_eq!(joined(&[&one[0], &one[4]]), Err(few.clone()));
        assert_eq!(joined(&[&one[0], &one[4], &one[4]]), Err(few.clone()));
        assert_eq!(few.to_string(), format!("2 of 3 shares given of set {first}: add 1"));
        let mixed = ShareError::OfAnotherSet { name: "line 3".into(), number: 3, set: second, most: first };
        assert_eq!(joined(&[&one[0], &one[1], &other[2]]), Err(mixed.clone()));
        assert_eq!(joined(&[&one[0], &one[1], &other[2], &one[2]]), Err(mixed));
        let bent = one[1].replace(":3:2:", ":3:4:");
        assert_eq!(joined(&[&one[0], &bent, &one[2]]), Err(ShareError::Altered("line 2".into())));
        let cut = &one[1][..one[1].len() - 1];
        assert_eq!(joined(&[&one[0], cut, &one[2]]), Err(ShareError::Altered("line 2".into())));
        let text = joined(&[&one[0], "AAAA", &one[2]]);
        assert_eq!(text, Err(ShareError::Malformed("line 2".into())));
        let body = one[1].rsplit_once(':').unwrap().0.replace(":3:2:", ":3:4:");
        let made_up = format!("{body}:{}", checksum(&body));
        assert_eq!(joined(&[&one[0], &made_up, &one[2]]), Err(ShareError::Wrong(set(&one[0]))));
        for (shares, threshold) in [(1, 1), (2, 1), (2, 3), (0, 0)] {
            assert_eq!(split(&KEY, shares, threshold, entropy(1)).err(), Some(ShareError::Numbers));
        }
    }

    #[test]
    fn shares_of_two_keys_give_both_in_their_order() {
        let (new, old) = (lines(1, 3, 2), split(&[7; SIZE], 3, 2, entropy(2)).unwrap().lines);
        let both = joined(&[&new[0], &old[1], &old[0], &new[2]]).unwrap();
        let wanted = format!("{}\n{}\n", *MasterKeys::generate(&KEY), *MasterKeys::generate(&[7; SIZE]));
        assert_eq!(both, wanted);
    }
}
