//! Checkout API: sessions, payments and the actions on them.

pub(super) mod alive;
pub(super) mod authentications;
pub(super) mod mxwallets;
pub(super) mod paybylink;
pub(super) mod payments;
pub(super) mod transactions;
