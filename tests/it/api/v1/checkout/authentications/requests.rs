//! What the three operations take and refuse, and what they tell.

use document::Tree;

use crate::harness::{
    AUTHENTICATIONS, Card, Gateway, assert_error, assert_refused_fields, assert_result, authentication,
    authentication_in_app, by_wallet, invalid_names, json, payment, put, raw_text, reference, shared,
    verification, without,
};

#[tokio::test]
async fn every_member_that_is_missing_is_named() {
    let gateway = shared();
    let mut till = gateway.till();
    let nothing = till.authenticate(&json("{}")).await;
    assert_refused_fields(
        &nothing,
        &["paymentMethodId", "order", "threeDS", "payment", "returnURL", "paymentInstrument"],
    );
    let empty = put(&authentication(&Card::cb_visa(), 1_000), "threeDS", json(r#"{"deviceInterface": {}}"#));
    let told = till.authenticate(&empty).await;
    assert_eq!(
        invalid_names(&told),
        [
            "threeDS.merchantName",
            "threeDS.challengeInd",
            "threeDS.threeDSMethodResult",
            "threeDS.threeDSMethodNotificationURL",
            "threeDS.deviceInterface.deviceChannel"
        ]
    );
}

#[tokio::test]
async fn what_is_absurd_is_named() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = authentication(&Card::cb_visa(), 1_000);
    for (path, value) in [
        ("threeDS.deviceInterface.screenWidth", Tree::from(1_000_000)),
        ("threeDS.deviceInterface.screenHeight", Tree::from(-1)),
        ("threeDS.deviceInterface.timeZoneOffset", Tree::from(1_440)),
        ("threeDS.deviceInterface.colorDepth", Tree::text("CD_64")),
        ("threeDS.deviceInterface.language", Tree::text("??")),
        ("threeDS.deviceInterface.ip", Tree::text("nowhere")),
        ("threeDS.deviceInterface.userAgent", Tree::text("a".repeat(2_049))),
        ("threeDS.threeDSMethodNotificationURL", Tree::text("javascript:alert(1)")),
        ("returnURL", Tree::text("shop.example")),
        ("sessionId", Tree::text("a".repeat(51))),
    ] {
        let told = till.authenticate(&put(&request, path, value)).await;
        assert_refused_fields(&told, &[path]);
    }
    let app = authentication_in_app(&Card::cb_visa(), 1_000);
    let told =
        till.authenticate(&put(&app, "threeDS.deviceInterface.encData", "a".repeat(64_001).as_str())).await;
    assert_refused_fields(&told, &["threeDS.deviceInterface.encData"]);
    let device = put(&request, "paymentInstrument.selectedPaymentInstrument", "XPay");
    let told = till.authenticate(&device).await;
    assert_refused_fields(&told, &["paymentInstrument.selectedPaymentInstrument"]);
}

/// An order by telephone is not authenticated. The answer has the id, the card and the private data.
#[tokio::test]
async fn an_answer_has_the_id_the_card_and_the_private_data() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = reference();
    let request = put(&authentication(&Card::cb_visa(), 1_000), "sessionId", id.as_str());
    let request = put(&put(&request, "order.origin", "TO"), "privateData", json(r#"{"a": "b"}"#));
    let told = till.authenticate(&request).await;
    assert_result(&told, 201, "ERROR", "03010");
    assert_eq!(told.text(&["sessionId"]), Some(id.as_str()));
    assert_eq!(told.text(&["authenticationResult", "authenticationFlow"]), Some("Failed"));
    assert_eq!(told.text(&["usedCard", "maskedNumber"]), Some(Card::cb_visa().masked().as_str()));
    assert_eq!(raw_text(told.at(&["privateData"]).unwrap()), r#"{"a":"b"}"#);
    // An id that is taken.
    assert_error(&till.authenticate(&request).await, 409, "03005");
    // An empty id is none.
    let told = till.authenticate(&put(&request, "sessionId", "")).await;
    assert_result(&told, 201, "ERROR", "03010");
    assert!(told.text(&["sessionId"]).is_some_and(|id| id.len() > 10));
}

/// Whatever names the card of a payment names that of an authentication.
#[tokio::test]
async fn a_wallet_and_a_token_are_authenticated() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let request = put(&authentication(&Card::cb_visa(), 1_000), "order.origin", "MO");
    let of_wallet = by_wallet(&wallet, None, 1_000);
    let instrument = of_wallet.at(&["paymentInstrument"]).unwrap().clone();
    let told = till.authenticate(&put(&request, "paymentInstrument", instrument)).await;
    assert_result(&told, 201, "ERROR", "03010");
    let token = told.text(&["usedCard", "mxToken"]).unwrap().to_owned();
    let by_token = json(&format!(
        r#"{{"selectedPaymentInstrument": "CardManualEntry", "mxToken": "{token}", "expirationDate": "1234"}}"#
    ));
    let told = till.authenticate(&put(&request, "paymentInstrument", by_token)).await;
    assert_result(&told, 201, "ERROR", "03010");
    assert_eq!(told.text(&["usedCard", "mxToken"]), Some(token.as_str()));
    let unknown = till.authenticate(&put(&request, "paymentMethodId", "CB404")).await;
    assert_error(&unknown, 404, "02303");
}

/// A repeat under the same key is told the same authentication, and another body under the key is refused.
#[tokio::test]
async fn a_repeat_under_a_key_begins_nothing() {
    let gateway = shared();
    let mut till = gateway.till();
    let key = reference();
    let headers = [("idempotency-key", key.as_str())];
    let request = put(&authentication(&Card::cb_visa(), 1_000), "order.origin", "TO");
    let first = till.post(AUTHENTICATIONS, &headers, &request).await;
    let again = till.post(AUTHENTICATIONS, &headers, &request).await;
    assert_result(&again, 201, "ERROR", "03010");
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.text(&["sessionId"]), first.text(&["sessionId"]));
    let other =
        till.post(AUTHENTICATIONS, &headers, &put(&request, "returnURL", "https://shop.example/other")).await;
    assert_error(&other, 422, "02305");
}

/// Steps of an authentication that is not there, or is over.
#[tokio::test]
async fn steps_out_of_order_have_their_codes() {
    let gateway = shared();
    let mut till = gateway.till();
    let next = put(&authentication(&Card::cb_visa(), 1_000), "threeDS.threeDSMethodResult", "SUCCESSFUL");
    for id in [reference(), "a".repeat(51), "%00".to_owned(), "%ff".to_owned()] {
        let path = format!("{AUTHENTICATIONS}/{id}");
        assert_error(&till.put(&path, next.clone()).await, 404, "03004");
        assert_error(&till.verify(&id, &verification("e30")).await, 404, "03004");
    }
    let id = reference();
    let request = put(&authentication(&Card::cb_visa(), 1_000), "sessionId", id.as_str());
    let over = till.authenticate(&put(&request, "order.origin", "TO")).await;
    assert_result(&over, 201, "ERROR", "03010");
    // It is told as it is.
    let told = till.put(&format!("{AUTHENTICATIONS}/{id}"), next.clone()).await;
    assert_result(&told, 200, "ERROR", "03010");
    for (challenge_result, code) in [("e30", "03006"), ("?", "03006"), ("", "03006")] {
        assert_result(&till.verify(&id, &verification(challenge_result)).await, 200, "ERROR", code);
    }
    let no_card = without(&next, "paymentInstrument");
    let told = till.put(&format!("{AUTHENTICATIONS}/{id}"), no_card).await;
    assert_refused_fields(&told, &["paymentInstrument"]);
    assert_refused_fields(&till.verify(&id, &json("{}")).await, &["paymentMethodId", "challengeResult"]);
}

/// A payment that names an authentication names one that can be found.
#[tokio::test]
async fn a_payment_names_a_proof_that_is_one() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = payment(&Card::cb_visa(), 1_000);
    // The CRes of no challenge.
    let cres = "eyJtZXNzYWdlVHlwZSI6IkNSZXMiLCJtZXNzYWdlVmVyc2lvbiI6IjIuMi4wIiwidGhyZWVEU1NlcnZlclRyYW5zSUQiOiI4YTg4MGRjMC1kMmQyLTQwNjctYmNiMS1iMDhkMTY5MGIyNmUiLCJhY3NUcmFuc0lEIjoiZDdjMWVlOTktOTQ3OC00NGE2LWIxZjItMzkxZTI5YzZiMzQwIiwidHJhbnNTdGF0dXMiOiJZIn0";
    for (proof, field) in [
        ("{}".to_owned(), "authentication3DSecure"),
        (r#"{"resultContainer": ""}"#.to_owned(), "authentication3DSecure"),
        (r#"{"sessionId": "1"}"#.to_owned(), "authentication3DSecure"),
        (format!(r#"{{"challengeResult": "{cres}"}}"#), "authentication3DSecure"),
        (
            r#"{"sessionId": "1", "challengeResult": "e30"}"#.to_owned(),
            "authentication3DSecure.challengeResult",
        ),
        (
            format!(r#"{{"sessionId": "1", "challengeResult": "{cres}"}}"#),
            "authentication3DSecure.challengeResult",
        ),
        (r#"{"resultContainer": "e30="}"#.to_owned(), "authentication3DSecure.resultContainer"),
    ] {
        let told = till.pay(&put(&request, "authentication3DSecure", json(&proof))).await;
        assert_refused_fields(&told, &[field]);
    }
}

/// Card numbers are kept in no text field.
#[tokio::test]
async fn an_authentication_has_card_numbers_in_no_text_field() {
    let gateway =
        Gateway::start_with("no-card-numbers-in-authentications", super::super::card_numbers::REFUSES_ALL);
    let mut till = gateway.till();
    super::super::card_numbers::check_every_field(
        "AuthenticationCreateRequest",
        |card| authentication(card, 1_000),
        async |request| till.authenticate(&request).await,
    )
    .await;
    let id = till.new_authentication().await;
    let path = format!("{AUTHENTICATIONS}/{id}");
    let next = |card: &Card| put(&authentication(card, 1_000), "threeDS.threeDSMethodResult", "SUCCESSFUL");
    super::super::card_numbers::check_every_field("AuthenticationContinueRequest", next, async |request| {
        till.put(&path, request).await
    })
    .await;
    super::super::card_numbers::check_every_field(
        "AuthenticationVerifyRequest",
        |_| verification("e30"),
        async |request| till.verify(&id, &request).await,
    )
    .await;
}
