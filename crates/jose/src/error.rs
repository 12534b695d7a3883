//! The errors of this crate. None of them holds a part of what was read.

/// The error for every token that does not open.
///
/// It does not say whether the form, the RSA part or the tag was wrong: an attacker who can tell these apart
/// can use the gateway as an oracle (RFC 7516, section 11.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the JWE cannot be opened")]
pub struct Refused;

/// An error of a key or of sealing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("not an RSA key of 2048 to 4096 bits in the expected form")]
    Unusable,
    #[error("the plaintext or the key identifier is longer than a token may carry")]
    TooLong,
    #[error("the cryptographic library failed")]
    Failed,
}
