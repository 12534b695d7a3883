//! Requests as text.

use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(0);

pub(crate) const PAYMENTS: &str = "/v1/checkout/payments";
pub(crate) const SESSIONS: &str = "/v1/checkout/payments/sessions";

/// An amount for which the simulated bank never answers.
pub(crate) const SILENT: u32 = 77_701;

/// Returns a POST of JSON. `authorization` is empty for a caller without a key.
pub(crate) fn post(path: &str, authorization: &str, body: &str) -> String {
    format!("{}{body}", head(path, authorization, body.len()))
}

/// Returns the head of a POST that announces so many bytes.
pub(crate) fn head(path: &str, authorization: &str, length: usize) -> String {
    let authorization =
        if authorization.is_empty() { String::new() } else { format!("Authorization: {authorization}\r\n") };
    format!(
        "POST {path} HTTP/1.1\r\nHost: guichet\r\nContent-Type: application/json\r\n{authorization}Content-Length: {length}\r\n\r\n"
    )
}

pub(crate) fn get(path: &str, authorization: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: guichet\r\nAuthorization: {authorization}\r\n\r\n")
}

/// Returns a payment of another order. `more` are further members, each with a comma in front.
pub(crate) fn payment(authorization: &str, amount: u32, more: &str) -> String {
    post(PAYMENTS, authorization, &payment_body(amount, more))
}

pub(crate) fn payment_body(amount: u32, more: &str) -> String {
    let order = order();
    format!(
        r#"{{"paymentMethodId":"CB","order":{order},"payment":{{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}},"paymentInstrument":{{"selectedPaymentInstrument":"CardManualEntry","number":"4970105151515140","expirationDate":"1230","cvx":"123"}}{more}}}"#,
        order = format_args!(r#"{{"reference":"a-{order}","amount":{amount},"currency":"EUR"}}"#)
    )
}

/// Returns the number of another order.
pub(crate) fn order() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub(crate) fn session(authorization: &str, amount: u32, more: &str) -> String {
    let order = order();
    let body = format!(
        r#"{{"pointOfSaleReference":"SHOP1","order":{{"reference":"a-{order}","amount":{amount},"currency":"EUR"}},"returnURL":"https://shop.example/return"{more}}}"#
    );
    post(SESSIONS, authorization, &body)
}

/// Returns a buyer's payment in a session, without a key. `more` are further members, each with a comma in front.
pub(crate) fn buyer_pays(session: &str, more: &str) -> String {
    let body = format!(
        r#"{{"cardCode":"CB","contractNumber":"CB","paymentParams":{{"EXPI_DATE":"1230"}},"securedPaymentParams":{{"PAN":"4970105151515140","CVV":"123"}}{more}}}"#
    );
    post(&format!("/services/token/{session}/securedPaymentRequest"), "", &body)
}

/// Returns a member with a map of texts, `privateData`, of about so many KiB.
pub(crate) fn private_data(kib: usize) -> String {
    let texts: Vec<String> =
        (0..kib).map(|number| format!(r#""k{number}":"{}""#, "x".repeat(1014))).collect();
    format!(r#","privateData":{{{}}}"#, texts.join(","))
}
