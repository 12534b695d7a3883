//! The simulator's table of amounts, and other rules on the amount.

use document::Tree;

use crate::harness::{Card, assert_refused_fields, assert_result, payment, put, shared};

const TABLE: [(i64, &str, &str); 26] = [
    (33_300, "ACCEPTED", "00000"),
    (33_308, "ACCEPTED", "00000"),
    (33_305, "REFUSED", "01100"),
    (33_360, "REFUSED", "01103"),
    (33_302, "REFUSED", "01108"),
    (33_303, "ERROR", "01109"),
    (33_313, "ERROR", "01110"),
    (33_314, "REFUSED", "01111"),
    (33_351, "REFUSED", "01116"),
    (33_355, "REFUSED", "01117"),
    (33_356, "REFUSED", "01118"),
    (33_357, "REFUSED", "01119"),
    (33_358, "REFUSED", "01120"),
    (33_361, "REFUSED", "01121"),
    (33_363, "REFUSED", "01122"),
    (33_331, "ERROR", "01199"),
    (33_354, "REFUSED", "01201"),
    (33_334, "REFUSED", "01202"),
    (33_338, "REFUSED", "01206"),
    (33_312, "ERROR", "01902"),
    (33_330, "ERROR", "01904"),
    (33_391, "ERROR", "01907"),
    (33_396, "ERROR", "01909"),
    (33_315, "ERROR", "01912"),
    (33_316, "REFUSED", "01131"),
    (33_394, "ERROR", "01913"),
];

#[tokio::test]
async fn the_table() {
    let gateway = shared();
    let mut till = gateway.till();
    for (amount, title, code) in TABLE {
        let (paid, read) = till.pay_and_read(&payment(&Card::cb_visa(), amount)).await;
        assert_result(&paid, 201, title, code);
        assert_result(&read, 200, title, code);
        assert_eq!(paid.text(&["result", "detail"]), read.text(&["result", "detail"]), "{amount}");
        let granted = paid.at(&["transaction", "partnerReturnedData", "authorizationNumber"]).is_some();
        assert_eq!(granted, code == "00000", "{amount}: a number when granted, and only then");
    }
}

#[tokio::test]
async fn the_table_holds_for_every_card() {
    let gateway = shared();
    let mut till = gateway.till();
    for card in [Card::amex(), Card::mastercard(), Card::visa(), Card::cb_mastercard()] {
        assert_result(&till.pay(&payment(&card, 33_351)).await, 201, "REFUSED", "01116");
    }
}

#[tokio::test]
async fn amounts_next_to_the_table_are_accepted() {
    let gateway = shared();
    let mut till = gateway.till();
    for amount in [1, 33_299, 33_301, 33_400, 77_700, 77_707, 999_999_999_999, 1_000_000_000_000_000_000] {
        assert_result(&till.pay(&payment(&Card::cb_visa(), amount)).await, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn amounts_outside_the_limits() {
    let gateway = shared();
    let till = gateway.till();
    let written = crate::harness::raw_text(&payment(&Card::cb_visa(), 424_242));
    for wrong in [
        "-1",
        "1000000000000000001",
        "9223372036854775807",
        "9223372036854775808",
        "1e400",
        "1.5",
        "2499.5",
        "1e300",
        "\"1000\"",
        "true",
        "[]",
        "{}",
    ] {
        let answer = till.pay_text(written.replace("424242", wrong)).await;
        if wrong == "1e400" {
            // No number that can be read is malformed JSON, which has no field.
            crate::harness::assert_error(&answer, 400, "02305");
        } else {
            assert_refused_fields(&answer, &["order.amount"]);
        }
    }
    let digits = "9".repeat(100_000);
    crate::harness::assert_error(&till.pay_text(written.replace("424242", &digits)).await, 400, "02305");
}

/// JSON has one kind of number: what has no fraction is an integer.
#[tokio::test]
async fn an_amount_may_be_written_in_several_ways() {
    let gateway = shared();
    let till = gateway.till();
    for same in ["1000.0", "1e3", "10.00E2"] {
        let request = payment(&Card::cb_visa(), 424_242);
        let written = crate::harness::raw_text(&request);
        let answer = till.pay_text(written.replace("424242", same)).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        assert_eq!(answer.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer), Some(1_000));
    }
}

/// Numbers of the cart only describe, and shipped carts compute them as fractions.
#[tokio::test]
async fn numbers_of_the_cart_are_rounded_half_to_even() {
    let gateway = shared();
    let items = r#"[{"price": 12.5, "taxRate": 5.5}, {"price": 13.5, "taxRate": -20}, {"price": 0.2, "taxRate": 2000.0}]"#;
    let request = put(&payment(&Card::cb_visa(), 1_000), "order.items", crate::harness::json(items));
    let answer = gateway.till().pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    let told = answer.at(&["order", "items"]).and_then(Tree::as_list).unwrap();
    let number = |item: &Tree, name: &str| item.at(&[name]).and_then(Tree::as_integer).unwrap();
    let told: Vec<_> = told.iter().map(|item| (number(item, "price"), number(item, "taxRate"))).collect();
    assert_eq!(told, [(12, 6), (14, -20), (0, 2_000)]);
    let wrong = put(&request, "order.items", crate::harness::json(r#"[{"price": -0.6, "taxRate": 9999.6}]"#));
    let refused = gateway.till().pay(&wrong).await;
    assert_refused_fields(&refused, &["order.items[0].price", "order.items[0].taxRate"]);
}

#[tokio::test]
async fn amounts_that_make_no_sense_for_the_payment() {
    let gateway = shared();
    let mut till = gateway.till();
    let verify =
        |amount| put(&payment(&Card::cb_visa(), amount), "payment.paymentType", "ACCOUNT_VERIFICATION");
    let more = put(&payment(&Card::cb_visa(), 1_000), "payment.amount", 1_001);
    for request in [payment(&Card::cb_visa(), 0), verify(1), more] {
        let (paid, read) = till.pay_and_read(&request).await;
        assert_result(&paid, 201, "ERROR", "02110");
        assert_result(&read, 200, "ERROR", "02110");
    }
    let answer = till.pay(&verify(0)).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(answer.text(&["transaction", "type"]), Some("ACCOUNT_VERIFICATION"));
    assert_eq!(answer.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer), Some(0));
}
