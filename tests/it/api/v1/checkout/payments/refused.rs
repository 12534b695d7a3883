//! Bodies that are not payments.

use crate::harness::{
    Card, PAYMENTS, assert_error, assert_refused_fields, assert_result, payment, raw_text, shared,
};

#[tokio::test]
async fn what_is_no_json() {
    let gateway = shared();
    let till = gateway.till();
    let whole = raw_text(&payment(&Card::cb_visa(), 1_700));
    let mut wrong: Vec<Vec<u8>> =
        ["", " ", "{", "{}{}", "nul", "{\"a\":}", "{'a':1}", "{\"a\":1,}", "\u{feff}{}", "\"", "NaN"]
            .map(|text| text.as_bytes().to_vec())
            .to_vec();
    wrong.push(whole.as_bytes()[..whole.len() - 1].to_vec());
    wrong.push(format!("{whole}x").into_bytes());
    // Not UTF-8, a lone surrogate, and a control character in a text.
    wrong.push(whole.replace("Camille", "\u{1}").into_bytes());
    wrong.push(whole.replace("Camille", "\\ud800").into_bytes());
    let mut latin = whole.clone().into_bytes();
    let place = latin.windows(7).position(|window| window == b"Camille").unwrap();
    latin[place] = 0xe9;
    wrong.push(latin);
    for body in wrong {
        let answer = till.pay_text(body).await;
        assert_error(&answer, 400, "02305");
    }
}

#[tokio::test]
async fn documents_that_are_no_object() {
    let gateway = shared();
    let till = gateway.till();
    for body in ["[]", "1", "\"x\"", "null", "true"] {
        assert_error(&till.pay_text(body).await, 400, "02305");
    }
}

#[tokio::test]
async fn a_member_named_twice() {
    let gateway = shared();
    let till = gateway.till();
    let whole = raw_text(&payment(&Card::cb_visa(), 1_701));
    for body in [
        whole.replacen("\"amount\":1701", "\"amount\":1701,\"amount\":1", 1),
        whole.replacen('{', "{\"paymentMethodId\":\"CB\",", 1),
        whole.replacen('{', "{\"unknown\":{\"a\":1,\"a\":1},", 1),
        whole.replacen("\"amount\":1701", "\"amount\":1701,\"am\\u006funt\":1", 1),
    ] {
        assert_error(&till.pay_text(body).await, 400, "02305");
    }
}

#[tokio::test]
async fn deep_nesting() {
    let gateway = shared();
    let till = gateway.till();
    let whole = raw_text(&payment(&Card::cb_visa(), 1_702));
    let nested = |levels: usize| {
        let deep = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        whole.replacen('{', &format!("{{\"unknown\":{deep},"), 1)
    };
    assert_result(&till.pay_text(nested(20)).await, 201, "ACCEPTED", "00000");
    for levels in [33, 1_000, 100_000] {
        assert_error(&till.pay_text(nested(levels)).await, 400, "02305");
    }
    assert_error(&till.pay_text("{\"a\":".repeat(50_000)).await, 400, "02305");
}

#[tokio::test]
async fn nothing_is_kept_of_a_refused_body() {
    let gateway = shared();
    let mut till = gateway.till();
    let right = payment(&Card::cb_visa(), 1_703);
    let wrong = crate::harness::put(&right, "buyer.mobile", "+331234567890123");
    assert_refused_fields(&till.pay(&wrong).await, &["buyer.mobile"]);
    // The same order is no repetition of anything.
    assert_result(&till.pay(&right).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn a_payment_is_only_at_its_path() {
    let gateway = shared();
    let mut till = gateway.till();
    for path in [
        format!("{PAYMENTS}/"),
        format!("{PAYMENTS}/x"),
        "/v1/payments".to_owned(),
        "//v1/checkout/payments".to_owned(),
    ] {
        let answer = till.post(&path, &[], &payment(&Card::cb_visa(), 1_704)).await;
        assert_eq!(answer.status, 404, "{path}");
    }
}
