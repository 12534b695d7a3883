//! Checks whether concurrent attempts could have been done one after the other.
//!
//! An attempt that was answered before another was sent came before it. Attempts that overlapped may have
//! come in any order, as long as each ended as the rules say for the state that it met (Wing and Gong,
//! "Testing and Verifying Concurrent Objects", 1993).

use std::collections::HashSet;
use std::time::Instant;

use super::Action;
use super::purse::Purse;

#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub(crate) id: String,
    pub(crate) action: Action,
    pub(crate) amount: i64,
    pub(crate) ok: bool,
    /// The code of the answer. `None` where there was no answer.
    pub(crate) code: Option<String>,
    pub(crate) asked: Instant,
    /// The time of the answer. `None` where there was none.
    pub(crate) answered: Option<Instant>,
}

impl Attempt {
    pub(crate) fn fits(&self, purse: &Purse) -> bool {
        let right = purse.codes(self.action, self.amount);
        let code_fits = self.code.as_deref().is_none_or(|code| right.contains(&code));
        self.ok == (right == ["00000"]) && code_fits
    }
}

/// Asserts that an order exists. Where there is none, the longest try is shown.
pub(crate) fn assert_serial(purse: Purse, attempts: &[Attempt]) {
    let mut search = Search { attempts, seen: HashSet::new(), best: (0, String::new()) };
    let found = search.go(purse, vec![false; attempts.len()]);
    let (placed, end) = search.best;
    assert!(found, "no order explains all of {}: after {placed} comes {end}", attempts.len());
}

struct Search<'a> {
    attempts: &'a [Attempt],
    /// The sets of attempts that were placed in tries that failed.
    seen: HashSet<Vec<bool>>,
    best: (usize, String),
}

impl Search<'_> {
    fn go(&mut self, purse: Purse, mut placed: Vec<bool>) -> bool {
        // A refusal changes nothing, so it can be placed as soon as it fits.
        while let Some(at) =
            self.next(&placed).find(|at| !self.attempts[*at].ok && self.attempts[*at].fits(&purse))
        {
            placed[at] = true;
        }
        if placed.iter().all(|placed| *placed) {
            return true;
        }
        if !self.seen.insert(placed.clone()) {
            return false;
        }
        self.note(&purse, &placed);
        let candidates: Vec<usize> = self
            .next(&placed)
            .filter(|at| self.attempts[*at].ok && self.attempts[*at].fits(&purse))
            .collect();
        candidates.into_iter().any(|at| {
            let attempt = &self.attempts[at];
            let mut purse = purse;
            purse.take(attempt.action, attempt.amount);
            let mut placed = placed.clone();
            placed[at] = true;
            self.go(purse, placed)
        })
    }

    /// Returns the attempts that may come next: those that were sent before any of the others was answered.
    fn next(&self, placed: &[bool]) -> impl Iterator<Item = usize> + use<'_> {
        let open: Vec<usize> = (0..placed.len()).filter(|at| !placed[*at]).collect();
        let first = open.iter().filter_map(|at| self.attempts[*at].answered).min();
        let attempts = self.attempts;
        open.into_iter().filter(move |at| first.is_none_or(|first| attempts[*at].asked <= first))
    }

    fn note(&mut self, purse: &Purse, placed: &[bool]) {
        let count = placed.iter().filter(|placed| **placed).count();
        if count >= self.best.0 {
            let next: Vec<&Attempt> = self.next(placed).map(|at| &self.attempts[at]).collect();
            self.best = (count, format!("one of {next:#?} from {purse:?}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::Entry;
    use super::*;

    /// Whether an order exists for attempts on a payment of 100 that is to be captured. Times are in
    /// milliseconds.
    fn holds(attempts: &[(Action, i64, &str, u64, u64)]) -> bool {
        let start = Instant::now();
        let attempts: Vec<Attempt> = attempts
            .iter()
            .map(|(action, amount, code, asked, answered)| Attempt {
                id: String::new(),
                action: *action,
                amount: *amount,
                ok: *code == "00000",
                code: Some((*code).to_owned()),
                asked: start + Duration::from_millis(*asked),
                answered: Some(start + Duration::from_millis(*answered)),
            })
            .collect();
        let first = Entry { id: String::new(), kind: "AUTHORIZATION".to_owned(), amount: 100, ok: true };
        std::panic::catch_unwind(|| assert_serial(Purse::of(&first), &attempts)).is_ok()
    }

    #[test]
    fn what_overlaps_may_have_come_in_any_order() {
        use Action::{Cancel, Capture, Refund};
        assert!(holds(&[(Refund, 60, "00000", 0, 9), (Capture, 60, "00000", 1, 8)]));
        assert!(holds(&[(Capture, 60, "02613", 0, 9), (Capture, 60, "00000", 1, 8)]));
        assert!(holds(&[
            (Refund, 1, "02618", 0, 5),
            (Capture, 60, "00000", 0, 5),
            (Cancel, 100, "00000", 0, 9)
        ]));
    }

    #[test]
    fn what_no_order_explains() {
        use Action::{Cancel, Capture, Refund};
        // Both cannot have had it, nor neither; and what came after is after.
        assert!(!holds(&[(Capture, 60, "00000", 0, 9), (Capture, 60, "00000", 0, 9)]));
        assert!(!holds(&[(Capture, 60, "02613", 0, 9), (Capture, 60, "02613", 0, 9)]));
        assert!(!holds(&[(Refund, 60, "00000", 0, 1), (Capture, 60, "00000", 2, 3)]));
        assert!(!holds(&[(Cancel, 100, "00000", 0, 1), (Capture, 1, "00000", 2, 3)]));
        assert!(!holds(&[(Cancel, 100, "00000", 0, 1), (Capture, 1, "02613", 2, 3)]));
    }
}
