//! Looks after every step at what was written and booked, and says which rule does not hold. It adds up by itself and
//! trusts none of the sums of `domain`.

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
    /// Each payment as it was when it was looked at last.
    seen: BTreeMap<TransactionId, Versioned<Ledger>>,
    /// What was done under a key, and when.
    keys: BTreeMap<String, Vec<(TransactionId, i64)>>,
    /// Lines that went into a remittance.
    remitted: BTreeMap<TransactionId, (FileKey, Line)>,
    closed: BTreeMap<FileKey, Vec<Total>>,
    /// Until when accepted payments hold their claim.
    kept: BTreeMap<TransactionId, i64>,
    /// Each session as it was when it was looked at last.
    sessions: BTreeMap<SessionNumber, Arc<Versioned<Session>>>,
    /// By their ids.
    notifications: BTreeMap<i64, NotificationState>,
    /// When each was heard, read or given up.
    ended: BTreeMap<i64, i64>,
    /// When each notification was sent last.
    sent: BTreeMap<i64, i64>,
}

impl Auditor {
    /// Brings the rows up to date and looks at what changed.
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
            // A key is good from when its first request was looked at. What is written now was perhaps looked at when it
            // still was, by somebody who was slow; and clocks may be seconds apart.
            let again = done.iter().find(|(_, created_ms)| now_ms - created_ms < SURELY_REPEATABLE_MS);
            if let Some((first, _)) = again {
                world.violate("nothing is done twice under one key", || {
                    format!("{}: {first} and {id}", key.as_str())
                });
            }
            done.push((id, created.as_millisecond()));
        }
    }

    /// Everything has run dry.
    pub(crate) fn end(&mut self, house: &House, books: &Books, rows: &mut Rows) {
        self.look(house, rows);
        end::check(house, books, rows);
    }
}

/// What cannot be read is a finding like any other.
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

/// The rule of which a row that is gone is a violation.
fn rule_of(table: &str) -> &'static str {
    match table {
        "transactions" => "a payment does not vanish",
        "actions" => "an action does not vanish",
        "sessions" => "a session does not vanish",
        "notifications" => "a notification does not vanish",
        _ => "no row vanishes",
    }
}

/// What is accepted after a bank was asked, the bank has booked.
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

/// What is to be done at once is due at the moment of its commit. That stands in the row, unless something else was due
/// before; then any later moment will do.
fn check_due(world: &World, ledger: &Ledger, due: Option<Due>) {
    let at = due.map_or_else(|| world.now(), |due| due.at);
    let follows = |at| ledger.next_work(at) == due;
    if !follows(at) && !follows(moment(at.as_millisecond() + 1)) {
        world.violate("what is to be done next follows from the ledger", || {
            format!("{}: {due:?} instead of {:?}", ledger.payment.id, ledger.next_work(at))
        });
    }
}
