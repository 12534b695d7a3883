//! Keeps books of the gateway's answers, and compares them with what it tells later.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use client::{Answer, Error};
use document::Tree;

use super::purse::Purse;
use super::serial::{Attempt, assert_serial};
use super::{Action, Entry, Gateway, assert_action, assert_result, entries, title_of, transaction_id};

#[derive(Default)]
pub(crate) struct Auditor {
    books: Mutex<BTreeMap<String, Book>>,
}

/// The book of one payment.
struct Book {
    first: Entry,
    said: BTreeMap<String, Attempt>,
    /// The requests without an answer. Each may have made an entry or not.
    lost: Vec<(Action, i64, Instant)>,
}

impl Auditor {
    /// Records an accepted payment, and returns its id.
    pub(crate) fn open(&self, paid: &Answer) -> String {
        assert_result(paid, 201, "ACCEPTED", "00000");
        let id = transaction_id(paid);
        let amount = paid.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer).unwrap();
        let kind = paid.text(&["transaction", "type"]).unwrap().to_owned();
        let first = Entry { id: id.clone(), kind, amount, ok: true };
        self.with(|books| books.insert(id.clone(), Book { first, said: BTreeMap::new(), lost: Vec::new() }));
        id
    }

    /// Records a request, its time and its answer.
    pub(crate) fn note(
        &self,
        payment: &str,
        (action, amount, asked): (Action, i64, Instant),
        came: Result<&Answer, &Error>,
    ) {
        let answer = match came {
            Ok(answer) => answer,
            // The request was not sent.
            Err(Error::Connect { .. } | Error::Tls { .. }) => return,
            Err(_) => {
                return self.with(|books| books.get_mut(payment).unwrap().lost.push((action, amount, asked)));
            }
        };
        if answer.status == 503 {
            let after = answer.header("retry-after").and_then(|seconds| seconds.parse::<u32>().ok());
            assert!(after.is_some(), "a 503 says when to come again");
            return;
        }
        let code = answer.text(&["result", "code"]).unwrap_or_else(|| panic!("{}", answer.body_text()));
        assert_result(answer, 201, title_of(code), code);
        let id = assert_action(answer, action);
        let (ok, code, answered) = (code == "00000", Some(code.to_owned()), Some(Instant::now()));
        let attempt = Attempt { id: id.clone(), action, amount, ok, code, asked, answered };
        let twice = self.with(|books| books.get_mut(payment).unwrap().said.insert(id, attempt));
        assert!(twice.is_none(), "{twice:?} is answered twice");
    }

    /// How many requests were answered.
    pub(crate) fn answers(&self) -> usize {
        self.with(|books| books.values().map(|book| book.said.len()).sum())
    }

    /// How many were not.
    pub(crate) fn lost(&self) -> usize {
        self.with(|books| books.values().map(|book| book.lost.len()).sum())
    }

    /// Returns how often each code was answered.
    pub(crate) fn codes(&self) -> BTreeMap<String, usize> {
        let mut codes = BTreeMap::new();
        self.with(|books| {
            for said in books.values().flat_map(|book| book.said.values()) {
                *codes.entry(said.code.clone().unwrap()).or_default() += 1;
            }
        });
        codes
    }

    /// Checks the books with every gateway: each payment and each attempt is told as it was answered, and at
    /// least one order of the attempts explains their outcomes.
    pub(crate) async fn audit(&self, gateways: &[Gateway]) {
        let mut ids = BTreeSet::new();
        for payment in self.payments() {
            let mut till = gateways[0].till();
            let read = till.transaction(&payment).await;
            for other in &gateways[1..] {
                assert_eq!(other.till().transaction(&payment).await.body_text(), read.body_text());
            }
            for entry in entries(&read) {
                assert!(ids.insert(entry.id.clone()), "{} is listed twice", entry.id);
            }
            let (first, attempts) = self.with(|books| books[&payment].compared(&entries(&read)));
            for attempt in &attempts {
                let told = till.transaction(&attempt.id).await;
                if let Some(code) = &attempt.code {
                    assert_result(&told, 200, title_of(code), code);
                }
            }
            assert_sums(&first, &attempts);
            assert_serial(Purse::of(&first), &attempts);
        }
    }

    /// Checks that the order of the list itself explains the outcomes.
    pub(crate) async fn audit_order(&self, gateway: &Gateway) {
        for payment in self.payments() {
            let listed = entries(&gateway.till().transaction(&payment).await);
            let (first, attempts) = self.with(|books| books[&payment].compared(&listed));
            let mut purse = Purse::of(&first);
            for attempt in attempts {
                assert!(
                    attempt.fits(&purse),
                    "{} {:?} of {} ended with {:?} where it met {purse:?}",
                    attempt.id,
                    attempt.action,
                    attempt.amount,
                    attempt.code
                );
                if attempt.ok {
                    purse.take(attempt.action, attempt.amount);
                }
            }
        }
    }

    fn payments(&self) -> Vec<String> {
        self.with(|books| books.keys().cloned().collect())
    }

    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<String, Book>) -> T) -> T {
        work(&mut self.books.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Book {
    /// Returns the payment and its attempts in the order of the list, and asserts that each entry is as it
    /// was answered.
    fn compared(&self, listed: &[Entry]) -> (Entry, Vec<Attempt>) {
        let (first, rest) = listed.split_first().unwrap();
        assert_eq!(first, &self.first);
        let known: BTreeSet<&str> = rest.iter().map(|entry| entry.id.as_str()).collect();
        for (id, said) in &self.said {
            assert!(known.contains(id.as_str()), "{said:?} was answered and is not listed");
        }
        let mut lost = self.lost.clone();
        let attempts = rest
            .iter()
            .map(|entry| {
                let Some(said) = self.said.get(&entry.id) else { return forgotten(&mut lost, entry) };
                let answered = (said.action.kind(), said.amount, said.ok);
                assert_eq!((entry.kind.as_str(), entry.amount, entry.ok), answered, "{said:?}");
                said.clone()
            })
            .collect();
        (first.clone(), attempts)
    }
}

/// Returns the request without an answer that an unknown entry stands for.
fn forgotten(lost: &mut Vec<(Action, i64, Instant)>, entry: &Entry) -> Attempt {
    let found = lost.iter().position(|(action, amount, _)| entry.is(*action) && entry.amount == *amount);
    let found = found.unwrap_or_else(|| panic!("{entry:?} was acknowledged by no answer"));
    let (action, amount, asked) = lost.swap_remove(found);
    Attempt { id: entry.id.clone(), action, amount, ok: entry.ok, code: None, asked, answered: None }
}

/// Asserts that captures are within the authorised amount and refunds within the captured one.
fn assert_sums(first: &Entry, attempts: &[Attempt]) {
    let sum = |action| -> i64 {
        attempts.iter().filter(|it| it.ok && it.action == action).map(|it| it.amount).sum()
    };
    let at_once = if first.kind == "AUTHORIZATION_AND_CAPTURE" { first.amount } else { 0 };
    let (captured, refunded, cancelled) =
        (at_once + sum(Action::Capture), sum(Action::Refund), sum(Action::Cancel));
    assert!(captured <= first.amount, "{captured} captured of {first:?}");
    assert!(refunded <= captured, "{refunded} refunded of {captured} captured");
    assert!(refunded + cancelled <= first.amount, "{refunded} refunded, {cancelled} cancelled of {first:?}");
}
