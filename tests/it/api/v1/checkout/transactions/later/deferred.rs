//! Payments with `capture` DEFERRED: the gateway captures them on their date.

use std::time::Duration;

use client::Answer;

use crate::harness::{
    Action::{Cancel, Capture, Refund},
    Card, Gateway, Till, assert_result, entries, eventually, idle, in_days, own, payment, put, refused, sum,
};

/// Returns the id of an accepted payment that is captured in three days.
async fn deferred(till: &mut Till, amount: i64) -> String {
    let request = put(&payment(&Card::cb_visa(), amount), "payment.capture", "DEFERRED");
    till.accepted(&put(&request, "payment.deferredCaptureDate", in_days(3).as_str())).await
}

async fn captured(gateway: &Gateway, id: &str) -> Answer {
    eventually("capture", Duration::from_secs(30), || async {
        let read = gateway.till().transaction(id).await;
        (sum(&read, Capture) > 0).then_some(read)
    })
    .await
}

#[tokio::test]
async fn on_its_date_and_not_before() {
    let mut gateway = Gateway::start("deferred");
    let id = deferred(&mut gateway.till(), 10_000).await;
    let first = gateway.till().transaction(&id).await;
    assert_eq!(first.text(&["transaction", "type"]), Some("AUTHORIZATION"));
    assert_eq!(first.text(&["transaction", "capture"]), Some("DEFERRED"));
    gateway.restart_ahead(24, &[]);
    idle(&gateway).await;
    refused(&mut gateway.till(), Refund, &id, &own(1), "02618").await;
    assert_eq!(sum(&gateway.till().transaction(&id).await, Capture), 0);
    gateway.restart_ahead(4 * 24, &[]);
    let read = captured(&gateway, &id).await;
    let listed = entries(&read);
    let last = listed.last().unwrap();
    assert_eq!((last.kind.as_str(), last.amount, last.ok), ("CAPTURE", 10_000, true));
    assert_eq!(listed.iter().filter(|entry| entry.is(Capture)).count(), 1);
    // A transaction like one that a merchant asked for.
    let mut till = gateway.till();
    let told = till.transaction(&last.id).await;
    assert_result(&told, 200, "ACCEPTED", "00000");
    assert_eq!(told.text(&["transaction", "type"]), Some("CAPTURE"));
    refused(&mut till, Capture, &id, &own(1), "02617").await;
    till.refund(&last.id, 4_000).await;
    till.refund(&id, 6_000).await;
}

#[tokio::test]
async fn what_was_cancelled_before_its_date() {
    let mut gateway = Gateway::start("deferred-cancelled");
    let mut till = gateway.till();
    let (whole, part) = (deferred(&mut till, 10_000).await, deferred(&mut till, 10_000).await);
    till.cancel(&whole, 10_000).await;
    till.cancel(&part, 4_000).await;
    gateway.restart_ahead(4 * 24, &[]);
    assert_eq!(sum(&captured(&gateway, &part).await, Capture), 6_000);
    idle(&gateway).await;
    let read = gateway.till().transaction(&whole).await;
    assert!(entries(&read).iter().all(|entry| !entry.is(Capture)), "{}", read.body_text());
    refused(&mut gateway.till(), Cancel, &whole, &own(1), "02601").await;
}

/// Whether or not a merchant may be early, in the end everything is captured once.
#[tokio::test]
async fn a_merchant_that_is_early() {
    let mut gateway = Gateway::start("deferred-early");
    let mut till = gateway.till();
    let (part, whole) = (deferred(&mut till, 10_000).await, deferred(&mut till, 10_000).await);
    for (id, amount) in [(&part, 4_000), (&whole, 10_000)] {
        let answer = till.act(Capture, id, &own(amount)).await;
        assert!(answer.status == 201 && answer.text(&["result", "code"]).is_some());
    }
    gateway.restart_ahead(4 * 24, &[]);
    captured(&gateway, &part).await;
    captured(&gateway, &whole).await;
    idle(&gateway).await;
    for id in [&part, &whole] {
        assert_eq!(sum(&gateway.till().transaction(id).await, Capture), 10_000);
    }
}

/// Its date may lie in the time when nobody served: it is made good once, by one of many gateways.
#[tokio::test]
async fn by_one_of_three_gateways() {
    let mut first = Gateway::start("deferred-three");
    let mut ids = Vec::new();
    for _ in 0..12 {
        ids.push(deferred(&mut first.till(), 10_000).await);
    }
    first.restart_ahead(4 * 24, &[]);
    let others = [first.beside("deferred-three"), first.beside("deferred-three")];
    for id in &ids {
        captured(&first, id).await;
    }
    for gateway in others.iter().chain([&first]) {
        idle(gateway).await;
    }
    for id in &ids {
        let listed = entries(&others[0].till().transaction(id).await);
        assert_eq!(listed.len(), 2, "{listed:?}");
    }
}
