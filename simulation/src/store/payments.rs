//! Payments and actions: inserted once under an id, changed under a version.

use std::sync::Arc;

use domain::{
    action::{Action, ActionDetails},
    transaction::Transaction,
    work::{Due, Work},
};
use gateway::ports::{CommitError, StoreError, Versioned};
use jiff::Timestamp;
use primitives::{SessionNumber, TransactionId};

use super::rows::{PaymentRow, Rows};
use crate::Planted;

type Outcome = Result<(), CommitError>;

pub(super) fn begin(rows: &mut Rows, transaction: Transaction, due: Option<Due>) -> Outcome {
    let id = transaction.id;
    if rows.payments.contains_key(&id) {
        return Err(CommitError::IdTaken);
    }
    let payment = Versioned { value: transaction, version: 1 };
    Arc::make_mut(&mut rows.payments).insert(id, Arc::new(PaymentRow { payment, due, leased_until: None }));
    rows.touched.payments.insert(id);
    Ok(())
}

pub(super) fn update(
    rows: &mut Rows,
    transaction: Versioned<Transaction>,
    due: Option<Due>,
    planted: Planted,
) -> Outcome {
    let id = transaction.value.id;
    let stored = rows.payments.get(&id).ok_or(CommitError::Stale)?.payment.version;
    if stored != transaction.version && planted != Planted::StoreIgnoresVersions {
        return Err(CommitError::Stale);
    }
    let payment = Versioned { version: stored + 1, ..transaction };
    Arc::make_mut(&mut rows.payments).insert(id, Arc::new(PaymentRow { payment, due, leased_until: None }));
    rows.touched.payments.insert(id);
    Ok(())
}

pub(super) fn add_action(rows: &mut Rows, action: Action, details: ActionDetails) -> Outcome {
    let (id, origin) = (action.id, action.origin);
    if rows.origins.contains_key(&id) {
        return Err(CommitError::IdTaken);
    }
    Arc::make_mut(&mut rows.origins).insert(id, origin);
    Arc::make_mut(&mut rows.actions).insert((origin, id), Arc::new(action));
    Arc::make_mut(&mut rows.details).insert(id, Arc::new(details));
    rows.touched.payments.insert(origin);
    Ok(())
}

/// Only what may change of it.
pub(super) fn update_action(rows: &mut Rows, action: Action) -> Outcome {
    let (id, origin) = (action.id, action.origin);
    let stored = rows.actions.get(&(origin, id)).ok_or(CommitError::Store(StoreError::Inconsistent))?;
    let action = Action { state: action.state, release: action.release, ..Action::clone(stored) };
    Arc::make_mut(&mut rows.actions).insert((origin, id), Arc::new(action));
    rows.touched.payments.insert(origin);
    Ok(())
}

/// The newest first.
pub(crate) fn of_session(rows: &Rows, session: SessionNumber) -> Vec<Transaction> {
    let all = rows.payments.values().rev().map(|row| &row.payment.value);
    all.filter(|payment| payment.session == Some(session)).cloned().collect()
}

/// Those that wait longest first.
pub(super) fn take_work(
    rows: &mut Rows,
    work: Work,
    now: Timestamp,
    leased_until: Timestamp,
    most: usize,
) -> Vec<TransactionId> {
    let free = |row: &PaymentRow| row.leased_until.is_none_or(|until| until <= now);
    let is_due = |row: &PaymentRow| row.due.filter(|due| due.work == work && due.at <= now).map(|due| due.at);
    let mut due: Vec<(Timestamp, TransactionId)> = rows
        .payments
        .iter()
        .filter(|(_, row)| free(row))
        .filter_map(|(id, row)| is_due(row).map(|at| (at, *id)))
        .collect();
    due.sort();
    due.truncate(most);
    let payments = Arc::make_mut(&mut rows.payments);
    for (_, id) in &due {
        if let Some(row) = payments.get_mut(id) {
            Arc::make_mut(row).leased_until = Some(leased_until);
        }
    }
    due.into_iter().map(|(_, id)| id).collect()
}
