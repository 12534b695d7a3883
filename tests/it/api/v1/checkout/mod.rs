mod alive;
mod card_numbers;
mod mxwallets;
mod payments;
mod transactions;
