//! The sums of a payment, as plain numbers that are negative where they are wrong.

use domain::{
    action::{Action, ActionKind},
    ledger::History,
    transaction::{State, TransactionType},
};
use primitives::TransactionId;

use crate::world::World;

pub(crate) struct Sums {
    pub(crate) authorised: i64,
    /// The captured amount after cancels.
    pub(crate) captured: i64,
    pub(crate) capturing: i64,
    pub(crate) refunded: i64,
    /// The amount that is not captured, being captured, cancelled or closed.
    pub(crate) free: i64,
    pub(crate) cancels: bool,
    /// The smallest amount that is left of any capture or refund.
    least_left: i64,
}

impl Sums {
    pub(crate) fn of(ledger: &History) -> Self {
        let accepted = matches!(ledger.payment.state, State::Accepted(_));
        let authorised = if accepted { ledger.payment.amount().minor_units() } else { 0 };
        let by_itself = ledger.payment.kind() == TransactionType::AuthorizationAndCapture;
        let itself = if by_itself { authorised } else { 0 };
        let mut sums = Self {
            authorised,
            captured: itself - taken_from(ledger, ledger.payment.id),
            capturing: 0,
            refunded: 0,
            free: authorised - itself,
            cancels: false,
            least_left: itself - taken_from(ledger, ledger.payment.id),
        };
        for action in &ledger.actions {
            sums.add(ledger, action);
        }
        sums
    }

    fn add(&mut self, ledger: &History, action: &Action) {
        let amount = action.amount().minor_units();
        let left = amount - taken_from(ledger, action.id);
        match (action.kind, action.is_accepted(), action.is_pending()) {
            (ActionKind::Capture, true, _) => {
                self.captured += left;
                self.free -= amount + action.release.map_or(0, |release| release.amount.minor_units());
                self.least_left = self.least_left.min(left);
            }
            (ActionKind::Capture, false, true) => {
                self.capturing += amount;
                self.free -= amount;
            }
            (ActionKind::Refund, true, _) => {
                self.refunded += left;
                self.least_left = self.least_left.min(left);
            }
            (ActionKind::Cancel, true, _) => {
                self.cancels = true;
                self.free -=
                    amount - action.taken.iter().map(|taken| taken.amount.minor_units()).sum::<i64>();
            }
            (ActionKind::Expiry, ..) | (_, false, _) => {}
        }
    }

    /// Whether the payment was cancelled and nothing is left.
    pub(crate) const fn is_cancelled(&self) -> bool {
        self.cancels && self.captured == 0 && self.capturing == 0 && self.free == 0
    }

    pub(super) fn check(&self, world: &World, ledger: &History) {
        let id = ledger.payment.id;
        let rules = [
            ("captured is at most what was authorised", self.captured + self.capturing <= self.authorised),
            ("refunded is at most what was captured", self.refunded <= self.captured),
            ("nothing is captured or cancelled twice", self.free >= 0),
            ("a cancel takes no more than there is", self.least_left >= 0),
        ];
        for (rule, holds) in rules {
            if !holds {
                world.violate(rule, || {
                    format!(
                        "{id}: authorised {}, captured {}, being captured {}, refunded {}, free {}",
                        self.authorised, self.captured, self.capturing, self.refunded, self.free
                    )
                });
            }
        }
    }
}

/// Returns the amount that accepted cancels took of a capture or a refund.
pub(super) fn taken_from(ledger: &History, entry: TransactionId) -> i64 {
    let taken = ledger.accepted(ActionKind::Cancel).flat_map(|cancel| &cancel.taken);
    taken.filter(|taken| taken.from == entry).map(|taken| taken.amount.minor_units()).sum()
}
