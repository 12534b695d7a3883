//! `POST` and `GET /v1/checkout/payments/sessions`, and the deprecated twins.

mod answers;
mod bodies;
mod echo;
mod limits;
mod methods;
mod paid;
mod stages;
mod strangers;
