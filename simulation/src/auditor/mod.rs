//! The auditor. After every step it checks what was written and booked, and reports the rule that does not
//! hold. It computes all sums by itself and uses none of those of `domain`.

mod claims;
mod end;
mod files;
mod limits;
mod moves;
mod notifications;
mod rows;
mod sessions;

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    ledger::Ledger,
    notification::NotificationState,
    remittance::{Line, Total},
    session::Session,
    transaction::State,
    work::Due,
};
use gateway::ports::Versioned;
use primitives::{SessionNumber, TransactionId};

pub(crate) use limits::Sums;
pub(crate) use rows::Rows;
use rows::{FileKey, Touched};

use crate::{
    bank::HoldStatus,
    clients::{Books, SURELY_REPEATABLE_MS},
    instance::House,
    world::{World, moment},
};

#[derive(Default)]
pub(crate) struct Auditor {
    /// Each payment as it was at the last check.
    seen: BTreeMap<TransactionId, Versioned<Ledger>>,
    /// What was done under each key, and when.
    keys: BTreeMap<String, Vec<(TransactionId, i64)>>,
    /// The lines that were remitted.
    remitted: BTreeMap<TransactionId, (FileKey, Line)>,
    closed: BTreeMap<FileKey, Vec<Total>>,
    /// The time until which each accepted payment holds its claim.
    kept: BTreeMap<TransactionId, i64>,
    /// Each session as it was at the last check.
    sessions: BTreeMap<SessionNumber, Arc<Versioned<Session>>>,
    /// The state of each notification, by its id.
    notifications: BTreeMap<i64, NotificationState>,
    /// The time at which each notification was delivered, read or given up.
    ended: BTreeMap<i64, i64>,
    /// The time at which each notification was last sent.
    sent: BTreeMap<i64, i64>,
}

impl Auditor {
    /// Brings the rows up to date and checks what changed.
    pub(crate) fn look(&mut self, house: &House, rows: &mut Rows) {
        let (touched, undone) = (read_changes(house, rows), house.bank.take_undone());
        let rows = &*rows;
        for id in undone {
            if matches!(rows.state(id), Some(State::Accepted(_))) {
                house.world.violate("what is accepted is not undone at the bank", || id.to_string());
            }
        }
        let mut sessions = touched.sessions;
        for id in touched.payments {
            self.payment(house, rows, id);
            sessions.extend(rows.payments.get(&id).and_then(|row| row.payment.value.origin.session()));
        }
        if touched.files {
            self.files(&house.world, rows);
        }
        for number in sessions {
            self.session(house, rows, number);
            Self::told_of_session(&house.world, rows, number);
        }
        for sent in house.shops.take_sent() {
            self.was_sent(&house.world, rows, &sent);
        }
        for id in touched.notifications {
            self.notification(house, rows, id);
        }
    }

    fn payment(&mut self, house: &House, rows: &Rows, id: TransactionId) {
        let world = &house.world;
        let (Some(history), Some(row)) = (rows.history(id), rows.payments.get(&id)) else {
            return world.violate("a payment does not vanish", || id.to_string());
        };
        let sums = Sums::of(&history.value);
        sums.check(world, &history.value);
        let Some(now) = rows.ledger(id) else {
            return world.violate("the amounts of a payment add up", || id.to_string());
        };
        let before = self.seen.remove(&id);
        moves::check(world, before.as_ref(), &now);
        self.check_keys(house, before.as_ref().map(|before| &before.value), &now.value);
        self.check_claim(house, rows, &now.value, &sums);
        self.check_lines(world, rows, &now.value);
        check_due(world, &now.value, row.due);
        check_yes(house, &now.value);
        Self::told_of_payment(world, rows, &now.value.payment);
        self.seen.insert(id, now);
    }

    fn check_keys(&mut self, house: &House, before: Option<&Ledger>, now: &Ledger) {
        let world = &house.world;
        let payment =
            before.is_none().then_some((now.payment.id, &now.payment.idempotency_key, now.payment.created));
        let new = now
            .actions
            .iter()
            .filter(|action| before.is_none_or(|before| before.action(action.id).is_none()));
        let new = new.map(|action| (action.id, &action.idempotency_key, action.created));
        let now_ms = world.now_ms();
        for (id, key, created) in payment.into_iter().chain(new) {
            let Some(key) = key else { continue };
            let done = self.keys.entry(key.as_str().to_owned()).or_default();
            // A key is valid from the time at which its first request was looked up. What is written now may
            // have been looked up when the key was still valid, by an instance that was slow; and clocks may
            // differ by seconds.
            let again = done.iter().find(|(_, created_ms)| now_ms - created_ms < SURELY_REPEATABLE_MS);
            if let Some((first, _)) = again {
                world.violate("nothing is done twice under one key", || {
                    format!("{}: {first} and {id}", key.as_str())
                });
            }
            done.push((id, created.as_millisecond()));
        }
    }

    /// Checks the end of a seed, when all work is done.
    pub(crate) fn end(&mut self, house: &House, books: &Books, rows: &mut Rows) {
        self.look(house, rows);
        end::check(house, books, rows);
    }
}

/// Reads the changes. A row that cannot be read is reported like any other violation.
fn read_changes(house: &House, rows: &mut Rows) -> Touched {
    match house.view.changes() {
        Ok(Some(changes)) => {
            for table in &changes.lost {
                house.world.violate(rule_of(table), || format!("a row of {table}"));
            }
            rows.apply(changes)
        }
        Ok(None) => Touched::default(),
        Err(error) => {
            house.world.violate("what is written can be read", || error.to_string());
            Touched::default()
        }
    }
}

/// Returns the rule that a deleted row of the table breaks.
fn rule_of(table: &str) -> &'static str {
    match table {
        "transactions" => "a payment does not vanish",
        "actions" => "an action does not vanish",
        "sessions" => "a session does not vanish",
        "notifications" => "a notification does not vanish",
        _ => "no row vanishes",
    }
}

/// Checks that the bank has booked what was accepted after it was asked.
fn check_yes(house: &House, ledger: &Ledger) {
    let actions = ledger.actions.iter().map(|action| (action.id, &action.state));
    for (id, state) in actions.chain([(ledger.payment.id, &ledger.payment.state)]) {
        let said_yes = matches!(state, State::Accepted(Some(_)));
        let booked = || house.bank.hold(id).is_some_and(|hold| hold.status == HoldStatus::Booked);
        if said_yes && !booked() {
            house.world.violate("what is accepted is booked at the bank", || id.to_string());
        }
    }
}

/// Checks the due time. Work that may be done at once is due at the time of its commit. The row has that
/// time, unless other work was due before; then any later time is right.
fn check_due(world: &World, ledger: &Ledger, due: Option<Due>) {
    let at = due.map_or_else(|| world.now(), |due| due.at);
    let follows = |at| ledger.next_work(at) == due;
    if !follows(at) && !follows(moment(at.as_millisecond() + 1)) {
        world.violate("what is to be done next follows from the ledger", || {
            format!("{}: {due:?} instead of {:?}", ledger.payment.id, ledger.next_work(at))
        });
    }
}
