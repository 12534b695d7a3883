//! A bank that answers as it is told: the acquirer of the sandbox.
//!
//! What decides is in the payment itself, its amount or its card number, so a test needs no set-up and the same
//! request always ends the same way ([`scenario`]).

mod acquirer;
pub mod scenario;
pub mod test_cards;

pub use acquirer::SimulatedAcquirer;
