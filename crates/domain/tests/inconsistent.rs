//! Histories that do not add up are no ledgers, and each says what is wrong with it.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[expect(dead_code, reason = "shared with suites that ask more of it")]
mod ledgers;

use domain::{
    action::{
        ActionKind::{Cancel, Capture, Refund},
        CaptureOption, Release, Taken,
    },
    ledger::{History, Imbalance, Inconsistent, Ledger},
    transaction::State,
};
use ledgers::{Ask, accepted, amount, ask, at, id, payment, put};
use primitives::Amount;

/// Of 1,000, with the actions that were granted on it. The n-th has the id 2n - 1.
fn manual(asks: &[Ask]) -> Ledger {
    granted(payment("MANUAL", accepted()), asks)
}

fn granted(mut ledger: Ledger, asks: &[Ask]) -> Ledger {
    for ask in asks {
        put(&mut ledger, ask, at(0)).unwrap();
    }
    ledger
}

fn check(ledger: Ledger, spoil: impl FnOnce(&mut History), imbalance: Imbalance) {
    let payment = ledger.payment.id;
    assert_eq!(ledger.changed(spoil).err(), Some(Inconsistent { payment, imbalance }));
}

/// An action's amount is another than it was when it was granted.
fn check_amount(ledger: Ledger, action: usize, minor_units: i64, imbalance: Imbalance) {
    check(ledger, |history| history.actions[action].amount = amount(minor_units), imbalance);
}

#[test]
fn captures_over_what_was_authorised() {
    let captured = || manual(&[ask(Capture, 600)]);
    check_amount(captured(), 0, 1_001, Imbalance::OverAuthorised);
    // Also while a bank is asked for it, and where the payment captures by itself.
    let asking = |history: &mut History| {
        history.put(id(1), State::Unanswered);
        history.actions[0].amount = amount(1_001);
    };
    check(captured(), asking, Imbalance::OverAuthorised);
    let again = captured().actions[0].clone();
    let automatic = payment("AUTOMATIC", accepted());
    check(automatic, |history| history.actions.push(again), Imbalance::OverAuthorised);
}

#[test]
fn a_capture_of_a_payment_that_was_undone() {
    let undone = |history: &mut History| history.payment.state = State::Reversed;
    check(manual(&[ask(Capture, 600)]), undone, Imbalance::OverAuthorised);
}

#[test]
fn what_a_final_capture_closes_over_what_was_authorised() {
    let release = |history: &mut History| {
        let action = &mut history.actions[0];
        action.release = action.release.map(|release| Release { amount: amount(401), ..release });
    };
    let captured = manual(&[ask(Capture, 600).option(CaptureOption::Final)]);
    check(captured, release, Imbalance::OverAuthorised);
}

#[test]
fn cancels_of_more_than_was_authorised() {
    check_amount(manual(&[ask(Cancel, 400)]), 0, 1_001, Imbalance::OverAuthorised);
    check_amount(manual(&[ask(Capture, 600), ask(Cancel, 400)]), 1, 401, Imbalance::OverAuthorised);
}

#[test]
fn refunds_over_what_is_captured() {
    let refunded = || manual(&[ask(Capture, 600), ask(Refund, 500)]);
    check_amount(refunded(), 1, 601, Imbalance::OverCaptured);
    check_amount(refunded(), 0, 499, Imbalance::OverCaptured);
    let automatic = granted(payment("AUTOMATIC", accepted()), &[ask(Refund, 500)]);
    check_amount(automatic, 0, 1_001, Imbalance::OverCapture(id(0)));
}

#[test]
fn refunds_of_a_capture_over_what_is_left_of_it() {
    let asks = [ask(Capture, 600), ask(Capture, 400), ask(Refund, 300).of(id(3))];
    check_amount(manual(&asks), 2, 401, Imbalance::OverCapture(id(3)));
    let of_nothing = |history: &mut History| history.actions[2].target = id(9);
    check(manual(&asks), of_nothing, Imbalance::OverCapture(id(9)));
}

#[test]
fn cancels_of_more_than_there_is_of_a_capture_or_a_refund() {
    let asks = [ask(Capture, 600), ask(Cancel, 500).of(id(1))];
    check_amount(manual(&asks), 0, 499, Imbalance::OverEntry(id(1)));
    let from_nothing = |history: &mut History| history.actions[1].taken[0].from = id(9);
    check(manual(&asks), from_nothing, Imbalance::OverEntry(id(9)));
    let refund = [ask(Capture, 600), ask(Refund, 500), ask(Cancel, 500).of(id(3))];
    check_amount(manual(&refund), 1, 499, Imbalance::OverEntry(id(3)));
}

#[test]
fn a_cancel_of_which_the_parts_exceed_the_whole() {
    let asks = [ask(Capture, 600), ask(Cancel, 500).of(id(1))];
    check_amount(manual(&asks), 1, 499, Imbalance::OverCancel(id(3)));
}

#[test]
fn a_release_of_less_than_was_taken_from_late_deliveries() {
    let mut ledger = payment("MANUAL", accepted());
    let late = at(7 * 24);
    put(&mut ledger, &ask(Capture, 600).option(CaptureOption::LateDelivery), late).unwrap();
    put(&mut ledger, &ask(Cancel, 500).of(id(1)), late).unwrap();
    let release = |history: &mut History| {
        let action = &mut history.actions[1];
        action.release = action.release.map(|release| Release { amount: amount(499), ..release });
    };
    check(ledger, release, Imbalance::OverRelease(id(3)));
}

#[test]
fn sums_that_no_amount_can_hold() {
    let asks = [ask(Capture, 600), ask(Cancel, 500).of(id(1))];
    let most = |from| Taken { from, amount: Amount::MAX };
    let taken = |history: &mut History| history.actions[1].taken = vec![most(id(1)), most(id(1))];
    check(manual(&asks), taken, Imbalance::TooLarge);
    let captures = |history: &mut History| {
        history.actions.iter_mut().for_each(|action| action.amount = Amount::MAX);
    };
    check(manual(&[ask(Capture, 600), ask(Capture, 400)]), captures, Imbalance::TooLarge);
}

/// What is refused or undone has no part in the sums.
#[test]
fn whatever_was_not_accepted_adds_up() {
    let spoilt = manual(&[ask(Capture, 600), ask(Refund, 500)]).changed(|history| {
        history.actions[1].amount = Amount::MAX;
        history.put(id(3), State::Reversed);
    });
    let ledger = spoilt.unwrap();
    assert_eq!((ledger.captured(), ledger.refunded()), (amount(600), Amount::ZERO));
}
