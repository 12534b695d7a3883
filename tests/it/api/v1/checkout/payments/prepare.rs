//! `POST /v1/checkout/payments/prepare`: the merchant session of Apple Pay

use client::Answer;
use document::Tree;

use crate::{
    harness::{
        Card, Gateway, PAYMENTS, Till, assert_error, assert_refused_fields, assert_result, json, payment,
        put, reference, shared, without,
    },
    sql::query_sql,
};

const URL: &str = "https://apple-pay-gateway.apple.com/paymentservices/startSession";

fn request(order: &str) -> Tree {
    json(&format!(
        r#"{{"paymentMethodId": "CB", "orderReference": "{order}", "miscData": {{"CB": {{"displayName": "My shop",
            "domainName": "shop.example.com", "validationURL": "{URL}"}}}}}}"#
    ))
}

async fn prepare(till: &mut Till, request: &Tree) -> Answer {
    till.post(&format!("{PAYMENTS}/prepare"), &[], request).await
}

fn nonce(answer: &Answer) -> String {
    answer.text(&["data", "merchantSessionIdentifier"]).unwrap().to_owned()
}

#[tokio::test]
async fn a_merchant_session_of_the_sandbox() {
    let gateway = shared();
    let mut till = gateway.till();
    let first = prepare(&mut till, &request(&reference())).await;
    assert_result(&first, 202, "ACCEPTED", "00000");
    let number = |name| first.at(&["data", name]).and_then(Tree::as_integer).unwrap();
    assert_eq!(number("expiresAt") - number("epochTimestamp"), 300_000);
    let shown = ["displayName", "domainName"].map(|name| first.text(&["data", name]));
    assert_eq!(shown, [Some("My shop"), Some("shop.example.com")]);
    for (name, length) in [("merchantIdentifier", 64), ("nonce", 8)] {
        assert_eq!(first.text(&["data", name]).map(str::len), Some(length), "{name}");
    }
    assert!(first.text(&["data", "signature"]).is_some_and(|text| text.starts_with("3082")));
    let second = prepare(&mut till, &request(&reference())).await;
    assert_ne!(nonce(&first), nonce(&second));
}

/// A URL that is not Apple's would have the gateway call whom a caller names.
#[tokio::test]
async fn the_validation_url_is_apples() {
    let gateway = shared();
    let mut till = gateway.till();
    for url in [
        "http://apple-pay-gateway.apple.com/paymentservices/startSession",
        "https://apple-pay-gateway.apple.com:8443/paymentservices/startSession",
        "https://user@apple-pay-gateway.apple.com/paymentservices/startSession",
        "https://apple-pay-gateway.apple.com.thief.example/paymentservices/startSession",
        "https://thief.example/paymentservices/startSession#apple-pay-gateway.apple.com",
        "https://169.254.169.254/paymentservices/startSession",
        "https://[::1]/paymentservices/startSession",
        "https://localhost/paymentservices/startSession",
        "file:///etc/passwd",
        "",
    ] {
        let asked = put(&request(&reference()), "miscData.CB.validationURL", url);
        assert_refused_fields(&prepare(&mut till, &asked).await, &["miscData.CB.validationURL"]);
    }
    let other = put(
        &request(&reference()),
        "miscData.CB.validationURL",
        URL.replace("gateway", "gateway-nc-pod3").as_str(),
    );
    assert_result(&prepare(&mut till, &other).await, 202, "ACCEPTED", "00000");
}

