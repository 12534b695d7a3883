//! Every limit of every field, on both paths.

use client::Answer;
use document::Tree;

use crate::harness::{
    Broken, Gateway, Limits, OLD_SESSIONS, SESSIONS, assert_error, assert_refused_fields, assert_result,
    invalid_names, json, put, right_emails, session, shared, without, wrong_emails,
};

/// Returns the common limits and those that only a session has.
fn limits() -> Limits {
    let mut limits = Limits::shared();
    // A shop's customers type their titles themselves: one connector sends what they typed.
    limits.words.retain(|(path, _)| !path.ends_with("title"));
    limits.words.extend([
        ("oneClickOption", &["WITH_CVV", "WITHOUT_CVV"][..]),
        (
            "threeDS.challengeInd",
            &[
                "NO_PREFERENCE",
                "ISSUER_TRA",
                "CHALLENGE_REQUESTED",
                "CHALLENGE_MANDATE",
                "ACQUIRER_TRA",
                "CB_SCORING",
            ],
        ),
    ]);
    limits
}

/// Returns a request with a payment plan and an order item, of which single members can be wrong.
fn base() -> Tree {
    let payment = r#"{"paymentType": "RECURRING", "capture": "AUTOMATIC", "recurring":
        {"installmentAmount": 1600, "frequency": "MONTHLY", "installmentDate": 1}}"#;
    put(&put(&session(1_600), "payment", json(payment)), "order.items", json("[{}]"))
}

async fn assert_refused(gateway: &Gateway, request: &Tree, names: &[&str]) {
    for path in [SESSIONS, OLD_SESSIONS] {
        assert_refused_fields(&gateway.till().post(path, &[], request).await, names);
    }
}

async fn made(gateway: &Gateway, request: &Tree) -> Answer {
    gateway.till().post(SESSIONS, &[], request).await
}

