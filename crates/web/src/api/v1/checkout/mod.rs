//! Checkout API: payments and what became of them.

pub(super) mod alive;
pub(super) mod payments;
pub(super) mod transactions;
