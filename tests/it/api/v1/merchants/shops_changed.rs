//! Points of sale that merchants create and change.

use client::Method;
use document::Tree;

use super::setup::{Owner, new_shop, shop};
use crate::harness::{
    Gateway, assert_error, assert_refused_fields, assert_result, guichet_on, json, put, raw_text, reference,
    session, session_of, shared, without,
};

const TOLD: &str = concat!(
    r#"{"reference":"SHOP2","name":"Shop SHOP2","legalIdentificationNumber":"12345678900011","mcc":"5732","#,
    r#""email":"shop@example.com","comment":"near the station"}"#,
);

#[tokio::test]
async fn one_is_created_and_read() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let made = owner.post("", &new_shop("SHOP2")).await;
    assert_result(&made, 201, "ACCEPTED", "00000");
    let read = owner.get("/SHOP2").await;
    for answer in [made, read] {
        assert_eq!(answer.at(&["pointOfSale"]).map(raw_text).as_deref(), Some(TOLD));
    }
    let mut stranger = Owner::new(&gateway);
    assert_error(&stranger.get("/SHOP2").await, 404, "02303");
}

/// What is not given is removed, and the settings of an operator stay.
#[tokio::test]
async fn one_is_replaced() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    owner.shop("SHOP2").await;
    gateway.operate(&["point-of-sale", "set", &owner.id, "SHOP2", "--attempts", "5"]);
    let body = without(&put(&shop("New name"), "mcc", "5411"), "comment");
    let changed = owner.put("/SHOP2", &body).await;
    assert_result(&changed, 200, "ACCEPTED", "00000");
    let expected = concat!(
        r#"{"reference":"SHOP2","name":"New name","legalIdentificationNumber":"12345678900011","mcc":"5411","#,
        r#""email":"shop@example.com"}"#,
    );
    for answer in [changed, owner.get("/SHOP2").await] {
        assert_eq!(answer.at(&["pointOfSale"]).map(raw_text).as_deref(), Some(expected));
    }
    let shown = gateway.operate_json(&["point-of-sale", "show", &owner.id, "SHOP2"]);
    assert_eq!(shown.at(&["attempts"]).and_then(Tree::as_integer), Some(5));
    // The point of sale that an operator made.
    assert_result(&owner.put("/SHOP1", &shop("First")).await, 200, "ACCEPTED", "00000");
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_is_created() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let wrong = json(
        r#"{"reference": "a b", "name": "", "legalIdentificationNumber": "123456789012345", "mcc": "573", "email": "x",
            "language": "french", "timezone": "Mars/Olympus", "phone": "", "salesChannel": "SHOP",
            "address": {"country": "France"}, "comment": 1}"#,
    );
    let names = [
        "name",
        "legalIdentificationNumber",
        "mcc",
        "email",
        "language",
        "timezone",
        "phone",
        "address.country",
        "comment",
        "reference",
        "salesChannel",
    ];
    assert_refused_fields(&owner.post("", &wrong).await, &names);
    let required = ["name", "legalIdentificationNumber", "mcc", "email", "phone", "reference"];
    assert_refused_fields(&owner.post("", &json("{}")).await, &required);
    assert_eq!(owner.get("").await.at(&["recordTotal"]).and_then(Tree::as_integer), Some(1));
}

#[tokio::test]
async fn references_and_names_are_unique_within_the_merchant() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    owner.shop("SHOP2").await;
    let again = owner.post("", &new_shop("SHOP2")).await;
    assert_error(&again, 409, "02305");
    let detail = again.text(&["detail"]).unwrap();
    assert!(detail.contains("this reference") && detail.contains("this name"), "{detail}");
    assert_error(&owner.post("", &put(&new_shop("SHOP3"), "name", "Shop SHOP2")).await, 409, "02305");
    assert_error(&owner.put("/SHOP1", &shop("Shop SHOP2")).await, 409, "02305");
    assert_result(&owner.put("/SHOP2", &shop("Shop SHOP2")).await, 200, "ACCEPTED", "00000");
    // Another merchant has others.
    Owner::new(&gateway).shop("SHOP2").await;
}

