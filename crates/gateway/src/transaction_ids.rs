//! Ids that sort by time: milliseconds since 1970, then four digits.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use primitives::TransactionId;

/// Hands out each id once, and later ids later: even ones to payments, odd ones to what is done to them, so that the two
/// never meet. Other instances may meet by chance in one millisecond: the store
/// refuses an id that is taken, and the use case asks for another.
#[derive(Default)]
pub struct TransactionIds(AtomicI64);

impl TransactionIds {
    pub(crate) fn next_payment(&self, now: Timestamp, random: [u8; 2]) -> TransactionId {
        self.next(now, random, 0)
    }

    pub(crate) fn next_action(&self, now: Timestamp, random: [u8; 2]) -> TransactionId {
        self.next(now, random, 1)
    }

    /// Pairs of an even and an odd id are handed out. The random start within the millisecond keeps instances apart; it
    /// leaves room for 2,500 pairs after it.
    fn next(&self, now: Timestamp, random: [u8; 2], which: i64) -> TransactionId {
        const PAIRS: i64 = TransactionId::PER_MS / 2;
        let start = i64::from(u16::from_be_bytes(random)) % (PAIRS / 2);
        let earliest = now.as_millisecond().saturating_mul(PAIRS).saturating_add(start);
        let last =
            self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(earliest.max(last + 1)));
        let pair = earliest.max(last.unwrap_or_default() + 1);
        TransactionId::new(pair * 2 + which).expect("the clock is between 2001 and 2286")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_when_the_clock_steps_back() {
        let ids = TransactionIds::default();
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let earlier: Timestamp = "2026-11-22T11:00:00Z".parse().unwrap();
        let made: Vec<_> =
            [now, now, earlier, now].into_iter().map(|at| ids.next_payment(at, [0, 9])).collect();
        assert!(made.is_sorted() && made.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(made[0].to_string(), "17953488000000018");
        assert_eq!(ids.next_action(now, [0, 9]).number() % 2, 1);
    }
}
