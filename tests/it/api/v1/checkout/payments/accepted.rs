//! The answer to an accepted payment.

use client::Answer;
use document::Tree;

use crate::harness::{Card, assert_result, payment, put, shared, transaction_id};

fn text<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.text(&["transaction", name])
}

#[tokio::test]
async fn the_transaction_of_a_payment_by_card() {
    let gateway = shared();
    let card = Card::cb_visa();
    let answer = gateway.till().pay(&payment(&card, 1_000)).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(answer.text(&["result", "detail"]), Some("Transaction approved"));
    transaction_id(&answer);
    assert_eq!(text(&answer, "type"), Some("AUTHORIZATION_AND_CAPTURE"));
    assert_eq!(text(&answer, "currency"), Some("EUR"));
    assert_eq!(text(&answer, "paymentType"), Some("ONE_OFF"));
    assert_eq!(text(&answer, "capture"), Some("AUTOMATIC"));
    assert_eq!(text(&answer, "paymentMethodId"), Some("CB"));
    assert_eq!(answer.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer), Some(1_000));
    assert!(matches!(answer.at(&["isDuplicated"]), None | Some(Tree::Bool(false))));
    let used = |name| answer.text(&["transaction", "paymentInstrumentData", name]);
    assert_eq!(used("usedPaymentInstrument"), Some("UsedCard"));
    assert_eq!(used("maskedNumber"), Some(card.masked().as_str()));
    assert_eq!(used("expirationDate"), Some("1234"));
    assert_eq!(used("holderName"), Some("Camille Martin"));
    assert_eq!(used("panType"), Some("CARD_PAN"));
    assert_eq!(used("network"), Some("CB-VISA"));
    assert!(used("number").is_none() && used("cvx").is_none() && used("encryptedData").is_none());
    let code = answer.text(&["transaction", "paymentInstrumentData", "paymentInstrumentType", "code"]);
    assert_eq!(code, Some("CB"));
    let bank = |name| answer.text(&["transaction", "partnerReturnedData", name]).unwrap();
    assert!((1..=6).contains(&bank("authorizationNumber").len()));
    assert!((1..=200).contains(&bank("issuerTransactionId").len()));
    assert!(bank("authorizationDate").ends_with("+00:00"));
    let date = text(&answer, "date").unwrap();
    assert!(date.len() == 29 && date.ends_with("+00:00"), "like 2024-06-20T18:46:33.000+00:00: {date}");
}

#[tokio::test]
async fn capture_decides_the_type() {
    let gateway = shared();
    let mut till = gateway.till();
    for (capture, kind) in [
        ("AUTOMATIC", "AUTHORIZATION_AND_CAPTURE"),
        ("MANUAL", "AUTHORIZATION"),
        ("DEFERRED", "AUTHORIZATION"),
    ] {
        let mut request = put(&payment(&Card::cb_visa(), 1_001), "payment.capture", capture);
        if capture == "DEFERRED" {
            request = put(&request, "payment.deferredCaptureDate", crate::harness::in_days(3).as_str());
        }
        let answer = till.pay(&request).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        assert_eq!((text(&answer, "type"), text(&answer, "capture")), (Some(kind), Some(capture)));
    }
}

#[tokio::test]
async fn payment_may_be_left_out() {
    let gateway = shared();
    let request = crate::harness::without(&payment(&Card::cb_visa(), 1_002), "payment");
    let answer = gateway.till().pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    let told = ["type", "capture", "paymentType"].map(|name| text(&answer, name).unwrap());
    assert_eq!(told, ["AUTHORIZATION_AND_CAPTURE", "AUTOMATIC", "ONE_OFF"]);
}

#[tokio::test]
async fn payment_amount_is_what_is_asked_for() {
    let gateway = shared();
    let request = put(&payment(&Card::cb_visa(), 5_000), "payment.amount", 1_234);
    let answer = gateway.till().pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(answer.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer), Some(1_234));
    assert_eq!(answer.at(&["order", "amount"]).and_then(Tree::as_integer), Some(5_000));
}

#[tokio::test]
async fn the_token_of_a_card_is_always_the_same_at_a_merchant() {
    let gateway = shared();
    let token = async |till: &mut crate::harness::Till, card: &Card| {
        let answer = till.pay(&payment(card, 1_003)).await;
        answer.text(&["transaction", "paymentInstrumentData", "mxToken"]).unwrap().to_owned()
    };
    let (merchant, key) = gateway.new_merchant();
    let (mut ours, mut theirs) = (gateway.till(), gateway.till_of(&merchant, &key));
    for card in [Card::cb_visa(), Card::amex()] {
        let first = token(&mut ours, &card).await;
        assert_eq!(token(&mut ours, &card).await, first);
        assert_ne!(token(&mut theirs, &card).await, first, "another merchant, another token");
        let number = card.number.as_str();
        assert_eq!(first.len(), number.len());
        assert_eq!(&first[..6], &number[..6]);
        assert_eq!(&first[first.len() - 4..], &number[number.len() - 4..]);
        let middle = &first[6..first.len() - 4];
        assert!(middle.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{first}");
        assert!(middle.bytes().any(|byte| byte.is_ascii_alphabetic()), "{first}");
    }
}

#[tokio::test]
async fn a_token_pays_in_the_place_of_the_number() {
    let gateway = shared();
    let mut till = gateway.till();
    let paid = till.pay(&payment(&Card::cb_visa(), 1_004)).await;
    let token = paid.text(&["transaction", "paymentInstrumentData", "mxToken"]).unwrap();
    let request = payment(&Card::cb_visa(), 1_005);
    let request = crate::harness::without(&request, "paymentInstrument.number");
    let request = put(&request, "paymentInstrument.mxToken", token);
    let answer = till.pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(answer.text(&["transaction", "paymentInstrumentData", "mxToken"]), Some(token));
    assert_eq!(
        answer.text(&["transaction", "paymentInstrumentData", "maskedNumber"]),
        Some("497010XXXXXX5140")
    );
    // It is worth nothing at another merchant.
    let (merchant, key) = gateway.new_merchant();
    assert_result(&gateway.till_of(&merchant, &key).pay(&request).await, 201, "ERROR", "02540");
}
