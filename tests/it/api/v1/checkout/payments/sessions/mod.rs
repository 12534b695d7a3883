//! `POST` and `GET /v1/checkout/payments/sessions`, and the same at the deprecated path.

mod answers;
mod bodies;
mod echo;
mod limits;
mod list;
mod methods;
mod paid;
mod production;
mod stages;
mod strangers;
