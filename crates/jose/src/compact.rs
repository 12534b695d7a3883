//! A token split into its parts, with everything checked that needs no key (RFC 7516, section 7.1).
//!
//! The five parts and their limits in bytes: header 1,024, encrypted key 512, IV exactly 12, ciphertext
//! 4,096, tag exactly 16; the whole text 16,384. All of it is checked before any RSA operation, because a
//! flood of made-up tokens would aim for that cost. Any fault is [`Refused`].

use crate::{Refused, base64url, header::Header};

/// The longest token in bytes. A well-formed token has about half of it. A longer text is not even split.
const MAX_TOKEN: usize = 16 * 1024;
/// The longest header in bytes.
pub(crate) const MAX_HEADER: usize = 1024;
/// The size of the modulus of RSA 4096 in bytes. That is the largest key that the gateway makes.
pub(crate) const MAX_ENCRYPTED_KEY: usize = 512;
/// The longest ciphertext in bytes.
pub(crate) const MAX_CIPHERTEXT: usize = 4 * 1024;
/// The size of the initialisation vector in bytes.
pub(crate) const IV_SIZE: usize = 12;
/// The size of the authentication tag in bytes.
pub(crate) const TAG_SIZE: usize = 16;

/// A token of the right form. It may still not open.
pub struct Compact<'a> {
    /// The header as it was sent: the tag also covers this text (RFC 7516, section 5.2, step 14).
    pub(crate) protected: &'a str,
    header: Header,
    pub(crate) encrypted_key: Vec<u8>,
    pub(crate) iv: [u8; IV_SIZE],
    /// The ciphertext followed by the tag, as the cipher takes them.
    pub(crate) sealed: Vec<u8>,
}

impl<'a> Compact<'a> {
    /// Splits a token and checks the form of its parts.
    pub fn parse(text: &'a str) -> Result<Self, Refused> {
        if text.len() > MAX_TOKEN {
            return Err(Refused);
        }
        let mut parts = text.split('.');
        let mut part = || parts.next().ok_or(Refused);
        let (protected, encrypted_key, iv, ciphertext, tag) = (part()?, part()?, part()?, part()?, part()?);
        if parts.next().is_some() {
            return Err(Refused);
        }
        let header = Header::parse(&base64url::decode(protected, MAX_HEADER)?)?;
        let encrypted_key = base64url::decode(encrypted_key, MAX_ENCRYPTED_KEY)?;
        let iv = base64url::decode_exact(iv)?;
        let mut sealed = base64url::decode(ciphertext, MAX_CIPHERTEXT)?;
        sealed.extend_from_slice(&base64url::decode_exact::<TAG_SIZE>(tag)?);
        Ok(Self { protected, header, encrypted_key, iv, sealed })
    }

    /// Returns the id of the key that the sender used: unchecked text of at most 1 KiB. An integer is
    /// returned as its decimal text.
    pub fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }
}
