//! Master keys: 256 random bits each, from a file or the environment, never from the store.

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use crate::seal::SealingKey;

/// One or more master keys. The first seals; all of them open. To rotate, put the new key first.
pub struct MasterKeys(Vec<SealingKey>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeyError {
    #[error("no master key: expected one base64 text of 32 random bytes a line (openssl rand -base64 32)")]
    None,
    #[error("line {0} of the master key is not the base64 of 32 bytes (openssl rand -base64 32)")]
    Malformed(usize),
}

impl MasterKeys {
    /// Parses one base64 text on each line, the newest key first. Empty lines and lines that begin with `#`
    /// are skipped.
    pub fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let keys = lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(number, line)| parse_line(line).ok_or(MasterKeyError::Malformed(number)))
            .collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err(MasterKeyError::None) } else { Ok(Self(keys)) }
    }

    /// Returns the text of a new master key.
    pub fn generate(random: &[u8; 32]) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(random))
    }

    pub(crate) fn sealing(&self) -> &SealingKey {
        &self.0[0]
    }

    pub(crate) fn all(&self) -> &[SealingKey] {
        &self.0
    }
}

fn parse_line(line: &str) -> Option<SealingKey> {
    let bytes = Zeroizing::new(STANDARD.decode(line).ok()?);
    let key: &[u8; 32] = bytes.as_slice().try_into().ok()?;
    // The id of a key is a hash of it. So it needs no register, and it does not show the key.
    let name = digest::digest(&digest::SHA256, &[b"guichet master key ".as_slice(), key].concat());
    Some(SealingKey::new(u32::from_be_bytes(name.as_ref()[..4].try_into().ok()?), key))
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
        assert_eq!(MasterKeys::parse("# none\n").err(), Some(MasterKeyError::None));
        assert_eq!(MasterKeys::parse("#\nc2hvcnQ=").err(), Some(MasterKeyError::Malformed(2)));
    }
}
