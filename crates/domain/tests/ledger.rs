//! Whatever is asked, in whatever order: the money adds up.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod ledgers;

use domain::{
    ReturnCode,
    action::{ActionKind, CaptureOption},
    ledger::Ledger,
    transaction::TransactionType,
};
use jiff::SignedDuration;
use ledgers::{accepted, ask, at, id, payment, put};
use primitives::{Amount, TransactionId};
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Wanted {
    kind: ActionKind,
    option: CaptureOption,
    /// The payment, or the n-th action.
    target: usize,
    minor_units: i64,
    /// Hours that pass before it.
    later: i64,
    /// The day's remittance is gathered before it.
    remit: bool,
    named: bool,
}

fn wanted() -> impl Strategy<Value = Wanted> {
    use ActionKind::{Cancel, Capture, Refund};
    let kind = prop_oneof![Just(Capture), Just(Refund), Just(Cancel)];
    let option = prop_oneof![
        4 => Just(CaptureOption::Standard),
        1 => Just(CaptureOption::Final),
        2 => Just(CaptureOption::LateDelivery),
    ];
    let amounts = prop_oneof![3 => 0..400_i64, 1 => 0..1_200_i64, 1 => Just(1_000)];
    let hours = prop_oneof![8 => Just(0_i64), 1 => Just(30), 1 => Just(100)];
    (
        kind,
        option,
        prop_oneof![2 => Just(0_usize), 1 => 0..6_usize],
        amounts,
        hours,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(kind, option, target, minor_units, later, often, named)| Wanted {
            kind,
            option,
            target,
            minor_units,
            later,
            remit: often && minor_units % 7 == 0,
            named,
        })
}

fn target(ledger: &Ledger, number: usize) -> TransactionId {
    if number == 0 || number > ledger.actions.len() {
        return id(0);
    }
    ledger.actions[number - 1].id
}

/// Signed sums of their own, so that a bound that saturates hides nothing.
struct Books {
    authorised: i64,
    captured: i64,
    refunded: i64,
    uncaptured: i64,
}

fn books(ledger: &Ledger) -> Books {
    let authorised = ledger.payment.amount().minor_units();
    let amount_of = |kind| -> i64 { ledger.accepted(kind).map(|action| action.amount().minor_units()).sum() };
    let taken_from = |kind: ActionKind| -> i64 {
        let taken = ledger.accepted(ActionKind::Cancel).flat_map(|cancel| &cancel.taken);
        let of_kind = taken.filter(|taken| match ledger.action(taken.from) {
            Some(action) => action.kind == kind,
            None => kind == ActionKind::Capture,
        });
        of_kind.map(|taken| taken.amount.minor_units()).sum()
    };
    let by_itself = ledger.payment.kind() == TransactionType::AuthorizationAndCapture;
    let captured = amount_of(ActionKind::Capture) + if by_itself { authorised } else { 0 };
    let closed: i64 = ledger.accepted(ActionKind::Capture).map(|it| it.closes().minor_units()).sum();
    let (of_captures, of_refunds) = (taken_from(ActionKind::Capture), taken_from(ActionKind::Refund));
    let cancelled_uncaptured = amount_of(ActionKind::Cancel) - of_captures - of_refunds;
    Books {
        authorised,
        captured: captured - of_captures,
        refunded: amount_of(ActionKind::Refund) - of_refunds,
        uncaptured: if by_itself { 0 } else { authorised - captured - closed - cancelled_uncaptured },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_money_adds_up(
        capture in prop_oneof![Just("MANUAL"), Just("AUTOMATIC")],
        wishes in proptest::collection::vec(wanted(), 1..25),
    ) {
        let mut ledger = payment(capture, accepted());
        let mut hours = 0;
        for wish in wishes {
            hours += wish.later;
            if wish.remit {
                let open = ledger.captures().iter().chain(ledger.refunds());
                let remitted = open.filter(|entry| entry.left > Amount::ZERO || entry.remitted)
                    .map(|entry| entry.id).collect();
                ledger = ledger.changed(|history| history.remitted = remitted).unwrap();
            }
            let before = ledger.clone();
            let mut asked = ask(wish.kind, wish.minor_units).option(wish.option).of(target(&ledger, wish.target));
            if wish.named {
                asked = asked.named(["a", "b", "c", "d"][ledger.actions.len() % 4]);
            }
            let verdict = put(&mut ledger, &asked, at(hours));

            let now = books(&ledger);
            prop_assert_eq!(ledger.captured().minor_units(), now.captured);
            prop_assert_eq!(ledger.refunded().minor_units(), now.refunded);
            prop_assert_eq!(ledger.uncaptured().minor_units(), now.uncaptured);
            prop_assert!(now.uncaptured >= 0 && now.captured >= 0 && now.refunded >= 0);
            prop_assert!(now.captured <= now.authorised, "captured {} of {}", now.captured, now.authorised);
            prop_assert!(now.refunded <= now.captured, "refunded {} of {}", now.refunded, now.captured);
            for entry in ledger.captures().iter().chain(ledger.refunds()) {
                let was = before.captures().iter().chain(before.refunds()).find(|it| it.id == entry.id);
                if let Some(was) = was.filter(|was| was.remitted) {
                    prop_assert_eq!(was.left, entry.left, "what is remitted never changes");
                }
            }
            for capture in ledger.captures() {
                let named = ledger.refunds().iter().filter(|refund| {
                    capture.id != id(0) && ledger.action(refund.id).unwrap().target == capture.id
                });
                let named: i64 = named.map(|refund| refund.left.minor_units()).sum();
                prop_assert!(named <= capture.left.minor_units(), "refunds of a capture stand on it");
            }
            if verdict.is_ok() {
                prop_assert!(!before.is_cancelled() || wish.kind == ActionKind::Cancel && asked.target != id(0),
                    "after a full cancel only refunds that stand alone could still be cancelled");
                prop_assert!(asked.minor_units > 0);
                let renewed = ledger.actions.last().unwrap().state.approval().is_some();
                let expired = at(hours).duration_since(at(0)) >= SignedDuration::from_hours(7 * 24);
                prop_assert_eq!(renewed, wish.kind == ActionKind::Capture && expired);
            } else {
                prop_assert_eq!(
                    (ledger.captured(), ledger.refunded(), ledger.uncaptured(), ledger.cancelled()),
                    (before.captured(), before.refunded(), before.uncaptured(), before.cancelled()),
                    "a refusal changes nothing"
                );
            }
        }
    }
}

#[test]
fn a_cancel_takes_what_is_not_captured_first_and_then_the_newest_capture() {
    let mut ledger = payment("MANUAL", accepted());
    let first = put(&mut ledger, &ask(ActionKind::Capture, 300), at(0)).unwrap();
    let second = put(&mut ledger, &ask(ActionKind::Capture, 400), at(0)).unwrap();
    let cancel = put(&mut ledger, &ask(ActionKind::Cancel, 750), at(0)).unwrap();
    let taken: Vec<_> =
        ledger.action(cancel).unwrap().taken.iter().map(|it| (it.from, it.amount.minor_units())).collect();
    assert_eq!(taken, [(second, 400), (first, 50)]);
    assert_eq!(ledger.captured().minor_units(), 250);
    assert_eq!(put(&mut ledger, &ask(ActionKind::Refund, 251), at(0)), Err(ReturnCode::SUM_EXCEEDED));
}
