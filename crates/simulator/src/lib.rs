//! A bank that answers as it is told, and a payment partner whose visitors say what it decides: the sandbox's other side.
//!
//! What decides is in the payment itself, its amount or its card number, so a test needs no set-up and the same
//! request always ends the same way ([`scenario`]). At the partner it is the button that the buyer takes
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
