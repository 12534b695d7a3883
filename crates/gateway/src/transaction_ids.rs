//! Draws the ids of transactions.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use primitives::{CellId, TransactionId};

/// Pairs of an even and an odd id of one millisecond.
const PAIRS: i64 = TransactionId::PER_MS / 2;
/// The longest step from one pair to the next. Steps of 4.5 pairs on average are 11,000 ids a second before the ids run ahead
/// of the clock; an instance draws 2,000 at most.
const LONGEST_STEP: i64 = 8;

/// Draws each id once, in rising order: even ids for payments, odd ids for the actions on them. Where a millisecond has no
/// pair left, or the clock steps back, ids run ahead of the clock.
///
/// Two instances of a cell may draw the same id in one millisecond. The store then refuses the second, and the use case
/// draws another. Where four instances take 2,000 payments a second each, all of one merchant, that is one commit in fifteen.
#[derive(Default)]
pub struct TransactionIds(AtomicI64);

impl TransactionIds {
    pub(crate) fn next_payment(&self, cell: CellId, now: Timestamp, random: [u8; 2]) -> TransactionId {
        self.next(cell, now, random, 0)
    }

    pub(crate) fn next_action(&self, cell: CellId, now: Timestamp, random: [u8; 2]) -> TransactionId {
        self.next(cell, now, random, 1)
    }

    /// Draws only ids above this number from here on.
    pub(crate) fn start_after(&self, number: i64) {
        let pair = TransactionId::ms_of(number).saturating_add(1).saturating_mul(PAIRS);
        self.0.fetch_max(pair, Ordering::Relaxed);
    }

    /// The random start within the millisecond keeps instances apart. After the clocks of all have stepped back, the random step
    /// does: instances that count by one would draw the same ids one after the other (ADR 18).
    fn next(&self, cell: CellId, now: Timestamp, random: [u8; 2], which: i64) -> TransactionId {
        let random = i64::from(u16::from_be_bytes(random));
        let (start, step) = (random % PAIRS, 1 + random / PAIRS % LONGEST_STEP);
        let earliest = now.as_millisecond().saturating_mul(PAIRS).saturating_add(start);
        let next = |last: i64| earliest.max(last + step);
        let last = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last)));
        let pair = next(last.unwrap_or_default());
        let (ms, counter) = (pair.div_euclid(PAIRS), pair.rem_euclid(PAIRS) * 2 + which);
        TransactionId::made_in(cell, ms, counter).expect("the clock is between 2001 and 2286")
    }
}

/// The time by which an id may run ahead of the clock and still be the date of its transaction.
const LONGEST_LEAD_MS: i64 = 1_000;

