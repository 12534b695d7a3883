//! A link belongs to its merchant, and its token to whoever was sent it.

use client::Method;

use crate::harness::{Gateway, LINKS, assert_error, session};

#[tokio::test]
async fn another_merchant_is_told_nothing() {
    let gateway = Gateway::start("links-of-two");
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let (own, elses) = (till.new_link(&session(1_000)).await, other.new_link(&session(1_000)).await);
    assert_error(&other.link(&own.id).await, 404, "02310");
    assert_error(&other.set_link_status(&own.id, "CANCELLED").await, 404, "02310");
    assert_error(&till.link(&elses.id).await, 404, "02310");
    let nobodys = other.link("PL0000000000000000").await;
    assert_eq!(nobodys.body_text(), other.link(&own.id).await.body_text());
    till.assert_link(&own.id, "UNPAID").await;
    // One key of two merchants makes two links.
    let request = session(1_000);
    let key = [("idempotency-key", "one-key-of-two")];
    let first = till.post(LINKS, &key, &request).await;
    let second = other.post(LINKS, &key, &request).await;
    assert_eq!((first.status, second.status), (201, 201));
    assert_ne!(first.text(&["paymentLink", "id"]), second.text(&["paymentLink", "id"]));
}

#[tokio::test]
async fn a_token_that_is_not_the_right_one() {
    let gateway = Gateway::start("link-tokens");
    let link = gateway.till().new_link(&session(1_000)).await;
    let (start, token) = link.url.rsplit_once('/').unwrap();
    let wrong_secret = format!("{}{}{}", &token[..2], "A".repeat(15), &token[17..]);
    for wrong in [wrong_secret.as_str(), &token[1..], "1", "%ff%00", &link.id, &format!("{token}0")] {
        let answer = gateway.visits(Method::GET, &format!("{start}/{wrong}"), "EN").await;
        assert!(matches!(answer.status, 400 | 404), "{wrong}: {} {}", answer.status, answer.body_text());
        assert!(wrong.len() < 10 || !answer.body_text().contains(wrong), "{}", answer.body_text());
    }
    gateway.opens(&link).await;
    let secret = &token[1..17];
    assert!(!gateway.log().contains(secret) && gateway.log().contains("/pay/link/{token}"));
}
