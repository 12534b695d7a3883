//! Taking a payment.

pub(crate) mod card;
mod create;
mod draft;
mod elsewhere;
mod request;

pub use create::{create, replay};
pub(crate) use elsewhere::pay_elsewhere;
pub use request::{CreatePayment, Instrument, Payment, Turn};
