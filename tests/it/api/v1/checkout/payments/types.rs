//! Payment types, captures and instruments.

use crate::harness::{
    Card, assert_refused_fields, assert_refused_fields_with, assert_result, in_days, json, payment, put,
    shared, without,
};

#[tokio::test]
async fn types_that_a_merchant_runs_itself() {
    let gateway = shared();
    let mut till = gateway.till();
    for kind in [
        "RECURRING",
        "INSTALLMENT",
        "PRE_ORDER",
        "UNSCHEDULED",
        "RENTAL_SERVICES_PAYMENT",
        "DELAYED_CHARGE",
        "NO_SHOW",
    ] {
        let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_300), "payment.paymentType", kind)).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        assert_eq!(answer.text(&["transaction", "paymentType"]), Some(kind));
    }
}

#[tokio::test]
async fn types_that_are_not_there_yet() {
    let gateway = shared();
    let mut till = gateway.till();
    for kind in
        ["MX_INSTALLMENT", "MX_RECURRING", "CREDIT", "MULTIPLE_MERCHANTS", "BANK_TRANSFER", "SOLD", ""]
    {
        let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_301), "payment.paymentType", kind)).await;
        assert_refused_fields(&answer, &["payment.paymentType"]);
    }
}

#[tokio::test]
async fn instruments_that_are_unknown() {
    let gateway = shared();
    let mut till = gateway.till();
    for instrument in [r#"{"selectedPaymentInstrument":"Cash"}"#, "{}"] {
        let answer =
            till.pay(&put(&payment(&Card::cb_visa(), 1_302), "paymentInstrument", json(instrument))).await;
        assert_refused_fields(&answer, &["paymentInstrument.selectedPaymentInstrument"]);
    }
    let answer = till.pay(&without(&payment(&Card::cb_visa(), 1_302), "paymentInstrument")).await;
    assert_refused_fields(&answer, &["paymentInstrument"]);
}

#[tokio::test]
async fn a_card_is_given_in_one_way() {
    let gateway = shared();
    let mut till = gateway.till();
    let both = put(&payment(&Card::cb_visa(), 1_303), "paymentInstrument.mxToken", "497010AbCdEf5140");
    let answer = till.pay(&both).await;
    assert_refused_fields_with(&answer, "02538", &["paymentInstrument.mxToken"]);
    // Where another field is wrong as well, the code is that of all.
    let answer = till.pay(&put(&both, "order.amount", -1)).await;
    assert_refused_fields(&answer, &["order.amount", "paymentInstrument.mxToken"]);
    let dateless = without(&without(&both, "paymentInstrument.number"), "paymentInstrument.expirationDate");
    let answer = till.pay(&dateless).await;
    assert_refused_fields_with(&answer, "02539", &["paymentInstrument.expirationDate"]);
    // Neither number nor token nor encrypted.
    let neither = without(&payment(&Card::cb_visa(), 1_303), "paymentInstrument.number");
    let answer = till.pay(&neither).await;
    assert_eq!(answer.status, 400, "{}", answer.body_text());
    // Encrypted and clear.
    let mixed = put(&payment(&Card::cb_visa(), 1_303), "paymentInstrument.encryptedData", "a.b.c.d.e");
    assert_eq!(till.pay(&mixed).await.status, 400);
}

#[tokio::test]
async fn the_date_of_a_deferred_capture() {
    let gateway = shared();
    let mut till = gateway.till();
    let on = |capture: &str, date: Option<String>| {
        let request = put(&payment(&Card::cb_visa(), 1_304), "payment.capture", capture);
        match date {
            Some(date) => put(&request, "payment.deferredCaptureDate", date.as_str()),
            None => request,
        }
    };
    for days in [1, 6] {
        let answer = till.pay(&on("DEFERRED", Some(in_days(days)))).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
    }
    for wrong in [
        // Only with DEFERRED, before today + 7 days, not in the past, a moment, and there when it is needed.
        on("AUTOMATIC", Some(in_days(1))),
        on("MANUAL", Some(in_days(1))),
        on("DEFERRED", Some(in_days(8))),
        on("DEFERRED", Some(in_days(-2))),
        on("DEFERRED", Some("tomorrow".to_owned())),
        on("DEFERRED", Some("2026-13-45T00:00:00Z".to_owned())),
        on("DEFERRED", None),
    ] {
        let answer = till.pay(&wrong).await;
        assert_refused_fields(&answer, &["payment.deferredCaptureDate"]);
    }
}
