mod alive;
mod card_numbers;
mod mxwallets;
mod paybylink;
mod payments;
mod transactions;