/// Returns the date of a transaction whose id was drawn now. It is that with which the id begins, so that collections go by the id where
/// a range of dates is asked for; unless the clock has stepped back, and ids run far ahead of it.
pub(crate) fn date_of(id: TransactionId, now: Timestamp) -> Timestamp {
    let ms = TransactionId::ms_of(id.number());
    let is_near = (0..=LONGEST_LEAD_MS).contains(&(ms - now.as_millisecond()));
    Timestamp::from_millisecond(ms).ok().filter(|_| is_near).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::draws::MAX_DRAWS;

    const NOON_MS: i64 = 1_795_348_800_000;

    fn cell(number: u8) -> CellId {
        CellId::new(number).unwrap()
    }

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(NOON_MS + ms).unwrap()
    }

    /// Numbers that look random, the same in every run (splitmix64).
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        }

        fn two_bytes(&mut self) -> [u8; 2] {
            self.next().to_be_bytes()[..2].try_into().unwrap()
        }
    }

    #[test]
    fn ids_rise_even_when_the_clock_steps_back() {
        let ids = TransactionIds::default();
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let earlier: Timestamp = "2026-11-22T11:00:00Z".parse().unwrap();
        let made: Vec<_> = [now, now, earlier, now]
            .into_iter()
            .map(|at| ids.next_payment(CellId::default(), at, [0, 9]))
            .collect();
        assert!(made.is_sorted() && made.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(made[0].to_string(), "17953488000000018");
        assert_eq!(ids.next_action(CellId::default(), now, [0, 9]).number() % 2, 1);
    }

    #[test]
    fn a_date_is_that_of_the_id_unless_the_clock_stepped_back() {
        let made = |ms| TransactionId::made_in(cell(0), NOON_MS + ms, 1).unwrap();
        assert_eq!(date_of(made(0), at(0)), at(0));
        assert_eq!(date_of(made(3), at(0)), at(3));
        assert_eq!(date_of(made(5_000), at(0)), at(0));
    }

    #[test]
    fn ids_go_on_after_what_is_listed() {
        let ids = TransactionIds::default();
        let listed = TransactionId::made_in(cell(61), NOON_MS + 5_000, 99).unwrap();
        ids.start_after(listed.number());
        assert!(ids.next_payment(cell(0), at(0), [0, 0]) > listed);
        ids.start_after(0);
        assert!(ids.next_action(cell(0), at(0), [0, 0]) > listed);
    }

    #[test]
    fn a_burst_runs_into_the_next_milliseconds_in_order_and_in_its_cell() {
        for number in [0, 7, 61] {
            let (ids, mut numbers) = (TransactionIds::default(), Numbers(u64::from(number)));
            let made: Vec<_> = (0..5_000)
                .map(|which| match which % 2 {
                    0 => ids.next_payment(cell(number), at(0), numbers.two_bytes()),
                    _ => ids.next_action(cell(number), at(0), numbers.two_bytes()),
                })
                .collect();
            assert!(made.is_sorted_by(|one, next| one < next));
            assert!(made.iter().all(|id| id.cell() == Some(cell(number)) && id.to_string().len() == 17));
            assert!(made.iter().zip([0, 1].into_iter().cycle()).all(|(id, which)| id.number() % 2 == which));
            // 5,000 steps of eight pairs at most.
            assert!(made[4_999] < TransactionId::made_in(cell(number), NOON_MS + 801, 0).unwrap());
            let later = ids.next_payment(cell(number), at(1_000), [0, 0]);
            assert_eq!(later, TransactionId::made_in(cell(number), NOON_MS + 1_000, 0).unwrap());
        }
    }

    /// What became of the payments of a crowd.
    #[derive(Default)]
    struct Crowd {
        payments: u32,
        draws: u32,
        refusals: u32,
        /// Payments that were refused more often than they may draw again.
        failed: u32,
    }

    /// Four instances draw for one merchant, 2,000 payments a second each, for four seconds. A payment whose id is taken draws
    /// again in the next millisecond.
    fn crowd(clock: impl Fn(i64) -> Timestamp) -> Crowd {
        let mut numbers = Numbers(1);
        let instances: [TransactionIds; 4] = Default::default();
        let (mut taken, mut waiting, mut crowd) = (BTreeSet::new(), Vec::new(), Crowd::default());
        for ms in 0..4_000 {
            let again = std::mem::take(&mut waiting);
            let new = (0..8).map(|_| (usize::try_from(numbers.next() % 4).unwrap(), 0)).collect::<Vec<_>>();
            crowd.payments += 8;
            for (instance, refused) in again.into_iter().chain(new) {
                let id = instances[instance].next_payment(CellId::default(), clock(ms), numbers.two_bytes());
                crowd.draws += 1;
                if taken.insert(id) {
                    continue;
                }
                crowd.refusals += 1;
                if refused < MAX_DRAWS {
                    waiting.push((instance, refused + 1));
                } else {
                    crowd.failed += 1;
                }
            }
        }
        crowd
    }

    #[test]
    fn instances_seldom_draw_the_same_id() {
        let Crowd { draws, refusals, failed, .. } = crowd(at);
        assert!(refusals > 0 && refusals * 14 < draws, "{refusals} of {draws}");
        assert_eq!(failed, 0);
    }

    #[test]
    fn instances_whose_clocks_step_back_together_do_not_run_into_each_other_at_every_id() {
        let stepping = |ms| at(if ms < 500 { ms } else { ms - 1_000 });
        let Crowd { payments, draws, refusals, failed } = crowd(stepping);
        assert!(refusals * 4 < draws, "{refusals} of {draws}");
        assert!(failed * 5_000 < payments, "{failed} of {payments}");
    }
}
