//! The origin of payments that a buyer makes in a session.

use domain::{
    ReturnCode,
    duplicate::Holder,
    session::{Outcome, Session, SessionInput},
    transaction::{Origin, State, Transaction},
};
use jiff::Timestamp;
use primitives::WebUrl;

use super::follow::moved_on;
use crate::{
    Gateway, Refusal,
    payments::{Claimed, PaymentOrigin},
    ports::{CommitError, SessionWrite, Versioned, Write},
};

/// The next payment of a session.
pub(crate) struct SessionOrigin {
    /// The session in the version in which it was read. The first commit on that version makes its payment.
    pub(crate) session: Versioned<Session>,
    /// Whether a refusal ends the session.
    pub(crate) last: bool,
    /// The number of payment methods tried before, whose banks could not be reached.
    pub(crate) fallback: u8,
}

impl PaymentOrigin for SessionOrigin {
    /// The payment keeps no URL: the merchant is notified of the session.
    fn origin(&self, _: Option<WebUrl>) -> Origin {
        Origin::Session(self.session.value.number)
    }

    /// Fails as [`CommitError::Stale`] where the session takes no payment now.
    fn on_begin(&self, transaction: &Transaction, now: Timestamp) -> Result<Vec<Write>, CommitError> {
        let input = SessionInput::Tried { transaction: transaction.id, last: self.last };
        let next = self.session.value.step(input, now).map_err(|_| CommitError::Stale)?;
        let next = Versioned { value: next, version: self.session.version };
        Ok(vec![SessionWrite::Update(Box::new(next)).into()])
    }

    /// The session's writes: it steps to the try and to the refusal in one commit.
    fn on_refusal(
        &self,
        gateway: &Gateway,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<Vec<Write>, Refusal> {
        // An order that is paid already is not to be paid in another way either.
        let is_paid = matches!(transaction.state, State::Refused(code) if code == ReturnCode::DUPLICATE);
        let tried = SessionInput::Tried { transaction: transaction.id, last: self.last || is_paid };
        let ended = SessionInput::Ended { transaction: transaction.id, outcome: Outcome::Refused };
        let next = self.session.value.step(tried, now).and_then(|session| session.step(ended, now));
        let next = next.map_err(|_| Refusal::SessionMoved)?;
        Ok(moved_on(gateway, Versioned { value: next, version: self.session.version }, now))
    }

    /// A repeat is recorded as refused, with a code that the merchant reads.
    fn on_claimed(&self, holder: Holder) -> Claimed {
        Claimed::Record(if holder.accepted { ReturnCode::DUPLICATE } else { ReturnCode::DUPLICATE_PENDING })
    }

    fn on_stale(&self) -> Refusal {
        Refusal::SessionMoved
    }

    fn fallback(&self) -> u8 {
        self.fallback
    }
}
