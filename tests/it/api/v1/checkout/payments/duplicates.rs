//! Payments that repeat an accepted one.

use std::collections::BTreeMap;

use crate::harness::{
    Card, Gateway, assert_error, assert_result, payment, put, reference, shared, transaction_id,
};

#[tokio::test]
async fn a_repeat_of_an_accepted_payment() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = payment(&Card::cb_visa(), 1_800);
    assert_result(&till.pay(&request).await, 201, "ACCEPTED", "00000");
    assert_error(&till.pay(&request).await, 409, "02001");
    // Another card changes nothing: it is the order that is paid.
    let other_card =
        put(&payment(&Card::mastercard(), 1_800), "order", request.at(&["order"]).unwrap().clone());
    assert_error(&till.pay(&other_card).await, 409, "02001");
}

#[tokio::test]
async fn what_differs_is_no_repeat() {
    let gateway = shared();
    let mut till = gateway.till();
    let first = payment(&Card::cb_visa(), 1_801);
    assert_result(&till.pay(&first).await, 201, "ACCEPTED", "00000");
    let amount = put(&first, "order.amount", 1_802);
    let order = put(&first, "order.reference", reference().as_str());
    let method = put(&payment(&Card::amex(), 1_801), "order", first.at(&["order"]).unwrap().clone());
    for request in [amount, order, method] {
        assert_result(&till.pay(&request).await, 201, "ACCEPTED", "00000");
    }
    let (merchant, key) = gateway.new_merchant();
    assert_result(&gateway.till_of(&merchant, &key).pay(&first).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn a_refused_payment_may_be_tried_again() {
    let gateway = shared();
    let mut till = gateway.till();
    let refused = payment(&Card::new("4970103469012066"), 1_803);
    let right = put(&payment(&Card::cb_visa(), 1_803), "order", refused.at(&["order"]).unwrap().clone());
    let first = transaction_id(&till.pay(&refused).await);
    let second = transaction_id(&till.pay(&refused).await);
    assert_ne!(first, second, "each attempt is recorded");
    assert_result(&till.pay(&right).await, 201, "ACCEPTED", "00000");
    assert_error(&till.pay(&right).await, 409, "02001");
    // What was refused before the bank was asked counts no more than that.
    let mut wrong = payment(&Card::new("4970105151515141"), 1_804);
    assert_result(&till.pay(&wrong).await, 201, "ERROR", "02614");
    wrong = put(&wrong, "paymentInstrument.number", "4970105151515140");
    assert_result(&till.pay(&wrong).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn a_repeat_while_the_first_is_out() {
    let mut gateway = Gateway::start_with("out", &["log.level=debug", "acquirer.answer_limit_ms=6000"]);
    let request = payment(&Card::cb_visa(), 77_702);
    let (mut first, again) = (gateway.till(), request.clone());
    let first = tokio::spawn(async move { first.pay(&again).await });
    gateway.logged(&[("message", "the simulated bank is asked")]).await;
    let mut till = gateway.till();
    assert_error(&till.pay(&request).await, 409, "02002");
    assert_result(&first.await.unwrap(), 201, "ACCEPTED", "00000");
    assert_error(&till.pay(&request).await, 409, "02001");
    gateway.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_two_at_once() {
    let gateway = shared();
    let request = payment(&Card::cb_visa(), 1_805);
    let paying: Vec<_> = (0..32)
        .map(|_| {
            let (mut till, request) = (gateway.till(), request.clone());
            tokio::spawn(async move { till.pay(&request).await })
        })
        .collect();
    let mut counts: BTreeMap<(u16, String), usize> = BTreeMap::new();
    for answer in paying {
        let answer = answer.await.unwrap();
        let code = answer.text(&["result", "code"]).or_else(|| answer.text(&["code"])).unwrap();
        *counts.entry((answer.status, code.to_owned())).or_default() += 1;
    }
    assert_eq!(counts.remove(&(201, "00000".to_owned())), Some(1), "{counts:?}");
    let conflicts: usize =
        ["02001", "02002"].iter().filter_map(|code| counts.get(&(409, (*code).to_owned()))).sum();
    assert_eq!(conflicts, 31, "{counts:?}");
}

#[tokio::test]
async fn the_control_outlives_a_restart() {
    let mut gateway = Gateway::start("duplicates-restart");
    let request = payment(&Card::cb_visa(), 1_806);
    assert_result(&gateway.till().pay(&request).await, 201, "ACCEPTED", "00000");
    gateway.restart();
    assert_error(&gateway.till().pay(&request).await, 409, "02001");
    gateway.kill();
    gateway.restart();
    assert_error(&gateway.till().pay(&request).await, 409, "02001");
}
