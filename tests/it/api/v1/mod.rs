mod checkout;
mod merchants;
mod security;
