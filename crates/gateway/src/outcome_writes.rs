//! The writes that a payment's new state causes for its origin: the merchant's notification, or the session's next stage and the
//! wallet that takes in its card. They join the commit of that state.

use domain::transaction::{State, Transaction};
use jiff::Timestamp;

use crate::{
    Gateway, notifications,
    ports::{CommitError, Write},
    sessions, wallets,
};

/// Returns the writes that follow from the payment's new state.
pub(crate) async fn writes(
    gateway: &Gateway,
    payment: &Transaction,
    now: Timestamp,
) -> Result<Vec<Write>, CommitError> {
    let Some(session) = payment.origin.session() else {
        return Ok(notifications::of_payment(gateway, payment, now).into_iter().collect());
    };
    let mut writes = sessions::follow_payment(gateway, session, payment, now).await?;
    if let (State::Accepted(_), Some(wallet)) = (&payment.state, payment.origin.receiving_wallet()) {
        writes.extend(wallets::keep(gateway, payment, wallet).await?);
    }
    Ok(writes)
}
