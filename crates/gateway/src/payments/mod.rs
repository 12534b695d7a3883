//! Taking a payment, and finishing one whose bank stayed silent.

mod card;
mod create;
mod reconcile;
mod request;

pub use create::{create, replay};
pub use reconcile::reconcile;
pub use request::{CreatePayment, Instrument, Payment, Repeatable};
