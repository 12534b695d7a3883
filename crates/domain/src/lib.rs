//! What the things of a payment are, and what they may become.
//!
//! Pure and synchronous: no clock, no entropy, no store. The heart is [`transaction::Transaction::step`].

pub mod action;
pub mod buyer;
pub mod card_check;
pub mod delivery;
pub mod device;
pub mod duplicate;
pub mod encryption_key;
pub mod ledger;
pub mod merchant;
pub mod notification;
pub mod order;
pub mod payment;
pub mod remittance;
pub mod return_code;
pub mod rules;
pub mod session;
pub mod session_request;
pub mod subject;
pub mod transaction;
pub mod used_card;
pub mod work;

pub use return_code::{ReturnCode, Title};
