mod checkout;
mod security;
