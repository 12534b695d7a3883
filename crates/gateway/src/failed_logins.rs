//! Failed logins: counted as they come, and recorded in the audit log a little later, in bounded number.
//!
//! A failed login writes nothing itself, or whoever guesses keys would make the store work. A worker writes a line for each
//! address and merchant id with the number of failures, and one line for all others.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp};
use primitives::MerchantId;

use crate::{
    Gateway, Refusal,
    caller::{self, Actor},
    ports::{AuditLine, Write},
};

/// The name of the audit lines.
const ACTION: &str = "LOGIN_FAILED";
/// The largest number of pairs of address and id that are counted apart between two rounds.
const MAX_PAIRS: usize = 1_000;
/// The largest number of pairs that a round writes a line for.
const MAX_LINES: usize = 10;
/// The number of failures within a minute from which a warning is logged, once in that minute.
const WARNED_AT: u32 = 10;
const MINUTE: SignedDuration = SignedDuration::from_secs(60);

/// The failed logins of this instance.
#[derive(Default)]
pub struct FailedLogins {
    since_start: AtomicU64,
    waiting: Mutex<Waiting>,
}

/// The failures that are not recorded yet.
#[derive(Default)]
struct Waiting {
    pairs: HashMap<Pair, u64>,
    /// The number of failures beyond [`MAX_PAIRS`].
    others: u64,
    /// The minute in which failures pile up, and their number in it.
    minute: Option<(Timestamp, u32)>,
}

/// The address that a login came from, and the merchant id that it asked for: `None` where it was malformed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Pair {
    address: Option<IpAddr>,
    merchant: Option<MerchantId>,
}

impl FailedLogins {
    /// Returns the number of failures since the process started.
    pub fn since_start(&self) -> u64 {
        self.since_start.load(Ordering::Relaxed)
    }

    /// Counts a failure of the caller of this task.
    pub(crate) fn count(&self, merchant: Option<MerchantId>, now: Timestamp) {
        self.since_start.fetch_add(1, Ordering::Relaxed);
        let pair = Pair { address: caller::address(), merchant };
        let in_minute = {
            let mut waiting = self.waiting();
            waiting.add(pair, 1);
            waiting.in_minute(now)
        };
        if in_minute == WARNED_AT {
            tracing::warn!(
                address = pair.address.map(tracing::field::display),
                failed_logins = in_minute,
                "logins fail in number; the address is that of the last one: see `guichet audit list --action {ACTION}`"
            );
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn add(&mut self, pair: Pair, failures: u64) {
        if let Some(count) = self.pairs.get_mut(&pair) {
            *count += failures;
        } else if self.pairs.len() < MAX_PAIRS {
            self.pairs.insert(pair, failures);
        } else {
            self.others += failures;
        }
    }

    /// Counts a failure in the present minute, which begins with its first failure, and returns their number.
    fn in_minute(&mut self, now: Timestamp) -> u32 {
        let (began, before) = match self.minute {
            Some((began, count)) if now.duration_since(began) < MINUTE => (began, count),
            _ => (now, 0),
        };
        let count = before.saturating_add(1);
        self.minute = Some((began, count));
        count
    }

    fn take(&mut self) -> (Vec<(Pair, u64)>, u64) {
        let mut pairs: Vec<_> = self.pairs.drain().collect();
        pairs.sort_by_key(|(_, failures)| std::cmp::Reverse(*failures));
        (pairs, std::mem::take(&mut self.others))
    }
}

/// Writes the failures that are not recorded yet: a line for each of the pairs with most failures, and one for the rest.
/// Returns the number of lines.
pub(crate) async fn record(gateway: &Gateway) -> Result<usize, Refusal> {
    let (pairs, others) = gateway.failed_logins.waiting().take();
    let (told, rest) = pairs.split_at(pairs.len().min(MAX_LINES));
    let rest = rest.iter().map(|(_, failures)| failures).sum::<u64>() + others;
    let mut lines: Vec<Write> =
        told.iter().map(|(pair, failures)| Write::Audit(line(pair, *failures))).collect();
    if rest > 0 {
        lines.push(Write::Audit(AuditLine {
            merchant: None,
            action: ACTION,
            subject: format!("others: {rest} failed"),
            actor: Actor::Unknown,
            address: None,
        }));
    }
    let count = lines.len();
    if count == 0 {
        return Ok(0);
    }
    if let Err(error) = gateway.store.commit(gateway.clock.now(), lines).await {
        let mut waiting = gateway.failed_logins.waiting();
        for (pair, failures) in pairs {
            waiting.add(pair, failures);
        }
        waiting.others += others;
        return Err(error.into());
    }
    Ok(count)
}

fn line(pair: &Pair, failures: u64) -> AuditLine {
    // What was sent in the place of an id may be a key, so it is not repeated.
    let asked = pair.merchant.map_or_else(|| "malformed".to_owned(), |merchant| merchant.to_string());
    AuditLine {
        merchant: pair.merchant,
        action: ACTION,
        subject: format!("{asked}: {failures} failed"),
        actor: Actor::Unknown,
        address: pair.address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_nothing_goes_uncounted() {
        let mut waiting = Waiting::default();
        for number in 0..5_000_u32 {
            let pair = Pair { address: Some(IpAddr::from(number.to_be_bytes())), merchant: None };
            waiting.add(pair, 1);
            waiting.add(pair, 1);
        }
        assert_eq!(waiting.pairs.len(), MAX_PAIRS);
        let (pairs, others) = waiting.take();
        assert_eq!(pairs.iter().map(|(_, failures)| failures).sum::<u64>() + others, 10_000);
        assert_eq!(waiting.take(), (Vec::new(), 0));
    }

    #[test]
    fn a_minute_begins_with_its_first_failure() {
        let (mut waiting, start) = (Waiting::default(), Timestamp::UNIX_EPOCH);
        let at = |seconds| start + SignedDuration::from_secs(seconds);
        assert_eq!([at(0), at(59), at(60), at(61)].map(|now| waiting.in_minute(now)), [1, 2, 1, 2]);
    }
}
