//! Captures, refunds and cancels: what a merchant does to a payment after it.

mod apply;
mod late;
mod perform;

pub use perform::{PerformAction, Performed, perform, replay};

pub(crate) use apply::{Applied, Order, apply};
pub(crate) use late::ask;
