//! `/services/token/{sessionId}`: the services through which the page, the widget and the mobile SDKs pay.

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
