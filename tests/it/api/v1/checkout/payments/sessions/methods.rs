//! The payment methods that a session offers, and their order.

use document::Tree;

use crate::harness::{Caller, Card, Gateway, Partner, json, method_codes, put, session, shared};

async fn offered(gateway: &Gateway, request: &Tree) -> Vec<String> {
    let state = gateway.buyer_of(Caller::Web, request).await.state().await;
    crate::harness::assert_state(&state, "PAYMENT_METHODS_LIST");
    method_codes(&state)
}

#[tokio::test]
async fn no_filter_is_all_of_them() {
    let gateway = shared();
    let all = offered(&gateway, &session(1_000)).await;
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!(sorted, ["AMEX", "CB", "MOCKPAY"]);
    for ids in ["[]", r#"[""]"#, "null"] {
        let request =
            put(&session(1_000), "paymentMethod", json(&format!(r#"{{"paymentMethodIDs": {ids}}}"#)));
        assert_eq!(offered(&gateway, &request).await, all, "{ids}");
    }
    let none = put(&session(1_000), "paymentMethod", json("{}"));
    let answer = gateway.till().post(crate::harness::SESSIONS, &[], &none).await;
    // The list is required in there; a gateway that takes its absence for no filter harms nobody.
    if answer.status != 201 {
        crate::harness::assert_refused_fields(&answer, &["paymentMethod.paymentMethodIDs"]);
    }
}

#[tokio::test]
async fn the_shop_names_them_in_its_order() {
    let gateway = shared();
    for (ids, codes) in [
        (&["AMEX", "CB"][..], &["AMEX", "CB"][..]),
        (&["MOCKPAY", "CB", "AMEX"], &["MOCKPAY", "CB", "AMEX"]),
        (&["MOCKPAY"], &["MOCKPAY"]),
        (&["CB", "CB"], &["CB"]),
    ] {
        let request = put(&session(1_000), "paymentMethod.paymentMethodIDs", ids.to_vec());
        assert_eq!(offered(&gateway, &request).await, codes);
    }
}

/// One published client names its one method by `contractNumber`.
#[tokio::test]
async fn the_contract_that_the_shop_names() {
    let gateway = shared();
    for (methods, codes) in [
        (r#"{"contractNumber": "MOCKPAY"}"#, &["MOCKPAY"][..]),
        (r#"{"contractNumber": "CB", "paymentMethodIDs": []}"#, &["CB"]),
        (r#"{"contractNumber": "CB", "paymentMethodIDs": [""]}"#, &["CB"]),
        (r#"{"contractNumber": "CB", "paymentMethodIDs": ["MOCKPAY", "AMEX"]}"#, &["MOCKPAY", "AMEX", "CB"]),
        (r#"{"contractNumber": "CB", "paymentMethodIDs": ["CB", "AMEX"]}"#, &["CB", "AMEX"]),
        (r#"{"contractNumber": "CB", "fallbackPaymentMethodIDs": ["AMEX"]}"#, &["CB"]),
        (r#"{"contractNumber": "", "paymentMethodIDs": ["AMEX"]}"#, &["AMEX"]),
        (r#"{"contractNumber": null, "paymentMethodIDs": ["AMEX"]}"#, &["AMEX"]),
    ] {
        let request = put(&session(1_000), "paymentMethod", json(methods));
        assert_eq!(offered(&gateway, &request).await, codes, "{methods}");
    }
    let all = offered(&gateway, &session(1_000)).await;
    let empty = put(&session(1_000), "paymentMethod.contractNumber", "");
    assert_eq!(offered(&gateway, &empty).await, all);
}

/// Not offered at first, but where the first have failed.
#[tokio::test]
async fn those_to_fall_back_on() {
    let gateway = shared();
    let methods = r#"{"paymentMethodIDs": ["MOCKPAY"], "fallbackPaymentMethodIDs": ["AMEX", "CB"]}"#;
    let buyer = gateway.buyer_of(Caller::Web, &put(&session(1_000), "paymentMethod", json(methods))).await;
    assert_eq!(method_codes(&buyer.state().await), ["MOCKPAY"]);
    let partner = Partner::of(&gateway, &buyer.chooses_partner().await);
    partner.decides("refuse").await;
    let refused = buyer.state().await;
    crate::harness::assert_state(&refused, "PAYMENT_FAILURE_WITH_RETRY");
    let codes = method_codes(&refused);
    let place = |code| codes.iter().position(|other| other == code);
    assert!(place("AMEX").is_some() && place("AMEX") < place("CB"), "{codes:?}");
    crate::harness::assert_state(&buyer.pays(&Card::amex()).await, "PAYMENT_SUCCESS");
}

/// Sessions keep what they were made with.
#[tokio::test]
async fn one_that_is_not_offered_cannot_be_paid_with() {
    let gateway = shared();
    let (all, cards) = (session(1_000), put(&session(1_000), "paymentMethod.paymentMethodIDs", vec!["CB"]));
    let (other, buyer) =
        (gateway.buyer_of(Caller::Web, &all).await, gateway.buyer_of(Caller::Web, &cards).await);
    // What another session offers: the right names, at the wrong door.
    let amex = other.card_request(&Card::amex(), None).await;
    let partner = crate::harness::raw_text(&other.method_request("MOCKPAY").await);
    buyer.state().await;
    for answer in
        [buyer.sends(&amex).await, buyer.ask(client::Method::POST, "paymentRequest", &partner).await]
    {
        assert!(matches!(answer.status, 400 | 404), "{} {}", answer.status, answer.body_text());
    }
    assert!(crate::harness::transactions(&gateway.till().session(&buyer.session.id).await).is_empty());
}
