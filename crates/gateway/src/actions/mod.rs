//! Captures, refunds and cancels: the actions on a payment.

mod apply;
mod late;
mod perform;

pub use perform::{PerformAction, Performed, perform, replay};

pub(crate) use apply::{Applied, Command, apply};
pub(crate) use late::ask;
