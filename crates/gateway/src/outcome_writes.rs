//! The writes that a payment's new state causes for its origin: the merchant's notification, or the session's next stage and the
//! wallet that takes in its card. They join the commit of that state.

use domain::transaction::{State, Transaction};
use jiff::Timestamp;

use crate::{
    Gateway, notifications,
    ports::{CommitError, Write},
    sessions, wallets,
};

/// Whether a buyer's card comes into its wallet with the acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    Card,
    /// The wallet has stood in the way of the acceptance, which counts for more.
    Nothing,
}

/// Returns the writes that follow from the payment's new state.
pub(crate) async fn writes(
    gateway: &Gateway,
    payment: &Transaction,
    keeping: Keeping,
    now: Timestamp,
) -> Result<Vec<Write>, CommitError> {
    let Some(session) = payment.origin.session() else {
        return Ok(notifications::of_payment(gateway, payment, now).into_iter().collect());
    };
    let mut writes = sessions::follow_payment(gateway, session, payment, now).await?;
    if let (State::Accepted(_), Some(wallet)) = (&payment.state, payment.origin.receiving_wallet()) {
        match keeping {
            Keeping::Card => writes.extend(wallets::keep(gateway, payment, wallet).await),
            Keeping::Nothing => writes.push(wallets::not_kept(payment, wallet)),
        }
    }
    Ok(writes)
}
