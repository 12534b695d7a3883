//! A token taken apart (RFC 7516 section 7.1): everything that can be checked without a key.
//!
//! The five parts and their limits, in bytes: header 1 KiB, encrypted key 512, IV exactly 12, ciphertext
//! 4 KiB, tag exactly 16; the whole text 16 KiB. All of it is checked before any RSA, because an RSA
//! operation is what a flood of made-up tokens would aim for. Any fault is [`Refused`].

use crate::{Refused, base64url, header::Header};

/// A well-formed token is about half of this; the text is not even split when it is longer.
const MAX_TOKEN: usize = 16 * 1024;
pub(crate) const MAX_HEADER: usize = 1024;
/// The modulus of RSA 4096, the largest key that we make.
pub(crate) const MAX_ENCRYPTED_KEY: usize = 512;
pub(crate) const MAX_CIPHERTEXT: usize = 4 * 1024;
pub(crate) const IV_SIZE: usize = 12;
pub(crate) const TAG_SIZE: usize = 16;

/// A token of the right form, which may still not open.
pub struct Compact<'a> {
    /// As it was sent: the tag also covers this text (RFC 7516 section 5.2, step 14).
    pub(crate) protected: &'a str,
    header: Header,
    pub(crate) encrypted_key: Vec<u8>,
    pub(crate) iv: [u8; IV_SIZE],
    /// The ciphertext and, behind it, the tag: the form in which the cipher takes them.
    pub(crate) sealed: Vec<u8>,
}

impl<'a> Compact<'a> {
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

    /// The id of the key that the sender used: unchecked text of at most 1 KiB. An integer is given as its decimal
    /// text.
    pub fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }
}
