//! Master keys: 256 random bits each, from a file or the environment, never from the store.

use std::fmt;

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use crate::seal::SealingKey;

/// The size of a key in bytes.
pub(crate) const SIZE: usize = 32;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The id of a master key: a hash of it, so that it needs no register, and does not show the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MasterKeyId(pub(crate) u32);

impl fmt::Display for MasterKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// One or more master keys. The first seals; all of them open. To rotate, put the new key first.
pub struct MasterKeys {
    keys: Vec<SealingKey>,
    has_a_pattern: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeyError {
    #[error("no master key: expected one base64 text of 32 random bytes a line (openssl rand -base64 32)")]
    None,
    #[error("line {0} of the master key is not the base64 of 32 bytes (openssl rand -base64 32)")]
    Malformed(usize),
    #[error("line {0} of the master key is in quotes: take them off")]
    Quoted(usize),
    #[error("the master key begins with a byte order mark: save it in UTF-8 without one")]
    ByteOrderMark,
    #[error("the master key is UTF-16: save it in UTF-8")]
    Utf16,
    #[error(
        "the master key is the 32 bytes themselves: what belongs there is their base64 (openssl base64 -in FILE)"
    )]
    Raw,
    #[error(
        "the master key is not UTF-8: expected one base64 text of 32 random bytes a line (openssl rand -base64 32)"
    )]
    NotUtf8,
}

impl MasterKeys {
    /// Parses the content of a file as [`MasterKeys::parse`] does.
    pub fn read(content: &[u8]) -> Result<Self, MasterKeyError> {
        // Some tools end a file with a line break.
        let is_raw =
            [content, content.strip_suffix(b"\n").unwrap_or(content)].iter().any(|key| key.len() == SIZE);
        let text = str::from_utf8(content).map_err(|_| match content {
            _ if is_raw => MasterKeyError::Raw,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => MasterKeyError::Utf16,
            _ => MasterKeyError::NotUtf8,
        })?;
        Self::parse(text)
    }

    /// Parses one base64 text on each line, the newest key first. Empty lines and lines that begin with `#`
    /// are skipped.
    pub fn parse(text: &str) -> Result<Self, MasterKeyError> {
        if text.starts_with(BYTE_ORDER_MARK) {
            return Err(MasterKeyError::ByteOrderMark);
        }
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let texts = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let (mut keys, mut has_a_pattern) = (Vec::new(), false);
        for (number, line) in texts {
            if line.contains(['"', '\'']) {
                return Err(MasterKeyError::Quoted(number));
            }
            let key = decode(line).ok_or(MasterKeyError::Malformed(number))?;
            // The first key is the one that seals.
            has_a_pattern |= keys.is_empty() && is_patterned(&key);
            keys.push(sealing_key(&key));
        }
        if keys.is_empty() { Err(MasterKeyError::None) } else { Ok(Self { keys, has_a_pattern }) }
    }

    /// Whether the key that seals was hardly drawn at random.
    pub fn has_a_pattern(&self) -> bool {
        self.has_a_pattern
    }

    /// Returns the text of a new master key.
    pub fn generate(random: &[u8; 32]) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(random))
    }

    /// Reads the first key of a text that [`MasterKeys::parse`] takes, for those who split it.
    pub fn first_of(text: &str) -> Result<Zeroizing<[u8; SIZE]>, MasterKeyError> {
        Self::parse(text)?;
        let lines = text.lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .find_map(decode)
            .ok_or(MasterKeyError::None)
    }

    /// Returns the id of the key that seals.
    pub fn first(&self) -> MasterKeyId {
        MasterKeyId(self.keys[0].id())
    }

    /// Returns the ids of all keys in their order.
    pub fn ids(&self) -> impl Iterator<Item = MasterKeyId> {
        self.keys.iter().map(|key| MasterKeyId(key.id()))
    }

    pub(crate) fn of(&self, id: MasterKeyId) -> Option<&SealingKey> {
        self.keys.iter().find(|key| key.id() == id.0)
    }

    pub(crate) fn all(&self) -> &[SealingKey] {
        &self.keys
    }
}

fn decode(line: &str) -> Option<Zeroizing<[u8; SIZE]>> {
    // A text of another length is no key, and the buffer has room for it without growing.
    let mut bytes = Zeroizing::new([0; SIZE + 2]);
    let length = STANDARD.decode_slice(line, &mut *bytes).ok()?;
    let key: &[u8; SIZE] = bytes[..length].try_into().ok()?;
    Some(Zeroizing::new(*key))
}

fn sealing_key(key: &[u8; SIZE]) -> SealingKey {
    SealingKey::new(id_of(key).0, key)
}

pub(crate) fn id_of(key: &[u8; SIZE]) -> MasterKeyId {
    let mut digest = digest::Context::new(&digest::SHA256);
    digest.update(b"guichet master key ");
    digest.update(key);
    let name = digest.finish();
    let id = name.as_ref()[..4].try_into().expect("a digest has 32 bytes");
    MasterKeyId(u32::from_be_bytes(id))
}

