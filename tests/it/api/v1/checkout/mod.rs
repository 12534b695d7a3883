mod alive;
mod authentications;
pub(crate) mod card_numbers;
mod mxwallets;
mod paybylink;
mod payments;
mod transactions;
