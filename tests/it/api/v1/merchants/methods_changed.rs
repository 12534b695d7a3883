//! Payment methods that merchants create and change.

use client::{Answer, Method};
use document::Tree;

use super::setup::{Owner, PNG, method, new_method};
use crate::harness::{
    Card, Gateway, SESSIONS, assert_error, assert_refused_fields, assert_result, json, method_codes, payment,
    put, raw_text, reference, session, shared, transaction_id, without,
};

const CB2: &str = "/SHOP1/paymentMethods/CB2";

/// Returns the ids of the methods that a session offers.
fn contracts(state: &Answer) -> Vec<String> {
    let offered = state.at(&["paymentMethodsList", "paymentMethods"]).and_then(Tree::as_list).unwrap();
    let id = |one: &Tree| one.at(&["contractNumber"]).and_then(Tree::as_text).unwrap().to_owned();
    offered.iter().map(id).collect()
}

fn logo(mime_type: &str, image: &str) -> Tree {
    put(&json(&format!(r#"{{"mimeType": "{mime_type}"}}"#)), "image", image)
}

#[tokio::test]
async fn one_is_created_and_read() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let body = put(&new_method("CB2"), "logo", logo("image/png", PNG));
    let made = owner.post("/SHOP1/paymentMethods", &body).await;
    assert_result(&made, 201, "ACCEPTED", "00000");
    let expected = format!(
        r#"{{"id":"CB2","paymentInstrumentType":{{"code":"CB"}},"name":"Cards","description":"of all banks",{}"logo":{}}}"#,
        r#""acquirer":{"code":"BANK1","name":"A bank"},"acquirerMerchantId":"0012345","#,
        format_args!(r#"{{"image":"{PNG}","mimeType":"image/png"}}"#)
    );
    let read = owner.get(CB2).await;
    let settings = owner.get(&format!("{CB2}/settings")).await;
    assert_result(&settings, 200, "ACCEPTED", "00000");
    let told = |name| settings.at(&[name]).map(raw_text);
    assert_eq!(told("networks").as_deref(), Some(r#"["CARTES_BANCAIRES","VISA"]"#));
    assert_eq!(
        (told("captureModes").as_deref(), told("duplicateCheck").as_deref()),
        (Some("[]"), Some("true"))
    );
    for answer in [&made, &read] {
        assert_eq!(answer.at(&["paymentMethods"]).map(raw_text), Some(expected.clone()));
    }
    let listed = owner.get("/SHOP1/paymentMethods").await;
    let all = listed.at(&["paymentMethods"]).and_then(Tree::as_list).unwrap();
    assert_eq!(raw_text(&all[3]), expected);
    let paid = owner.till.pay(&put(&payment(&Card::cb_visa(), 1_000), "paymentMethodId", "CB2")).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn one_is_replaced() {
    let gateway = Gateway::start("replaced-method");
    let mut owner = Owner::new(&gateway);
    let body = put(&new_method("CB2"), "logo", logo("image/png", PNG));
    assert_eq!(owner.post("/SHOP1/paymentMethods", &body).await.status, 201);
    let changed = owner.put(CB2, &json(r#"{"name": "Only Visa", "networks": ["VISA"]}"#)).await;
    assert_result(&changed, 200, "ACCEPTED", "00000");
    let expected = r#"{"id":"CB2","paymentInstrumentType":{"code":"CB"},"name":"Only Visa"}"#;
    for answer in [changed, owner.get(CB2).await] {
        assert_eq!(answer.at(&["paymentMethods"]).map(raw_text).as_deref(), Some(expected));
    }
    let settings = owner.get(&format!("{CB2}/settings")).await;
    assert_eq!(settings.at(&["networks"]).map(raw_text).as_deref(), Some(r#"["VISA"]"#));
    let asked = put(&payment(&Card::mastercard(), 1_000), "paymentMethodId", "CB2");
    let refused = owner.till.pay(&asked).await;
    assert_eq!(refused.text(&["result", "title"]), Some("REFUSED"), "{}", refused.body_text());
}

#[tokio::test]
async fn the_duplicate_check_is_a_setting() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    owner.method("SHOP1", "CB2").await;
    let asked = put(&payment(&Card::cb_visa(), 1_000), "paymentMethodId", "CB2");
    assert_result(&owner.till.pay(&asked).await, 201, "ACCEPTED", "00000");
    assert_error(&owner.till.pay(&asked).await, 409, "02001");
    assert_eq!(owner.put(CB2, &put(&method(&["VISA"]), "duplicateCheck", false)).await.status, 200);
    assert_result(&owner.till.pay(&asked).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn capture_modes_decide_what_is_taken() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let body = put(&new_method("CB2"), "captureModes", vec!["MANUAL"]);
    assert_eq!(owner.post("/SHOP1/paymentMethods", &body).await.status, 201);
    let payment = put(&payment(&Card::cb_visa(), 1_000), "paymentMethodId", "CB2");
    for (mode, is_taken) in [("AUTOMATIC", false), ("MANUAL", true)] {
        let fresh = put(&payment, "order.reference", reference().as_str());
        let paid = owner.till.pay(&put(&fresh, "payment.capture", mode)).await;
        let how = format!(r#"{{"paymentType": "ONE_OFF", "capture": "{mode}"}}"#);
        let asked = put(&session(1_000), "payment", json(&how));
        let named = put(&asked, "paymentMethod", json(r#"{"paymentMethodIDs": ["CB2"]}"#));
        let named = owner.till.post(SESSIONS, &[], &named).await;
        if is_taken {
            assert_result(&paid, 201, "ACCEPTED", "00000");
            assert_eq!(named.status, 201);
        } else {
            assert_refused_fields(&paid, &["payment.capture"]);
            assert_refused_fields(&named, &["payment.capture"]);
        }
        // Where the merchant names none, those are offered that take the mode.
        let open = owner.till.new_session(&asked).await;
        let state = gateway.buyer(crate::harness::Caller::Web, &open).state().await;
        let ids = contracts(&state);
        assert_eq!(ids.contains(&"CB2".to_owned()), is_taken, "{ids:?}");
        assert!(ids.contains(&"CB".to_owned()), "{ids:?}");
    }
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let wrong = json(
        r#"{"id": "a b", "paymentInstrumentType": {}, "name": "", "description": 1, "acquirer": {"code": 1},
            "acquirerMerchantId": [], "networks": ["VISA", "X"], "captureModes": ["LATER"], "duplicateCheck": "yes",
            "logo": {"image": "*", "mimeType": "image/bmp"}}"#,
    );
    let names = [
        "name",
        "description",
        "acquirer.code",
        "acquirerMerchantId",
        "logo.image",
        "logo.mimeType",
        "networks[1]",
        "captureModes[0]",
        "duplicateCheck",
        "id",
        "paymentInstrumentType.code",
    ];
    assert_refused_fields(&owner.post("/SHOP1/paymentMethods", &wrong).await, &names);
    let twice =
        put(&put(&new_method("CB2"), "networks", vec!["VISA", "VISA"]), "captureModes", vec!["MANUAL"; 2]);
    let twice = put(&twice, "logo", logo("image/gif", PNG));
    let names = ["networks", "captureModes", "logo.image"];
    assert_refused_fields(&owner.post("/SHOP1/paymentMethods", &twice).await, &names);
    // A method of cards has networks, and one of a partner has none.
    assert_refused_fields(
        &owner.post("/SHOP1/paymentMethods", &without(&new_method("CB2"), "networks")).await,
        &["networks"],
    );
    let partner = put(&new_method("MOCK2"), "paymentInstrumentType.code", "MOCKPAY");
    assert_refused_fields(&owner.post("/SHOP1/paymentMethods", &partner).await, &["networks"]);
    let made = owner.post("/SHOP1/paymentMethods", &without(&partner, "networks")).await;
    assert_eq!(made.status, 201, "{}", made.body_text());
}

/// An SVG may draw, and nothing else. What is said to be a picture is one.
#[tokio::test]
async fn logos_that_are_not_taken() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let encoded = |text: &[u8]| {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(text)
    };
    let svg = |inside: &str| {
        encoded(format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>").as_bytes())
    };
    let body = |logo: Tree| put(&new_method(&reference()), "logo", logo);
    let drawing = body(logo("image/svg+xml", &svg("<path d=\"M0 0h8v8z\"/>")));
    assert_eq!(owner.post("/SHOP1/paymentMethods", &drawing).await.status, 201);
    for (mime_type, image) in [
        ("image/svg+xml", svg("<script>alert(1)</script>")),
        ("image/svg+xml", svg("<g onload=\"alert(1)\"/>")),
        ("image/svg+xml", svg("<use href=\"https://evil.example/a.svg#b\"/>")),
        ("image/svg+xml", PNG.to_owned()),
        ("image/png", svg("")),
        ("image/jpeg", PNG.to_owned()),
        ("image/png", encoded(b"MZ\x90\x00")),
        ("image/png", encoded(&[0; 8_193])),
        ("image/png", "not base64".to_owned()),
        ("image/png", String::new()),
    ] {
        let answer = owner.post("/SHOP1/paymentMethods", &body(logo(mime_type, &image))).await;
        assert_refused_fields(&answer, &["logo.image"]);
    }
    let html = body(logo("text/html", PNG));
    assert_refused_fields(&owner.post("/SHOP1/paymentMethods", &html).await, &["logo.mimeType"]);
}

#[tokio::test]
async fn those_that_are_not_there() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    owner.shop("SHOP2").await;
    owner.method("SHOP2", "CB2").await;
    let status = json(r#"{"status": "INACTIVE"}"#);
    // A method of another point of sale is unknown here.
    for below in [
        "/SHOP1/paymentMethods/CB2",
        "/SHOP2/paymentMethods/CB",
        "/-/paymentMethods/CB",
        "/SHOP1/paymentMethods/%FF",
    ] {
        assert_error(&owner.put(below, &method(&["VISA"])).await, 404, "02303");
        assert_error(&owner.put(&format!("{below}/status"), &status).await, 404, "02303");
    }
    assert_error(&owner.post("/SHOP404/paymentMethods", &new_method("X")).await, 404, "02303");
    assert_error(&owner.post("/SHOP1/paymentMethods", &new_method("CB2")).await, 409, "02305");
    let mut stranger = Owner::new(&gateway);
    assert_error(&stranger.put("/SHOP1/paymentMethods/CB2", &method(&["VISA"])).await, 404, "02303");
    stranger.id.clone_from(&owner.id);
    assert_error(&stranger.post("/SHOP1/paymentMethods", &new_method("X")).await, 403, "09201");
    assert_error(&stranger.put("/SHOP2/paymentMethods/CB2", &method(&["VISA"])).await, 403, "09201");
    assert_error(&stranger.put("/SHOP2/paymentMethods/CB2/status", &status).await, 403, "09201");
}

/// In force from the next request on, at every instance.
#[tokio::test]
async fn one_that_is_inactive_takes_no_new_payments() {
    let gateway = Gateway::start("inactive-method");
    let beside = gateway.beside("inactive-method-beside");
    let mut owner = Owner::new(&gateway);
    let mut other = owner.at(&beside);
    owner.method("SHOP1", "CB2").await;
    let asked = |id: &str| put(&payment(&Card::cb_visa(), 1_000), "paymentMethodId", id);
    let only = |id: &str| {
        put(&session(1_000), "paymentMethod", json(&format!(r#"{{"paymentMethodIDs": ["{id}"]}}"#)))
    };
    let open = other.till.new_session(&session(1_000)).await;
    let manual = put(&asked("CB2"), "payment.capture", "MANUAL");
    let authorised = transaction_id(&other.till.pay(&manual).await);
    for _ in 0..3 {
        owner.switch(CB2, "INACTIVE").await;
        let refused = other.till.pay(&asked("CB2")).await;
        assert_error(&refused, 404, "02303");
        assert!(refused.text(&["detail"]).unwrap().contains("inactive"));
        assert_error(&other.till.post(SESSIONS, &[], &only("CB2")).await, 404, "02303");
        owner.switch(CB2, "ACTIVE").await;
        assert_result(&other.till.pay(&asked("CB2")).await, 201, "ACCEPTED", "00000");
    }
    owner.switch(CB2, "INACTIVE").await;
    let offers = async |session: &crate::harness::Session| {
        let state = beside.buyer(crate::harness::Caller::Web, session).state().await;
        contracts(&state).contains(&"CB2".to_owned())
    };
    // A session that was created before goes on with it, and one that is created afterwards does not have it.
    assert!(offers(&open).await);
    let later = other.till.new_session(&session(1_000)).await;
    assert!(!offers(&later).await);
    let state = beside.buyer(crate::harness::Caller::Web, &later).state().await;
    assert!(method_codes(&state).contains(&"CB".to_owned()));
    // The money that was promised is captured and refunded.
    other.till.capture(&authorised, 1_000).await;
    other.till.refund(&authorised, 1_000).await;
    for id in ["CB", "AMEX", "MOCKPAY"] {
        owner.switch(&format!("/SHOP1/paymentMethods/{id}"), "INACTIVE").await;
    }
    assert_error(&other.till.post(SESSIONS, &[], &session(1_000)).await, 404, "02303");
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_does_nothing() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let (all, one) = (owner.path("/SHOP1/paymentMethods"), owner.path(CB2));
    let body = put(&new_method("CB2"), "logo", logo("image/png", PNG));
    let requests = [
        (Method::POST, all, body),
        (Method::PUT, one.clone(), method(&["VISA"])),
        (Method::PUT, format!("{one}/status"), json(r#"{"status": "INACTIVE"}"#)),
    ];
    let mut firsts = Vec::new();
    for (method, path, body) in &requests {
        let key = reference();
        let first = owner.till.send(method.clone(), path, &[("idempotency-key", &key)], Some(body)).await;
        assert!(matches!(first.status, 200 | 201), "{}", first.body_text());
        firsts.push((key, first.body_text()));
    }
    for ((method, path, body), (key, first)) in requests.iter().zip(&firsts) {
        let again = owner.till.send(method.clone(), path, &[("idempotency-key", key)], Some(body)).await;
        assert_eq!((again.header("idempotency-replayed"), again.body_text()), (Some("true"), first.clone()));
    }
}

#[tokio::test]
async fn there_are_at_most_200() {
    let gateway = Gateway::start("many-methods");
    let mut owner = Owner::new(&gateway);
    owner.shop("SHOP2").await;
    // Four are there from the first.
    for number in 4..200 {
        let shop = if number % 2 == 0 { "SHOP1" } else { "SHOP2" };
        owner.method(shop, &format!("M{number}")).await;
    }
    assert_error(&owner.post("/SHOP1/paymentMethods", &new_method("MORE")).await, 409, "02623");
    let counted = async |owner: &mut Owner, shop: &str| {
        let listed = owner.get(&format!("/{shop}/paymentMethods")).await;
        listed.at(&["recordTotal"]).and_then(Tree::as_integer).unwrap()
    };
    assert_eq!(counted(&mut owner, "SHOP1").await + counted(&mut owner, "SHOP2").await, 200);
}
