//! The head as operators write it down: the number of the newest block and its hash.

use std::{fmt, str::FromStr};

use crate::ports::{AuditBlock, AuditHead};

/// The number of a block and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// `None` where only the hash was written down.
    pub block: Option<i64>,
    pub hash: Vec<u8>,
}

impl Head {
    pub(super) fn of(head: &AuditHead) -> Option<Self> {
        (head.newest > 0).then(|| Self { block: Some(head.newest), hash: head.newest_hash.clone() })
    }

    /// Whether this is the block that was written down.
    pub(super) fn is(&self, block: &AuditBlock) -> bool {
        self.hash == block.hash && self.block.is_none_or(|number| number == block.number)
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(block) = self.block {
            write!(f, "{block}:")?;
        }
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a head is the number of a block, a colon and 64 hexadecimal digits, or the digits alone")]
pub struct HeadError;

impl FromStr for Head {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, HeadError> {
        let (block, digits) = match text.trim().split_once(':') {
            Some((block, digits)) => (Some(block.parse().map_err(|_| HeadError)?), digits),
            None => (None, text.trim()),
        };
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(HeadError);
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| HeadError);
        Ok(Self { block, hash: (0..32).map(|index| byte(2 * index)).collect::<Result<_, _>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let head = Head { block: Some(57), hash: (0..32).collect() };
        assert_eq!(head.to_string().parse(), Ok(head.clone()));
        let bare = Head { block: None, ..head };
        assert_eq!(bare.to_string().to_uppercase().parse(), Ok(bare));
        for wrong in ["", "57:", "57", ":00", "a:00", &"0".repeat(63), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Head>(), Err(HeadError), "{wrong}");
        }
    }
}
