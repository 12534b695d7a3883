//! Every documented member and its limits: a value at the limit passes, one beyond it is refused with its
//! name.

use document::Tree;

use crate::harness::{
    Action::{self, Capture},
    Till, assert_refused_fields, done, json, own, put, shared,
};

/// Asserts that all three actions accept the value.
async fn taken(till: &mut Till, id: &str, path: &str, value: &Tree) {
    for action in Action::ALL {
        done(&till.act(action, id, &put(&own(1), path, value.clone())).await, action);
    }
}

/// Asserts that all three actions refuse the member and record nothing.
async fn refused(till: &mut Till, id: &str, path: &str, value: &Tree) {
    let before = till.transaction(id).await.body_text();
    for action in Action::ALL {
        assert_refused_fields(&till.act(action, id, &put(&own(1), path, value.clone())).await, &[path]);
    }
    assert_eq!(till.transaction(id).await.body_text(), before);
}

/// Returns a payment on which each action can be done many times with a small amount.
async fn subject(till: &mut Till) -> String {
    let id = till.authorised(10_000).await;
    till.capture(&id, 1_000).await;
    id
}

fn texts<const N: usize>(texts: [&str; N]) -> [Tree; N] {
    texts.map(Tree::text)
}

const NO_TEXTS: [&str; 5] = ["1", "true", "{}", "[]", "[\"a\"]"];

#[tokio::test]
async fn the_comment() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    let (longest, accents) = ("c".repeat(255), "é".repeat(255));
    for right in texts(["", " ", "Parcel 1 of 2", "\u{1f381} & \"quotes\" \\ 'n' \u{7f}", &longest, &accents])
    {
        taken(&mut till, &id, "comment", &right).await;
    }
    let (beyond, gifts) = ("c".repeat(256), "\u{1f381}".repeat(256));
    for wrong in texts(["<", ">", "a<b", "a>b", "<script>alert(1)</script>", &beyond, &gifts]) {
        refused(&mut till, &id, "comment", &wrong).await;
    }
    for wrong in NO_TEXTS {
        refused(&mut till, &id, "comment", &json(wrong)).await;
    }
}

#[tokio::test]
async fn the_reference_of_the_merchant() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    let long = "r".repeat(1_000);
    for right in texts(["", "a/b <c> é \u{1f381}", &long]) {
        taken(&mut till, &id, "merchantReference", &right).await;
    }
    for wrong in NO_TEXTS {
        refused(&mut till, &id, "merchantReference", &json(wrong)).await;
    }
}

#[tokio::test]
async fn the_items() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    taken(&mut till, &id, "items", &json("[]")).await;
    taken(&mut till, &id, "items", &json("[{}, {}]")).await;
    for (name, most) in [("reference", 50), ("comment", 255), ("seller", 100)] {
        let path = format!("items[0].{name}");
        taken(&mut till, &id, &path, &Tree::text("x".repeat(most))).await;
        refused(&mut till, &id, &path, &Tree::text("x".repeat(most + 1))).await;
        refused(&mut till, &id, &path, &Tree::Integer(1)).await;
    }
    for (name, least, most) in [("price", 0, 1_000_000_000_000_000_000), ("taxRate", -2_147_483_648, 9_999)] {
        let path = format!("items[0].{name}");
        for right in [least, most] {
            taken(&mut till, &id, &path, &Tree::Integer(right)).await;
        }
        for wrong in [Tree::Integer(least - 1), Tree::Integer(most + 1), Tree::text("1"), json("1e300")] {
            refused(&mut till, &id, &path, &wrong).await;
        }
    }
    refused(&mut till, &id, "items[0].quantity", &Tree::Integer(0)).await;
    refused(&mut till, &id, "items[0].sellerType", &Tree::text("HOBBYIST")).await;
    for wrong in ["1", "\"a\"", "{}", "true"] {
        refused(&mut till, &id, "items", &json(wrong)).await;
        let answer = till.act(Capture, &id, &put(&own(1), "items[1]", json(wrong))).await;
        if wrong != "{}" {
            assert!(crate::harness::invalid_names(&answer).contains(&"items[1]".to_owned()));
        }
    }
}

#[tokio::test]
async fn the_private_data() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    let map = |count: usize| {
        let entries: Vec<String> = (0..count).map(|number| format!(r#""k{number}":"v""#)).collect();
        json(&format!("{{{}}}", entries.join(",")))
    };
    taken(&mut till, &id, "privateData", &map(0)).await;
    taken(&mut till, &id, "privateData", &map(99)).await;
    refused(&mut till, &id, "privateData", &map(101)).await;
    for wrong in ["1", "\"a\"", "[]", "true"] {
        refused(&mut till, &id, "privateData", &json(wrong)).await;
    }
    for wrong in ["1", "{}", "[]", "true"] {
        refused(&mut till, &id, "privateData.key", &json(wrong)).await;
    }
}

#[tokio::test]
async fn the_free_data() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    taken(&mut till, &id, "miscData", &json("{}")).await;
    let deep = json(r#"{"a": [1, -2.5, "b", null, true, {"c": {"d": []}}], "é": "\u0000"}"#);
    taken(&mut till, &id, "miscData", &deep).await;
    for wrong in ["1", "\"a\"", "[]", "true"] {
        refused(&mut till, &id, "miscData", &json(wrong)).await;
    }
}

#[tokio::test]
async fn the_option_of_a_capture() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    for wrong in ["\"\"", "\"standard\"", "\"LATE\"", "1", "true", "{}", "[\"FINAL\"]"] {
        let answer = till.act(Capture, &id, &put(&own(1), "option", json(wrong))).await;
        assert_refused_fields(&answer, &["option"]);
    }
}

#[tokio::test]
async fn the_currency() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    for wrong in [Tree::text("EUX"), Tree::text("eur"), Tree::text(""), Tree::Integer(978)] {
        refused(&mut till, &id, "currency", &wrong).await;
    }
}

#[tokio::test]
async fn explicit_nulls_count_as_absent() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    for action in Action::ALL {
        let mut body = crate::harness::only(7);
        for path in [
            "comment",
            "items",
            "privateData",
            "miscData",
            "merchantReference",
            "option",
            "currency",
            "invented",
        ] {
            body = put(&body, path, Tree::Null);
        }
        done(&till.act(action, &id, &body).await, action);
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    let before = till.transaction(&id).await.body_text();
    let body = json(
        r#"{"amount": -1, "comment": "<hunter2>", "items": [{"price": "x"}, {"quantity": 0}],
            "privateData": {"a": 1, "b": "fine"}, "miscData": 1, "merchantReference": 5}"#,
    );
    let common = [
        "amount",
        "comment",
        "items[0].price",
        "items[1].quantity",
        "privateData.a",
        "miscData",
        "merchantReference",
    ];
    for action in Action::ALL {
        let answer = till.act(action, &id, &body).await;
        assert_refused_fields(&answer, &common);
        assert!(!answer.body_text().contains("hunter2"), "a refusal repeats no value");
    }
    let answer = till.act(Capture, &id, &put(&body, "option", "SOON")).await;
    assert_refused_fields(&answer, &[&common[..], &["option"]].concat());
    assert_eq!(till.transaction(&id).await.body_text(), before);
}
