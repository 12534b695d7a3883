//! Lines of remittance, and the remittances that they go into.

use std::sync::Arc;

use domain::remittance::{Line, LineKind, Remittance, RemittanceKey, Total};
use gateway::ports::{CommitError, StoreError};
use jiff::{Timestamp, ToSpan, civil::Date};
use primitives::{Amount, TransactionId};

use super::rows::{FileRow, LineRow, Rows, file_key};
use crate::Planted;

type Outcome = Result<(), CommitError>;

/// However many a commit may gather, this store gathers so few, that a file takes several and others come between.
const GATHERED_AT_ONCE: usize = 2;

pub(super) fn add(rows: &mut Rows, line: Line) -> Outcome {
    if rows.lines.contains_key(&line.entry) {
        return Err(CommitError::Store(StoreError::Inconsistent));
    }
    rows.touched.payments.insert(line.payment);
    Arc::make_mut(&mut rows.lines).insert(line.entry, Arc::new(LineRow { line, remittance: None }));
    Ok(())
}

pub(super) fn reduce(
    rows: &mut Rows,
    entry: TransactionId,
    from: Amount,
    to: Amount,
    planted: Planted,
) -> Outcome {
    let row = rows.lines.get(&entry).ok_or(CommitError::Stale)?;
    let guarded = planted != Planted::StoreReducesRemittedLines;
    if guarded && (row.remittance.is_some() || row.line.amount != from) {
        return Err(CommitError::Stale);
    }
    rows.touched.payments.insert(row.line.payment);
    let lines = Arc::make_mut(&mut rows.lines);
    if to == Amount::ZERO {
        lines.remove(&entry);
    } else if let Some(row) = lines.get_mut(&entry) {
        Arc::make_mut(row).line.amount = to;
    }
    Ok(())
}

pub(super) fn take(rows: &mut Rows, at: Timestamp, key: RemittanceKey, leased_until: Timestamp) -> Outcome {
    let id = file_key(&key);
    match rows.files.get(&id) {
        Some(row) if row.remittance.closed => return Err(CommitError::RemittanceClosed),
        Some(row) if row.leased_until.is_some_and(|until| until > at) => return Err(CommitError::Stale),
        Some(_) | None => {}
    }
    rows.touched.files = true;
    let made = Remittance { key, made: at, closed: false, totals: Vec::new() };
    let new = || Arc::new(FileRow { remittance: made, leased_until: None });
    let row = Arc::make_mut(&mut rows.files).entry(id).or_insert_with(new);
    Arc::make_mut(row).leased_until = Some(leased_until);
    Ok(())
}

/// The entries of open lines that belong to the day or were left by one before.
pub(super) fn open<'a>(rows: &'a Rows, key: &'a RemittanceKey) -> impl Iterator<Item = TransactionId> + 'a {
    let of_it = |line: &Line| {
        line.merchant == key.merchant && line.point_of_sale == key.point_of_sale && line.day <= key.day
    };
    let open = rows.lines.values().filter(move |row| row.remittance.is_none() && of_it(&row.line));
    open.map(|row| row.line.entry)
}

pub(super) fn gather(rows: &mut Rows, key: &RemittanceKey, most: usize, leased_until: Timestamp) -> Outcome {
    let id = file_key(key);
    let open: Vec<TransactionId> = open(rows, key).take(most.min(GATHERED_AT_ONCE)).collect();
    let row = Arc::make_mut(&mut rows.files).get_mut(&id).ok_or(CommitError::Stale)?;
    if row.remittance.closed {
        return Err(CommitError::Stale);
    }
    Arc::make_mut(row).leased_until = Some(leased_until);
    rows.touched.files = true;
    for entry in open {
        if let Some(row) = Arc::make_mut(&mut rows.lines).get_mut(&entry) {
            Arc::make_mut(row).remittance = Some(id.clone());
            rows.touched.payments.insert(row.line.payment);
        }
    }
    Ok(())
}

pub(super) fn close(rows: &mut Rows, key: &RemittanceKey) -> Outcome {
    let id = file_key(key);
    let totals =
        totals(rows.lines.values().filter(|row| row.remittance.as_ref() == Some(&id)).map(|row| &row.line));
    let row = Arc::make_mut(&mut rows.files).get_mut(&id).ok_or(CommitError::Stale)?;
    if row.remittance.closed {
        return Err(CommitError::Stale);
    }
    rows.touched.files = true;
    let row = Arc::make_mut(row);
    row.remittance.closed = true;
    row.remittance.totals = totals;
    row.leased_until = None;
    Ok(())
}

pub(super) fn postpone(rows: &mut Rows, key: &RemittanceKey, most: usize) {
    let open: Vec<TransactionId> = open(rows, key).take(most.min(GATHERED_AT_ONCE)).collect();
    for entry in open {
        if let Some(row) = Arc::make_mut(&mut rows.lines).get_mut(&entry) {
            Arc::make_mut(row).line.day = key.day.saturating_add(1.day());
        }
    }
}

/// Points of sale with open lines of that day or before whose remittance nobody has.
pub(super) fn open_points_of_sale(
    rows: &Rows,
    up_to: Date,
    now: Timestamp,
    most: usize,
) -> Vec<RemittanceKey> {
    let open = rows.lines.values().filter(|row| row.remittance.is_none() && row.line.day <= up_to);
    let free = |key: &RemittanceKey| {
        let until = rows.files.get(&file_key(key)).and_then(|row| row.leased_until);
        until.is_none_or(|until| until <= now)
    };
    let mut keys: Vec<RemittanceKey> = Vec::new();
    for row in open {
        let key = RemittanceKey {
            merchant: row.line.merchant,
            point_of_sale: row.line.point_of_sale.clone(),
            day: up_to,
        };
        if free(&key) && !keys.contains(&key) && keys.len() < most {
            keys.push(key);
        }
    }
    keys
}

/// Taken, not closed, and held by nobody any more.
pub(super) fn abandoned(rows: &Rows, now: Timestamp, most: usize) -> Vec<RemittanceKey> {
    let left =
        |row: &&Arc<FileRow>| !row.remittance.closed && row.leased_until.is_none_or(|until| until <= now);
    let mut keys: Vec<RemittanceKey> =
        rows.files.values().filter(left).map(|row| row.remittance.key.clone()).collect();
    keys.sort_by_key(|key| key.day);
    keys.truncate(most);
    keys
}

/// One for each kind and currency that there is, in the order of their first lines.
pub(crate) fn totals<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for line in lines {
        let minor_units = i128::from(line.amount.minor_units());
        match totals.iter_mut().find(|it| it.kind == line.kind && it.currency == line.currency) {
            Some(total) => {
                total.lines += 1;
                total.minor_units += minor_units;
            }
            None => totals.push(Total { currency: line.currency, kind: line.kind, lines: 1, minor_units }),
        }
    }
    totals.sort_by_key(|total| match total.kind {
        LineKind::Capture => 0,
        LineKind::Refund => 1,
    });
    totals
}
