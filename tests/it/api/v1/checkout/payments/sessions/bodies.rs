//! Bodies that shops really send, and malformed ones.

use client::Method;
use document::Tree;

use crate::harness::{
    OLD_SESSIONS, SESSIONS, Till, assert_error, assert_result, json, put, raw_text, session, shared, under,
};

/// Posts a body that is written by hand.
async fn posted(till: &Till, media_type: &str, body: impl Into<bytes::Bytes> + Send) -> client::Answer {
    let authorization = till.authorization();
    let headers: [(&str, &[u8]); 2] =
        [("authorization", authorization.as_bytes()), ("content-type", media_type.as_bytes())];
    till.raw(Method::POST, SESSIONS, &headers, body).await
}

#[tokio::test]
async fn what_is_no_document() {
    let gateway = shared();
    let till = gateway.till();
    let whole = raw_text(&session(1_000));
    for body in ["", "{", "[]", "null", "1", &whole[..whole.len() - 1], &format!("{whole}x")] {
        assert_error(&posted(&till, "application/json", body.to_owned()).await, 400, "02305");
    }
    let twice = whole.replacen("\"amount\":1000", "\"amount\":1000,\"amount\":1", 1);
    assert_error(&posted(&till, "application/json", twice).await, 400, "02305");
    for media_type in ["text/plain", "application/x-www-form-urlencoded"] {
        assert_error(&posted(&till, media_type, whole.clone()).await, 415, "02305");
    }
}

/// Plugins send null for what they do not know.
#[tokio::test]
async fn null_is_absent() {
    let gateway = shared();
    let mut till = gateway.till();
    let bare = session(1_000);
    let mut request = bare.clone();
    for path in [
        "paymentMethod",
        "payment",
        "buyer",
        "delivery",
        "threeDS",
        "privateData",
        "miscData",
        "notificationURL",
        "languageCode",
        "customPaymentPageCode",
        "oneClickOption",
        "mxWalletId",
        "order.taxes",
        "order.discount",
        "order.date",
        "order.origin",
        "order.country",
        "order.items",
    ] {
        request = put(&request, path, Tree::Null);
    }
    let (with, without) = (till.new_session(&request).await, till.new_session(&bare).await);
    let (with, without) = (till.session(&with.id).await, till.session(&without.id).await);
    // An order without a date is of the moment in which it came.
    let told =
        |read: &client::Answer| raw_text(&crate::harness::without(read.document().unwrap(), "order.date"));
    assert_eq!(told(&with), told(&without));
    let request = put(&bare, "buyer", json(r#"{"firstName": null, "mobile": null, "billingAddress": null}"#));
    let request = put(&request, "paymentMethod", json(r#"{"paymentMethodIDs": null}"#));
    assert_result(&till.post(SESSIONS, &[], &request).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn unknown_and_empty_members() {
    let gateway = shared();
    let mut till = gateway.till();
    for (path, value) in [
        ("delivery", "{}"),
        ("buyer", "{}"),
        ("buyer.billingAddress", "{}"),
        ("threeDS", "{}"),
        ("privateData", "{}"),
        ("miscData", "{}"),
        ("miscData", r#"{"anything": [1, {"deep": null}]}"#),
        ("order.items", "[]"),
        ("order.items", r#"[{"subCategory1": "", "subCategory2": "", "comment": null}]"#),
        ("paymentMethod", r#"{"contract": "x", "paymentMethodIDs": []}"#),
        ("subMerchant", r#"{"id": "7"}"#),
        ("cancelURL", "7"),
        ("order.unknown", "[[]]"),
        ("languageCode", r#""""#),
        ("languageCode", r#""fr""#),
        ("languageCode", r#""en-US""#),
        ("languageCode", r#""klingon""#),
    ] {
        let answer = till.post(SESSIONS, &[], &put(&session(1_000), path, json(value))).await;
        assert_eq!(answer.status, 201, "{path} as {value}: {}", answer.body_text());
    }
}

/// Shops whose buyers have numbers send a number.
#[tokio::test]
async fn the_id_of_a_buyer_as_a_number() {
    let gateway = shared();
    let mut till = gateway.till();
    for (said, told) in
        [("42", "42"), ("0", "0"), ("9007199254740993", "9007199254740993"), ("\"007\"", "007")]
    {
        let made = till.new_session(&put(&session(1_000), "buyer.id", json(said))).await;
        assert_eq!(till.session(&made.id).await.text(&["buyer", "id"]), Some(told));
    }
}

/// One connector sends its own money type where the contract has a number. It must be able to sell, and reads the
/// number.
#[tokio::test]
async fn a_discount_as_an_object() {
    let gateway = shared();
    let mut till = gateway.till();
    let discount =
        json(r#"{"type": "centPrecision", "currencyCode": "EUR", "centAmount": 500, "fractionDigits": 2}"#);
    let request = put(&session(1_000), "order.discount", discount);
    let made = till.new_session(&request).await;
    let read = till.session(&made.id).await;
    under(&put(request.at(&["order"]).unwrap(), "discount", 500), read.at(&["order"]), "order");
}

#[tokio::test]
async fn a_get_may_carry_a_body() {
    let gateway = shared();
    let mut till = gateway.till();
    let made = till.new_session(&session(1_000)).await;
    let authorization = till.authorization();
    for (media_type, body) in [("application/json", "[]"), ("application/json", "{"), ("text/plain", "x")] {
        let headers: [(&str, &[u8]); 2] =
            [("authorization", authorization.as_bytes()), ("content-type", media_type.as_bytes())];
        for path in [SESSIONS, OLD_SESSIONS] {
            let read = till.raw(Method::GET, &format!("{path}/{}", made.id), &headers, body).await;
            assert_result(&read, 200, "INPROGRESS", "02533");
        }
    }
}
