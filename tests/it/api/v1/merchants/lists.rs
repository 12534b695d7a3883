//! `size`, `page`, `sort` and filters of points of sale and payment methods.

use client::Answer;
use document::Tree;

use super::setup::{Owner, method, shop};
use crate::harness::{assert_refused_fields, assert_result, put, shared};

fn names(answer: &Answer, list: &str, name: &str) -> Vec<String> {
    assert_result(answer, 200, "ACCEPTED", "00000");
    let all = answer.at(&[list]).and_then(Tree::as_list).unwrap();
    all.iter().map(|one| one.at(&[name]).and_then(Tree::as_text).unwrap().to_owned()).collect()
}

/// Returns count, startIndex, endIndex and recordTotal.
fn counts(answer: &Answer) -> [i64; 4] {
    ["count", "startIndex", "endIndex", "recordTotal"]
        .map(|name| answer.at(&[name]).and_then(Tree::as_integer).unwrap())
}

#[tokio::test]
async fn points_of_sale_in_pages() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let mut expected = vec!["SHOP1".to_owned()];
    for number in 10..33 {
        let reference = format!("S{number}");
        owner.shop(&reference).await;
        expected.push(reference);
    }
    expected.sort();
    let mut stranger = Owner::new(&gateway);
    stranger.shop("S99").await;
    // 20 where nothing is said.
    let first = owner.get("").await;
    assert_eq!(
        (names(&first, "pointsOfSale", "reference"), counts(&first)),
        (expected[..20].to_vec(), [20, 0, 19, 24])
    );
    let mut walked = Vec::new();
    for page in 0..4 {
        let answer = owner.get(&format!("?size=7&page={page}")).await;
        walked.extend(names(&answer, "pointsOfSale", "reference"));
    }
    assert_eq!(walked, expected);
    let beyond = owner.get("?size=200&page=1").await;
    assert_eq!((names(&beyond, "pointsOfSale", "reference"), counts(&beyond)), (Vec::new(), [0, -1, -1, 24]));
    let descending = owner.get("?size=200&sort=reference,desc").await;
    expected.reverse();
    assert_eq!(names(&descending, "pointsOfSale", "reference"), expected);
    assert_eq!(names(&stranger.get("").await, "pointsOfSale", "reference"), ["S99", "SHOP1"]);
}

#[tokio::test]
async fn points_of_sale_by_filters() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    for (reference, mcc) in [("A", "5411"), ("B", "5732"), ("C", "5732")] {
        owner.shop(reference).await;
        owner.put(&format!("/{reference}"), &put(&shop(&format!("Shop {reference}")), "mcc", mcc)).await;
    }
    owner.switch("/B", "INACTIVE").await;
    for (query, expected) in [
        ("mcc=5732", &["B", "C"][..]),
        ("status=INACTIVE", &["B"]),
        ("status=ACTIVE&mcc=5732", &["C"]),
        ("name=Shop%20A", &["A"]),
        ("name=Shop", &[]),
        ("name=%25", &[]),
        ("name=%27%20OR%201%3D1", &[]),
        ("sort=name,desc&mcc=5732", &["C", "B"]),
        ("sort=name&sort=reference,desc&status=ACTIVE", &["SHOP1", "A", "C"]),
    ] {
        let answer = owner.get(&format!("?{query}")).await;
        assert_eq!(names(&answer, "pointsOfSale", "reference"), expected, "{query}");
        assert_eq!(counts(&answer)[3], i64::try_from(expected.len()).unwrap(), "{query}");
    }
    let wrong = owner.get("?size=0&page=-1&sort=mcc&mcc=1&status=OFF&other=1&name=").await;
    let mut told = crate::harness::invalid_names(&wrong);
    told.sort();
    assert_eq!((wrong.status, told.join(" ").as_str()), (400, "mcc name other page size sort[0] status"));
    assert_refused_fields(&owner.get("?size=201").await, &["size"]);
}

#[tokio::test]
async fn payment_methods_in_pages_and_by_filters() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    for id in ["CB2", "CB3"] {
        owner.method("SHOP1", id).await;
    }
    owner.put("/SHOP1/paymentMethods/CB3", &method(&["VISA"])).await;
    owner.switch("/SHOP1/paymentMethods/CB2", "INACTIVE").await;
    owner.shop("SHOP2").await;
    owner.method("SHOP2", "CB4").await;
    Owner::new(&gateway).method("SHOP1", "CB5").await;
    for (query, expected, total) in [
        ("", &["AMEX", "BANKTRANSFER", "CB", "CB2", "CB3", "MOCKPAY"][..], 6),
        ("size=2&page=1", &["CB", "CB2"], 6),
        ("size=2&page=3", &[], 6),
        ("sort=id,desc&size=1", &["MOCKPAY"], 6),
        (
            "sort=paymentInstrumentType.code,desc&sort=id,desc&size=5",
            &["MOCKPAY", "CB3", "CB2", "CB", "BANKTRANSFER"],
            6,
        ),
        ("paymentInstrumentType.code=CB", &["CB", "CB2", "CB3"], 3),
        ("paymentInstrumentType.code=CB&status=ACTIVE", &["CB", "CB3"], 2),
        ("status=INACTIVE", &["CB2"], 1),
    ] {
        let answer = owner.get(&format!("/SHOP1/paymentMethods?{query}")).await;
        assert_eq!(names(&answer, "paymentMethods", "id"), expected, "{query}");
        let last = i64::try_from(expected.len()).unwrap();
        assert_eq!((counts(&answer)[0], counts(&answer)[3]), (last, total), "{query}");
    }
    let wrong = owner.get("/SHOP1/paymentMethods?size=x&sort=name&status=&id=CB").await;
    let mut told = crate::harness::invalid_names(&wrong);
    told.sort();
    assert_eq!((wrong.status, told.join(" ").as_str()), (400, "id size sort[0] status"));
}
