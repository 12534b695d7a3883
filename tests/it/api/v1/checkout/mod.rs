mod alive;
mod card_numbers;
mod payments;
mod transactions;
