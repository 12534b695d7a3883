//! `GET` of a payment.

use client::Method;
use document::Tree;

use crate::harness::{
    Card, TRANSACTIONS, assert_error, assert_result, payment, put, shared, transaction_id, under,
};

/// Asserts that the payment is the only associated transaction.
fn assert_alone(read: &client::Answer, id: &str, kind: &str, status: &str, amount: i64) {
    let list = read.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap();
    assert_eq!(list.len(), 1);
    let text = |name| list[0].at(&[name]).and_then(Tree::as_text);
    assert_eq!(text("id"), Some(id));
    assert_eq!(text("originTransactionId"), Some(id));
    assert_eq!(text("type"), Some(kind));
    assert_eq!(text("status"), Some(status));
    assert_eq!(list[0].at(&["amount"]).and_then(Tree::as_integer), Some(amount));
    assert_eq!(text("date"), read.text(&["transaction", "date"]));
}

#[tokio::test]
async fn an_accepted_payment_is_told_again() {
    let gateway = shared();
    let (paid, read) = gateway.till().pay_and_read(&payment(&Card::cb_visa(), 2_499)).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
    assert_result(&read, 200, "ACCEPTED", "00000");
    under(paid.at(&["transaction"]).unwrap(), read.at(&["transaction"]), "transaction");
    under(paid.at(&["order"]).unwrap(), read.at(&["order"]), "order");
    assert_alone(&read, &transaction_id(&paid), "AUTHORIZATION_AND_CAPTURE", "OK", 2_499);
}

#[tokio::test]
async fn a_refused_payment_is_told_as_an_attempt() {
    let gateway = shared();
    let (paid, read) = gateway.till().pay_and_read(&payment(&Card::cb_visa(), 33_305)).await;
    assert_result(&paid, 201, "REFUSED", "01100");
    assert_result(&read, 200, "REFUSED", "01100");
    assert_alone(&read, &transaction_id(&paid), "AUTHORIZATION_AND_CAPTURE", "KO", 33_305);
    assert!(read.at(&["transaction", "partnerReturnedData", "authorizationNumber"]).is_none());
}

#[tokio::test]
async fn a_manual_capture_is_an_authorization() {
    let gateway = shared();
    let request = put(&payment(&Card::cb_visa(), 2_500), "payment.capture", "MANUAL");
    let (paid, read) = gateway.till().pay_and_read(&request).await;
    assert_alone(&read, &transaction_id(&paid), "AUTHORIZATION", "OK", 2_500);
}

#[tokio::test]
async fn a_get_may_carry_a_body_which_is_not_read() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = transaction_id(&till.pay(&payment(&Card::visa(), 2_501)).await);
    let plain = till.transaction(&id).await;
    let authorization = till.authorization();
    for body in ["[]", "{", "\u{fffd}"] {
        let headers: [(&str, &[u8]); 2] =
            [("authorization", authorization.as_bytes()), ("content-type", b"application/json")];
        let answer = till.raw(Method::GET, &format!("{TRANSACTIONS}/{id}"), &headers, body).await;
        assert_eq!(answer.body_text(), plain.body_text());
    }
}

#[tokio::test]
async fn unknown_ids_and_those_of_others_are_not_told_apart() {
    let gateway = shared();
    let id = transaction_id(&gateway.till().pay(&payment(&Card::visa(), 2_502)).await);
    let (merchant, key) = gateway.new_merchant();
    let mut stranger = gateway.till_of(&merchant, &key);
    let foreign = stranger.transaction(&id).await;
    assert_error(&foreign, 404, "02301");
    let unknown = stranger.transaction("17000000000000000").await;
    assert_error(&unknown, 404, "02301");
    assert_eq!(foreign.body_text(), unknown.body_text());
}

#[tokio::test]
async fn ids_that_are_none() {
    let gateway = shared();
    let mut till = gateway.till();
    let long = "1".repeat(60);
    for id in ["x", "1", "0", "-1", "99999999999999999999", "1e3", "%27%20OR%201", "%FF", "%00", &long] {
        assert_error(&till.transaction(id).await, 404, "02301");
    }
}

#[tokio::test]
async fn ids_sort_by_time() {
    let gateway = shared();
    let mut till = gateway.till();
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push(transaction_id(&till.pay(&payment(&Card::mastercard(), 2_503)).await));
    }
    let mut sorted = ids.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(ids, sorted);
}
