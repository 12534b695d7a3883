//! Payment tokens of Apple Pay (`EC_v1`) and Google Pay (`ECv2`), and the merchant session of Apple Pay.
//!
//! A device seals a card under a public key of the merchant (Apple) or of the gateway (Google), and the wallet signs what was
//! sealed. The gateway reads the token ([`Token`]), checks the signatures up to a root that it trusts, and opens the card
//! ([`Opened`]). The other direction is here as well ([`apple::Signer`], [`google::Signer`]): the sandbox is its own wallet, with
//! keys of its own, so that all but who signs is as it is in production.
//!
//! Every failure of cryptography is the same error, [`Refused::Unopened`].

pub mod apple;
mod base64;
pub mod google;
mod keys;
mod nested;
mod opened;
mod payload;
mod token;

pub use keys::{AgreementKey, Derive, SigningKey};
pub use opened::{NumberKind, Opened, Proof, Refused, Wallet};
pub use token::Token;
