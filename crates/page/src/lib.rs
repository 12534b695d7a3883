//! The page on which a buyer pays or looks after a wallet, in every state of a session and in twenty languages.
//!
//! [`render()`] takes a [`View`] and returns HTML with its content security policy. The crate knows no server, no store and
//! no clock.

mod accent;
mod date_time;
mod language;
mod locale;
mod methods;
mod money;
mod policy;
mod render;
mod texts;
mod ticket;
mod urls;
mod view;

pub use accent::Colour;
pub use date_time::date_time;
pub use language::Language;
pub use money::{amount, amount_with_code};
pub use render::{Page, render, render_error, render_link_end};
pub use texts::{Argument, TextKey, text};
pub use view::{
    FailedAttempt, FailureReason, Item, LinkEnd, Method, MethodKind, Order, PageError, SavedCard, Screen,
    TestCard, TestMode, TicketLine, TicketStyle, View, WalletCard, WalletEnd, WalletHolder, WalletScreen,
};
