//! Payments, sessions, actions and merchants: their types, states and rules.
//!
//! The crate is pure and synchronous: it has no clock, no entropy and no store. Begin with
//! [`transaction::State::step`].

pub mod action;
pub mod authentication;
pub mod card_check;
pub mod card_update;
pub mod duplicate;
pub mod echo;
pub mod encryption_key;
pub mod ledger;
pub mod link;
pub mod listing;
pub mod logo;
pub mod merchant;
pub mod notification;
pub mod own_limits;
pub mod payment_method;
pub mod remittance;
pub mod retention;
pub mod return_code;
pub mod rules;
pub mod session;
pub mod subject;
pub mod target_day;
pub mod terms;
pub mod transaction;
pub mod transfer;
pub mod used_card;
pub mod velocity;
pub mod wallet;
pub mod wallet_session;
pub mod work;

pub use return_code::{ReturnCode, Title};
