//! What an opening of a link does, and how often it does so.

use std::{collections::BTreeSet, sync::Arc};

use client::Method;

use crate::harness::{Card, Gateway, Link, assert_result, assert_state, put, session, three_on_one_store};
use crate::sql::{query_sql, run_sql};

fn sessions(gateway: &Gateway, link: &Link) -> String {
    let number = link.id.trim_start_matches("PL");
    query_sql(gateway, &format!("SELECT COUNT(*) FROM sessions WHERE link = {number}")).concat()
}

#[tokio::test]
async fn each_opening_begins_a_session_of_its_own() {
    let gateway = Gateway::start("link-openings");
    let link = gateway.till().new_link(&put(&session(2_499), "buyer.firstName", "Camille")).await;
    let (first, second) = (gateway.opens(&link).await, gateway.opens(&link).await);
    assert_ne!(first.session.id, second.session.id);
    for buyer in [&first, &second] {
        let page = buyer.opens_page().await;
        assert_eq!(page.status, 200);
        assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
        assert_result(&gateway.till().session(&buyer.session.id).await, 200, "INPROGRESS", "02306");
    }
    let answer = gateway.visits(Method::GET, &link.url, "FR").await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(answer.header("x-robots-tag"), Some("noindex"));
}

/// A program that looks whether the link is good begins nothing.
#[tokio::test]
async fn a_head_begins_no_session() {
    let gateway = Gateway::start("link-head");
    let link = gateway.till().new_link(&session(1_000)).await;
    for _ in 0..3 {
        let answer = gateway.visits(Method::HEAD, &link.url, "FR").await;
        assert_eq!((answer.status, answer.header("location")), (303, None));
    }
    assert_eq!(sessions(&gateway, &link), "0");
    gateway.opens(&link).await;
    assert_eq!(sessions(&gateway, &link), "1");
}

/// It has the status of a GET, with the headers of one, whatever the link is.
#[tokio::test]
async fn a_head_tells_that_a_link_is_unknown_or_over() {
    let gateway = Gateway::start("link-head-over");
    let link = gateway.till().new_link(&session(1_000)).await;
    gateway.till().cancel_link(&link.id).await;
    let unknown = format!("{}{}", &link.url[..link.url.len() - 17], "00000000000000000");
    let shown = ["cache-control", "content-security-policy", "referrer-policy", "x-robots-tag"];
    for (url, status) in
        [(&link.url, 410), (&unknown, 404), (&format!("{}/pay/link/no-token", gateway.base_url()), 404)]
    {
        let [head, get] =
            [gateway.visits(Method::HEAD, url, "EN").await, gateway.visits(Method::GET, url, "EN").await];
        assert_eq!((head.status, get.status), (status, status));
        for name in shown {
            assert_eq!(head.header(name).is_some(), get.header(name).is_some(), "{name} of {status}");
        }
        assert_eq!(head.body_text(), "");
    }
    assert_eq!(sessions(&gateway, &link), "0");
}

/// Whoever guesses with HEAD is stopped as one who guesses with GET.
#[tokio::test]
async fn heads_of_unknown_links_count_as_failed_lookups() {
    let gateway =
        Gateway::start_with("link-head-guesses", &["limits.failed_lookups_per_address_per_minute=3"]);
    let link = gateway.till().new_link(&session(1_000)).await;
    let guess = format!("{}/pay/link/no-token", gateway.base_url());
    for _ in 0..3 {
        assert_eq!(gateway.visits(Method::HEAD, &guess, "EN").await.status, 404);
    }
    for (method, url) in [(Method::HEAD, &guess), (Method::GET, &guess), (Method::HEAD, &link.url)] {
        let answer = gateway.visits(method, url, "EN").await;
        assert_eq!(answer.status, 429, "{}", answer.body_text());
        assert!(answer.header("retry-after").is_some());
    }
}

/// Programs that open it again and again keep no buyer out, and fill no store.
#[tokio::test]
async fn a_link_begins_ten_sessions_a_minute() {
    let mut gateway = Gateway::start("link-limit");
    let link = gateway.till().new_link(&session(1_000)).await;
    let mut seen = BTreeSet::new();
    for _ in 0..10 {
        seen.insert(gateway.opens(&link).await.session.id);
    }
    assert_eq!(seen.len(), 10);
    let eleventh = gateway.opens(&link).await;
    assert!(seen.contains(&eleventh.session.id), "the newest is shown again");
    assert_eq!(eleventh.opens_page().await.status, 200);
    assert_eq!(gateway.opens(&link).await.session.id, eleventh.session.id);
    // A session in which somebody has tried to pay is not shown to another.
    assert_state(&eleventh.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_ne!(gateway.opens(&link).await.session.id, eleventh.session.id);
    assert_eq!(sessions(&gateway, &link), "10");
    // Another link is another link.
    let other = gateway.till().new_link(&session(1_000)).await;
    assert!(!seen.contains(&gateway.opens(&other).await.session.id));
    gateway.restart_ahead(1, &[]);
    assert!(!seen.contains(&gateway.opens(&link).await.session.id), "an hour later");
}

/// As many as open it at once, on three instances.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_openings_at_once_begin_ten_sessions() {
    let gateways = Arc::new(three_on_one_store("link-at-once", &[]));
    let link = gateways[0].till().new_link(&session(1_000)).await;
    let opening: Vec<_> = (0..60)
        .map(|place| {
            let (gateways, link) = (Arc::clone(&gateways), link.clone());
            tokio::spawn(async move { gateways[place % 3].opens(&link).await.session.id })
        })
        .collect();
    let mut seen = BTreeSet::new();
    for opened in opening {
        seen.insert(opened.await.unwrap());
    }
    assert_eq!((seen.len(), sessions(&gateways[0], &link).as_str()), (10, "10"));
}

/// A program that opens it every few minutes begins no more while nobody has tried to pay in any of the ten newest.
#[tokio::test]
async fn ten_sessions_that_nobody_uses_are_enough() {
    let gateway = Gateway::start("link-untried");
    let link = gateway.till().new_link(&session(1_000)).await;
    for _ in 0..10 {
        gateway.opens(&link).await;
    }
    // As if they had begun five minutes ago.
    run_sql(&gateway, "UPDATE sessions SET created_ms = created_ms - 300000 WHERE link IS NOT NULL");
    let again = gateway.opens(&link).await;
    assert_eq!(sessions(&gateway, &link), "10");
    // A buyer who tries to pay in one of them leaves room for another.
    assert_state(&again.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_ne!(gateway.opens(&link).await.session.id, again.session.id);
    assert_eq!(sessions(&gateway, &link), "11");
}

/// Where somebody pays in each of them, nobody is shown one of them.
#[tokio::test]
async fn ten_sessions_in_which_somebody_pays() {
    let gateway = Gateway::start("link-limit-tried");
    let link = gateway.till().new_link(&session(77_704)).await;
    for _ in 0..10 {
        // No bank is reached, which is no attempt.
        assert_state(&gateway.opens(&link).await.pays(&Card::cb_visa()).await, "PAYMENT_FAILURE_WITH_RETRY");
    }
    let answer = gateway.visits(Method::GET, &link.url, "EN").await;
    assert_eq!(answer.status, 429, "{}", answer.body_text());
    let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    gateway.till().assert_link(&link.id, "UNPAID").await;
}
