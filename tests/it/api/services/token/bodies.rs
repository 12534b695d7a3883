//! Bodies that no client sends: each fault is named, and no bank is asked.

use client::Method;
use document::Tree;

use crate::harness::{
    Buyer, Caller, Card, Gateway, assert_error, assert_refused_fields, assert_result, assert_state, json,
    put, raw_text, session, shared, transactions, without,
};

async fn assert_untried(gateway: &Gateway, buyer: &Buyer) {
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "INPROGRESS", "02306");
    assert!(transactions(&read).is_empty(), "{}", read.body_text());
}

#[tokio::test]
async fn what_is_no_document() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let whole = raw_text(&buyer.card_request(&Card::cb_visa(), None).await);
    for path in ["securedPaymentRequest", "paymentRequest", "availablecardnetworks"] {
        for body in ["", "{", "[]", "null", "7", &whole[..whole.len() - 1]] {
            assert_error(&buyer.ask(Method::POST, path, body).await, 400, "02305");
        }
    }
    assert_untried(&gateway, &buyer).await;
}

#[tokio::test]
async fn every_fault_of_a_card_is_named_at_once() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let right = buyer.card_request(&Card::cb_visa(), None).await;
    let required = ["cardCode", "contractNumber", "paymentParams.EXPI_DATE", "securedPaymentParams.PAN"];
    let none = required.iter().fold(right.clone(), |request, path| without(&request, path));
    assert_refused_fields(&buyer.sends(&none).await, &required);
    // Empty is absent.
    let empty = required.iter().fold(right.clone(), |request, path| put(&request, path, ""));
    assert_refused_fields(&buyer.sends(&empty).await, &required);
    let all = [&required[..], &["securedPaymentParams.CVV", "paymentParams.NETWORK", "paymentParams.HOLDER"]]
        .concat();
    let typed = all.iter().fold(right.clone(), |request, path| put(&request, path, true));
    assert_refused_fields(&buyer.sends(&typed).await, &all);
    for (path, wrong) in [
        ("securedPaymentParams.PAN", "4970 1051 5151 5140"),
        ("securedPaymentParams.PAN", "497010515151514x"),
        ("securedPaymentParams.PAN", "497010515151"),
        ("securedPaymentParams.PAN", "49701051515151405151"),
        ("securedPaymentParams.PAN", "٤٩٧٠١٠٥١٥١٥١٥١٤٠"),
        ("securedPaymentParams.CVV", "7a9"),
        ("paymentParams.EXPI_DATE", "12/34"),
        ("paymentParams.EXPI_DATE", "1334"),
        ("paymentParams.EXPI_DATE", "123"),
    ] {
        let answer = buyer.sends(&put(&right, path, wrong)).await;
        assert_refused_fields(&answer, &[path]);
        assert!(!answer.body_text().contains(wrong), "{}", answer.body_text());
    }
    for path in ["paymentParams", "securedPaymentParams"] {
        for wrong in ["[]", "\"x\"", "7"] {
            assert_refused_fields(&buyer.sends(&put(&right, path, json(wrong))).await, &[path]);
        }
    }
    assert_untried(&gateway, &buyer).await;
    assert_state(&buyer.sends(&right).await, "PAYMENT_SUCCESS");
}

/// What programs get wrong, or have of their own.
#[tokio::test]
async fn forms_that_must_be_taken() {
    let gateway = shared();
    for (path, value) in [
        ("deviceInfo.timeZoneOffset", "-43200"),
        ("deviceInfo", r#"{"containerWidth": 375.333333, "colorDepth": "32"}"#),
        ("deviceInfo", "{}"),
        ("deviceInfo", "null"),
        ("merchantReturnUrl", r#""https:127.0.0.1""#),
        ("merchantReturnUrl", r#""not a URL at all""#),
        ("merchantReturnUrl", r#""""#),
        ("merchantReturnUrl", "null"),
        ("isEmbeddedRedirectionAllowed", "false"),
        ("paymentParams.NETWORK", r#""""#),
        ("paymentParams.HOLDER", r#""""#),
        ("paymentParams.SAVE_PAYMENT_DATA", "null"),
        ("paymentParams.SDK_CONTEXT_DATA", r#""not JSON""#),
        ("paymentParams.UNKNOWN", "[{}]"),
        ("unknown", "{}"),
    ] {
        let buyer = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
        let request = put(&buyer.card_request(&Card::cb_visa(), None).await, path, json(value));
        // iOS writes its slashes like this.
        let written = raw_text(&request).replace('/', "\\/");
        let state = buyer.ask(Method::POST, "securedPaymentRequest", &written).await;
        assert_eq!(state.status, 200, "{path} as {value}: {}", state.body_text());
        assert_state(&state, "PAYMENT_SUCCESS");
    }
}

/// A buyer pays what the shop asks, to whom the shop says.
#[tokio::test]
async fn tampered_methods_and_amounts() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let theirs = gateway.till_of(&merchant, &key).new_session(&session(1_000)).await;
    let foreign = gateway.buyer(Caller::Web, &theirs).method("CB").await;
    let foreign = foreign.at(&["contractNumber"]).and_then(Tree::as_text).unwrap();

    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let right = buyer.card_request(&Card::cb_visa(), None).await;
    let own = right.at(&["contractNumber"]).and_then(Tree::as_text).unwrap();
    let amex = buyer.method("AMEX").await;
    let mut wrong = vec![
        put(&right, "cardCode", "NONE"),
        put(&right, "cardCode", "cb"),
        put(&right, "contractNumber", "no such contract"),
        // A partner takes no card, and a card is no partner.
        put(&right, "cardCode", "MOCKPAY"),
        put(&right, "contractNumber", amex.at(&["contractNumber"]).unwrap().clone()),
    ];
    // Numbers of contracts may be the same everywhere; where they are not, they are nobody else's business.
    if foreign != own {
        wrong.push(put(&right, "contractNumber", foreign));
    }
    for request in &wrong {
        let answer = buyer.sends(request).await;
        assert!(matches!(answer.status, 400 | 404), "{} {}", answer.status, answer.body_text());
        assert_eq!(answer.text(&["title"]), Some("ERROR"));
    }
    assert_untried(&gateway, &buyer).await;

    let mut cheaper = right;
    for path in [
        "amount",
        "order.amount",
        "payment.amount",
        "paymentParams.amount",
        "paymentParams.AMOUNT",
        "paymentParams.PaylineAmountSmallestUnit",
        "info.PaylineAmountSmallestUnit",
    ] {
        cheaper = put(&cheaper, path, 1);
    }
    assert_state(&buyer.sends(&cheaper).await, "PAYMENT_SUCCESS");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_eq!(transactions(&read)[0].at(&["requestedAmount"]).and_then(Tree::as_integer), Some(1_000));
}

/// Another code of a network than the card has.
#[tokio::test]
async fn networks_that_are_not_the_cards() {
    let gateway = shared();
    for (card, network) in
        [(Card::visa(), "1"), (Card::cb_mastercard(), "2"), (Card::cb_visa(), "77"), (Card::cb_visa(), "CB")]
    {
        let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
        let answer = buyer.sends(&buyer.card_request(&card, Some(network)).await).await;
        // Recorded as an attempt or refused as a field, but never paid by a network that nobody chose.
        let read = gateway.till().session(&buyer.session.id).await;
        if answer.status == 400 {
            assert_refused_fields(&answer, &["paymentParams.NETWORK"]);
            assert!(transactions(&read).is_empty());
        } else {
            assert_state(&answer, "PAYMENT_FAILURE_WITH_RETRY");
            assert_result(&read, 200, "REFUSED", "02541");
        }
    }
}
