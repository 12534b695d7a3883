//! Taking a payment.

pub(crate) mod card;
mod create;
mod request;

pub use create::{create, replay};
pub use request::{CreatePayment, Instrument, Payment};