#[tokio::test]
async fn everything_at_its_limit_passes() {
    let gateway = shared();
    for greatest in [false, true] {
        let answer = made(&gateway, &limits().at_the_limit(&base(), greatest)).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn all_that_is_beyond_a_limit_is_named_at_once() {
    let gateway = shared();
    let (limits, base) = (limits(), base());
    let deferred = put(&base, "payment.capture", "DEFERRED");
    let [others, lower_case] = limits.unknown_words(&base);
    let all: [Broken; 6] = [
        limits.too_long(&base),
        limits.too_small(&base),
        limits.too_great(&base),
        others,
        lower_case,
        limits.not_dates(&deferred),
    ];
    for (request, names) in &all {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_refused(&gateway, request, &names).await;
    }
}

#[tokio::test]
async fn words_of_the_lists_pass() {
    let gateway = shared();
    for (path, words) in limits().words {
        for word in words {
            let answer = made(&gateway, &put(&base(), path, *word)).await;
            assert_result(&answer, 201, "ACCEPTED", "00000");
        }
    }
}

/// A discount may be an object (one connector sends it so), but not a truth.
#[tokio::test]
async fn wrong_types_are_named_at_once() {
    let gateway = shared();
    let more = [
        "pointOfSaleReference",
        "returnURL",
        "notificationURL",
        "languageCode",
        "customPaymentPageCode",
        "mxWalletId",
        "delivery.provider",
        "buyer.email",
        "paymentMethod.contractNumber",
        "paymentMethod.paymentMethodIDs",
        "paymentMethod.fallbackPaymentMethodIDs",
    ];
    let (request, names) = limits().wrong_types(&base(), &more);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_refused(&gateway, &request, &names).await;
    let smart = put(
        &session(1_600),
        "paymentMethod",
        json(r#"{"paymentMethodIDs": [], "smartDisplayIndicator": 1}"#),
    );
    assert_refused(&gateway, &smart, &["paymentMethod.smartDisplayIndicator"]).await;
    for path in
        ["order", "payment", "paymentMethod", "buyer", "delivery", "threeDS", "privateData", "miscData"]
    {
        for wrong in [Tree::text("x"), Tree::from(1), json("[]")] {
            assert_refused(&gateway, &put(&base(), path, wrong), &[path]).await;
        }
    }
}

#[tokio::test]
async fn everything_required_that_is_missing_is_named_at_once() {
    let gateway = shared();
    assert_refused(&gateway, &json("{}"), &["order", "pointOfSaleReference", "returnURL"]).await;
    let paths = [
        "pointOfSaleReference",
        "returnURL",
        "order.reference",
        "order.amount",
        "order.currency",
        "payment.paymentType",
        "payment.capture",
        "payment.recurring.installmentAmount",
        "payment.recurring.frequency",
        "payment.recurring.installmentDate",
    ];
    let request = paths.iter().fold(base(), |request, path| without(&request, path));
    assert_refused(&gateway, &request, &paths).await;
}

#[tokio::test]
async fn references_and_ids() {
    let gateway = shared();
    let long = "x".repeat(51);
    for wrong in ["", "-shop", "the shop", "shop/1", "é1", &long] {
        let request = put(&base(), "pointOfSaleReference", wrong);
        let request = put(&request, "mxWalletId", wrong);
        assert_refused(&gateway, &request, &["pointOfSaleReference", "mxWalletId"]).await;
    }
    let request = put(&base(), "paymentMethod.paymentMethodIDs", json(r#"["CB", "C B", 7]"#));
    let names = ["paymentMethod.paymentMethodIDs[1]", "paymentMethod.paymentMethodIDs[2]"];
    assert_refused(&gateway, &request, &names).await;
    for wrong in ["C B", "-CB", "é1", &long] {
        let request = put(&base(), "paymentMethod.contractNumber", wrong);
        assert_refused(&gateway, &request, &["paymentMethod.contractNumber"]).await;
    }
    assert_refused(&gateway, &put(&base(), "order.reference", "a/b"), &["order.reference"]).await;
}

#[tokio::test]
async fn email_addresses() {
    let gateway = shared();
    for path in ["buyer.email", "buyer.billingAddress.email"] {
        for right in right_emails() {
            let answer = made(&gateway, &put(&base(), path, right.as_str())).await;
            assert_result(&answer, 201, "ACCEPTED", "00000");
            let session = answer.text(&["sessionId"]).unwrap();
            let read = gateway.till().session(session).await;
            let names: Vec<&str> = path.split('.').collect();
            assert_eq!(read.text(&names), Some(right.as_str()));
        }
        for wrong in wrong_emails() {
            assert_refused(&gateway, &put(&base(), path, wrong.as_str()), &[path]).await;
        }
    }
}

#[tokio::test]
async fn urls_of_the_shop() {
    let gateway = shared();
    for wrong in [
        "",
        "shop",
        "/return",
        "//shop.example.com/return",
        "shop.example.com/return",
        "ftp://shop.example.com/return",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///return",
        "https://shop example.com/",
        "https://shop.example.com/\r\nSet-Cookie: a=b",
        " https://shop.example.com/",
    ] {
        let request = put(&put(&session(1_600), "returnURL", wrong), "notificationURL", wrong);
        assert_refused(&gateway, &request, &["returnURL", "notificationURL"]).await;
    }
    for right in [
        "https://shop.example.com",
        "http://shop.example.com:8080/a/b?c=d&e=%20f#g",
        "HTTPS://SHOP.example.com/return",
        "https://[2001:db8::1]/return",
        "https://shop.example.com/retour?nom=caf%C3%A9",
        "https://shop.example.com/mon compte?nom=le client",
    ] {
        let request = put(&put(&session(1_600), "returnURL", right), "notificationURL", right);
        assert_result(&made(&gateway, &request).await, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn the_reason_is_the_true_one() {
    let gateway = shared();
    for (field, wrong, word) in [
        ("returnURL", "https://shop.example.com/a\tb", "control"),
        ("returnURL", "https://shop.example.com/ ", "spaces"),
        ("returnURL", "https://a:b@shop.example.com/", "password"),
        ("returnURL", "ftp://shop.example.com/", "http"),
        ("returnURL", "/return", "absolute"),
        ("order.reference", "a\0b", "NUL"),
        ("order.reference", "a/b", "\"/\""),
        ("pointOfSaleReference", "a\0b", "letters"),
    ] {
        let answer = gateway.till().post(SESSIONS, &[], &put(&base(), field, wrong)).await;
        assert_refused_fields(&answer, &[field]);
        let detail = answer.text(&["detail"]).unwrap();
        assert!(detail.contains(word), "{field} {wrong:?}: {detail}");
    }
}

#[tokio::test]
async fn amounts() {
    let gateway = shared();
    for path in ["order.amount", "payment.amount"] {
        for wrong in ["-1", "1000000000000000001", "9223372036854775808", "1.5", "\"1000\"", "[]"] {
            assert_refused(&gateway, &put(&base(), path, json(wrong)), &[path]).await;
        }
    }
}

#[tokio::test]
async fn codes_of_pages() {
    let gateway = Gateway::start("page-codes");
    let with = |code: &str| put(&session(1_600), "customPaymentPageCode", code);
    let answer = made(&gateway, &with("summer")).await;
    assert_error(&answer, 400, "02307");
    assert_eq!(invalid_names(&answer), ["customPaymentPageCode"]);
    gateway.set_point_of_sale(&["--page", "summer=#0a7d55"]);
    assert_result(&made(&gateway, &with("summer")).await, 201, "ACCEPTED", "00000");
    assert_error(&made(&gateway, &with("SUMMER")).await, 400, "02307");
    assert_error(&made(&gateway, &with("<b>")).await, 400, "02307");
}

#[tokio::test]
async fn private_data() {
    let gateway = shared();
    let map = |count: usize| {
        let entries: Vec<String> = (0..count).map(|number| format!(r#""k{number}":"v""#)).collect();
        json(&format!("{{{}}}", entries.join(",")))
    };
    assert_result(&made(&gateway, &put(&base(), "privateData", map(99))).await, 201, "ACCEPTED", "00000");
    assert_refused(&gateway, &put(&base(), "privateData", map(101)), &["privateData"]).await;
    assert_refused(&gateway, &put(&base(), "privateData.key", 1), &["privateData.key"]).await;
}
