//! JWE and JWS, with few algorithms.
//!
//! The envelopes of cards are JWE compact serialization (RFC 7516) with RSA-OAEP-256 and A256GCM, and no other algorithm.
//! A client seals a card under the public key that the gateway publishes as a JWK ([`PublicKey`]). The
//! gateway parses the token ([`Compact`]), finds the key that it names, and opens it ([`PrivateKey`]). No
//! algorithm is negotiated, so a sender cannot choose a weak one. Every failure is the same error,
//! [`Refused`].
//!
//! Limits: 16 KiB for a token, 1 KiB for its header, 4 KiB for its ciphertext; RSA keys of 2048 to 4096 bits.
//! Compression (`zip`) and critical extensions (`crit`) are refused.
//!
//! Apart from it, for EMV 3-D Secure in apps: [`direct`] (A128CBC-HS256, A128GCM), [`ecdh_es`] (P-256) and [`ps256`] (JWS).

mod base64url;
mod compact;
mod content_key;
pub mod direct;
pub mod ecdh_es;
mod error;
mod header;
mod jwk;
mod key_pair;
mod open;
pub mod ps256;
mod seal;

pub use compact::Compact;
pub use error::{KeyError, Refused};
pub use jwk::PublicKey;
pub use key_pair::{KeySize, PrivateKey};
