mod alive;
mod payments;
mod transactions;
