//! The tables. A copy is cheap: a table is copied only when it is written, a row never, so that a commit works on a copy
//! and is all or nothing by itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    action::{Action, ActionDetails},
    duplicate::{Claim, Holder},
    encryption_key::EncryptionKey,
    ledger::{History, Ledger},
    merchant::{Merchant, PaymentMethod, PointOfSale},
    notification::Notification,
    remittance::{Line, Remittance, RemittanceKey},
    session::Session,
    subject::Subject,
    transaction::{State, Transaction},
    work::Due,
};
use gateway::ports::{Attempt, StoredCard, Versioned};
use jiff::{Timestamp, civil::Date};
use primitives::{MerchantId, SessionNumber, TransactionId};
use vault::SealedDataKey;

pub(crate) type Table<K, V> = Arc<BTreeMap<K, Arc<V>>>;
/// Merchant, payment method, order, amount.
pub(crate) type ClaimKey = (MerchantId, String, String, i64);
pub(crate) type RequestKey = (MerchantId, String);
/// Merchant, point of sale, day.
pub(crate) type FileKey = (MerchantId, String, Date);

#[derive(Clone)]
pub(crate) struct PaymentRow {
    pub(crate) payment: Versioned<Transaction>,
    pub(crate) due: Option<Due>,
    pub(crate) leased_until: Option<Timestamp>,
}

#[derive(Clone)]
pub(crate) struct ClaimRow {
    pub(crate) holder: Holder,
    pub(crate) until: Timestamp,
}

#[derive(Clone)]
pub(crate) struct RequestRow {
    pub(crate) digest: Vec<u8>,
    pub(crate) subject: Subject,
    pub(crate) answered: Option<State>,
    pub(crate) until: Timestamp,
}

#[derive(Clone)]
pub(crate) struct LineRow {
    pub(crate) line: Line,
    pub(crate) remittance: Option<FileKey>,
}

#[derive(Clone)]
pub(crate) struct FileRow {
    pub(crate) remittance: Remittance,
    pub(crate) leased_until: Option<Timestamp>,
}

#[derive(Clone)]
pub(crate) struct NotificationRow {
    pub(crate) notification: Notification,
    /// In the order of their numbers.
    pub(crate) attempts: Vec<Attempt>,
}

/// What seldom changes.
#[derive(Clone, Default)]
pub(crate) struct People {
    pub(crate) merchants: BTreeMap<MerchantId, Merchant>,
    /// Hashes, and until when they are good.
    pub(crate) access_keys: Vec<(MerchantId, Vec<u8>, Option<Timestamp>)>,
    pub(crate) points_of_sale: BTreeMap<(MerchantId, String), PointOfSale>,
    pub(crate) methods: BTreeMap<(MerchantId, String), PaymentMethod>,
    pub(crate) cards: BTreeMap<(MerchantId, String), StoredCard>,
    pub(crate) data_keys: BTreeMap<u32, SealedDataKey>,
    pub(crate) encryption_keys: BTreeMap<i32, (EncryptionKey, Vec<u8>)>,
}

#[derive(Clone, Default)]
pub(crate) struct Rows {
    pub(crate) people: Arc<People>,
    pub(crate) payments: Table<TransactionId, PaymentRow>,
    pub(crate) sessions: Table<SessionNumber, Versioned<Session>>,
    /// By their ids, which count from 1.
    pub(crate) notifications: Table<i64, NotificationRow>,
    /// By payment, then by their own id.
    pub(crate) actions: Table<(TransactionId, TransactionId), Action>,
    pub(crate) details: Table<TransactionId, ActionDetails>,
    /// The payment of each action.
    pub(crate) origins: Arc<BTreeMap<TransactionId, TransactionId>>,
    pub(crate) claims: Table<ClaimKey, ClaimRow>,
    pub(crate) requests: Table<RequestKey, RequestRow>,
    pub(crate) lines: Table<TransactionId, LineRow>,
    pub(crate) files: Table<FileKey, FileRow>,
    pub(crate) touched: Touched,
}

/// What was written since the auditor looked.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Touched {
    pub(crate) payments: BTreeSet<TransactionId>,
    pub(crate) sessions: BTreeSet<SessionNumber>,
    pub(crate) notifications: BTreeSet<i64>,
    pub(crate) files: bool,
}

impl Rows {
    /// By the id of the payment or of one of its actions; whether it adds up is for whoever asks.
    pub(crate) fn history(&self, id: TransactionId) -> Option<Versioned<History>> {
        let payment = self.origins.get(&id).copied().unwrap_or(id);
        let row = self.payments.get(&payment)?;
        let mut history = History::new(row.payment.value.clone());
        history.actions = self.actions_of(payment).map(|action| Action::clone(action)).collect();
        history.actions.sort_by_key(|action| (action.place, action.id));
        let entries = std::iter::once(payment).chain(history.actions.iter().map(|action| action.id));
        let is_remitted = |id: &TransactionId| self.lines.get(id).is_some_and(|row| row.remittance.is_some());
        history.remitted = entries.filter(is_remitted).collect();
        Some(Versioned { value: history, version: row.payment.version })
    }

    /// `None` also where it does not add up.
    pub(crate) fn ledger(&self, id: TransactionId) -> Option<Versioned<Ledger>> {
        let history = self.history(id)?;
        Some(Versioned { value: Ledger::of(history.value).ok()?, version: history.version })
    }

    pub(crate) fn actions_of(&self, payment: TransactionId) -> impl Iterator<Item = &Arc<Action>> {
        let least = TransactionId::new(10_000_000_000_000_000).expect("17 digits");
        self.actions
            .range((payment, least)..)
            .map_while(move |((origin, _), action)| (*origin == payment).then_some(action))
    }
}

pub(crate) fn claim_key(claim: &Claim) -> ClaimKey {
    let (method, order) = (claim.payment_method.as_str(), claim.order_reference.as_str());
    (claim.merchant, method.to_owned(), order.to_owned(), claim.amount.minor_units())
}

pub(crate) fn file_key(key: &RemittanceKey) -> FileKey {
    (key.merchant, key.point_of_sale.as_str().to_owned(), key.day)
}
