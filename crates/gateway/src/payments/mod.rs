//! Taking a payment, and finishing one whose bank stayed silent.

mod card;
mod create;
mod reconcile;
mod repeat;
mod request;
mod settle;

pub use create::create;
pub use reconcile::reconcile;
pub use repeat::replay;
pub use request::{CreatePayment, Instrument, Payment, Repeatable};
