//! Banks that are silent, slow or not reachable.

use std::time::Duration;

use client::Answer;
use document::Tree;

use crate::harness::{Card, Gateway, Till, assert_error, assert_result, eventually, payment, transaction_id};

const LIMIT: &str = "acquirer.answer_limit_ms=1000";

/// Waits until the transaction has this code.
pub(crate) async fn told(gateway: &Gateway, id: &str, code: &str) -> Answer {
    eventually(&format!("transaction with {code}"), Duration::from_secs(60), || async {
        let answer = gateway.till().transaction(id).await;
        (answer.text(&["result", "code"]) == Some(code)).then_some(answer)
    })
    .await
}

fn status(answer: &Answer) -> Option<&str> {
    answer.at(&["associatedTransactions"])?.as_list()?.first()?.at(&["status"])?.as_text()
}

async fn reversed_in_the_end(gateway: &Gateway, request: &Tree) {
    let mut till: Till = gateway.till();
    let paid = till.pay(request).await;
    assert_result(&paid, 202, "ONHOLD_PARTNER", "02000");
    let id = transaction_id(&paid);
    assert!(paid.at(&["transaction", "partnerReturnedData", "authorizationNumber"]).is_none());
    let told = told(gateway, &id, "02004").await;
    assert_result(&told, 200, "CANCELLED", "02004");
    assert_eq!(status(&told), Some("KO"));
    // It is final: the order can be tried again (and meets the same silence).
    assert_eq!(till.pay(request).await.status, 202);
}

#[tokio::test]
async fn silence() {
    let gateway = Gateway::start_with("silence", &[LIMIT]);
    let request = payment(&Card::cb_visa(), 77_701);
    reversed_in_the_end(&gateway, &request).await;
}

#[tokio::test]
async fn silence_when_it_is_reversed_as_well() {
    let gateway = Gateway::start_with("silence-twice", &[LIMIT]);
    let request = payment(&Card::cb_visa(), 77_705);
    reversed_in_the_end(&gateway, &request).await;
}

#[tokio::test]
async fn a_broken_line() {
    let gateway = Gateway::start_with("broken", &[LIMIT]);
    let request = payment(&Card::cb_visa(), 77_703);
    reversed_in_the_end(&gateway, &request).await;
}

#[tokio::test]
async fn while_the_outcome_is_unknown_the_order_is_not_paid_twice() {
    let gateway = Gateway::start_with("unknown", &["acquirer.answer_limit_ms=4000"]);
    let request = payment(&Card::cb_visa(), 77_701);
    let mut till = gateway.till();
    let first = till.pay(&request).await;
    assert_eq!(first.status, 202);
    let second = till.pay(&request).await;
    // Unless it was reversed in between.
    if second.status != 202 {
        assert_error(&second, 409, "02002");
    }
}

#[tokio::test]
async fn no_line() {
    let gateway = Gateway::start_with("no-line", &[LIMIT]);
    let request = payment(&Card::cb_visa(), 77_704);
    let (paid, read) = gateway.till().pay_and_read(&request).await;
    assert_result(&paid, 201, "ERROR", "02102");
    assert_result(&read, 200, "ERROR", "02102");
    // Nothing was asked, so nothing is in doubt, and it may be tried at once.
    assert_result(&gateway.till().pay(&request).await, 201, "ERROR", "02102");
}

#[tokio::test]
async fn slowness() {
    let gateway = Gateway::start_with("slow", &[LIMIT]);
    let answer = gateway.till().pay(&payment(&Card::cb_visa(), 77_702)).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
}

/// SIGTERM lets the answer that is out come in.
#[tokio::test]
async fn an_order_to_stop_waits_for_the_bank() {
    let mut gateway = Gateway::start_with("drain", &["log.level=debug", "acquirer.answer_limit_ms=4000"]);
    let (mut till, request) = (gateway.till(), payment(&Card::cb_visa(), 77_702));
    let (again, paying) = (request.clone(), tokio::spawn(async move { till.pay(&request).await }));
    gateway.logged(&[("message", "the simulated bank is asked")]).await;
    let gateway = tokio::task::spawn_blocking(move || {
        gateway.stop();
        gateway
    });
    assert_result(&paying.await.unwrap(), 201, "ACCEPTED", "00000");
    let mut gateway = gateway.await.unwrap();
    gateway.restart();
    assert_error(&gateway.till().pay(&again).await, 409, "02001");
}

/// A shop that hangs up does not change what happened.
#[tokio::test]
async fn a_shop_that_hangs_up() {
    let gateway = Gateway::start_with("hang-up", &["log.level=debug", "acquirer.answer_limit_ms=3000"]);
    let (mut till, request) = (gateway.till(), payment(&Card::cb_visa(), 77_702));
    let again = request.clone();
    let paying = tokio::spawn(async move { till.pay(&again).await });
    let line = gateway.logged(&[("message", "the simulated bank is asked")]).await;
    paying.abort();
    let id = line.at(&["transaction"]).and_then(Tree::as_text).unwrap();
    told(&gateway, id, "00000").await;
    assert_error(&gateway.till().pay(&request).await, 409, "02001");
}
