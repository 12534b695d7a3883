mod card;
mod checkout;
mod merchants;
mod security;
