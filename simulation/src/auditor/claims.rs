//! Checks that a claim is held by a payment that may be accepted, and by no other.

use domain::{duplicate::claim_ends, ledger::Ledger, transaction::State};
use jiff::Timestamp;
use primitives::TransactionId;
use storage::simulation::ClaimRow;

use super::{Auditor, Rows, Sums};
use crate::{
    instance::{House, METHODS},
    world::moment,
};

/// The largest difference of two clocks.
const SKEW_MS: i64 = 10_000;

impl Auditor {
    pub(super) fn check_claim(&mut self, house: &House, rows: &Rows, now: &Ledger, sums: &Sums) {
        let (world, payment) = (&house.world, &now.payment);
        let row = rows.claim(&payment.claim());
        let own = row.filter(|row| row.holder.transaction == payment.id);
        let checked =
            METHODS.iter().any(|(name, checks)| *checks && *name == payment.payment_method.as_str());
        let broken = match &payment.state {
            _ if !checked => own.is_some().then_some("nobody looks for duplicates, and a claim is held"),
            state if state.is_pending() => {
                own.is_none_or(|row| row.holder.accepted).then_some("what is out holds its claim")
            }
            State::Accepted(_) if sums.is_cancelled() => {
                own.is_some().then_some("what is cancelled holds no claim")
            }
            State::Accepted(_) => self.check_kept(house, payment.id, own),
            _ => own.is_some().then_some("what never took place holds no claim"),
        };
        if checked && matches!(payment.state, State::Accepted(_)) && !sums.is_cancelled() {
            self.check_alone(house, rows, now);
        }
        if let Some(rule) = broken {
            world.violate(rule, || format!("{} in {:?}", payment.id, payment.state));
        }
    }

    /// Checks that no other payment with the same claim counts at the same time.
    fn check_alone(&self, house: &House, rows: &Rows, now: &Ledger) {
        let (id, claim) = (now.payment.id, now.payment.claim());
        let begun_ms = now.payment.created.as_millisecond();
        let counts_still = |other: &TransactionId| {
            let until_then = self.kept.get(other).is_some_and(|until| *until > begun_ms + SKEW_MS);
            until_then && rows.ledger(*other).is_some_and(|other| !Sums::of(&other.value).is_cancelled())
        };
        let mut others = rows.payments.values().map(|row| &row.payment.value);
        let twin = others.find(|other| other.id < id && other.claim() == claim && counts_still(&other.id));
        if let Some(twin) = twin {
            house.world.violate("a payment is not taken twice", || format!("{} and {id}", twin.id));
        }
    }

    /// Checks that a claim that is kept does not change until it ends.
    fn check_kept(
        &mut self,
        house: &House,
        id: TransactionId,
        own: Option<&ClaimRow>,
    ) -> Option<&'static str> {
        let now_ms = house.world.now_ms();
        match (own, self.kept.get(&id)) {
            (Some(row), _) if !row.holder.accepted => Some("what is accepted keeps its claim"),
            (Some(row), Some(until)) if *until != row.until.as_millisecond() => {
                Some("a claim ends when it was to end")
            }
            (Some(row), None) => {
                // The payment was accepted now, or earlier by an instance that was slow to write it, by a
                // clock that may be wrong.
                let latest = later(claim_ends(later(house.world.now()), &house.calendar));
                self.kept.insert(id, row.until.as_millisecond());
                (row.until > latest).then_some("a claim ends with the next day")
            }
            (None, None) => Some("what is accepted keeps its claim"),
            (None, Some(until)) if now_ms + SKEW_MS < *until => Some("a claim is kept until it ends"),
            (Some(_) | None, Some(_)) => None,
        }
    }
}

fn later(at: Timestamp) -> Timestamp {
    moment(at.as_millisecond() + SKEW_MS)
}
