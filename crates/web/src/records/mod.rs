//! The records of the published API: requests of merchants and parts of answers.

pub(crate) mod action;
pub(crate) mod authentication;
pub(crate) mod buyer;
pub(crate) mod card_instrument;
pub(crate) mod card_token;
pub(crate) mod challenge_result;
pub(crate) mod delivery;
pub(crate) mod device;
pub(crate) mod order;
pub mod page_settings;
pub(crate) mod payment;
pub(crate) mod payment_link_request;
pub mod payment_method;
pub mod point_of_sale;
pub(crate) mod session_request;
pub(crate) mod three_ds_device;
pub(crate) mod transaction;
pub(crate) mod transfer;
pub(crate) mod wallet;
pub(crate) mod wallet_session_request;
