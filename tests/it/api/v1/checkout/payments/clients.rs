//! Requests of shipped shop clients, oddities included.

use crate::harness::{Card, assert_result, json, payment, put, shared};

#[tokio::test]
async fn explicit_nulls_count_as_absent() {
    let gateway = shared();
    let mut request = payment(&Card::cb_visa(), 1_400);
    for path in [
        "buyer",
        "delivery",
        "device",
        "privateData",
        "authentication3DSecure",
        "originalTransactionId",
        "order.items",
        "order.taxes",
        "order.date",
        "payment.amount",
        "payment.recurring",
        "payment.deferredCaptureDate",
        "paymentInstrument.encryptedData",
        "paymentInstrument.mxToken",
        "paymentInstrument.selectedNetwork",
    ] {
        request = put(&request, path, document::Tree::Null);
    }
    assert_result(&gateway.till().pay(&request).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn nulls_of_what_is_required_are_missing() {
    let gateway = shared();
    let request = payment(&Card::cb_visa(), 1_401);
    let mut wrong = request;
    let paths =
        ["order.reference", "order.amount", "order.currency", "payment.capture", "payment.paymentType"];
    for path in paths {
        wrong = put(&wrong, path, document::Tree::Null);
    }
    crate::harness::assert_refused_fields(&gateway.till().pay(&wrong).await, &paths);
}

#[tokio::test]
async fn a_buyer_id_may_be_a_number() {
    let gateway = shared();
    let request = put(&payment(&Card::cb_visa(), 1_402), "buyer", json(r#"{"id": 4711}"#));
    let answer = gateway.till().pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(answer.text(&["buyer", "id"]), Some("4711"));
}

#[tokio::test]
async fn unknown_and_empty_members_are_fine() {
    let gateway = shared();
    let mut request = payment(&Card::cb_visa(), 1_403);
    request = put(&request, "order.invented", "by a client");
    request = put(&request, "invented", json(r#"{"deep": [1, {"er": null}]}"#));
    request = put(&request, "delivery", json("{}"));
    request = put(&request, "privateData", json("{}"));
    request = put(&request, "order.items", json(r#"[{"subCategory1": "", "comment": ""}, {}]"#));
    request = put(&request, "buyer", json(r#"{"firstName": "", "billingAddress": {}}"#));
    assert_result(&gateway.till().pay(&request).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn media_types_of_json() {
    let gateway = shared();
    let till = gateway.till();
    let authorization = till.authorization();
    for media_type in
        ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"]
    {
        let body = crate::harness::raw_text(&payment(&Card::cb_visa(), 1_404));
        let headers: [(&str, &[u8]); 2] =
            [("authorization", authorization.as_bytes()), ("content-type", media_type.as_bytes())];
        let answer = till.raw(client::Method::POST, crate::harness::PAYMENTS, &headers, body).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
    }
}
