//! Every limit of every field: a value at the limit passes, one beyond it is refused with its name.

use client::Answer;
use document::Tree;

use crate::harness::{
    Broken, Card, Limits, assert_refused_fields, assert_result, json, payment, put, right_emails, shared,
    without, wrong_emails,
};

const AMOUNT: i64 = 1_000_000_000_000_000_000;

/// Returns the common limits and those that only a payment has.
fn limits() -> Limits {
    let mut limits = Limits::shared();
    let texts = [
        ("device.fingerprint", 255),
        ("device.ip", 256),
        ("device.browserUserAgent", 2048),
        ("authentication3DSecure.sessionId", 50),
    ];
    limits.texts.extend(texts.map(|(path, most)| (path.to_owned(), most)));
    limits.numbers.extend([
        ("buyer.accountHistory.accountAverageAmount", 0, Some(AMOUNT)),
        ("buyer.accountHistory.totalAmount", 0, Some(AMOUNT)),
        ("buyer.accountHistory.orderAmount6Months", 0, Some(AMOUNT)),
    ]);
    limits.words.extend([
        ("buyer.accountHistory.suspiciousActivity", &["NO_SUSPICIOUS", "SUSPICIOUS"][..]),
        ("device.type", &["UNKNOWN", "COMPUTER", "MOBILE", "TABLET", "TV", "CONSOLE"]),
        ("device.country", &["FR", "NC"]),
    ]);
    limits.dates.extend([
        "buyer.accountHistory.accountCreateDate",
        "buyer.accountHistory.firstOrderDate",
        "buyer.accountHistory.lastOrderDate",
        "buyer.accountHistory.lastChange",
        "buyer.accountHistory.lastPasswordChange",
        "buyer.accountHistory.paymentAccountAge",
        "buyer.accountHistory.shipAddressUsage",
    ]);
    limits
}

/// Returns a request with a payment plan and an order item, of which single members can be wrong.
fn base() -> Tree {
    let request = put(&payment(&Card::cb_visa(), 1_600), "payment.paymentType", "RECURRING");
    let plan = r#"{"installmentAmount":1600,"frequency":"MONTHLY","installmentDate":1}"#;
    let request = put(&request, "payment.recurring", json(plan));
    put(&request, "order.items", json("[{}]"))
}

#[track_caller]
fn assert_refused(answer: &Answer, (_, names): &Broken) {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_refused_fields(answer, &names);
}

#[tokio::test]
async fn everything_at_its_limit_passes() {
    let gateway = shared();
    for greatest in [false, true] {
        let request = limits().at_the_limit(&base(), greatest);
        // A proof that names nothing is refused, whatever its length.
        let answer = gateway.till().pay(&without(&request, "authentication3DSecure")).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn all_that_is_beyond_a_limit_is_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let (limits, base) = (limits(), base());
    let deferred = put(&base, "payment.capture", "DEFERRED");
    let [others, lower_case] = limits.unknown_words(&base);
    for broken in [
        limits.too_long(&base),
        limits.too_small(&base),
        limits.too_great(&base),
        others,
        lower_case,
        limits.not_dates(&deferred),
    ] {
        assert_refused(&till.pay(&broken.0).await, &broken);
    }
}

#[tokio::test]
async fn words_of_the_lists_pass() {
    let gateway = shared();
    let mut till = gateway.till();
    for (path, words) in limits().words {
        for word in words {
            let answer = till.pay(&put(&base(), path, *word)).await;
            assert_result(&answer, 201, "ACCEPTED", "00000");
        }
    }
}

#[tokio::test]
async fn wrong_types_are_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let more = [
        "originalTransactionId",
        "delivery.provider",
        "buyer.email",
        "buyer.accountHistory.transactionCountDay",
    ];
    let broken = limits().wrong_types(&base(), &more);
    assert_refused(&till.pay(&broken.0).await, &broken);
    for path in ["order", "payment", "buyer", "delivery", "device", "privateData", "authentication3DSecure"] {
        for wrong in [Tree::text("x"), Tree::from(1), json("[]")] {
            assert_refused_fields(&till.pay(&put(&base(), path, wrong)).await, &[path]);
        }
    }
    for wrong in ["{}", "\"x\"", "1"] {
        assert_refused_fields(&till.pay(&put(&base(), "order.items", json(wrong))).await, &["order.items"]);
    }
}

#[tokio::test]
async fn everything_required_that_is_missing_is_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    assert_refused_fields(&till.pay(&json("{}")).await, &["order", "paymentInstrument", "paymentMethodId"]);
    let mut request = base();
    let paths = [
        "order.reference",
        "order.amount",
        "order.currency",
        "payment.paymentType",
        "payment.capture",
        "payment.recurring.installmentAmount",
        "payment.recurring.frequency",
        "payment.recurring.installmentDate",
        "paymentMethodId",
    ];
    for path in paths {
        request = without(&request, path);
    }
    assert_refused_fields(&till.pay(&request).await, &paths);
}

#[tokio::test]
async fn email_addresses() {
    let gateway = shared();
    let mut till = gateway.till();
    for right in right_emails() {
        let answer = till.pay(&put(&base(), "buyer.email", right.as_str())).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
    }
    for wrong in wrong_emails() {
        let answer = till.pay(&put(&base(), "buyer.email", wrong.as_str())).await;
        assert_refused_fields(&answer, &["buyer.email"]);
    }
}

#[tokio::test]
async fn order_references() {
    let gateway = shared();
    let mut till = gateway.till();
    let answer = till.pay(&put(&base(), "order.reference", "a/b")).await;
    assert_refused_fields(&answer, &["order.reference"]);
    let odd = format!("{} é#?&%\u{1f381}", crate::harness::reference());
    let answer = till.pay(&put(&base(), "order.reference", odd.as_str())).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(answer.text(&["order", "reference"]), Some(odd.as_str()));
}

#[tokio::test]
async fn private_data() {
    let gateway = shared();
    let mut till = gateway.till();
    let map = |count: usize| {
        let entries: Vec<String> = (0..count).map(|number| format!(r#""k{number}":"v""#)).collect();
        json(&format!("{{{}}}", entries.join(",")))
    };
    assert_result(&till.pay(&put(&base(), "privateData", map(99))).await, 201, "ACCEPTED", "00000");
    assert_refused_fields(&till.pay(&put(&base(), "privateData", map(101))).await, &["privateData"]);
    for wrong in ["1", "null", "{}", "[]", "true"] {
        let answer = till.pay(&put(&base(), "privateData.key", json(wrong))).await;
        // An explicit null counts as absent.
        if wrong == "null" {
            assert_result(&answer, 201, "ACCEPTED", "00000");
        } else {
            assert_refused_fields(&answer, &["privateData.key"]);
        }
    }
}

#[tokio::test]
async fn a_refusal_repeats_no_value() {
    let gateway = shared();
    let mut request = base();
    for path in ["paymentInstrument.number", "paymentInstrument.cvx", "paymentInstrument.expirationDate"] {
        request = put(&request, path, "hunter2-hunter2-hunter2");
    }
    let answer = gateway.till().pay(&request).await;
    assert_eq!(answer.status, 400);
    assert!(!answer.body_text().contains("hunter2"), "{}", answer.body_text());
}
