//! Sessions: a merchant creates one, a buyer pays or looks after a wallet in it on a page or in an app, and the merchant is notified.
//!
//! A session and its payment change in one commit, each under the version that was read. So two tabs that pay
//! at the same time make one payment: the second finds another version.

mod create;
mod expire;
mod find;
mod follow;
mod get;
mod list;
mod networks;
mod origin;
mod pay;
mod pay_device;
mod pay_saved;
mod returned;
mod saved_cards;
mod seal_secrets;
mod secret;
mod turn_back;
mod view;
mod visitor;
mod wallet;

pub use create::{CreateSession, Created, create, replay};
pub(crate) use create::{NewSession, admit, can_be_paid};
pub use expire::expire_overdue;
pub(crate) use follow::follow_payment;
pub use get::{Found, get};
pub use list::{SessionEntry, list};
pub use networks::{Networks, networks};
pub use pay::{CardPayment, MethodChoice, pay_at_partner, pay_by_card};
pub use pay_device::{DevicePayment, pay_by_device};
pub use pay_saved::{SavedCardPayment, pay_by_saved_card};
pub use returned::{Leaving, returned};
pub use saved_cards::{SavedCard, SavedCards};
pub use seal_secrets::seal_secrets;
pub use secret::StandIn;
pub(crate) use secret::{open as open_secret, stand_in};
pub use turn_back::{abandon, cancel};
pub use view::{SessionStatus, SessionView, open};
pub use visitor::{Client, Visitor};
pub use wallet::{FoundWallet, WalletAsked, WalletOperation, get_of_wallet, operate};
