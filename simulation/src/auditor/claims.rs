//! A claim is held by what may count, and by nothing else.

use domain::{duplicate::claim_ends, ledger::Ledger, transaction::State};

use super::{Auditor, Sums};
use crate::{
    instance::{House, METHODS},
    store::rows::{ClaimRow, Rows, claim_key},
};

/// Two clocks may be so far apart.
const SKEW_MS: i64 = 10_000;

impl Auditor {
    pub(super) fn check_claim(&mut self, house: &House, rows: &Rows, now: &Ledger, sums: &Sums) {
        let (world, payment) = (&house.world, &now.payment);
        let row = rows.claims.get(&claim_key(&payment.claim()));
        let own = row.filter(|row| row.holder.transaction == payment.id);
        let checked = METHODS.iter().any(|(name, checks)| *checks && *name == payment.payment_method.as_str());
        let broken = match &payment.state {
            _ if !checked => own.is_some().then_some("nobody looks for duplicates, and a claim is held"),
            state if state.is_pending() => {
                own.is_none_or(|row| row.holder.accepted).then_some("what is out holds its claim")
            }
            State::Accepted(_) if sums.is_cancelled() => own.is_some().then_some("what is cancelled holds no claim"),
            State::Accepted(_) => self.check_kept(house, now, own.map(AsRef::as_ref)),
            _ => own.is_some().then_some("what never took place holds no claim"),
        };
        if let Some(rule) = broken {
            world.violate(rule, || format!("{} in {:?}", payment.id, payment.state));
        }
    }

    /// To the end of the day after its acceptance.
    fn check_kept(&mut self, house: &House, now: &Ledger, own: Option<&ClaimRow>) -> Option<&'static str> {
        let now_ms = house.world.now_ms();
        let ends = claim_ends(house.world.now(), &house.calendar).as_millisecond();
        let until = *self.kept.entry(now.payment.id).or_insert(ends);
        match own {
            Some(row) if !row.holder.accepted => Some("what is accepted keeps its claim"),
            Some(row) if (row.until.as_millisecond() - until).abs() > SKEW_MS && until == ends => {
                // Accepted within seconds of midnight, by a clock that goes wrong.
                let day_ms = 26 * 3_600 * 1_000;
                ((row.until.as_millisecond() - until).abs() > day_ms).then_some("a claim ends with the next day")
            }
            None if now_ms < until - 26 * 3_600 * 1_000 => Some("what is accepted keeps its claim until the next day ends"),
            Some(_) | None => None,
        }
    }
}
