//! What a request for a transfer must hold

use super::send;
use crate::harness::{assert_refused_fields, assert_result, json, put, shared, transfer, without};

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let wrong = json(
        r#"{"amount":0,"currency":"USD","payerBankAccount":{"paymentMethodId":"a b"},
            "payeeBankAccount":{"bic":"DEUT","holderName":"","iban":"DE89370400440532013001"},
            "crossReference":{"transactionId":"123456789012345678901234567890123456789012345678901"},
            "comment":"<b>","privateData":7}"#,
    );
    let all = [
        "amount",
        "currency",
        "payerBankAccount.paymentMethodId",
        "payeeBankAccount.bic",
        "payeeBankAccount.holderName",
        "payeeBankAccount.iban",
        "crossReference.transactionId",
        "comment",
        "privateData",
    ];
    assert_refused_fields(&send(&mut till, &wrong).await, &all);
    let needed = ["amount", "currency", "payerBankAccount", "payeeBankAccount"];
    assert_refused_fields(&send(&mut till, &json("{}")).await, &needed);
    assert_eq!(send(&mut till, &json("[]")).await.status, 400);
}

#[tokio::test]
async fn one_field_that_is_wrong() {
    let gateway = shared();
    let mut till = gateway.till();
    let long = "x".repeat(256);
    let request = transfer(100);
    for (field, value) in [
        ("amount", json("0")),
        ("amount", json("-1")),
        ("amount", json("100000000000")),
        ("amount", json("1.5")),
        ("amount", json(r#""100""#)),
        ("currency", json(r#""GBP""#)),
        ("payeeBankAccount.iban", json(r#""DE8937040044053201300""#)),
        ("payeeBankAccount.iban", json(r#""FR89370400440532013000""#)),
        ("payeeBankAccount.iban", json("89370400440532013000")),
        ("payeeBankAccount.bic", json(r#""DEUTXXFF""#)),
        ("payeeBankAccount.bic", json(r#""DEUTDEFF5""#)),
        ("payeeBankAccount.holderName", "y".repeat(71).into()),
        ("payeeBankAccount.holderName", " ".into()),
        ("payeeBankAccount.holderName", "\t\u{a0}\u{3000}\u{200b}\n".into()),
        ("comment", long.into()),
        ("crossReference.orderReference", "o".repeat(101).into()),
    ] {
        let wrong = if field.starts_with("crossReference") {
            put(&put(&request, "crossReference", json("{}")), field, value)
        } else {
            put(&request, field, value)
        };
        assert_refused_fields(&send(&mut till, &wrong).await, &[field]);
    }
    for field in [
        "payeeBankAccount.iban",
        "payeeBankAccount.bic",
        "payeeBankAccount.holderName",
        "payerBankAccount.paymentMethodId",
    ] {
        assert_refused_fields(&send(&mut till, &without(&request, field)).await, &[field]);
    }
}

#[tokio::test]
async fn the_least_and_the_most() {
    let gateway = shared();
    let mut till = gateway.till();
    for cents in [1, 99_999_999_999] {
        assert_result(&send(&mut till, &transfer(cents)).await, 201, "ACCEPTED", "00000");
    }
    let named = put(&transfer(100), "payeeBankAccount.holderName", "\u{17b}".repeat(70).as_str());
    let named = put(&named, "comment", "y".repeat(255).as_str());
    assert_result(
        &send(&mut till, &put(&named, "privateData", json("null"))).await,
        201,
        "ACCEPTED",
        "00000",
    );
}
