//! The messages of EMV 3-D Secure, protocol version 2.2.0.
//!
//! A 3DS server asks a directory server which cards take part with a [`PReq`], and is answered with a [`PRes`]. It asks for an
//! authentication with an [`AReq`] and is answered with an [`ARes`]. Where the issuer challenges the buyer, a
//! browser or an app sends a [`CReq`] to the issuer's access control server (ACS) and gets a [`CRes`]; the ACS tells the 3DS server the
//! result in an [`RReq`], and gets an [`RRes`]. A message that breaks the rules of the specification is answered with an [`Erro`].
//!
//! Each message is read and written by the same declaration, and checked in both directions.

pub mod areq;
pub mod ares;
mod base64url;
pub mod codes;
pub mod creq;
pub mod cres;
pub mod erro;
mod message;
pub mod method;
pub mod preq;
pub mod pres;
pub mod rreq;
pub mod rres;
pub mod scalars;
pub mod sdk;
pub mod table;
mod twice;

pub use areq::AReq;
pub use ares::ARes;
pub use creq::CReq;
pub use cres::CRes;
pub use erro::Erro;
pub use message::Kind;
pub use preq::PReq;
pub use pres::PRes;
pub use rreq::RReq;
pub use rres::RRes;