/// Whether the bytes repeat, count up or down, read the same backwards, are few different ones or one again and again, or are a
/// text. Of 10^12 keys that are drawn at random hardly one does: the likeliest chance is that of a text, 4 of 10^13.
fn is_patterned(key: &[u8; SIZE]) -> bool {
    const LEAST_DIFFERENT: usize = 13;
    // 256 · C(32, 10) / 256^10: 1 of 10^14.
    const MOST_OF_ONE: usize = 9;
    // 26 places / 256^6: 9 of 10^14. A shorter key that was filled up has such a run.
    const LONGEST_RUN: usize = 6;
    let repeats = (1..=SIZE / 2).any(|period| key.iter().skip(period).eq(key.iter().take(SIZE - period)));
    let mut seen = [0; 256];
    for byte in key {
        seen[usize::from(*byte)] += 1;
    }
    let different = seen.iter().filter(|times| **times > 0).count();
    let is_one_frequent = seen.iter().any(|times| *times > MOST_OF_ONE);
    let has_run = key.windows(LONGEST_RUN + 1).any(|run| run.iter().all(|byte| *byte == run[0]));
    let step = key[1].wrapping_sub(key[0]);
    let counts = key.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == step);
    let is_palindrome = key.iter().eq(key.iter().rev());
    let is_uneven = different < LEAST_DIFFERENT || is_one_frequent || has_run;
    repeats || is_uneven || counts || is_palindrome || is_text(key)
}

/// Whether the bytes are a text in UTF-8, whose last character may be cut off: in Latin letters with any sign of ASCII, or in the
/// letters of any script with blanks and hyphens. Of random bytes the first are 4 of 10^13 and the second fewer than 1 of 10^14. To
/// take every character of UTF-8 would refuse too many: such texts are 1 of 10^8, and those that can be printed 3 of 10^11.
fn is_text(key: &[u8; SIZE]) -> bool {
    let text = match str::from_utf8(key) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&key[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let is_latin =
        |c: char| c.is_ascii_graphic() || c.is_ascii_whitespace() || ('\u{a0}'..='\u{24f}').contains(&c);
    let is_word =
        |c: char| c.is_ascii_alphanumeric() || " -'".contains(c) || (!c.is_ascii() && c.is_alphabetic());
    text.chars().all(is_latin) || text.chars().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_line_by_line() {
        let text = format!(
            "# newest first\n{}\n\n {} \n",
            *MasterKeys::generate(&[1; 32]),
            *MasterKeys::generate(&[2; 32])
        );
        assert_eq!(MasterKeys::parse(&text).ok().unwrap().all().len(), 2);
        for wrong in ["AAAA", &"A".repeat(44), &"A".repeat(48), &"A".repeat(400)] {
            assert_eq!(MasterKeys::parse(wrong).err(), Some(MasterKeyError::Malformed(1)), "{wrong}");
        }
        assert_eq!(MasterKeys::parse("# none\n").err(), Some(MasterKeyError::None));
        let key = MasterKeys::generate(&[1; 32]);
        for (content, reason) in [
            ([b"\xef\xbb\xbf", key.as_bytes()].concat(), MasterKeyError::ByteOrderMark),
            ([b"\xff\xfe", key.as_bytes()].concat(), MasterKeyError::Utf16),
            (format!("#\n'{}'", *key).into_bytes(), MasterKeyError::Quoted(2)),
            ([0xfe; 32].to_vec(), MasterKeyError::Raw),
            ([[0xfe; 32].as_slice(), b"\n"].concat(), MasterKeyError::Raw),
            ([0xfe; 31].to_vec(), MasterKeyError::NotUtf8),
        ] {
            assert_eq!(MasterKeys::read(&content).err(), Some(reason), "{content:?}");
        }
        assert_eq!(MasterKeys::parse("#\nc2hvcnQ=").err(), Some(MasterKeyError::Malformed(2)));
    }
    #[test]
    fn a_key_that_was_not_drawn_at_random() {
        let pattern =
            |key: &[u8; SIZE]| MasterKeys::parse(&MasterKeys::generate(key)).ok().unwrap().has_a_pattern();
        let counting: [u8; SIZE] = std::array::from_fn(|place| u8::try_from(place * 3).unwrap());
        let repeated: [u8; SIZE] = std::array::from_fn(|place| [7, 91, 200, 33, 4, 150, 61, 8][place % 8]);
        let random: [u8; SIZE] = digest::digest(&digest::SHA256, b"random").as_ref().try_into().unwrap();
        let filled = |length| std::array::from_fn(|place| if place < length { random[place] } else { 0 });
        let mirrored: [u8; SIZE] = std::array::from_fn(|place| random[place.min(SIZE - 1 - place)]);
        // As UTF-16 has its zeros.
        let between: [u8; SIZE] = std::array::from_fn(|place| if place % 2 == 0 { random[place] } else { 0 });
        let text = |text: &str| <[u8; SIZE]>::try_from(&text.as_bytes()[..SIZE]).unwrap();
        for key in [
            &[0; SIZE],
            &[0xff; SIZE],
            &counting,
            &repeated,
            &filled(16),
            &filled(24),
            &mirrored,
            &between,
            b"correct horse battery staple 4+4",
            &text("crème brûlée à la carte, 4+4 = 8 €"),
            // The last character is cut off.
            &text("une clé maîtresse pour le guicheté"),
            &text("верный конь батарея скрепка"),
        ] {
            assert!(pattern(key), "{key:?}");
        }
        // Digests look like random bytes.
        for number in 0..1_000_u32 {
            let drawn = digest::digest(&digest::SHA256, &number.to_be_bytes());
            assert!(!pattern(drawn.as_ref().try_into().unwrap()), "{number}");
        }
    }
}
