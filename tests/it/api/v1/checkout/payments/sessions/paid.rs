//! The answers to a shop about a session that was paid, or was not.

use document::Tree;

use crate::harness::{
    Action, Caller, Card, assert_result, assert_state, done, in_days, only, put, session, shared, told,
    transactions,
};

#[tokio::test]
async fn the_transaction_of_a_payment_by_card() {
    let gateway = shared();
    let card = Card::cb_visa();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_234)).await;
    assert_state(&buyer.pays(&card).await, "PAYMENT_SUCCESS");
    let mut till = gateway.till();
    let read = till.session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    let [paid] = &transactions(&read)[..] else { panic!("{}", read.body_text()) };
    for (path, value) in [
        ("type", "AUTHORIZATION_AND_CAPTURE"),
        ("capture", "AUTOMATIC"),
        ("paymentType", "ONE_OFF"),
        ("currency", "EUR"),
        ("paymentMethodId", "CB"),
        ("paymentInstrumentData.usedPaymentInstrument", "UsedCard"),
        ("paymentInstrumentData.paymentInstrumentType.code", "CB"),
        ("paymentInstrumentData.maskedNumber", &card.masked()),
        ("paymentInstrumentData.expirationDate", "1234"),
        ("paymentInstrumentData.network", "CB-VISA"),
    ] {
        assert_eq!(told(paid, path), value, "{path}");
    }
    assert_eq!(paid.at(&["requestedAmount"]).and_then(Tree::as_integer), Some(1_234));
    assert!(!told(paid, "partnerReturnedData.authorizationNumber").is_empty());
    assert!(!read.body_text().contains(&card.number), "the number is told");
    // The same is told under its own id, and by a token the card can be found again.
    let id = told(paid, "id");
    assert!(id.len() == 17 && id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    let transaction = till.transaction(id).await;
    assert_result(&transaction, 200, "ACCEPTED", "00000");
    crate::harness::under(paid, transaction.at(&["transaction"]), "transaction");
    assert_eq!(told(paid, "paymentInstrumentData.mxToken").len(), card.number.len());
}

#[tokio::test]
async fn capture_decides_the_type_and_what_can_follow() {
    let gateway = shared();
    let mut till = gateway.till();
    let date = in_days(3);
    for (capture, kind, captured) in [
        (r#""MANUAL""#.to_owned(), "AUTHORIZATION", true),
        (format!(r#""DEFERRED", "deferredCaptureDate": "{date}""#), "AUTHORIZATION", false),
        (r#""AUTOMATIC""#.to_owned(), "AUTHORIZATION_AND_CAPTURE", false),
    ] {
        let payment = crate::harness::json(&format!(r#"{{"paymentType": "ONE_OFF", "capture": {capture}}}"#));
        let buyer = gateway.buyer_of(Caller::Ios, &put(&session(1_500), "payment", payment)).await;
        assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        let read = till.session(&buyer.session.id).await;
        let [paid] = &transactions(&read)[..] else { panic!("{}", read.body_text()) };
        assert_eq!(told(paid, "type"), kind, "{capture}");
        assert!(capture.contains(told(paid, "capture")));
        if captured {
            done(&till.act(Action::Capture, told(paid, "id"), &only(1_500)).await, Action::Capture);
            // The session goes on to tell of its payment and nothing else.
            assert_eq!(transactions(&till.session(&buyer.session.id).await).len(), 1);
        }
    }
}

/// Part of an order may be paid already; what is asked of the card is what is left.
#[tokio::test]
async fn a_payment_of_less_than_the_order() {
    let gateway = shared();
    let payment = r#"{"paymentType": "ONE_OFF", "capture": "AUTOMATIC", "amount": 700}"#;
    let request = put(&session(1_000), "payment", crate::harness::json(payment));
    let buyer = gateway.buyer_of(Caller::Web, &request).await;
    let info = |state: &client::Answer, name| state.at(&["info", name]).and_then(Tree::as_integer);
    let state = buyer.state().await;
    assert_eq!(info(&state, "PaylineAmountSmallestUnit"), Some(700));
    assert_eq!(info(&state, "PaylineOrderAmountSmallestUnit"), Some(1_000));
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_eq!(transactions(&read)[0].at(&["requestedAmount"]).and_then(Tree::as_integer), Some(700));
    assert_eq!(read.at(&["order", "amount"]).and_then(Tree::as_integer), Some(1_000));
}

/// The newest comes first, and an accepted one decides.
#[tokio::test]
async fn several_attempts() {
    let gateway = shared();
    let mut till = gateway.till();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let mut codes = Vec::new();
    for (code, title) in [("01206", "REFUSED"), ("01116", "REFUSED")] {
        assert_state(&buyer.pays(&Card::refused_with(code)).await, "PAYMENT_FAILURE_WITH_RETRY");
        codes.insert(0, code);
        let read = till.session(&buyer.session.id).await;
        assert_result(&read, 200, title, code);
        assert_eq!(transactions(&read).len(), codes.len());
    }
    assert_state(&buyer.pays(&Card::mastercard()).await, "PAYMENT_SUCCESS");
    let read = till.session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    let attempts = transactions(&read);
    let masked = attempts.iter().map(|attempt| told(attempt, "paymentInstrumentData.maskedNumber"));
    let cards = [Card::mastercard(), Card::refused_with("01116"), Card::refused_with("01206")];
    assert!(masked.eq(cards.iter().map(Card::masked)), "{}", read.body_text());
    assert!(attempts.is_sorted_by(|newer, older| told(newer, "id") > told(older, "id")));
    for (attempt, code) in attempts.iter().zip(["00000", codes[0], codes[1]]) {
        let read = till.transaction(told(attempt, "id")).await;
        assert_eq!(read.text(&["result", "code"]), Some(code));
    }
}

#[tokio::test]
async fn another_way_of_paying_than_a_card() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    crate::harness::Partner::of(&gateway, &buyer.chooses_partner().await).decides("accept").await;
    assert_state(&buyer.state().await, "PAYMENT_SUCCESS");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    let [paid] = &transactions(&read)[..] else { panic!("{}", read.body_text()) };
    assert_eq!(told(paid, "paymentMethodId"), "MOCKPAY");
    assert_eq!(told(paid, "paymentInstrumentData.usedPaymentInstrument"), "UsedAlternativePaymentMethod");
    assert_eq!(told(paid, "paymentInstrumentData.paymentInstrumentType.code"), "MOCKPAY");
    assert!(paid.at(&["paymentInstrumentData", "maskedNumber"]).is_none(), "there is no card");
}
