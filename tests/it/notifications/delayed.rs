//! The first notification waits for the buyer's return, where the point of sale wants that. A shop that is told before its buyer
//! is back shows an error to a buyer who has paid.

use std::time::Duration;

use client::{Answer, Method};

use crate::harness::{
    Buyer, Caller, Card, Gateway, Listener, Partner, Reply, assert_result, assert_state, guichet_on,
};

use super::{QUICK, Witness, listed, told_to};

/// Longer than any test.
const LONG: &[&str] = &["--notification-delay-s", "3600"];

/// Starts a gateway, and a witness whose notifications do not wait, because its session is made before the setting.
async fn start(name: &str, settings: &[&str]) -> (Gateway, Witness) {
    let gateway = Gateway::start_with(name, &[QUICK]);
    let witness = Witness::of(&gateway).await;
    gateway.set_point_of_sale(settings);
    (gateway, witness)
}

async fn paid_by(gateway: &Gateway, caller: Caller, listener: &Listener) -> Buyer {
    let buyer = gateway.buyer_of(caller, &told_to(&listener.url("/notify"))).await;
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    buyer
}

/// Follows the link of the receipt to the shop. The page sends this beacon.
async fn leaves(buyer: &Buyer) -> Answer {
    buyer.ask(Method::POST, "returned", "").await
}

#[tokio::test]
async fn until_the_buyer_follows_the_link_of_the_receipt() {
    let (gateway, witness) = start("delay-link", LONG).await;
    let listener = Listener::start().await;
    let buyer = paid_by(&gateway, Caller::Web, &listener).await;
    // Looking at the receipt is not going back.
    assert_state(&buyer.state().await, "PAYMENT_SUCCESS");
    buyer.opens_page().await;
    witness.two_rounds().await;
    assert!(listener.seen().is_empty(), "told before the buyer's return");
    assert_eq!(leaves(&buyer).await.status, 204);
    let told = listener.came(1).await;
    assert_eq!(told[0].parameter("token").as_deref(), Some(buyer.session.id.as_str()));
    // Told once, although the buyer comes and goes.
    leaves(&buyer).await;
    witness.two_rounds().await;
    assert_eq!(listener.seen().len(), 1);
}

#[tokio::test]
async fn until_the_page_sends_the_buyer_back() {
    let (gateway, witness) = start("delay-redirect", &[LONG, &["--automatic-return", "true"]].concat()).await;
    let listener = Listener::start().await;
    // At a partner, whose page leads back to ours.
    let buyer = gateway.buyer_of(Caller::Web, &told_to(&listener.url("/notify"))).await;
    let at_partner = buyer.chooses_partner().await;
    Partner::of(&gateway, &at_partner).decides("accept").await;
    witness.two_rounds().await;
    assert!(listener.seen().is_empty(), "told before the buyer's return");
    assert_eq!(buyer.opens_page().await.status, 303);
    listener.came(1).await;
}

#[tokio::test]
async fn until_the_page_or_an_app_goes_back_by_itself() {
    let (gateway, _) = start("delay-by-itself", LONG).await;
    let app = Listener::start().await;
    paid_by(&gateway, Caller::Ios, &app).await;
    app.came(1).await;
    let cancelled = Listener::start().await;
    let buyer = gateway.buyer_of(Caller::Web, &told_to(&cancelled.url("/notify"))).await;
    assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    cancelled.came(1).await;
    gateway.set_point_of_sale(&["--automatic-return", "true"]);
    let page = Listener::start().await;
    paid_by(&gateway, Caller::Web, &page).await;
    page.came(1).await;
}

#[tokio::test]
async fn until_the_time_is_over() {
    let (gateway, _) = start("delay-time", &["--notification-delay-s", "4"]).await;
    let listener = Listener::replying(&[Reply::Status(500)], Reply::Status(200)).await;
    let began = std::time::Instant::now();
    paid_by(&gateway, Caller::Web, &listener).await;
    // The delay is that of the first attempt alone.
    let told = listener.came(2).await;
    assert!(told[0].at.duration_since(began) >= Duration::from_secs(4));
}

#[tokio::test]
async fn and_is_not_sent_to_a_shop_that_has_read_the_result() {
    let (gateway, witness) = start("delay-read", LONG).await;
    let listener = Listener::start().await;
    let buyer = paid_by(&gateway, Caller::Web, &listener).await;
    assert_result(&gateway.till().session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
    leaves(&buyer).await;
    witness.two_rounds().await;
    witness.two_rounds().await;
    assert!(listener.seen().is_empty());
    assert!(listed(&gateway, &[]).iter().any(|row| row.at(&["state"]) == Some(&"READ".into())));
}

#[test]
fn within_an_hour() {
    let gateway = Gateway::start("delay-limits");
    let set = |value| {
        let shop = ["point-of-sale", "set", crate::harness::MERCHANT_ID, "SHOP1", "--notification-delay-s"];
        guichet_on(&gateway, &[&shop[..], &[value]].concat())
    };
    for wrong in ["-1", "3601", "soon"] {
        assert_ne!(set(wrong).code, Some(0), "{wrong}");
    }
    for right in ["0", "3600", ""] {
        assert_eq!(set(right).code, Some(0), "{right}");
    }
}
