//! Checks that remittance lines stand for the captures and refunds that are left, and that what is remitted
//! does not change.

use domain::{
    action::ActionKind,
    ledger::Ledger,
    remittance::{Line, LineKind, Total},
    transaction::TransactionType,
};
use primitives::TransactionId;

use super::{Auditor, Rows, limits::taken_from, rows::file_of};
use crate::world::World;

impl Auditor {
    /// Checks that each accepted capture and refund has one line over what is left of it, or none where
    /// nothing is left.
    pub(super) fn check_lines(&mut self, world: &World, rows: &Rows, ledger: &Ledger) {
        let payment = &ledger.payment;
        let by_itself = payment.kind() == TransactionType::AuthorizationAndCapture;
        let itself = by_itself.then(|| (payment.id, LineKind::Capture, ledger.authorised().minor_units()));
        let actions = ledger.actions.iter().map(|action| {
            let amount = if action.is_accepted() { action.amount().minor_units() } else { 0 };
            match action.kind {
                ActionKind::Capture => (action.id, LineKind::Capture, amount),
                ActionKind::Refund => (action.id, LineKind::Refund, amount),
                ActionKind::Cancel | ActionKind::Expiry => (action.id, LineKind::Capture, 0),
            }
        });
        for (entry, kind, amount) in itself.into_iter().chain(actions) {
            let left = amount - taken_from(ledger, entry);
            let row = rows.line(entry);
            let stands = row.map_or(left == 0, |row| {
                let line = &row.line;
                left > 0
                    && line.amount.minor_units() == left
                    && line.kind == kind
                    && line.payment == payment.id
            });
            if !stands {
                world.violate("lines are what is captured and refunded", || {
                    format!(
                        "{entry}: {left} left, line over {:?}",
                        row.map(|row| row.line.amount.minor_units())
                    )
                });
            }
            self.check_remitted(world, rows, entry);
        }
    }

    fn check_remitted(&mut self, world: &World, rows: &Rows, entry: TransactionId) {
        let remitted = rows.line(entry).and_then(|row| Some((file_of(row)?, row.line.clone())));
        match (self.remitted.get(&entry), remitted) {
            (None, Some(new)) => {
                self.remitted.insert(entry, new);
            }
            (Some(old), new) if new.as_ref() != Some(old) => {
                world.violate("a line that was remitted never changes", || entry.to_string());
            }
            (Some(_) | None, _) => {}
        }
    }

    /// Checks that a closed remittance has the sum of its lines and does not change.
    pub(super) fn files(&mut self, world: &World, rows: &Rows) {
        for key in self.closed.keys().filter(|key| !rows.files.contains_key(key)) {
            world.violate("a remittance that is closed never changes", || format!("{key:?} is gone"));
        }
        for (key, file) in rows.files.iter().filter(|(_, file)| file.closed) {
            if !self.closed.contains_key(key) {
                world.count("remittances closed");
            }
            let told = self.closed.entry(key.clone()).or_insert_with(|| file.totals.clone());
            if *told != file.totals {
                world.violate("a remittance that is closed never changes", || format!("{key:?}"));
            }
            if totals(rows.lines_in(key).map(|row| &row.line)) != *told {
                world.violate("a remittance is the sum of its lines", || format!("{key:?}: {told:?}"));
            }
        }
    }
}

/// Returns one total for each kind and currency, in the order in which the store returns them.
fn totals<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<Total> {
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
