//! The writes that a payment's new state causes for its origin: the merchant's notification, or the session's next stage.
//! They join the commit of that state.

use domain::transaction::{Origin, Transaction};
use jiff::Timestamp;

use crate::{
    Gateway, notifications,
    ports::{CommitError, Write},
    sessions,
};

/// Returns the writes that follow from the payment's new state.
pub(crate) async fn writes(
    gateway: &Gateway,
    payment: &Transaction,
    now: Timestamp,
) -> Result<Vec<Write>, CommitError> {
    match &payment.origin {
        Origin::Merchant { .. } => Ok(notifications::of_payment(gateway, payment, now).into_iter().collect()),
        Origin::Session(number) => sessions::follow_payment(gateway, *number, payment, now).await,
    }
}
