//! One of several gateways is killed while it waits for the bank. The others finish the payment.

use std::time::Duration;

use document::Tree;

use super::bank::told;
use crate::harness::{
    Action::Capture, Card, Gateway, assert_result, done, entries, eventually, own, payment, put,
    three_on_one_store,
};

const SETTINGS: [&str; 2] = ["log.level=debug", "acquirer.answer_limit_ms=4000"];

#[tokio::test]
async fn of_a_payment() {
    let mut gateways = three_on_one_store("survivors", &SETTINGS);
    let (mut till, request) = (gateways[0].till(), payment(&Card::cb_visa(), 77_701));
    let again = request.clone();
    let paying = tokio::spawn(async move {
        till.try_send(client::Method::POST, crate::harness::PAYMENTS, &[], Some(&again)).await
    });
    let line = gateways[0].logged(&[("message", "the simulated bank is asked")]).await;
    gateways[0].kill();
    assert!(paying.await.unwrap().is_err(), "there was no answer");
    let id = line.at(&["transaction"]).and_then(Tree::as_text).unwrap();
    for survivor in &gateways[1..] {
        assert_result(&told(survivor, id, "02004").await, 200, "CANCELLED", "02004");
    }
    // The order is free again.
    assert_eq!(gateways[1].till().pay(&request).await.status, 202);
}

#[tokio::test]
async fn of_a_renewal() {
    let mut first = Gateway::start("survivors-renewal");
    let id = first.till().authorised(100_000).await;
    first.restart_ahead(7 * 24, &SETTINGS);
    let survivor = first.beside("survivors-renewal");
    let (mut till, path) = (first.till(), Capture.path(&id));
    let late = |amount| put(&own(amount), "option", "LATE_DELIVERY");
    let asked = late(77_701);
    let asking =
        tokio::spawn(async move { till.try_send(client::Method::POST, &path, &[], Some(&asked)).await });
    let attempt = eventually("attempt on disk", Duration::from_secs(20), || async {
        entries(&survivor.till().transaction(&id).await).into_iter().nth(1)
    })
    .await;
    first.kill();
    assert!(asking.await.unwrap().is_err(), "there was no answer");
    told(&survivor, &attempt.id, "02004").await;
    done(&survivor.till().act(Capture, &id, &late(100_000)).await, Capture);
}
