//! Google Pay's `ECv2` (developers.google.com/pay/api, payment data cryptography): how a token is sealed and signed.
//!
//! A root key of Google signs an intermediate key, which signs the message. The message is sealed under a key that ECIES derives
//! for it: ECDH on P-256, HKDF with SHA-256, AES-256 in counter mode, and HMAC with SHA-256.

mod cipher;
mod mint;
mod open;
mod signed;
mod token;

pub use mint::{Minted, Signer};
pub use open::{Keys, open};
pub use token::Token;

/// Who signs.
const SENDER: &str = "Google";
const PROTOCOL: &str = "ECv2";
