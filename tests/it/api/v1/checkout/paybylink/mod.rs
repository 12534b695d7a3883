//! `/v1/checkout/paybylink/paymentlinks`, and what a buyer finds at a link.

mod answers;
mod ended;
mod list;
mod openings;
mod paid;
mod races;
mod strangers;
