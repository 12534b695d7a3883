//! Captures, refunds and cancels, accepted and refused.

use document::Tree;
use stores::{Case, Kind, PendingWork};

use crate::bodies::full_action;
use crate::harness::{
    Action::{self, Cancel, Capture, Refund},
    assert_action, assert_result, own, reference, title_of,
};
use crate::maker::Maker;
use crate::payments::repeat;

pub(crate) async fn make(maker: &mut Maker) {
    captured_in_part(maker).await;
    refunded_in_part(maker).await;
}

/// Makes an action with this result code; returns its id.
async fn act(maker: &mut Maker, name: &str, (action, id, body): (Action, &str, &Tree), code: &str) -> String {
    let answer = maker.till("demo").act(action, id, body).await;
    assert_result(&answer, 201, title_of(code), code);
    let id = assert_action(&answer, action);
    maker.recorder.add(Case::new(Kind::Action, name, "demo", &id));
    id
}

async fn captured_in_part(maker: &mut Maker) {
    let mut till = maker.till("demo");
    let id = till.authorised(10_000).await;
    act(maker, "capture", (Capture, &id, &full_action(4_000)), "00000").await;
    act(maker, "capture-refused", (Capture, &id, &own(9_000)), "02613").await;
    act(maker, "refund-refused", (Refund, &id, &own(4_001)), "02613").await;
    let (key, body) = (reference(), own(1_000));
    let answer = till.act_once(&key, Capture, &id, &body).await;
    let first = answer.document().unwrap().clone();
    maker.recorder.repeat(repeat("demo", &Capture.path(&id), &key, &body, answer.status, first));
    let captured = Case::new(Kind::Payment, "captured-in-part", "demo", &id);
    maker.recorder.add(captured.pending(&[PendingWork::ExpiryLater]));
}

async fn refunded_in_part(maker: &mut Maker) {
    let id = maker.till("demo").paid(10_000).await;
    act(maker, "refund", (Refund, &id, &full_action(3_000)), "00000").await;
    let wrong = act(maker, "refund-by-mistake", (Refund, &id, &own(2_000)), "00000").await;
    act(maker, "cancel-of-refund", (Cancel, &wrong, &own(2_000)), "00000").await;
    act(maker, "capture-of-captured", (Capture, &id, &own(1)), "02617").await;
    maker.recorder.add(Case::new(Kind::Payment, "refunded-in-part", "demo", &id));
}

/// Cancels whose release no bank has been told, because the reconciler is held up.
pub(crate) async fn make_unreleased(maker: &mut Maker) {
    let mut till = maker.till("demo");
    let whole = till.authorised(10_000).await;
    act(maker, "cancel", (Cancel, &whole, &full_action(10_000)), "00000").await;
    act(maker, "cancel-of-cancelled", (Cancel, &whole, &own(1)), "02601").await;
    let captured = till.authorised(10_000).await;
    let capture = till.capture(&captured, 4_000).await;
    act(maker, "cancel-of-capture", (Cancel, &capture, &own(3_000)), "00000").await;
    let paid = till.paid(10_000).await;
    act(maker, "cancel-of-paid", (Cancel, &paid, &own(2_000)), "00000").await;
    for (name, id, pending) in [
        ("cancelled", whole, &[PendingWork::Release][..]),
        ("capture-cancelled", captured, &[PendingWork::Release, PendingWork::ExpiryLater]),
        ("paid-and-cancelled-in-part", paid, &[PendingWork::Release]),
    ] {
        maker.recorder.add(Case::new(Kind::Payment, name, "demo", &id).pending(pending));
    }
}
