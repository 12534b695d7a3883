//! What follows from a payment's new state for whoever made it, written in the commit of that state.

use domain::transaction::{Origin, Transaction};
use jiff::Timestamp;

use crate::{
    Gateway, notifications,
    ports::{CommitError, Write},
    sessions,
};

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
