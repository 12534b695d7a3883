//! The work that the gateway does on a payment by itself, and the time at which it is due. Both are computed
//! from the ledger.

use document::choice;
use jiff::Timestamp;
use primitives::Amount;

use crate::{
    action::ActionKind,
    ledger::Ledger,
    transaction::{State, TransactionType},
};

choice! {
    /// A kind of work.
    pub enum Work {
        /// A bank has not answered, or has not confirmed a reversal or a release.
        Reconcile = "RECONCILE",
        /// The day of a deferred capture has come.
        Capture = "CAPTURE",
        /// The authorisation expires.
        Expire = "EXPIRE",
    }
}

impl Work {
    pub const ALL: [Self; 3] = [Self::Reconcile, Self::Capture, Self::Expire];
}

/// A piece of work and the time from which it may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub work: Work,
    pub at: Timestamp,
}

impl Ledger {
    /// Returns the work that is due first. Work without a waiting time is due at `now`.
    pub fn next_work(&self, now: Timestamp) -> Option<Due> {
        let reconcile = self.banks_due(now).map(|at| Due { work: Work::Reconcile, at });
        let capture = self.deferred_capture().map(|at| Due { work: Work::Capture, at });
        let expire = self.expiry().map(|at| Due { work: Work::Expire, at });
        [reconcile, capture, expire].into_iter().flatten().min_by_key(|due| due.at)
    }

    /// Whether the gateway has nothing to do on the payment any more, unless a merchant asks for it.
    pub fn is_at_rest(&self, now: Timestamp) -> bool {
        self.next_work(now).is_none()
    }

    fn banks_due(&self, now: Timestamp) -> Option<Timestamp> {
        let actions =
            self.actions.iter().flat_map(|action| [action.state.due(now), action.release_due()]).flatten();
        actions.chain(self.payment.state.due(now)).min()
    }

    /// Returns the date of a deferred capture that was not tried yet. The gateway tries it once, because the
    /// merchant may have captured or cancelled before.
    fn deferred_capture(&self) -> Option<Timestamp> {
        let date = self.payment.terms.capture.date()?;
        let tried = self.actions.iter().any(|action| action.by_gateway && action.kind == ActionKind::Capture);
        (self.holds_money() && !tried).then_some(date)
    }

    fn expiry(&self) -> Option<Timestamp> {
        let written = self.accepted(ActionKind::Expiry).next().is_some();
        // The expiry is also due where late deliveries took all: the bank still holds what they did not take
        // from this authorisation.
        (self.is_authorised() && self.lapsing() > Amount::ZERO && !written).then(|| self.expires())
    }

    /// Whether an authorised amount can still be captured.
    fn holds_money(&self) -> bool {
        self.is_authorised() && self.uncaptured() > Amount::ZERO
    }

    fn is_authorised(&self) -> bool {
        matches!(self.payment.state, State::Accepted(_))
            && self.payment.kind() == TransactionType::Authorization
    }
}
