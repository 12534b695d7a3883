//! What a buyer sees: the payment page of a session, in every standing and twenty languages.
//!
//! Pure: a [`View`] in, HTML and its content security policy out. No server, no store, no clock.

mod accent;
mod addresses;
mod language;
mod methods;
mod moment;
mod money;
mod policy;
mod render;
mod texts;
mod ticket;
mod view;
mod words;

pub use accent::Colour;
pub use language::Language;
pub use moment::date_time;
pub use money::{amount, amount_with_code};
pub use render::{Page, render, render_problem};
pub use texts::{Argument, TextKey, text};
pub use view::{
    Item, Method, MethodKind, Order, Problem, Reason, Refused, Shop, Standing, Test, TestCard, TicketLine,
    View,
};
