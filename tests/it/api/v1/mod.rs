mod card;
pub(crate) mod checkout;
pub(crate) mod merchants;
mod mxwallets;
mod payout;
mod security;
