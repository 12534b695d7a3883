//! The partner's pages, from the invitation to the way back.

use axum::http::StatusCode;
use domain::{ReturnCode, session::Stage, transaction::State};
use gateway::sessions::{Client, SessionStatus};

use crate::bench::Bench;

#[tokio::test]
async fn the_page_says_what_is_to_be_paid_to_whom_and_offers_every_decision() {
    let bench = Bench::new().await;
    let page = bench.get(&bench.leave(Client::Page).await).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("<h1>Pay 24.99 EUR</h1>"), "{}", page.html);
    for decision in ["accept", "refuse", "cancel", "pending", "pending-accept"] {
        let button = format!("<button name=\"decision\" value=\"{decision}\"");
        assert_eq!(page.html.matches(&button).count(), 1, "{decision}");
    }
    assert_eq!(page.html.matches("<form method=\"post\">").count(), 5);
}

#[tokio::test]
async fn what_a_merchant_wrote_is_text() {
    let bench = Bench::new().await;
    let page = bench.get(&bench.leave(Client::Page).await).await;
    assert!(page.html.contains("&#60;b&#62;Tom &#38; &#34;Co&#34;&#60;/b&#62;"), "{}", page.html);
    assert!(!page.html.contains("<b>") && !page.html.contains("<i>"), "{}", page.html);
}

#[tokio::test]
async fn a_decision_has_moved_the_session_on_when_the_browser_is_sent_back() {
    for (decision, is_expected) in [
        ("accept", (|status| *status == SessionStatus::Paid) as fn(&SessionStatus) -> bool),
        ("refuse", |status| *status == SessionStatus::Choose { refused: Some(ReturnCode::PARTNER_REFUSED) }),
        ("cancel", |status| *status == SessionStatus::Choose { refused: Some(ReturnCode::ABANDONED) }),
        ("pending", |status| *status == SessionStatus::Waiting),
        ("pending-accept", |status| *status == SessionStatus::Waiting),
    ] {
        let bench = Bench::new().await;
        let path = bench.leave(Client::Page).await;
        let answer = bench.post(&path, format!("decision={decision}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{decision}");
        let back = format!("https://pay.example/pay/back?paylinetoken={}&paymentEndpoint=1", bench.token);
        assert_eq!(answer.header("location"), back);
        let shown = bench.look().await;
        assert!(is_expected(&shown.status), "{decision}: {:?}", shown.status);
    }
}

#[tokio::test]
async fn a_mobile_app_is_sent_back_to_the_host_that_it_watches() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::App { waits: false }).await;
    let answer = bench.post(&path, "decision=refuse").await;
    assert!(answer.header("location").starts_with("https://api.example/pay/back?"));
    assert!(matches!(bench.look().await.session.stage, Stage::Refused { .. }));
}

#[tokio::test]
async fn a_pending_payment_can_still_be_decided() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::Page).await;
    bench.post(&path, "decision=pending").await;
    assert!(bench.get(&path).await.html.contains("This payment is pending"));
    bench.post(&path, "decision=accept").await;
    assert_eq!(bench.look().await.status, SessionStatus::Paid);
}

#[tokio::test]
async fn what_was_decided_stays_and_the_page_says_so() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::Page).await;
    bench.post(&path, "decision=accept").await;
    let page = bench.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.html.contains("Nothing to decide any more") && !page.html.contains("<form"),
        "{}",
        page.html
    );
    assert!(page.html.contains(&format!("paylinetoken={}", bench.token)), "{}", page.html);

    let answer = bench.post(&path, "decision=refuse").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let shown = bench.look().await;
    assert!(matches!(shown.payment().unwrap().state, State::Accepted(_)));
    assert_eq!((shown.status, shown.transactions.len()), (SessionStatus::Paid, 1));
}

#[tokio::test]
async fn nobody_gets_in_without_the_ticket_of_the_payment() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::Page).await;
    let (before, ticket) = path.rsplit_once('/').unwrap();
    let app = format!("{}app/{ticket}", before.strip_suffix("page").unwrap());
    let other = format!("{before}/{}", "0".repeat(ticket.len()));
    for wrong in [other, app, format!("{before}/"), format!("{path}0"), "/mockpay/%ff/0".into(), "/".into()] {
        assert_eq!(bench.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        let answer = bench.post(&wrong, "decision=accept").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert!(matches!(bench.look().await.status, SessionStatus::AtPartner { .. }));
}

#[tokio::test]
async fn a_form_of_somebody_elses_making_changes_nothing() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::Page).await;
    for (form, status) in [
        (String::new(), StatusCode::BAD_REQUEST),
        ("decision=pay".to_owned(), StatusCode::BAD_REQUEST),
        (format!("decision=accept&more={}", "x".repeat(4_096)), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        assert_eq!(bench.post(&path, form).await.status, status);
    }
    assert!(matches!(bench.look().await.status, SessionStatus::AtPartner { .. }));
}

#[tokio::test]
async fn every_answer_is_locked_down() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::Page).await;
    for page in [bench.get(&path).await, bench.get("/elsewhere").await, bench.post(&path, "").await] {
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        let policy = page.header("content-security-policy");
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'sha256-"]
        {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "{policy}");
        assert!(!page.html.contains("<script") && !page.html.contains(" style="));
    }
}
