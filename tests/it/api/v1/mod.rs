mod card;
mod checkout;
mod merchants;
mod mxwallets;
mod payout;
mod security;
