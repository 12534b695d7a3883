//! Authenticates buyers by 3-D Secure: what a merchant asks for by the API, and what an issuer reports of a challenge.
//!
//! The proof of an authentication is on its row, bound to merchant, card, amount and currency. What the merchant holds, the result
//! container, only names the row ([`container`]). So nothing that comes from outside makes an authentication, but the answer of the
//! directory server, and the issuer's report to a URL that only the directory server was told ([`results`]).

mod ask;
mod begin;
mod card;
mod container;
mod proof;
mod request;
mod results;
mod told;
mod verify;

pub use begin::{create, proceed, replay};
pub use container::Claimed;
pub(crate) use proof::Proof;
pub use request::{Authenticate, Given, Occasion};
pub use results::{IssuerReport, report};
pub use told::{Next, Told};
pub use verify::{ChallengeReport, Verified, Verify, replay_verified, verify};
