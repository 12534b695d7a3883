//! `/services/token/{sessionId}`: what the page, the widget and the mobile SDKs pay through.

mod attempts;
mod bodies;
mod cards;
mod info;
mod keys;
mod networks;
mod orders;
mod partner;
mod pending;
mod races;
mod state;
mod strangers;
