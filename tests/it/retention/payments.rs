//! What is personal of a payment goes; what accounting needs stays, and the payment works as before.

use document::Tree;

use super::{SEVENTY_DAYS, SHORT, forgotten, is_personal, number_of, personal_payment, run_ahead};
use crate::harness::{
    Action::{Capture, Refund},
    Card, Gateway, assert_action, assert_result, json, own, payment, put, raw_text, transaction_id,
};

const EMAIL: &str = "camille.martin@example.com";

#[tokio::test]
async fn it_is_valid_and_can_be_refunded_afterwards() {
    let mut gateway = Gateway::start("forgotten-payment");
    let id = transaction_id(&gateway.till().pay(&personal_payment(&Card::cb_visa(), EMAIL)).await);
    let before = gateway.till().transaction(&id).await;
    assert!(is_personal(&before));
    gateway.restart_ahead(SEVENTY_DAYS, &SHORT);
    // The client compares every answer with the description.
    let after = forgotten(&gateway, &id).await;
    assert_result(&after, 200, "ACCEPTED", "00000");
    for gone in ["buyer", "delivery", "device", "privateData"] {
        assert!(before.at(&[gone]).is_some() && after.at(&[gone]).is_none(), "{gone}");
    }
    for left in [&["id"][..], &["requestedAmount"], &["authorizedAmount"], &["partnerReturnedData"]] {
        let path = [&["transaction"], left].concat();
        assert!(before.at(&path).is_some() && before.at(&path) == after.at(&path), "{left:?}");
    }
    let card = |name| after.at(&["transaction", "paymentInstrumentData", name]).and_then(Tree::as_text);
    assert!(
        card("maskedNumber").is_some() && card("expirationDate").is_some() && card("holderName").is_none()
    );
    for name in ["reference", "amount", "currency"] {
        assert!(before.at(&["order", name]) == after.at(&["order", name]), "{name}");
    }
    let item = json(r#"[{"reference":"SKU-1","price":990,"quantity":1,"taxRate":2000}]"#);
    assert!(after.at(&["order", "items"]) == Some(&item), "{}", after.body_text());
    // A refund works, once for each key.
    let mut till = gateway.till();
    let body = own(400);
    let refund = till.act_once("forgotten-1", Refund, &id, &body).await;
    let repeated = till.act_once("forgotten-1", Refund, &id, &body).await;
    assert_eq!(assert_action(&refund, Refund), assert_action(&repeated, Refund));
    assert_eq!(repeated.header("idempotency-replayed"), Some("true"));
}

#[tokio::test]
async fn it_stays_while_the_payment_is_young_or_in_use() {
    let gateway = Gateway::start("kept-payment");
    let mut till = gateway.till();
    let id = transaction_id(&till.pay(&personal_payment(&Card::cb_visa(), EMAIL)).await);
    // By the clock of the machine nothing is due, and by the default nothing is in a month.
    for settings in [&[][..], &["--set", "sandbox.clock_ahead_hours=900"]] {
        gateway.operate(&[&["retention", "run"], settings].concat());
        assert!(is_personal(&till.transaction(&id).await), "{settings:?}");
    }
    let open = put(&personal_payment(&Card::cb_visa(), EMAIL), "payment.capture", "MANUAL");
    let open = transaction_id(&till.pay(&open).await);
    // Its authorisation is to be ended by this gateway, whose clock has not come so far.
    let done = run_ahead(&gateway, SEVENTY_DAYS);
    assert_eq!(number_of(&done, "personal data", "done"), 1, "{}", raw_text(&done));
    assert!(!is_personal(&till.transaction(&id).await) && is_personal(&till.transaction(&open).await));
    assert_action(&till.act(Capture, &open, &own(1_000)).await, Capture);
}

#[tokio::test]
async fn its_card_goes_and_a_token_of_it_is_unknown() {
    let gateway = Gateway::start("forgotten-card");
    let mut till = gateway.till();
    let (paid, read) = till.pay_and_read(&personal_payment(&Card::cb_visa(), EMAIL)).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
    let token = read.text(&["transaction", "paymentInstrumentData", "mxToken"]).unwrap().to_owned();
    let by_token = || {
        let instrument = json(&format!(
            r#"{{"selectedPaymentInstrument":"CardManualEntry","mxToken":"{token}","expirationDate":"1230"}}"#
        ));
        put(&payment(&Card::cb_visa(), 1_000), "paymentInstrument", instrument)
    };
    assert_result(&till.pay(&by_token()).await, 201, "ACCEPTED", "00000");
    let done = run_ahead(&gateway, SEVENTY_DAYS);
    assert_eq!((number_of(&done, "card numbers", "done"), number_of(&done, "personal data", "done")), (1, 2));
    assert_result(&till.pay(&by_token()).await, 201, "ERROR", "02540");
    // The same card typed anew is a known card from then on.
    assert_result(&till.pay(&personal_payment(&Card::cb_visa(), EMAIL)).await, 201, "ACCEPTED", "00000");
    assert_result(&till.pay(&by_token()).await, 201, "ACCEPTED", "00000");
}
