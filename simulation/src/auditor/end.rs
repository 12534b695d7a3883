//! Checks at the end of a seed that nothing is pending, and that the bank holds what the gateway tells and
//! nothing else.

use std::collections::BTreeMap;

use domain::{
    action::{Action, ReleaseState},
    ledger::Ledger,
    notification::{Notification, NotificationState},
    transaction::State,
};
use futures_util::FutureExt as _;
use gateway::audit_chain;
use primitives::TransactionId;

use super::Rows;
use crate::{Planted, bank::HoldStatus, clients::Books, instance::House, world::World};

pub(super) fn check(house: &House, books: &Books, rows: &Rows) {
    let world = &house.world;
    check_nothing_was_missed(house, rows);
    check_audit_log(house);
    books.check_all(world, rows);
    check_orphans(house, rows);
    for (id, row) in &rows.payments {
        if let Some(due) = row.due {
            world.violate("in the end nothing is due", || format!("{id}: {due:?}"));
        }
        let payment = &row.payment.value;
        if payment.origin.session().is_some_and(|number| !rows.sessions.contains_key(&number)) {
            world.violate("a payment belongs to a session that there is", || id.to_string());
        }
        if let Some(ledger) = rows.ledger(*id) {
            check_open(world, &ledger.value);
            check_money(house, &ledger.value);
        }
    }
    for session in rows.sessions.values().filter(|session| !session.value.is_final()) {
        world.violate("in the end every session has ended", || format!("{:?}", session.value.stage));
    }
    let waits = |it: &&Notification| it.state == NotificationState::Waiting;
    for notification in rows.notifications.values().filter(waits) {
        world.violate("in the end nobody waits to be told", || format!("{:?}", notification.subject));
    }
    for row in rows.open_lines() {
        world.violate("in the end every line is remitted", || row.line.entry.to_string());
    }
    for (key, _) in rows.files.iter().filter(|(_, file)| !file.closed) {
        world.violate("in the end every remittance is closed", || format!("{key:?}"));
    }
}

/// Checks that the rows that were read after each commit are all rows of the store.
fn check_nothing_was_missed(house: &House, rows: &Rows) {
    let mut stored = Rows::default();
    match house.view.everything() {
        Ok(everything) => drop(stored.apply(everything)),
        Err(error) => house.world.violate("what is written can be read", || error.to_string()),
    }
    if let Some(table) = rows.difference(&stored) {
        house.world.violate("the auditor has seen every row", || table.to_owned());
    }
}

/// Checks that the audit log is a chain, also where blocks were gathered between crashes and by several instances.
fn check_audit_log(house: &House) {
    // A block without its head, or a head without its block, is what the log must not hide.
    if matches!(house.world.planted, Planted::StoreLosesCommits | Planted::StoreWritesHalves) {
        return;
    }
    let auditor = house.open_auditor();
    let verified = audit_chain::verify(&auditor, None, |_| ()).now_or_never();
    match verified.expect("nobody waits for memory") {
        Ok(verified) => {
            for fault in verified.faults {
                house.world.violate("in the end the audit log is whole", || fault.to_string());
            }
        }
        Err(refusal) => {
            house.world.violate("in the end the audit log can be read", || format!("{refusal:?}"));
        }
    }
}

fn check_open(world: &World, ledger: &Ledger) {
    let actions = ledger.actions.iter().map(|action| (action.id, &action.state));
    for (id, state) in actions.chain([(ledger.payment.id, &ledger.payment.state)]) {
        if state.is_pending() || matches!(state, State::Undoing { .. }) {
            world.violate("in the end nothing is asked and not answered", || format!("{id}: {state:?}"));
        }
    }
    for action in ledger.actions.iter().filter(|action| action.is_accepted()) {
        if action.release.is_some_and(|release| release.state != ReleaseState::Confirmed) {
            world.violate("in the end every release is confirmed", || action.id.to_string());
        }
    }
}

/// Checks the money. By then every authorisation has expired, so the bank holds what was captured in each:
/// the payment's own, and those of late deliveries.
fn check_money(house: &House, ledger: &Ledger) {
    let payment = ledger.payment.id;
    let mut captured: BTreeMap<TransactionId, i64> = BTreeMap::from([(payment, 0)]);
    captured.extend(ledger.actions.iter().map(|action| (action.id, 0)));
    for entry in ledger.captures() {
        let renewed = ledger.action(entry.id).is_some_and(Action::is_renewal);
        let authorisation = if renewed { entry.id } else { payment };
        *captured.entry(authorisation).or_default() += entry.left.minor_units();
    }
    for (id, captured) in captured {
        let hold = house.bank.hold(id).filter(|hold| hold.status == HoldStatus::Booked);
        let (booked, released) = (hold.map_or(0, |hold| hold.amount), house.bank.released(id));
        if booked - released == captured {
            continue;
        }
        let rule = if booked - released > captured {
            "in the end the bank holds nothing that was not captured"
        } else {
            "in the end the bank holds what was captured"
        };
        house.world.violate(rule, || {
            format!("{id} of {payment}: booked {booked}, released {released}, captured {captured}")
        });
    }
}

/// Checks that the bank was asked for nothing that is not on disk.
fn check_orphans(house: &House, rows: &Rows) {
    for id in house.bank.holds().keys().filter(|id| rows.state(**id).is_none()) {
        house.world.violate("a bank is asked for what is on disk", || id.to_string());
    }
}
