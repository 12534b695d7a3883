//! `/services/token/{sessionId}`: the services through which the page, the widget and the mobile SDKs pay.

mod attempts;
mod bodies;
mod cards;
mod devices;
mod info;
mod keys;
mod networks;
mod one_click;
mod orders;
mod partner;
mod pending;
mod races;
mod saved_cards;
mod saving;
mod state;
mod strangers;
