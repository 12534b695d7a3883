//! Master keys: 256 random bits each, from a file or the environment, never from the store.

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use crate::seal::SealingKey;

/// The size of a key in bytes.
const SIZE: usize = 32;

const BYTE_ORDER_MARK: char = '\u{feff}';

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

    pub(crate) fn sealing(&self) -> &SealingKey {
        &self.keys[0]
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
    // The id of a key is a hash of it. So it needs no register, and it does not show the key.
    let mut digest = digest::Context::new(&digest::SHA256);
    digest.update(b"guichet master key ");
    digest.update(key);
    let name = digest.finish();
    let id = name.as_ref()[..4].try_into().expect("a digest has 32 bytes");
    SealingKey::new(u32::from_be_bytes(id), key)
}

/// Whether the bytes repeat, count up or down, are few different ones, or are a text. Of 10^12 keys that are drawn at random hardly
/// one does.
fn is_patterned(key: &[u8; SIZE]) -> bool {
    const LEAST_DIFFERENT: usize = 13;
    let repeats = (1..=SIZE / 2).any(|period| key.iter().skip(period).eq(key.iter().take(SIZE - period)));
    let mut seen = [false; 256];
    for byte in key {
        seen[usize::from(*byte)] = true;
    }
    let different = seen.iter().filter(|seen| **seen).count();
    let step = key[1].wrapping_sub(key[0]);
    let counts = key.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == step);
    let is_text = key.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    repeats || different < LEAST_DIFFERENT || counts || is_text
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
        for key in [&[0; SIZE], &[0xff; SIZE], &counting, &repeated, b"correct horse battery staple 4+4"] {
            assert!(pattern(key), "{key:?}");
        }
        // Digests look like random bytes.
        for number in 0..1_000_u32 {
            let drawn = digest::digest(&digest::SHA256, &number.to_be_bytes());
            assert!(!pattern(drawn.as_ref().try_into().unwrap()), "{number}");
        }
    }
}
