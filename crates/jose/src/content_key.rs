//! The content encryption key: 32 bytes for one token, which are wiped when dropped.

use aws_lc_rs::aead::{AES_256_GCM, LessSafeKey, UnboundKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand;
use zeroize::Zeroizing;

pub(crate) const CONTENT_KEY_SIZE: usize = 32;

pub(crate) struct ContentKey(Zeroizing<[u8; CONTENT_KEY_SIZE]>);

impl ContentKey {
    #[expect(clippy::disallowed_methods, reason = "whoever seals draws a key for one token")]
    pub(crate) fn random() -> Result<Self, Unspecified> {
        let mut bytes = Zeroizing::new([0; CONTENT_KEY_SIZE]);
        rand::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// Replaces the key by the given one, if that has the right size.
    pub(crate) fn replace(&mut self, bytes: &[u8]) {
        if bytes.len() == CONTENT_KEY_SIZE {
            self.0.copy_from_slice(bytes);
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Returns the cipher. "Less safe" is the library's name for a cipher that is given its IV; here the
    /// token carries it. The library wipes its copy of the key.
    pub(crate) fn cipher(&self) -> Result<LessSafeKey, Unspecified> {
        UnboundKey::new(&AES_256_GCM, self.as_bytes()).map(LessSafeKey::new)
    }
}
