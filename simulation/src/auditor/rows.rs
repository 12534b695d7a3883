//! The rows of the store as they were last read. After each commit, the rows that it wrote are read again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    action::Action,
    duplicate::Claim,
    ledger::{History, Ledger},
    notification::Notification,
    remittance::{Remittance, RemittanceKey},
    session::Session,
    transaction::{State, Transaction},
};
use gateway::ports::Versioned;
use jiff::civil::Date;
use primitives::{MerchantId, SessionNumber, TransactionId};
use storage::simulation::{Changes, ClaimRow, LineRow, PaymentRow};

/// The key of a remittance: merchant, point of sale and day.
pub(crate) type FileKey = (MerchantId, String, Date);

#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) payments: BTreeMap<TransactionId, PaymentRow>,
    /// The actions of each payment, in the order in which they were decided.
    actions: BTreeMap<TransactionId, Vec<Action>>,
    /// The payment of each action.
    origins: BTreeMap<TransactionId, TransactionId>,
    pub(crate) sessions: BTreeMap<SessionNumber, Arc<Versioned<Session>>>,
    pub(crate) notifications: BTreeMap<i64, Notification>,
    /// The claims by the numbers of their rows; the lines likewise.
    claims: BTreeMap<i64, ClaimRow>,
    lines: BTreeMap<i64, LineRow>,
    pub(crate) files: BTreeMap<FileKey, Remittance>,
}

/// The subjects of the rows that were read again.
#[derive(Default)]
pub(super) struct Touched {
    pub(super) payments: BTreeSet<TransactionId>,
    pub(super) sessions: BTreeSet<SessionNumber>,
    pub(super) notifications: BTreeSet<i64>,
    pub(super) files: bool,
}

impl Rows {
    pub(super) fn apply(&mut self, changes: Changes) -> Touched {
        let mut touched = Touched::default();
        for row in changes.payments {
            touched.payments.insert(row.payment.value.id);
            self.payments.insert(row.payment.value.id, row);
        }
        for (payment, actions) in changes.actions {
            touched.payments.insert(payment);
            self.origins.extend(actions.iter().map(|action| (action.id, payment)));
            self.actions.insert(payment, actions);
        }
        for (row, claim) in changes.claims {
            let before = self.claims.remove(&row);
            touched.payments.extend([&before, &claim].into_iter().flatten().map(|it| it.holder.transaction));
            self.claims.extend(claim.map(|claim| (row, claim)));
        }
        for (row, line) in changes.lines {
            let before = self.lines.remove(&row);
            touched.payments.extend([&before, &line].into_iter().flatten().map(|it| it.line.payment));
            self.lines.extend(line.map(|line| (row, line)));
        }
        for session in changes.sessions {
            let number = session.value.number;
            touched.sessions.insert(number);
            self.sessions.insert(number, Arc::new(session));
        }
        for notification in changes.notifications {
            touched.notifications.insert(notification.id);
            self.notifications.insert(notification.id, notification);
        }
        touched.files = changes.remittances.is_some();
        if let Some(remittances) = changes.remittances {
            self.files = remittances.into_iter().map(|it| (file_key(&it.key), it)).collect();
        }
        touched
    }

    /// Returns the ledger by the id of the payment or of one of its actions. `None` also where the amounts do
    /// not add up.
    pub(crate) fn ledger(&self, id: TransactionId) -> Option<Versioned<Ledger>> {
        let history = self.history(id)?;
        let value = Ledger::of(history.value).ok()?;
        Some(Versioned { value, version: history.version })
    }

    /// Returns the history by the id of the payment or of one of its actions, whether or not its amounts add
    /// up.
    pub(super) fn history(&self, id: TransactionId) -> Option<Versioned<History>> {
        let payment = self.origins.get(&id).copied().unwrap_or(id);
        let row = self.payments.get(&payment)?;
        let mut history = History::new(row.payment.value.clone());
        history.actions = self.actions_of(payment).to_vec();
        let of_it =
            self.lines.values().filter(|row| row.line.payment == payment && row.remitted_on.is_some());
        history.remitted = of_it.map(|row| row.line.entry).collect();
        Some(Versioned { value: history, version: row.payment.version })
    }

    fn actions_of(&self, payment: TransactionId) -> &[Action] {
        self.actions.get(&payment).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the state of a payment or an action.
    pub(crate) fn state(&self, id: TransactionId) -> Option<&State> {
        match self.origins.get(&id) {
            Some(payment) => self.actions_of(*payment).iter().find(|it| it.id == id).map(|it| &it.state),
            None => self.payments.get(&id).map(|row| &row.payment.value.state),
        }
    }

    /// Returns the payments of a session, the newest first.
    pub(super) fn of_session(&self, session: SessionNumber) -> Vec<&Transaction> {
        let all = self.payments.values().rev().map(|row| &row.payment.value);
        all.filter(|payment| payment.origin.session() == Some(session)).collect()
    }

    pub(super) fn claim(&self, claim: &Claim) -> Option<&ClaimRow> {
        self.claims.values().find(|row| row.claim == *claim)
    }

    pub(super) fn line(&self, entry: TransactionId) -> Option<&LineRow> {
        self.lines.values().find(|row| row.line.entry == entry)
    }

    pub(crate) fn open_lines(&self) -> impl Iterator<Item = &LineRow> {
        self.lines.values().filter(|row| row.remitted_on.is_none())
    }

    pub(super) fn lines_in(&self, file: &FileKey) -> impl Iterator<Item = &LineRow> {
        self.lines.values().filter(move |row| file_of(row).as_ref() == Some(file))
    }

    /// Returns the first table whose rows differ.
    pub(super) fn difference(&self, other: &Self) -> Option<&'static str> {
        let payment = |row: &PaymentRow| (row.payment.version, row.due, row.leased_until);
        let same_payment = |(one, other): (&PaymentRow, &PaymentRow)| {
            payment(one) == payment(other) && one.payment.value == other.payment.value
        };
        let same_session = |(one, other): (&Arc<Versioned<Session>>, &Arc<Versioned<Session>>)| {
            one.version == other.version && one.value == other.value
        };
        let same_payments = self.payments.len() == other.payments.len()
            && self.payments.values().zip(other.payments.values()).all(same_payment);
        let same_sessions = self.sessions.len() == other.sessions.len()
            && self.sessions.values().zip(other.sessions.values()).all(same_session);
        let tables = [
            ("transactions", same_payments),
            ("actions", self.actions == other.actions),
            ("sessions", same_sessions),
            ("notifications", self.notifications == other.notifications),
            ("claims", self.claims == other.claims),
            ("remittance_lines", self.lines == other.lines),
            ("remittances", self.files == other.files),
        ];
        tables.into_iter().find(|(_, same)| !same).map(|(table, _)| table)
    }
}

fn file_key(key: &RemittanceKey) -> FileKey {
    (key.merchant, key.point_of_sale.as_str().to_owned(), key.day)
}

/// Returns the remittance that the line is in.
pub(super) fn file_of(row: &LineRow) -> Option<FileKey> {
    Some((row.line.merchant, row.line.point_of_sale.as_str().to_owned(), row.remitted_on?))
}
