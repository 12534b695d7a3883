//! `GET /v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods` and `/{paymentMethodId}`

use crate::harness::{MERCHANT_ID, assert_error, assert_result, raw_text, shared};

fn path(merchant: &str, reference: &str) -> String {
    format!("/v1/merchants/{merchant}/pointsofsale/{reference}/paymentMethods")
}

#[tokio::test]
async fn those_of_a_point_of_sale() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till_of(&merchant, &key);
    for spelling in ["SHOP1", "%53HOP1"] {
        let answer = till.get(&path(&merchant, spelling)).await;
        assert_result(&answer, 200, "ACCEPTED", "00000");
        let expected = concat!(
            r#"[{"id":"AMEX","paymentInstrumentType":{"code":"AMEX"},"name":"AMEX"},"#,
            r#"{"id":"BANKTRANSFER","paymentInstrumentType":{"code":"BANKTRANSFER"},"name":"BANKTRANSFER"},"#,
            r#"{"id":"CB","paymentInstrumentType":{"code":"CB"},"name":"CB"},"#,
            r#"{"id":"MOCKPAY","paymentInstrumentType":{"code":"MOCKPAY"},"name":"MOCKPAY"}]"#,
        );
        assert_eq!(answer.at(&["paymentMethods"]).map(raw_text).as_deref(), Some(expected));
    }
}

/// Those of the form of a reference, and texts that are none: one answer.
#[tokio::test]
async fn of_a_point_of_sale_that_is_not_there() {
    let gateway = shared();
    let mut till = gateway.till();
    let unknown = till.get(&path(MERCHANT_ID, "SHOP404")).await;
    for reference in ["shop1", "SHOP1%2F", "-", "%00", "%FF"] {
        let answer = till.get(&path(MERCHANT_ID, reference)).await;
        assert_error(&answer, 404, "02303");
        assert_eq!(answer.body_text(), unknown.body_text(), "{reference}");
    }
}

#[tokio::test]
async fn of_another_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut stranger = gateway.till_of(&merchant, &key);
    for reference in ["SHOP1", "SHOP404", "-"] {
        assert_error(&stranger.get(&path(MERCHANT_ID, reference)).await, 403, "09201");
    }
}

#[tokio::test]
async fn of_a_locked_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    gateway.manage(&["lock", &merchant]);
    assert_error(&gateway.till_of(&merchant, &key).get(&path(&merchant, "SHOP1")).await, 401, "09102");
}

#[tokio::test]
async fn one_of_them() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till_of(&merchant, &key);
    for (spelling, code) in [("CB", "CB"), ("%43B", "CB"), ("AMEX", "AMEX"), ("MOCKPAY", "MOCKPAY")] {
        let answer = till.get(&format!("{}/{spelling}", path(&merchant, "SHOP1"))).await;
        assert_result(&answer, 200, "ACCEPTED", "00000");
        let expected =
            format!(r#"{{"id":"{code}","paymentInstrumentType":{{"code":"{code}"}},"name":"{code}"}}"#);
        assert_eq!(answer.at(&["paymentMethods"]).map(raw_text), Some(expected));
    }
}

/// An unknown id, an unknown point of sale, and texts that are neither: one answer.
#[tokio::test]
async fn one_that_is_not_there() {
    let gateway = shared();
    let mut till = gateway.till();
    let unknown = till.get(&format!("{}/CB404", path(MERCHANT_ID, "SHOP1"))).await;
    for (reference, id) in [
        ("SHOP1", "cb"),
        ("SHOP1", "-"),
        ("SHOP1", "%FF"),
        ("SHOP1", "CB%2F"),
        ("SHOP404", "CB"),
        ("%00", "CB"),
    ] {
        let answer = till.get(&format!("{}/{id}", path(MERCHANT_ID, reference))).await;
        assert_error(&answer, 404, "02303");
        assert_eq!(answer.body_text(), unknown.body_text(), "{reference} {id}");
    }
}

#[tokio::test]
async fn one_of_another_merchant() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut stranger = gateway.till_of(&merchant, &key);
    for id in ["CB", "CB404", "-"] {
        assert_error(&stranger.get(&format!("{}/{id}", path(MERCHANT_ID, "SHOP1"))).await, 403, "09201");
    }
}
