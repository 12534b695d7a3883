//! A payment that a buyer makes in a session.

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

/// A session's next payment.
pub(crate) struct Turn {
    /// As it was read: the first commit on that version has the turn.
    pub(crate) session: Versioned<Session>,
    /// A refusal ends the session.
    pub(crate) last: bool,
    /// How many payment methods were tried before, whose banks could not be reached.
    pub(crate) fallback: u8,
}

impl PaymentOrigin for Turn {
    /// A session notifies of itself.
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

    /// The session has tried the payment and heard its end at once.
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

    /// To a buyer a repeat is a refusal; the merchant reads which.
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
