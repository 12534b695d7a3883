//! Bodies that cost more than their size: what is counted, and where it ends.

use std::fmt::Write as _;

use client::{Answer, Method};
use document::Tree;

use crate::harness::{
    Action, Buyer, Caller, Card, SESSIONS, assert_error, assert_refused_fields, assert_result, json, own,
    payment, put, raw_text, session, shared,
};

/// The largest number of values in a body.
const VALUES: usize = 10_000;
/// The largest document that is kept, in bytes.
const KEPT: usize = 64 * 1024;
const LINES: usize = 500;
const SERVICE_BODY: usize = 16 * 1024;

/// Returns the number of values in a document: each object, list and scalar is one.
fn values(tree: &Tree) -> usize {
    let inner = match tree {
        Tree::Object(object) => object.iter().map(|(_, value)| values(value)).sum(),
        Tree::List(items) => items.iter().map(values).sum(),
        _ => 0,
    };
    1 + inner
}

fn list(count: usize) -> Tree {
    json(&format!("[{}]", vec!["1"; count].join(",")))
}

#[tokio::test]
async fn values_are_counted_wherever_they_are() {
    let gateway = shared();
    let mut till = gateway.till();
    for (request, path) in [(payment(&Card::cb_visa(), 5_000), "unknown"), (session(5_000), "unknown")] {
        let free = VALUES - values(&put(&request, path, json("[]")));
        let target = if request.at(&["returnURL"]).is_some() { SESSIONS } else { crate::harness::PAYMENTS };
        let answer = till.post(target, &[], &put(&request, path, list(free))).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        let answer = till.post(target, &[], &put(&request, path, list(free + 1))).await;
        assert_error(&answer, 400, "02305");
        assert!(answer.body_text().contains("10,000 values"), "{}", answer.body_text());
    }
}

/// The member that is named twice is the last of 1,000: whoever looks at each of the others before it needs half a million steps.
#[tokio::test]
async fn members_are_compared_however_many_there_are() {
    let gateway = shared();
    let till = gateway.till();
    let with = |members: usize, last: &str| {
        let mut object = String::from("{");
        for number in 1..members {
            write!(object, "\"member-{number:06}\":0,").unwrap();
        }
        let request = payment(&Card::cb_visa(), 5_001);
        raw_text(&request).replacen('{', &format!("{{\"unknown\":{object}\"{last}\":0}},"), 1)
    };
    assert_result(&till.pay_text(with(1_000, "last")).await, 201, "ACCEPTED", "00000");
    for refused in [with(1_001, "last"), with(1_000, "member-000001"), with(1_000, "member-000999")] {
        assert_error(&till.pay_text(refused).await, 400, "02305");
    }
}

#[tokio::test]
async fn lines_of_an_order_are_counted() {
    let gateway = shared();
    let mut till = gateway.till();
    let lines = |count: usize| json(&format!("[{}]", vec!["{}"; count].join(",")));
    let paid = till.paid(5_002).await;
    assert_result(
        &till.pay(&put(&payment(&Card::cb_visa(), 5_002), "order.items", lines(LINES))).await,
        201,
        "ACCEPTED",
        "00000",
    );
    let answer = till.pay(&put(&payment(&Card::cb_visa(), 5_002), "order.items", lines(LINES + 1))).await;
    assert_refused_fields(&answer, &["order.items"]);
    let answer = till.post(SESSIONS, &[], &put(&session(5_002), "order.items", lines(LINES + 1))).await;
    assert_refused_fields(&answer, &["order.items"]);
    let answer = till.act(Action::Refund, &paid, &put(&own(1), "items", lines(LINES + 1))).await;
    assert_refused_fields(&answer, &["items"]);
}

/// Returns `privateData` whose document, the braces included, has so many bytes.
fn private_data(bytes: usize) -> Tree {
    let (name, rest) = ("x".repeat(900), bytes - r#"{"a":""}"#.len());
    let (entries, left) = (rest / 1_000, rest % 1_000);
    let mut members: Vec<String> =
        (0..entries).map(|number| format!("\"{number:02}{name}\":\"{}\"", "y".repeat(92))).collect();
    members.push(format!("\"a\":\"{}\"", "z".repeat(left)));
    json(&format!("{{{}}}", members.join(",")))
}

#[tokio::test]
async fn what_is_kept_is_limited() {
    let gateway = shared();
    let mut till = gateway.till();
    // A session keeps the whole request, without white space.
    for extra in [0, 1] {
        let request = put(&session(5_003), "privateData", private_data(100));
        let missing = KEPT + extra - (raw_text(&request).len() - 100);
        let request = put(&request, "privateData", private_data(missing));
        assert_eq!(raw_text(&request).len(), KEPT + extra);
        let answer = till.post(SESSIONS, &[], &request).await;
        refused_if(extra > 0, &answer, "ACCEPTED");
        // White space and unknown members are not kept.
        let padded = put(&request, "unknown", "x".repeat(1_000));
        refused_if(extra > 0, &till.post(SESSIONS, &[], &padded).await, "ACCEPTED");
    }
    let large = private_data(KEPT + 1);
    assert_error(
        &till.pay(&put(&payment(&Card::cb_visa(), 5_003), "privateData", large.clone())).await,
        400,
        "02305",
    );
    let paid = till.paid(5_003).await;
    assert_error(&till.act(Action::Refund, &paid, &put(&own(1), "privateData", large)).await, 400, "02305");
}

#[track_caller]
fn refused_if(refused: bool, answer: &Answer, title: &str) {
    if refused {
        assert_error(answer, 400, "02305");
        assert!(answer.body_text().contains("64 KiB"), "{}", answer.body_text());
    } else {
        assert_result(answer, 201, title, "00000");
    }
}

#[tokio::test]
async fn session_services_take_small_bodies() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(5_004)).await;
    let networks = r#"{"cardNumber":"497010","handledContracts":[]}"#;
    let card = raw_text(&buyer.card_request(&Card::cb_visa(), None).await);
    for (service, body) in [("availablecardnetworks", networks), ("securedPaymentRequest", &card)] {
        assert_error(&padded(&buyer, service, body, SERVICE_BODY + 1).await, 413, "02305");
        assert_eq!(padded(&buyer, service, body, SERVICE_BODY).await.status, 200);
    }
    for service in ["paymentRequest", "walletPaymentRequest"] {
        assert_error(&padded(&buyer, service, "{}", SERVICE_BODY + 1).await, 413, "02305");
    }
}

async fn padded(buyer: &Buyer, service: &str, body: &str, bytes: usize) -> Answer {
    let padding = " ".repeat(bytes - body.len());
    buyer.ask(Method::POST, service, &format!("{padding}{body}")).await
}
