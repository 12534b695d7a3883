//! The bank of the sandbox, which answers as the payment asks it to, and its partner, at which the buyer
//! chooses the decision.
//!
//! The amount or the card number of a payment decides its outcome ([`scenario`]). So a test needs no set-up,
//! and the same request always ends in the same way. At the partner the button that the buyer chooses decides
//! ([`partner_pages`]).

mod acquirer;
mod approval;
mod directory;
mod hold;
mod partner;
pub mod scenario;
pub mod test_cards;

pub use acquirer::SimulatedAcquirer;
pub use directory::SimulatedDirectory;
pub use partner::partner_pages;
