//! Payments on which few or no actions can be done.

use document::Tree;

use crate::harness::{
    Action::{Cancel, Capture, Refund},
    Card, Gateway, own, payment, put, refused, refused_with, shared, transaction_id,
};

#[tokio::test]
async fn refused_payments() {
    let gateway = shared();
    let mut till = gateway.till();
    // By the bank, by the rules, and on account of a card that is none.
    for request in [
        payment(&Card::cb_visa(), 33_305),
        put(&payment(&Card::cb_visa(), 33_305), "payment.capture", "MANUAL"),
        payment(&Card::cb_visa(), 0),
        payment(&Card::new("4970105151515141"), 10_000),
        payment(&Card::cb_visa(), 77_704),
    ] {
        let id = transaction_id(&till.pay(&request).await);
        for amount in [1, 33_305] {
            refused(&mut till, Capture, &id, &own(amount), "02313").await;
            refused(&mut till, Refund, &id, &own(amount), "02314").await;
            refused(&mut till, Cancel, &id, &own(amount), "02603").await;
        }
    }
}

#[tokio::test]
async fn account_verifications() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = put(&payment(&Card::cb_visa(), 0), "payment.paymentType", "ACCOUNT_VERIFICATION");
    let id = till.accepted(&request).await;
    refused(&mut till, Capture, &id, &own(1), "02313").await;
    refused_with(&mut till, Refund, &id, &own(1), &["02314", "02618"]).await;
    refused(&mut till, Cancel, &id, &own(1), "02600").await;
}

/// While the bank has not answered, and after the question was taken back.
#[tokio::test]
async fn payments_without_an_answer() {
    let mut gateway = Gateway::start_with("pending", &["log.level=debug", "acquirer.answer_limit_ms=25000"]);
    let (mut paying, request) = (gateway.till(), payment(&Card::cb_visa(), 77_701));
    let paying = tokio::spawn(async move {
        paying.try_send(client::Method::POST, crate::harness::PAYMENTS, &[], Some(&request)).await
    });
    let line = gateway.logged(&[("message", "the simulated bank is asked")]).await;
    let id = line.at(&["transaction"]).and_then(Tree::as_text).unwrap().to_owned();
    let mut till = gateway.till();
    assert_eq!(till.transaction(&id).await.text(&["result", "code"]), Some("02000"));
    refused(&mut till, Capture, &id, &own(77_701), "02313").await;
    refused(&mut till, Refund, &id, &own(77_701), "02314").await;
    refused(&mut till, Cancel, &id, &own(77_701), "02603").await;
    assert_eq!(till.transaction(&id).await.text(&["result", "code"]), Some("02000"));

    gateway.kill();
    assert!(paying.await.unwrap().is_err(), "there was no answer");
    gateway.set(&["acquirer.answer_limit_ms=1000"]);
    gateway.restart();
    crate::faults::told(&gateway, &id, "02004").await;
    let mut till = gateway.till();
    refused(&mut till, Capture, &id, &own(77_701), "02313").await;
    refused(&mut till, Refund, &id, &own(77_701), "02314").await;
    // Taken back by the gateway itself: done already, or nothing to take back.
    refused_with(&mut till, Cancel, &id, &own(77_701), &["02601", "02603"]).await;
}
