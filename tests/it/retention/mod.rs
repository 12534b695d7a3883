//! What is forgotten when its time is over, or because its buyer wants it, and what is told of the store.

mod buyer;
mod commands;
mod failures;
mod large;
mod links;
mod payees;
mod payments;
mod sessions;

use std::time::Duration;

use client::Answer;
use document::Tree;

use crate::harness::{Card, Gateway, eventually, json, payment, put, raw_text, session};

/// Hours by which the clock is set ahead, so that the shortest retention of every kind is over.
const SEVENTY_DAYS: u32 = 70 * 24;
/// The shortest retention of every kind.
const SHORT: [&str; 5] = [
    "retention.sessions_days=1",
    "retention.payments_months=1",
    "retention.cards_months=1",
    "retention.notifications_days=1",
    "retention.audit_months=1",
];

/// Names, addresses and other texts of the buyer, by which a remnant is found.
const PERSONAL: [&str; 5] =
    ["Camille", "camille.martin@example.com", "+33612345678", "rue Oubliette", "203.0.113.7"];

/// Returns what a shop tells of a buyer with this e-mail address.
fn with_buyer(request: &Tree, email: &str) -> Tree {
    let address = r#"{"firstName":"Camille","lastName":"Martin","street":"1 rue Oubliette","city":"Lyon",
        "zip":"69001","country":"FR","mobile":"+33612345678"}"#;
    let buyer = json(&format!(
        r#"{{"firstName":"Camille","lastName":"Martin","email":"{email}","mobile":"+33612345678",
            "billingAddress":{address}}}"#
    ));
    let delivery = json(&format!(r#"{{"charge":490,"address":{address}}}"#));
    let items =
        json(r#"[{"reference":"SKU-1","price":990,"quantity":1,"taxRate":2000,"comment":"for Camille"}]"#);
    let request = put(&put(request, "buyer", buyer), "delivery", delivery);
    let request = put(&request, "privateData", json(r#"{"caller":"Camille"}"#));
    put(&request, "order.items", items)
}

/// Returns a payment with everything that may be personal of its buyer.
fn personal_payment(card: &Card, email: &str) -> Tree {
    let request = with_buyer(&payment(card, 1_000), email);
    let request = put(&request, "device", json(r#"{"ip":"203.0.113.7"}"#));
    put(&request, "paymentInstrument.holderName", "Camille Martin")
}

fn personal_session(email: &str) -> Tree {
    with_buyer(&session(1_000), email)
}

/// Whether the answer holds anything personal. All of it is there, or nothing.
#[track_caller]
fn is_personal(answer: &Answer) -> bool {
    let text = answer.body_text();
    let found = PERSONAL.into_iter().filter(|word| text.contains(word)).count();
    assert!(found == 0 || found >= 4, "a part is left: {text}");
    found > 0
}

/// Runs `guichet retention run` with a clock that is ahead and the shortest retention.
fn run_ahead(gateway: &Gateway, hours: u32) -> Tree {
    let clock = format!("sandbox.clock_ahead_hours={hours}");
    let settings = SHORT.into_iter().chain([clock.as_str()]).flat_map(|setting| ["--set", setting]);
    gateway.operate_json(&["retention", "run"].into_iter().chain(settings).collect::<Vec<_>>())
}

/// Returns the number of a kind in what a command of `retention` printed.
fn number_of(kinds: &Tree, kind: &str, name: &str) -> i64 {
    let all = kinds.as_list().unwrap();
    let found = all.iter().find(|row| row.at(&["kind"]).and_then(Tree::as_text) == Some(kind));
    let number = found.and_then(|row| row.at(&[name])).and_then(Tree::as_integer);
    number.unwrap_or_else(|| panic!("{kind}: {name} in {}", raw_text(kinds)))
}

/// Waits until the worker of a gateway has forgotten what is personal of a payment.
async fn forgotten(gateway: &Gateway, id: &str) -> Answer {
    eventually("end of what is personal", Duration::from_secs(60), || async {
        let answer = gateway.till().transaction(id).await;
        (!is_personal(&answer)).then_some(answer)
    })
    .await
}
