//! What is to be done with a payment when nobody asks, and when: a function of its ledger, never a list beside it.

use document::choice;
use jiff::Timestamp;
use primitives::Amount;

use crate::{
    action::ActionKind,
    ledger::Ledger,
    transaction::{State, TransactionType},
};

choice! {
    pub enum Work {
        /// A bank was asked and has not answered, or is to be told what it need not hold.
        Reconcile = "RECONCILE",
        /// The day of a deferred capture has come.
        Capture = "CAPTURE",
        /// The authorisation runs out.
        Expire = "EXPIRE",
    }
}

impl Work {
    pub const ALL: [Self; 3] = [Self::Reconcile, Self::Capture, Self::Expire];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub work: Work,
    pub at: Timestamp,
}

impl Ledger {
    /// What comes first; `now` is when that is which must be done at once.
    pub fn next_work(&self, now: Timestamp) -> Option<Due> {
        let reconcile = self.banks_due(now).map(|at| Due { work: Work::Reconcile, at });
        let capture = self.deferred_capture().map(|at| Due { work: Work::Capture, at });
        let expire = self.expiry().map(|at| Due { work: Work::Expire, at });
        [reconcile, capture, expire].into_iter().flatten().min_by_key(|due| due.at)
    }

    fn banks_due(&self, now: Timestamp) -> Option<Timestamp> {
        let actions =
            self.actions.iter().flat_map(|action| [action.state.due(now), action.release_due()]).flatten();
        actions.chain(self.payment.state.due(now)).min()
    }

    /// Tried once, by the gateway; a merchant may have captured or cancelled before.
    fn deferred_capture(&self) -> Option<Timestamp> {
        let date = self.payment.terms.capture.date()?;
        let tried = self.actions.iter().any(|action| action.by_gateway && action.kind == ActionKind::Capture);
        (self.holds_money() && !tried).then_some(date)
    }

    fn expiry(&self) -> Option<Timestamp> {
        let written = self.accepted(ActionKind::Expiry).next().is_some();
        // Also where late deliveries took it all: the bank still holds what they did not take from this authorisation.
        (self.is_authorised() && self.lapsing() > Amount::ZERO && !written).then(|| self.expires())
    }

    /// Something is authorised and waits to be captured.
    fn holds_money(&self) -> bool {
        self.is_authorised() && self.uncaptured() > Amount::ZERO
    }

    fn is_authorised(&self) -> bool {
        matches!(self.payment.state, State::Accepted(_))
            && self.payment.kind() == TransactionType::Authorization
    }
}