#[tokio::test]
async fn every_fault_is_told_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let answer = prepare(&mut till, &json("{}")).await;
    assert_refused_fields(&answer, &["paymentMethodId", "orderReference", "miscData"]);
    let asked = request(&reference());
    for misc in ["{}", r#"{"AMEX": {}}"#, r#"{"first": 1, "CB": {}}"#] {
        assert_refused_fields(&prepare(&mut till, &put(&asked, "miscData", json(misc))).await, &["miscData"]);
    }
    let empty = put(&put(&asked, "miscData.CB", json("{}")), "orderReference", "a/b");
    let named = ["displayName", "domainName", "validationURL"].map(|name| format!("miscData.CB.{name}"));
    let mut fields: Vec<&str> = named.iter().map(String::as_str).collect();
    fields.push("orderReference");
    assert_refused_fields(&prepare(&mut till, &empty).await, &fields);
    let elsewhere = put(&put(&asked, "paymentMethodId", "NOPE"), "miscData", json("{}"));
    let elsewhere =
        put(&elsewhere, "miscData.NOPE", crate::harness::member(&asked, "miscData.CB").unwrap().clone());
    assert_error(&prepare(&mut till, &elsewhere).await, 404, "02303");
    for domain in ["localhost", "shop_1.example", "-a.example", "https://shop.example"] {
        let answer = prepare(&mut till, &put(&asked, "miscData.CB.domainName", domain)).await;
        assert_refused_fields(&answer, &["miscData.CB.domainName"]);
    }
}

/// The order is compared whatever the amount: it is not known yet.
#[tokio::test]
async fn an_order_that_was_paid_is_not_prepared_again() {
    let gateway = Gateway::start("prepare-duplicates");
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till();
    let order = reference();
    let pay = put(&payment(&Card::visa(), 2_201), "order.reference", order.as_str());
    assert_result(&prepare(&mut till, &request(&order)).await, 202, "ACCEPTED", "00000");
    let refused =
        put(&put(&pay, "order.amount", 33_305), "paymentInstrument.number", Card::visa().number.as_str());
    assert_result(&till.pay(&refused).await, 201, "REFUSED", "01100");
    assert_result(&prepare(&mut till, &request(&order)).await, 202, "ACCEPTED", "00000");
    assert_result(&till.pay(&pay).await, 201, "ACCEPTED", "00000");
    assert_error(&prepare(&mut till, &request(&order)).await, 409, "02001");
    // Another merchant's order has nothing to do with it.
    let mut other = gateway.till_of(&merchant, &key);
    assert_result(&prepare(&mut other, &request(&order)).await, 202, "ACCEPTED", "00000");
    // A payment whose outcome is not known holds its order too.
    let order = reference();
    let silent = put(&payment(&Card::visa(), 77_701), "order.reference", order.as_str());
    assert_eq!(till.pay(&silent).await.status, 202);
    assert_error(&prepare(&mut till, &request(&order)).await, 409, "02002");
}

#[tokio::test]
async fn a_repeat_gets_the_first_session() {
    let gateway = Gateway::start("prepare-repeats");
    let mut till = gateway.till();
    let (key, asked) = (reference(), request(&reference()));
    let path = format!("{PAYMENTS}/prepare");
    let first = till.post(&path, &[("idempotency-key", &key)], &asked).await;
    assert_result(&first, 202, "ACCEPTED", "00000");
    let again = till.post(&path, &[("idempotency-key", &key)], &asked).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (202, Some("true")));
    assert_eq!(again.body_text(), first.body_text());
    let other = till.post(&path, &[("idempotency-key", &key)], &request(&reference())).await;
    assert_error(&other, 422, "02305");
    assert_error(&till.pay_once(&key, &payment(&Card::visa(), 2_202)).await, 422, "02305");
    prepare(&mut till, &request(&reference())).await;
    assert_eq!(query_sql(&gateway, "SELECT COUNT(*) FROM requests"), ["1"], "nothing else is kept");
}

#[tokio::test]
async fn in_production_apple_is_not_connected() {
    let (gateway, merchant, key) = Gateway::start_in_production("prepare-production");
    let mut till = gateway.till_of(&merchant, &key);
    assert_error(&prepare(&mut till, &request(&reference())).await, 501, "01198");
    let asked = without(&request(&reference()), "miscData");
    assert_refused_fields(&prepare(&mut till, &asked).await, &["miscData"]);
}
