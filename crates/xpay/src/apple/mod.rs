//! Apple Pay's `EC_v1` (Apple, Payment token format reference): how a token is sealed and signed; and its merchant session.
//!
//! The signature is a detached one of CMS (RFC 5652), whose certificates lead to a root of Apple. The card is sealed with
//! AES-256-GCM under a key that ECDH on P-256 and the KDF of NIST SP 800-56A (single step, SHA-256) derive.

mod ber;
mod certificates;
mod cipher;
mod mint;
mod oids;
mod open;
mod session;
mod signature;
mod signer;
mod token;

pub use mint::Minted;
pub use open::{Keys, TOKEN_AGE, open};
pub use session::{SESSION_LIFE, SessionRequest, ValidationUrl, is_session_signed};
pub use signer::Signer;
pub use token::Token;
