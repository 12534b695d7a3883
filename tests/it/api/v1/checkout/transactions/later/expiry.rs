//! The expiry of an authorisation after seven days.

use document::Tree;

use super::LIFE;
use crate::harness::{
    Action::{Cancel, Capture, Refund},
    Gateway, assert_result, done, entries, own, put, refused, refused_with, sum,
};

#[tokio::test]
async fn an_hour_before_its_end() {
    let mut gateway = Gateway::start("alive");
    let mut till = gateway.till();
    let (captured, cancelled) = (till.authorised(10_000).await, till.authorised(10_000).await);
    gateway.restart_ahead(LIFE - 1, &[]);
    let mut till = gateway.till();
    till.capture(&captured, 10_000).await;
    till.cancel(&cancelled, 10_000).await;
}

#[tokio::test]
async fn after_its_end() {
    let mut gateway = Gateway::start("expired");
    let id = gateway.till().authorised(10_000).await;
    let before = gateway.till().transaction(&id).await;
    gateway.restart_ahead(LIFE, &[]);
    let mut till = gateway.till();
    for option in [Tree::Null, Tree::text("STANDARD"), Tree::text("FINAL")] {
        for amount in [1, 10_000] {
            refused(&mut till, Capture, &id, &put(&own(amount), "option", option.clone()), "02602").await;
        }
    }
    refused(&mut till, Cancel, &id, &own(10_000), "02602").await;
    refused_with(&mut till, Refund, &id, &own(10_000), &["02314", "02618"]).await;
    // It is still told as the payment that it was.
    let after = till.transaction(&id).await;
    assert_result(&after, 200, "ACCEPTED", "00000");
    assert!(before.at(&["transaction"]) == after.at(&["transaction"]));
}

/// The end comes by itself, and is nobody's action: it is not listed.
#[tokio::test]
async fn its_end_is_not_listed() {
    let mut gateway = Gateway::start("expiry");
    let id = gateway.till().authorised(10_000).await;
    let before = gateway.till().transaction(&id).await;
    gateway.restart_ahead(LIFE + 24, &[]);
    crate::harness::idle(&gateway).await;
    assert_eq!(entries(&gateway.till().transaction(&id).await), entries(&before));
    refused(&mut gateway.till(), Capture, &id, &own(10_000), "02602").await;
}

#[tokio::test]
async fn when_a_part_was_captured_in_time() {
    let mut gateway = Gateway::start("expired-part");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    gateway.restart_ahead(LIFE, &[]);
    let mut till = gateway.till();
    refused(&mut till, Capture, &id, &own(1), "02602").await;
    refused(&mut till, Refund, &id, &own(4_001), "02613").await;
    till.refund(&id, 1_000).await;
    till.refund(&capture, 3_000).await;
    assert_eq!(sum(&till.transaction(&id).await, Refund), 4_000);
}

/// What was captured at once is money, which does not run out.
#[tokio::test]
async fn a_captured_payment() {
    let mut gateway = Gateway::start("old");
    let id = gateway.till().paid(10_000).await;
    gateway.restart_ahead(300 * 24, &[]);
    let mut till = gateway.till();
    refused(&mut till, Capture, &id, &own(1), "02617").await;
    done(&till.act(Refund, &id, &own(10_000)).await, Refund);
}

#[tokio::test]
async fn after_a_full_cancel_it_is_cancelled_and_not_expired() {
    let mut gateway = Gateway::start("cancelled-and-old");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.cancel(&id, 10_000).await;
    gateway.restart_ahead(LIFE + 1, &[]);
    let mut till = gateway.till();
    refused(&mut till, Cancel, &id, &own(10_000), "02601").await;
    refused(&mut till, Capture, &id, &own(10_000), "02313").await;
}
