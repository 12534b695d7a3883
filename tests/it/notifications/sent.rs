//! The time and the content of a notification.

use std::time::Duration;

use crate::harness::{
    Buyer, Caller, Card, Gateway, Listener, Partner, assert_state, eventually, parameters, put, session,
    shared, type_of,
};

use super::{QUICK, listed, paid, told_to};

/// Waits for the notification of this session, and asserts that the shop can read the result at that moment.
async fn told(gateway: &Gateway, listener: &Listener, buyer: &Buyer, title: &str) {
    let seen = eventually("notification", Duration::from_secs(60), || async {
        listener.seen_of(&buyer.session.id).pop()
    })
    .await;
    let read = gateway.till().session(&buyer.session.id).await;
    assert_eq!(read.text(&["result", "title"]), Some(title), "{}", read.body_text());
    assert_eq!(seen.parameter("notificationType").as_deref(), Some("WEBTRS"));
}

/// A plain GET with the shop's own query before ours; there is no credential in it but the session's id.
#[tokio::test]
async fn its_form() {
    let gateway = shared();
    let listener = Listener::start().await;
    for (target, path, kept) in [
        ("/notify", "/notify", ""),
        ("/notify?ctsid=a%20b&x=%26&x=2", "/notify", "ctsid=a%20b&x=%26&x=2&"),
        ("/a/b.php?notificationType=own&token=mine", "/a/b.php", "notificationType=own&token=mine&"),
        ("/", "/", ""),
        ("?q=1", "/", "q=1&"),
        ("/n?a=b#fragment", "/n", "a=b&"),
    ] {
        let before = listener.seen().len();
        let buyer = paid(&gateway, &listener.url(target)).await;
        let id = buyer.session.id.as_str();
        let seen = listener.came(before + 1).await.remove(before);
        assert_eq!(seen.method, "GET");
        assert!(seen.target.starts_with(&format!("{path}?{kept}")), "{}", seen.target);
        let own = parameters(&seen.target[path.len() + 1 + kept.len()..]);
        let expected = [("notificationType", "WEBTRS"), ("token", id), ("paymentEndpoint", "1")];
        assert_eq!(own, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let headers = seen.headers.to_lowercase();
        let host = listener.url("").replace("http://", "host: ");
        assert!(headers.contains(&host), "{headers}");
        for secret in ["authorization", "cookie", "content-length: 1"] {
            assert!(!headers.contains(secret), "{headers}");
        }
    }
}

#[tokio::test]
async fn of_every_end() {
    let gateway = Gateway::start_with("ends", &[QUICK, "acquirer.answer_limit_ms=1000"]);
    let listener = Listener::start().await;
    let request = || told_to(&listener.url("/notify"));
    let new = async |caller| gateway.buyer_of(caller, &request()).await;

    told(&gateway, &listener, &paid(&gateway, &listener.url("/notify")).await, "ACCEPTED").await;

    let refused = new(Caller::OldAndroid).await;
    assert_state(&refused.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE");
    told(&gateway, &listener, &refused, "REFUSED").await;

    let cancelled = new(Caller::Web).await;
    assert_state(&cancelled.cancels().await, "PAYMENT_CANCELED");
    told(&gateway, &listener, &cancelled, "CANCELLED").await;

    let by_partner = new(Caller::Web).await;
    Partner::of(&gateway, &by_partner.chooses_partner().await).decides("accept").await;
    told(&gateway, &listener, &by_partner, "ACCEPTED").await;

    // The bank is silent, the transaction is reversed, and nobody looks.
    let silent = gateway.buyer_of(Caller::Ios, &put(&request(), "order.amount", 77_701)).await;
    silent.pays(&Card::cb_visa()).await;
    told(&gateway, &listener, &silent, "CANCELLED").await;

    let later = new(Caller::Ios).await;
    Partner::of(&gateway, &later.chooses_partner().await).decides("pending-accept").await;
    told(&gateway, &listener, &later, "ACCEPTED").await;
    assert_eq!(listener.seen().len(), 6, "one for each");
}

/// Nobody was there when it ended.
#[tokio::test]
async fn of_sessions_whose_time_is_over() {
    let mut gateway = Gateway::start("expiry-notified");
    let listener = Listener::start().await;
    let (unopened, opened) = (
        gateway.buyer_of(Caller::Web, &told_to(&listener.url("/unopened"))).await,
        gateway.buyer_of(Caller::Web, &told_to(&listener.url("/opened"))).await,
    );
    opened.opens_page().await;
    gateway.restart_ahead(1, &[QUICK]);
    for buyer in [&unopened, &opened] {
        told(&gateway, &listener, buyer, "REFUSED").await;
    }
}

/// It is written down with the final state, so what is not final has no row.
#[tokio::test]
async fn not_before_the_end() {
    let gateway = Gateway::start_with("not-final", &[QUICK]);
    let listener = Listener::start().await;
    let request = || told_to(&listener.url("/notify"));
    let unopened = gateway.buyer_of(Caller::Web, &request()).await;
    let opened = gateway.buyer_of(Caller::Web, &request()).await;
    opened.opens_page().await;
    let refused_once = gateway.buyer_of(Caller::Web, &request()).await;
    assert_state(&refused_once.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    let at_partner = gateway.buyer_of(Caller::Web, &request()).await;
    at_partner.chooses_partner().await;
    let pending = gateway.buyer_of(Caller::OldAndroid, &request()).await;
    Partner::of(&gateway, &pending.chooses_partner().await).decides("pending").await;
    assert_eq!(type_of(&pending.state().await), "PAYMENT_ONHOLD_PARTNER");
    assert_eq!(listed(&gateway, &[]).len(), 0);

    let last = paid(&gateway, &listener.url("/notify")).await;
    assert_eq!(listed(&gateway, &[]).len(), 1);
    told(&gateway, &listener, &last, "ACCEPTED").await;
    assert_eq!(listener.seen().len(), 1);
    drop(unopened);
}

/// A shop that does not want to be told is not.
#[tokio::test]
async fn to_where_the_shop_or_its_point_of_sale_says() {
    let gateway = Gateway::start_with("whereto", &[QUICK]);
    let (own, usual) = (Listener::start().await, Listener::start().await);
    let silent = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    assert_state(&silent.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert_eq!(listed(&gateway, &[]).len(), 0);

    gateway.set_point_of_sale(&["--notification-url", &usual.url("/usual?x=1")]);
    let told = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    assert_state(&told.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let seen = usual.came(1).await.remove(0);
    assert!(seen.target.starts_with("/usual?x=1&notificationType=WEBTRS"), "{}", seen.target);
    let elsewhere = paid(&gateway, &own.url("/own")).await;
    assert_eq!(own.came(1).await[0].parameter("token"), Some(elsewhere.session.id.clone()));
    assert_eq!(usual.seen().len(), 1);
}
