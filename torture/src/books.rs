//! The merchant's own books, kept outside the gateway: every request and its answer.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use crate::merchants::Merchant;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Payment,
    Capture,
    Refund,
    Cancel,
}

impl Kind {
    /// Returns the type in a list of transactions. A payment's own type depends on its capture.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Payment => "AUTHORIZATION",
            Self::Capture => "CAPTURE",
            Self::Refund => "REFUND",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A request, its idempotency key and its answer.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// The number of the request, from 1.
    pub(crate) number: u64,
    pub(crate) key: String,
    pub(crate) merchant: Merchant,
    pub(crate) kind: Kind,
    pub(crate) path: String,
    pub(crate) body: String,
    pub(crate) amount: i64,
    /// The payment that an action is on. `None` for a payment itself.
    pub(crate) payment: Option<String>,
    pub(crate) asked: Instant,
    pub(crate) told: Option<Told>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) code: String,
    /// Whether the answer was 202: the outcome was not known yet.
    pub(crate) pending: bool,
}

/// A payment that was accepted, and on which actions are tried.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) merchant: Merchant,
    pub(crate) id: String,
    pub(crate) amount: i64,
}

/// The merchant's id and the transaction's. The latter is unique only for the merchant.
pub(crate) type Key = (Arc<str>, String);

#[derive(Default)]
pub(crate) struct Books(Mutex<Pages>);

#[derive(Default)]
pub(crate) struct Pages {
    pub(crate) asks: BTreeMap<u64, Ask>,
    pub(crate) targets: Vec<Target>,
    /// The transactions that were answered with 202, and the time of that answer.
    pub(crate) pending: BTreeMap<Key, (Merchant, Instant)>,
    unanswered: BTreeSet<u64>,
    /// The number of each payment's request, and those of the actions on it.
    of_payment: BTreeMap<Key, Vec<u64>>,
}

impl Books {
    pub(crate) fn open(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn ask(&self, ask: Ask) {
        let mut pages = self.open();
        pages.unanswered.insert(ask.number);
        if let Some(payment) = &ask.payment {
            pages.of_payment.entry(key(&ask.merchant, payment)).or_default().push(ask.number);
        }
        pages.asks.insert(ask.number, ask);
    }

    /// Records an answer. It counts from the time at which it has arrived.
    pub(crate) fn tell(&self, number: u64, told: Told) {
        let mut pages = self.open();
        pages.unanswered.remove(&number);
        let Some(ask) = pages.asks.get_mut(&number) else { return };
        ask.told = Some(told.clone());
        let (merchant, kind, amount) = (ask.merchant.clone(), ask.kind, ask.amount);
        if told.pending {
            pages.pending.insert(key(&merchant, &told.id), (merchant.clone(), Instant::now()));
        }
        if kind == Kind::Payment {
            pages.of_payment.insert(key(&merchant, &told.id), vec![number]);
        }
        if kind == Kind::Payment && told.title == "ACCEPTED" {
            pages.targets.push(Target { merchant, id: told.id, amount });
        }
    }

    pub(crate) fn unanswered(&self) -> Vec<Ask> {
        let pages = self.open();
        pages.unanswered.iter().filter_map(|number| pages.asks.get(number)).cloned().collect()
    }

    /// Returns the answered payments with the actions that were requested on them, if one of these requests
    /// has number `since` or a later one.
    pub(crate) fn touched(&self, since: u64) -> Vec<(Ask, Vec<Ask>)> {
        let pages = self.open();
        let id = |ask: &Ask| ask.payment.clone().or_else(|| Some(ask.told.as_ref()?.id.clone()));
        let key_of = |ask: &Ask| Some(key(&ask.merchant, &id(ask)?));
        let keys: BTreeSet<Key> = pages.asks.range(since..).filter_map(|(_, ask)| key_of(ask)).collect();
        let asks = |key| pages.of_payment.get(&key)?.split_first();
        let ask = |number| pages.asks.get(number).cloned();
        keys.into_iter()
            .filter_map(asks)
            .filter_map(|(payment, actions)| Some((ask(payment)?, actions.iter().filter_map(ask).collect())))
            .collect()
    }
}

fn key(merchant: &Merchant, id: &str) -> Key {
    (Arc::clone(&merchant.id), id.to_owned())
}
