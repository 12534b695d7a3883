//! The bank of the sandbox, which answers as the payment asks it to, its partner, at which the buyer chooses the
//! decision, its card updater, which answers as the expiry of the card asks it to, and its wallets on a device, whose tokens a
//! developer makes by command.
//!
//! Its bank for transfers takes them, and sends some back, by their amounts.
//!
//! The amount or the card number of a payment decides its outcome ([`scenario`]). So a test needs no set-up,
//! and the same request always ends in the same way. At the partner the button that the buyer chooses decides
//! ([`partner_pages`]).

mod acquirer;
mod approval;
mod card_updater;
mod directory;
mod external_wallets;
mod hold;
pub mod issuer;
mod partner;
pub mod scenario;
pub mod test_cards;
mod transfer_bank;

pub use acquirer::SimulatedAcquirer;
pub use card_updater::SimulatedCardUpdater;
pub use directory::SimulatedDirectory;
pub use external_wallets::{DeviceCard, SimulatedWallets};
pub use partner::partner_pages;
pub use transfer_bank::SimulatedTransferBank;