#[tokio::test]
async fn those_that_are_not_there() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let page = json(r#"{"shopURL": "https://shop.example"}"#);
    let status = json(r#"{"status": "ACTIVE"}"#);
    for reference in ["SHOP404", "shop1", "-", "%FF"] {
        for (below, body) in [("", &shop("x")), ("/status", &status), ("/paymentpagesettings", &page)] {
            assert_error(&owner.put(&format!("/{reference}{below}"), body).await, 404, "02303");
        }
    }
    let mut stranger = Owner::new(&gateway);
    stranger.id.clone_from(&owner.id);
    assert_error(&stranger.post("", &new_shop("SHOP2")).await, 403, "09201");
    for (below, body) in [("", &shop("x")), ("/status", &status), ("/paymentpagesettings", &page)] {
        assert_error(&stranger.put(&format!("/SHOP1{below}"), body).await, 403, "09201");
    }
}

/// In force from the next request on, at every instance.
#[tokio::test]
async fn one_that_is_inactive_takes_no_new_sessions() {
    let gateway = Gateway::start("inactive-shop");
    let beside = gateway.beside("inactive-shop-beside");
    let mut owner = Owner::new(&gateway);
    let mut other = owner.at(&beside);
    let open = other.till.new_session(&session(1_000)).await;
    let link = other.till.new_link(&session(1_000)).await;
    for _ in 0..3 {
        owner.switch("/SHOP1", "INACTIVE").await;
        let refused = other.till.post(crate::harness::SESSIONS, &[], &session(1_000)).await;
        assert_error(&refused, 404, "02303");
        assert!(refused.text(&["detail"]).unwrap().contains("inactive"));
        let card = crate::harness::Card::cb_visa();
        assert_error(&other.till.pay(&crate::harness::payment(&card, 1_000)).await, 404, "02303");
        // Nor does a payment link lead to one.
        assert_eq!(beside.visits(Method::GET, &link.url, "FR").await.status, 503);
        owner.switch("/SHOP1", "ACTIVE").await;
        beside.opens(&link).await;
        session_of(&other.till.post(crate::harness::SESSIONS, &[], &session(1_000)).await);
    }
    // What was created before goes on.
    owner.switch("/SHOP1", "INACTIVE").await;
    let buyer = beside.buyer(crate::harness::Caller::Web, &open);
    buyer.pays(&crate::harness::Card::cb_visa()).await;
    assert_result(&other.till.session(&open.id).await, 200, "ACCEPTED", "00000");
    let paid = crate::harness::transactions(&other.till.session(&open.id).await);
    let id = crate::harness::told(&paid[0], "id").to_owned();
    other.till.refund(&id, 400).await;
}

#[tokio::test]
async fn payment_page_settings_are_for_the_next_session() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let body = json(
        r#"{"shopURL": "https://shop.example/a", "paymentTimeLimit": 45, "displayPointOfSaleAddress": true,
            "sessionIdParameterName": "order_session", "automaticRedirect": true}"#,
    );
    let set = owner.put("/SHOP1/paymentpagesettings", &body).await;
    assert_result(&set, 200, "ACCEPTED", "00000");
    assert_eq!(owner.get("/SHOP1/paymentpagesettings").await.body_text(), set.body_text());
    let told = set.at(&["paymentPageSettings"]).unwrap();
    for (name, value) in body.as_object().unwrap().iter() {
        assert!(told.at(&[name]) == Some(value), "{name}: {}", raw_text(told));
    }
    assert_result(&owner.put("/SHOP1", &shop("First")).await, 200, "ACCEPTED", "00000");
    let made = owner.till.new_session(&session(1_000)).await;
    let state = gateway.buyer(crate::harness::Caller::Web, &made).state().await;
    assert!(state.at(&["automaticRedirectAtSessionsEnd"]) == Some(&Tree::Bool(true)));
    assert!(state.text(&["returnUrl"]).unwrap().contains("order_session="), "{}", state.body_text());
    let address = state.at(&["pointOfSaleAddress"]).map(raw_text);
    let expected = r#"{"address1":"rue de Rivoli","city":"Paris","zipCode":"75001"}"#;
    assert_eq!(address.as_deref(), Some(expected));
    // What is absent has its default again.
    let set =
        owner.put("/SHOP1/paymentpagesettings", &json(r#"{"shopURL": "https://shop.example/a"}"#)).await;
    assert_eq!(set.at(&["paymentPageSettings", "paymentTimeLimit"]).and_then(Tree::as_integer), Some(30));
    let made = owner.till.new_session(&session(1_000)).await;
    let state = gateway.buyer(crate::harness::Caller::Web, &made).state().await;
    assert!(state.at(&["pointOfSaleAddress"]).is_none());

    let long = format!("https://shop.example/{}", "a".repeat(255));
    let wrong = put(
        &json(
            r#"{"paymentTimeLimit": 9, "displayPointOfSaleAddress": "yes", "sessionIdParameterName": "a b",
                "automaticRedirect": 1}"#,
        ),
        "shopURL",
        long.as_str(),
    );
    let names = [
        "shopURL",
        "paymentTimeLimit",
        "displayPointOfSaleAddress",
        "sessionIdParameterName",
        "automaticRedirect",
    ];
    assert_refused_fields(&owner.put("/SHOP1/paymentpagesettings", &wrong).await, &names);
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_does_nothing() {
    let gateway = shared();
    let mut owner = Owner::new(&gateway);
    let (all, one) = (owner.path(""), owner.path("/SHOP2"));
    let page = json(r#"{"shopURL": "https://shop.example"}"#);
    let requests = [
        (Method::POST, all, new_shop("SHOP2")),
        (Method::PUT, one.clone(), shop("Second")),
        (Method::PUT, format!("{one}/status"), json(r#"{"status": "INACTIVE"}"#)),
        (Method::PUT, format!("{one}/paymentpagesettings"), page),
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
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.body_text(), *first);
        let other = put(body, "name", "Other");
        let differs = owner.till.send(method.clone(), path, &[("idempotency-key", key)], Some(&other)).await;
        assert_error(&differs, 422, "02305");
    }
    assert_eq!(owner.get("").await.at(&["recordTotal"]).and_then(Tree::as_integer), Some(2));
}

#[tokio::test]
async fn every_change_is_in_the_audit_log_with_who_made_it() {
    let gateway = Gateway::start("audited-shops");
    let mut owner = Owner::new(&gateway);
    owner.shop("SHOP2").await;
    owner.put("/SHOP2", &shop("Second")).await;
    owner.switch("/SHOP2", "INACTIVE").await;
    owner.switch("/SHOP2", "ACTIVE").await;
    owner.put("/SHOP2/paymentpagesettings", &json(r#"{"shopURL": "https://shop.example"}"#)).await;
    owner.method("SHOP2", "CB2").await;
    owner.put("/SHOP2/paymentMethods/CB2", &super::setup::method(&["VISA"])).await;
    owner.switch("/SHOP2/paymentMethods/CB2", "INACTIVE").await;
    owner.switch("/SHOP2/paymentMethods/CB2", "ACTIVE").await;
    for (action, subject) in [
        ("POINT_OF_SALE_CREATED", "SHOP2"),
        ("POINT_OF_SALE_CHANGED", "SHOP2"),
        ("POINT_OF_SALE_DEACTIVATED", "SHOP2"),
        ("POINT_OF_SALE_ACTIVATED", "SHOP2"),
        ("POINT_OF_SALE_SET", "SHOP2"),
        ("PAYMENT_METHOD_CREATED", "CB2"),
        ("PAYMENT_METHOD_CHANGED", "CB2"),
        ("PAYMENT_METHOD_DEACTIVATED", "CB2"),
        ("PAYMENT_METHOD_ACTIVATED", "CB2"),
    ] {
        let listed = json(&guichet_on(&gateway, &["audit", "list", "--json", "--action", action]).stdout);
        let [line] = listed.as_list().unwrap() else { panic!("{action}: {}", raw_text(&listed)) };
        let told = |name| line.at(&[name]).and_then(Tree::as_text).unwrap_or_default().to_owned();
        assert_eq!((told("subject").as_str(), told("merchant_id")), (subject, owner.id.clone()), "{action}");
        assert!(told("actor").starts_with("key:"), "{action}: {}", raw_text(line));
    }
}

/// Exactly as many as may be are created, however many ask at once.
#[tokio::test]
async fn there_are_at_most_200() {
    let gateway = Gateway::start("many-shops");
    let owner = Owner::new(&gateway);
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..4 {
        let mut owner = owner.at(&gateway);
        tasks.spawn(async move {
            let mut made = 0;
            for number in 0..55 {
                let answer = owner.post("", &new_shop(&format!("S{task}-{number}"))).await;
                if answer.status == 201 {
                    made += 1;
                } else {
                    assert_error(&answer, 409, "02623");
                }
            }
            made
        });
    }
    // One of them is there from the first.
    assert_eq!(tasks.join_all().await.into_iter().sum::<usize>(), 199);
    let mut owner = owner;
    assert_eq!(owner.get("").await.at(&["recordTotal"]).and_then(Tree::as_integer), Some(200));
}
