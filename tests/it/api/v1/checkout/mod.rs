mod alive;
pub(crate) mod card_numbers;
mod mxwallets;
mod paybylink;
mod payments;
mod transactions;
