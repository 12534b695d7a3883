//! What the things of a payment are, and what they may become.
//!
//! Pure and synchronous: no clock, no entropy, no store. The heart is [`transaction::Transaction::step`].

pub mod buyer;
pub mod card_check;
pub mod delivery;
pub mod device;
pub mod duplicate;
pub mod encryption_key;
pub mod merchant;
pub mod order;
pub mod payment;
pub mod return_code;
pub mod transaction;
pub mod used_card;

pub use return_code::{ReturnCode, Title};
