//! `amount`, which every action requires.

use crate::harness::{Action, assert_error, assert_refused_fields, json, refused_with, shared};

const MAX_AMOUNT: i64 = 1_000_000_000_000_000_000;

#[tokio::test]
async fn amounts_that_are_none() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.capture(&id, 5_000).await;
    let before = till.transaction(&id).await.body_text();
    for action in Action::ALL {
        for wrong in [
            "-1",
            "-9223372036854775809",
            "1000000000000000001",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "1.5",
            "2499.5",
            "-1.0",
            "1e300",
            "\"1000\"",
            "\"\"",
            "true",
            "null",
            "[]",
            "[1]",
            "{}",
        ] {
            let answer = till.act_text(action, &id, format!(r#"{{"amount": {wrong}}}"#)).await;
            assert_refused_fields(&answer, &["amount"]);
        }
        for missing in ["{}", r#"{"comment": "no amount"}"#, r#"{"Amount": 1}"#, r#"{"amount ": 1}"#] {
            assert_refused_fields(&till.act(action, &id, &json(missing)).await, &["amount"]);
        }
        // No number that can be read is malformed JSON, which has no field.
        for unreadable in ["1e400", "+1", "01", "1_000", "NaN", "0x10", "1,5"] {
            let answer = till.act_text(action, &id, format!(r#"{{"amount": {unreadable}}}"#)).await;
            assert_error(&answer, 400, "02305");
        }
        let digits = "9".repeat(100_000);
        let answer = till.act_text(action, &id, format!(r#"{{"amount": {digits}}}"#)).await;
        assert_error(&answer, 400, "02305");
    }
    assert_eq!(till.transaction(&id).await.body_text(), before, "nothing was recorded");
}

/// The ends of the documented range are amounts, if not ones that can be had.
#[tokio::test]
async fn the_ends_of_the_range() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.capture(&id, 5_000).await;
    for action in Action::ALL {
        for amount in [0, MAX_AMOUNT] {
            let body = json(&format!(r#"{{"amount": {amount}}}"#));
            refused_with(&mut till, action, &id, &body, &["02110", "02612", "02613"]).await;
        }
    }
}
