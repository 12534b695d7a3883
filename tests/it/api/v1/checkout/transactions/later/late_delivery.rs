//! Captures with `option` LATE_DELIVERY, which renew an expired authorisation.

use document::Tree;

use super::LIFE;
use crate::harness::{
    Action::{Cancel, Capture, Refund},
    Gateway, own, put, refused, sum,
};

fn late(amount: i64) -> Tree {
    put(&own(amount), "option", "LATE_DELIVERY")
}

async fn delivered(till: &mut crate::harness::Till, id: &str, amount: i64) -> String {
    crate::harness::done(&till.act(Capture, id, &late(amount)).await, Capture)
}

#[tokio::test]
async fn in_parts() {
    let mut gateway = Gateway::start("late");
    let id = gateway.till().authorised(10_000).await;
    gateway.restart_ahead(LIFE, &[]);
    let mut till = gateway.till();
    refused(&mut till, Capture, &id, &late(10_001), "02613").await;
    refused(&mut till, Capture, &id, &late(0), "02110").await;
    let capture = delivered(&mut till, &id, 6_000).await;
    refused(&mut till, Capture, &id, &late(4_001), "02613").await;
    delivered(&mut till, &id, 4_000).await;
    refused(&mut till, Capture, &id, &late(1), "02617").await;
    // Money like any other.
    till.refund(&capture, 1_000).await;
    till.cancel(&capture, 5_000).await;
    till.refund(&id, 4_000).await;
    let read = till.transaction(&id).await;
    assert_eq!((sum(&read, Capture), sum(&read, Refund), sum(&read, Cancel)), (10_000, 5_000, 5_000));
}

#[tokio::test]
async fn of_the_rest_of_what_was_captured_in_time() {
    let mut gateway = Gateway::start("late-rest");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.capture(&id, 3_000).await;
    till.cancel(&id, 2_000).await;
    gateway.restart_ahead(30 * 24, &[]);
    let mut till = gateway.till();
    refused(&mut till, Capture, &id, &late(5_001), "02613").await;
    delivered(&mut till, &id, 5_000).await;
    refused(&mut till, Capture, &id, &late(1), "02617").await;
    till.refund(&id, 8_000).await;
}

#[tokio::test]
async fn of_what_was_cancelled() {
    let mut gateway = Gateway::start("late-cancelled");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.cancel(&id, 10_000).await;
    gateway.restart_ahead(LIFE, &[]);
    refused(&mut gateway.till(), Capture, &id, &late(10_000), "02313").await;
}

#[tokio::test]
async fn repeated() {
    let mut gateway = Gateway::start("late-repeat");
    let id = gateway.till().authorised(10_000).await;
    gateway.restart_ahead(LIFE, &[]);
    let (mut till, body) = (gateway.till(), late(1_000));
    crate::harness::done(&till.act(Capture, &id, &body).await, Capture);
    refused(&mut till, Capture, &id, &body, "02001").await;
}

#[tokio::test]
async fn under_an_idempotency_key() {
    let mut gateway = Gateway::start("late-key");
    let id = gateway.till().authorised(50_000).await;
    gateway.restart_ahead(LIFE, &[]);
    let mut till = gateway.till();
    for amount in [33_305, 1_000] {
        let (key, body) = (crate::harness::reference(), late(amount));
        let first = till.act_once(&key, Capture, &id, &body).await;
        let again = till.act_once(&key, Capture, &id, &body).await;
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!((first.status, first.body_text()), (again.status, again.body_text()));
    }
    assert_eq!(sum(&till.transaction(&id).await, Capture), 1_000);
}
