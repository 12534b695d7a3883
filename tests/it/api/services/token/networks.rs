//! `POST availablecardnetworks`: the networks of a card by its first digits.

use client::{Answer, Method};
use document::Tree;

use crate::harness::{Caller, assert_refused_fields, put, raw_text, session, shared};

/// Returns name and code of the default network and of the alternative.
fn offered(answer: &Answer) -> [Option<(&str, &str)>; 2] {
    assert_eq!(answer.status, 200, "{}", answer.body_text());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    for (_, value) in answer.document().and_then(Tree::as_object).unwrap().iter() {
        assert!(matches!(value, Tree::Text(_) | Tree::Null), "{}", answer.body_text());
    }
    ["default", "alternative"].map(|which| {
        let part = |end| answer.text(&[&format!("{which}{end}")]).filter(|text| !text.is_empty());
        // One without the other counts for nothing with the programs.
        assert_eq!(part("Network").is_some(), part("NetworkCode").is_some(), "{}", answer.body_text());
        Some((part("Network")?, part("NetworkCode")?))
    })
}

fn names<'a>(answer: &'a Answer) -> [Option<&'a str>; 2] {
    offered(answer).map(|network: Option<(&'a str, &'a str)>| network.map(|(name, _)| name))
}

#[tokio::test]
async fn of_every_kind_of_card() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    for (digits, expected) in [
        ("4970105151", [Some("CB"), Some("VISA")]),
        ("497010", [Some("CB"), Some("VISA")]),
        ("5137340014", [Some("CB"), Some("MASTERCARD")]),
        ("4111111111", [Some("VISA"), None]),
        ("5555555555", [Some("MASTERCARD"), None]),
        ("2223003122", [Some("MASTERCARD"), None]),
        ("3759891111", [Some("AMEX"), None]),
        // Nobody's.
        ("9999999999", [None, None]),
        ("0000000000", [None, None]),
    ] {
        let answer = buyer.networks(digits).await;
        assert_eq!(names(&answer), expected, "{digits}");
        let contract = if digits.starts_with('3') { "AMEX" } else { "CB" };
        if expected[0].is_some() {
            let method = buyer.method(contract).await;
            let selected = answer.text(&["selectedContractNumber"]);
            assert_eq!(selected, method.at(&["contractNumber"]).and_then(Tree::as_text), "{digits}");
        }
    }
    let french = buyer.networks("4970105151").await;
    assert_eq!(offered(&french), [Some(("CB", "1")), Some(("VISA", "2"))]);
    // Each network has a code of its own.
    let (mastercard, amex) = (buyer.networks("5555555555").await, buyer.networks("3759891111").await);
    let code = |answer: &Answer| offered(answer)[0].unwrap().1.to_owned();
    let mut codes = vec!["1".to_owned(), "2".to_owned(), code(&mastercard), code(&amex)];
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 4, "{codes:?}");
}

/// A card is only known to the methods that the program says it can handle.
#[tokio::test]
async fn of_methods_that_are_not_handled() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::NewAndroid, &session(1_000)).await;
    let (cb, amex) = (buyer.method("CB").await, buyer.method("AMEX").await);
    let ask = async |digits: &str, handled: &[&Tree]| {
        let handled: Vec<Tree> = handled
            .iter()
            .map(|method| {
                let named =
                    put(&crate::harness::json("{}"), "cardCode", method.at(&["cardCode"]).unwrap().clone());
                put(&named, "contractNumber", method.at(&["contractNumber"]).unwrap().clone())
            })
            .collect();
        let request = put(&crate::harness::json("{}"), "cardNumber", digits);
        let request = put(&request, "handledContracts", Tree::List(handled));
        let answer = buyer.ask(Method::POST, "availablecardnetworks", &raw_text(&request)).await;
        names(&answer)[0].map(str::to_owned)
    };
    assert_eq!(ask("3759891111", &[&cb]).await, None);
    assert_eq!(ask("4970105151", &[&amex]).await, None);
    assert_eq!(ask("4970105151", &[&cb]).await.as_deref(), Some("CB"));
    assert_eq!(ask("4970105151", &[]).await, None);
}

/// Six to ten digits: with more of them the gateway would be shown a card that nobody meant to pay with yet.
#[tokio::test]
async fn digits_that_are_too_few_or_too_many() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    for wrong in ["", "4", "49701", "49701051515", "4970105151515140", "49701a", "497010 515", "٤٩٧٠١٠"]
    {
        assert_refused_fields(&buyer.networks(wrong).await, &["cardNumber"]);
    }
    for (body, names) in [
        ("{}", &["cardNumber", "handledContracts"][..]),
        (r#"{"cardNumber": 497010, "handledContracts": {}}"#, &["cardNumber", "handledContracts"]),
        (
            r#"{"cardNumber": "497010", "handledContracts": [{"cardCode": 1, "contractNumber": null}]}"#,
            &["handledContracts[0].cardCode", "handledContracts[0].contractNumber"],
        ),
    ] {
        assert_refused_fields(&buyer.ask(Method::POST, "availablecardnetworks", body).await, names);
    }
}
