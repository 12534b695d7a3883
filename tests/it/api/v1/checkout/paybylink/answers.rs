//! What a shop is told of a link, and what it may ask for.

use crate::harness::{
    Gateway, LINKS, MERCHANT_ID, assert_cancelled, assert_error, assert_refused_fields, in_days, json,
    link_of, put, raw_text, session, shared, told, under,
};
use client::Method;
use document::Tree;

/// The day so many days from today, in the time zone of the gateways here.
fn day_in(days: i64) -> String {
    in_days(days)[..10].to_owned()
}

const UTC: &[&str] = &["calendar=UTC"];

#[tokio::test]
async fn a_link_as_it_is_made_and_read() {
    let gateway = Gateway::start_with("link-answers", UTC);
    let mut till = gateway.till();
    let last_day = day_in(70);
    let said = r#"{"buyer": {"firstName": "Camille", "email": "camille@example.com"}, "privateData": {"cart": "17"}}"#;
    let request = put(&session(2_499), "expirationDate", last_day.as_str());
    let request = ["buyer", "privateData"]
        .into_iter()
        .fold(request, |request, name| put(&request, name, json(said).at(&[name]).unwrap().clone()));
    let made = till.post(LINKS, &[], &request).await;
    let link = link_of(&made);
    assert!(link.id.len() == 18 && link.id.starts_with("PL"), "{}", link.id);
    assert!(link.url.starts_with(&format!("{}/pay/link/1", gateway.base_url())), "{}", link.url);
    assert!((20..=200).contains(&link.url.len()));
    let read = till.assert_link(&link.id, "UNPAID").await;
    assert_eq!(raw_text(read.at(&["paymentLink"]).unwrap()), raw_text(made.at(&["paymentLink"]).unwrap()));
    assert_eq!(read.text(&["paymentLink", "pointOfSaleReference"]), Some("SHOP1"));
    assert!(read.text(&["paymentLink", "pointOfSaleLabel"]).is_some(), "{}", read.body_text());
    assert!(read.text(&["paymentLink", "createDate"]).unwrap().starts_with(&day_in(0)));
    let merchant = read.at(&["paymentLink", "merchantId"]).and_then(Tree::as_integer);
    assert_eq!(merchant, Some(MERCHANT_ID.parse().unwrap()));
    let expires = read.text(&["paymentLink", "expirationDate"]);
    assert_eq!(expires, Some(format!("{last_day}T23:59:59.999+00:00").as_str()));
    for name in ["order", "buyer", "privateData"] {
        under(request.at(&[name]).unwrap(), read.at(&[name]), name);
    }
    assert!(read.at(&["transactions"]).is_none());
    assert!(!raw_text(read.at(&["order"]).unwrap()).contains("returnURL"));
}

#[tokio::test]
async fn the_last_day_of_a_link() {
    let gateway = Gateway::start_with("link-days", UTC);
    let mut till = gateway.till();
    let made = till.post(LINKS, &[], &session(1_000)).await;
    let expires = made.text(&["paymentLink", "expirationDate"]);
    assert_eq!(expires, Some(format!("{}T23:59:59.999+00:00", day_in(30)).as_str()));
    till.new_link(&put(&session(1_000), "expirationDate", day_in(0).as_str())).await;
    for wrong in
        [day_in(-1).as_str(), &day_in(71), "2026-13-01", "2026-1-1", "tomorrow", "2026-11-28T12:00:00Z"]
    {
        let refused = till.post(LINKS, &[], &put(&session(1_000), "expirationDate", wrong)).await;
        assert_refused_fields(&refused, &["expirationDate"]);
    }
    // With what is wrong in the session, all at once.
    let request = put(&put(&session(1_000), "expirationDate", "never"), "order.amount", "x");
    let refused = till.post(LINKS, &[], &request).await;
    assert_refused_fields(&refused, &["expirationDate", "order.amount"]);
    let nowhere = put(&session(1_000), "pointOfSaleReference", "SHOP404");
    assert_error(&till.post(LINKS, &[], &nowhere).await, 404, "02303");
}

#[tokio::test]
async fn a_repeat_is_told_the_first_link() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = session(1_000);
    let reference = told(&request, "order.reference").to_owned();
    let key = [("idempotency-key", reference.as_str())];
    let first = till.post(LINKS, &key, &request).await;
    let link = link_of(&first);
    till.cancel_link(&link.id).await;
    let again = till.post(LINKS, &key, &request).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.body_text(), first.body_text());
    let other = till.post(LINKS, &key, &session(1_000)).await;
    assert_error(&other, 422, "02305");
}

#[tokio::test]
async fn the_status_that_may_be_asked_for() {
    let gateway = shared();
    let mut till = gateway.till();
    let link = till.new_link(&session(1_000)).await;
    for status in ["UNPAID", "BLOCKED", "EXPIRED", "PAID", "cancelled", ""] {
        assert_refused_fields(&till.set_link_status(&link.id, status).await, &["status"]);
    }
    till.assert_link(&link.id, "UNPAID").await;
    let path = format!("{LINKS}/{}/status", link.id);
    let asked = json(r#"{"status": "CANCELLED"}"#);
    let key = [("idempotency-key", link.id.as_str())];
    for replayed in [None, Some("true")] {
        let done = till.send(Method::PUT, &path, &key, Some(&asked)).await;
        assert_cancelled(&done);
        assert_eq!(done.header("idempotency-replayed"), replayed);
    }
    // Once more without a key.
    till.cancel_link(&link.id).await;
    till.assert_link(&link.id, "CANCELLED").await;
    assert_refused_fields(&till.set_link_status(&link.id, "UNPAID").await, &["status"]);
}

#[tokio::test]
async fn an_id_that_is_none() {
    let gateway = shared();
    let mut till = gateway.till();
    for id in ["PL1", "1795348800123001", "PL179534880012300x", "%00", "%ff", "PL1795348800123001'--"] {
        assert_error(&till.link(id).await, 404, "02310");
        assert_error(&till.set_link_status(id, "CANCELLED").await, 404, "02310");
    }
}
