//! `/v1/checkout/transactions`, `/{id}`, and the actions on it: `/captures`, `/refunds`, `/cancels`.

mod amounts;
mod attempts;
mod bodies;
mod cancels;
mod cancels_of_actions;
mod captures;
mod captures_options;
mod clients;
mod fields;
mod idempotency;
mod ids;
mod later;
mod list;
mod listing;
mod read;
mod refunds;
mod states;
mod told;
