//! `GET /v1/merchants/{merchantId}/pointsofsale` and `/{posReference}`

use client::Answer;
use document::Tree;

use crate::harness::{Gateway, MERCHANT_ID, assert_error, assert_result, named, raw_text, shared};

fn path(merchant: &str) -> String {
    format!("/v1/merchants/{merchant}/pointsofsale")
}

async fn list(gateway: &Gateway, (merchant, key): &(String, String)) -> Answer {
    gateway.till_of(merchant, key).get(&path(merchant)).await
}

#[track_caller]
fn assert_listed(answer: &Answer, expected: &str) {
    assert_result(answer, 200, "ACCEPTED", "00000");
    assert_eq!(answer.at(&["pointsOfSale"]).map(raw_text).as_deref(), Some(expected));
}

#[tokio::test]
async fn those_of_a_merchant() {
    let gateway = shared();
    let merchant = gateway.new_merchant();
    let first = list(&gateway, &merchant).await;
    assert_listed(&first, r#"[{"reference":"SHOP1","name":"Another shop","mcc":"0000"}]"#);
    gateway.operate(&["point-of-sale", "set", &merchant.0, "SHOP1", "--mcc", "5732"]);
    let second = list(&gateway, &merchant).await;
    assert_listed(&second, r#"[{"reference":"SHOP1","name":"Another shop","mcc":"5732"}]"#);
    // The setting is that merchant's only.
    let others = list(&gateway, &gateway.new_merchant()).await;
    assert_listed(&others, r#"[{"reference":"SHOP1","name":"Another shop","mcc":"0000"}]"#);
}

/// An answer holds 1 to 50 characters of a name.
#[tokio::test]
async fn names_that_an_answer_cannot_hold() {
    let gateway = shared();
    let long = "é".repeat(51);
    for (name, told) in [(long.as_str(), &long[..100]), ("", "SHOP1")] {
        let merchant = named(&gateway.manage(&["create", "--name", name]));
        let answer = list(&gateway, &merchant).await;
        let listed = answer.at(&["pointsOfSale"]).and_then(Tree::as_list).unwrap();
        assert_eq!(listed[0].at(&["name"]).and_then(Tree::as_text), Some(told));
    }
}

/// An id is compared after its percent signs are resolved.
#[tokio::test]
async fn the_own_id_in_another_spelling() {
    let gateway = shared();
    let mut till = gateway.till();
    let encoded = format!("%3{}{}", &MERCHANT_ID[..1], &MERCHANT_ID[1..]);
    let (plain, encoded) = (till.get(&path(MERCHANT_ID)).await, till.get(&path(&encoded)).await);
    assert_result(&encoded, 200, "ACCEPTED", "00000");
    assert_eq!(encoded.body_text(), plain.body_text());
}

/// Another merchant's id, an unknown one and a text that is none: one answer.
#[tokio::test]
async fn any_other_id() {
    let gateway = shared();
    let (another, _) = gateway.new_merchant();
    let mut till = gateway.till();
    let unknown = till.get(&path("00000000000001")).await;
    let (short, long) = (&MERCHANT_ID[1..], format!("0{MERCHANT_ID}"));
    for id in [another.as_str(), "x", short, &long, "%20", "%00", "%FF", "..%2F", "%2A"] {
        let answer = till.get(&path(id)).await;
        assert_error(&answer, 403, "09201");
        assert_eq!(answer.body_text(), unknown.body_text(), "{id}");
    }
}

#[tokio::test]
async fn of_a_locked_merchant() {
    let gateway = shared();
    let merchant = gateway.new_merchant();
    gateway.manage(&["lock", &merchant.0]);
    assert_error(&list(&gateway, &merchant).await, 401, "09102");
    gateway.manage(&["unlock", &merchant.0]);
    assert_result(&list(&gateway, &merchant).await, 200, "ACCEPTED", "00000");
}

/// As the list has it, however the reference is spelt.
#[tokio::test]
async fn one_of_them() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    gateway.operate(&["point-of-sale", "set", &merchant, "SHOP1", "--mcc", "5732"]);
    let mut till = gateway.till_of(&merchant, &key);
    for spelling in ["SHOP1", "%53HOP1", "SHOP%31"] {
        let answer = till.get(&format!("{}/{spelling}", path(&merchant))).await;
        assert_result(&answer, 200, "ACCEPTED", "00000");
        let told = answer.at(&["pointOfSale"]).map(raw_text);
        assert_eq!(told.as_deref(), Some(r#"{"reference":"SHOP1","name":"Another shop","mcc":"5732"}"#));
    }
}

/// Those of the form of a reference, and texts that are none: one answer.
#[tokio::test]
async fn one_that_is_not_there() {
    let gateway = shared();
    let mut till = gateway.till();
    let unknown = till.get(&format!("{}/SHOP404", path(MERCHANT_ID))).await;
    let long = "S".repeat(51);
    for reference in
        ["shop1", "SHOP1%20", "SHOP1%2FpaymentMethods", "-", "%00", "%FF", "%27", "..%2FSHOP1", &long]
    {
        let answer = till.get(&format!("{}/{reference}", path(MERCHANT_ID))).await;
        assert_error(&answer, 404, "02303");
        assert_eq!(answer.body_text(), unknown.body_text(), "{reference}");
    }
}

/// Nothing is told of another merchant's, not even whether it is there.
#[tokio::test]
async fn one_of_another_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut stranger = gateway.till_of(&merchant, &key);
    for reference in ["SHOP1", "SHOP404", "-"] {
        let answer = stranger.get(&format!("{}/{reference}", path(MERCHANT_ID))).await;
        assert_error(&answer, 403, "09201");
    }
}
