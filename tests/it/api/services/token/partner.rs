//! Payments at a partner to whose page the buyer is sent.

use client::Method;

use crate::harness::{
    Buyer, Caller, Card, DECISIONS, FINAL, Gateway, Partner, assert_one_of, assert_result, assert_state,
    is_session_id, put, session, shared, told, transactions, type_of,
};

/// Returns a buyer who was sent to the partner's page.
async fn sent(gateway: &Gateway, caller: Caller) -> (Buyer, Partner) {
    let buyer = gateway.buyer_of(caller, &session(1_000)).await;
    let state = buyer.chooses_partner().await;
    let partner = Partner::of(gateway, &state);
    (buyer, partner)
}

#[track_caller]
fn results(attempts: &[client::Answer]) -> Vec<&str> {
    attempts.iter().map(|attempt| attempt.text(&["result", "title"]).unwrap()).collect()
}

/// Returns each attempt of a session as its own transaction tells it, the newest first.
async fn attempts(gateway: &Gateway, buyer: &Buyer) -> Vec<client::Answer> {
    let mut till = gateway.till();
    let mut all = Vec::new();
    for attempt in transactions(&till.session(&buyer.session.id).await) {
        all.push(till.transaction(told(&attempt, "id")).await);
    }
    all
}

#[tokio::test]
async fn the_page_of_the_partner() {
    let gateway = shared();
    let (_, partner) = sent(&gateway, Caller::Web).await;
    let page = partner.page().await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    let html = page.body_text();
    for decision in DECISIONS {
        assert!(html.contains(&format!("value=\"{decision}\"")), "{decision} is not offered: {html}");
    }
    for wrong in ["", "perhaps", "accept%00", "ACCEPT"] {
        let answer = partner.press(wrong).await;
        assert!((400..500).contains(&answer.status), "{wrong}: {}", answer.status);
    }
}

#[tokio::test]
async fn accepted() {
    let gateway = shared();
    for caller in Caller::ALL {
        let (buyer, partner) = sent(&gateway, caller).await;
        let read = gateway.till().session(&buyer.session.id).await;
        assert!(!["ACCEPTED", "REFUSED"].contains(&read.text(&["result", "title"]).unwrap()));
        let back = partner.decides("accept").await;
        // The programs look once when they are sent back, and never again.
        let state = buyer.state().await;
        assert_state(&state, "PAYMENT_SUCCESS");
        assert_eq!(state.text(&["paymentSuccess", "selectedCardCode"]), Some("MOCKPAY"));
        // A browser gets to a page, not in circles.
        let page = buyer.browse(&back).await;
        assert!(matches!(page.status, 200 | 302 | 303), "{}", page.status);
        assert_result(&gateway.till().session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
        assert_eq!(attempts(&gateway, &buyer).await.len(), 1);
    }
}

#[tokio::test]
async fn refused() {
    let gateway = shared();
    for caller in Caller::ALL {
        let (buyer, partner) = sent(&gateway, caller).await;
        partner.decides("refuse").await;
        let state = buyer.state().await;
        if caller.is_mobile() {
            assert_state(&state, "PAYMENT_FAILURE");
        } else {
            assert_state(&state, "PAYMENT_FAILURE_WITH_RETRY");
            assert_eq!(results(&attempts(&gateway, &buyer).await), ["REFUSED"]);
            assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        }
        let expected = if caller.is_mobile() { "REFUSED" } else { "ACCEPTED" };
        let read = gateway.till().session(&buyer.session.id).await;
        assert_eq!(read.text(&["result", "title"]), Some(expected));
    }
}

/// The contract names no state for it: what counts is that nothing is paid, that a program gets to an end, and
/// that a page can go on.
#[tokio::test]
async fn cancelled_at_the_partner() {
    let gateway = shared();
    for caller in Caller::ALL {
        let (buyer, partner) = sent(&gateway, caller).await;
        partner.decides("cancel").await;
        let state = buyer.state().await;
        if caller.is_mobile() {
            assert_one_of(&state, &["PAYMENT_CANCELED", "PAYMENT_FAILURE", "PAYMENT_METHODS_LIST"]);
        } else {
            assert_one_of(
                &state,
                &["PAYMENT_CANCELED", "PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_METHODS_LIST"],
            );
        }
        assert_eq!(results(&attempts(&gateway, &buyer).await), ["CANCELLED"]);
        if !FINAL.contains(&type_of(&state)) {
            assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        }
    }
}

/// A decision is made once, whatever is pressed afterwards.
#[tokio::test]
async fn pressed_twice() {
    let gateway = shared();
    for (first, second, kind) in [
        ("accept", "refuse", "PAYMENT_SUCCESS"),
        ("refuse", "accept", "PAYMENT_FAILURE"),
        ("accept", "accept", "PAYMENT_SUCCESS"),
    ] {
        let (buyer, partner) = sent(&gateway, Caller::Ios).await;
        partner.decides(first).await;
        let again = partner.press(second).await;
        assert!(again.status < 500, "{}", again.body_text());
        assert_state(&buyer.state().await, kind);
        assert_eq!(attempts(&gateway, &buyer).await.len(), 1);
    }
}

/// Whoever leaves the partner and pays in another way is charged once, however late the partner says yes.
#[tokio::test]
async fn abandoned_and_then_accepted() {
    let gateway = shared();
    let (buyer, partner) = sent(&gateway, Caller::Web).await;
    assert_state(&buyer.abandons().await, "PAYMENT_METHODS_LIST");
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let late = partner.press("accept").await;
    assert!(late.status < 500, "{}", late.body_text());
    assert_state(&buyer.state().await, "PAYMENT_SUCCESS");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    let attempts = attempts(&gateway, &buyer).await;
    let accepted: Vec<_> =
        attempts.iter().filter(|attempt| attempt.text(&["result", "title"]) == Some("ACCEPTED")).collect();
    let methods: Vec<_> =
        accepted.iter().map(|attempt| attempt.text(&["transaction", "paymentMethodId"])).collect();
    assert_eq!(methods, [Some("CB")], "{:?}", results(&attempts));
}

/// The same, where nothing was paid in its place.
#[tokio::test]
async fn abandoned_or_given_up_and_then_accepted() {
    let gateway = shared();
    for abandon_first in [true, false] {
        let (buyer, partner) = sent(&gateway, Caller::Web).await;
        if abandon_first {
            assert_state(&buyer.abandons().await, "PAYMENT_METHODS_LIST");
        }
        assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
        let late = partner.press("accept").await;
        assert!(late.status < 500, "{}", late.body_text());
        assert_state(&buyer.state().await, "PAYMENT_CANCELED");
        let read = gateway.till().session(&buyer.session.id).await;
        assert_eq!(read.text(&["result", "title"]), Some("CANCELLED"), "{}", read.body_text());
        assert!(!results(&attempts(&gateway, &buyer).await).contains(&"ACCEPTED"), "{}", read.body_text());
    }
}

/// Abandoning costs no attempt for ever, and a new visit is a new attempt.
#[tokio::test]
async fn abandoned_and_chosen_again() {
    let gateway = shared();
    let (buyer, first) = sent(&gateway, Caller::Web).await;
    assert_state(&buyer.abandons().await, "PAYMENT_METHODS_LIST");
    let second = Partner::of(&gateway, &buyer.chooses_partner().await);
    // The older page is no door to the newer payment.
    let older = first.press("accept").await;
    assert!(older.status < 500, "{}", older.body_text());
    assert_state(&buyer.state().await, "PAYMENT_REDIRECT_NO_RESPONSE");
    second.decides("accept").await;
    assert_state(&buyer.state().await, "PAYMENT_SUCCESS");
    let attempts = attempts(&gateway, &buyer).await;
    assert_eq!(results(&attempts).iter().filter(|title| **title == "ACCEPTED").count(), 1);
}

/// Where there is nothing to leave.
#[tokio::test]
async fn abandoned_without_a_partner() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
    assert_state(&buyer.abandons().await, "PAYMENT_METHODS_LIST");
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
}

/// A card in another tab, while the partner is out: the one or the other, never both.
#[tokio::test]
async fn a_card_while_the_partner_is_out() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let card = buyer.card_request(&Card::cb_visa(), None).await;
    let partner = Partner::of(&gateway, &buyer.chooses_partner().await);
    let state = buyer.sends(&card).await;
    assert_one_of(&state, &["PAYMENT_REDIRECT_NO_RESPONSE", "PAYMENT_SUCCESS"]);
    let decided = partner.press("accept").await;
    assert!(decided.status < 500, "{}", decided.body_text());
    assert_state(&buyer.state().await, "PAYMENT_SUCCESS");
    let attempts = attempts(&gateway, &buyer).await;
    assert_eq!(results(&attempts).iter().filter(|title| **title == "ACCEPTED").count(), 1);
}

/// The way back is open to the whole world, so it decides nothing.
#[tokio::test]
async fn the_way_back_without_a_decision() {
    let gateway = shared();
    let (buyer, _) = sent(&gateway, Caller::Web).await;
    let id = &buyer.session.id;
    assert!(is_session_id(id));
    for query in [
        format!("paylinetoken={id}&paymentEndpoint=1"),
        format!("paylinetoken={id}&paymentEndpoint=1&result=ACCEPTED&decision=accept"),
        "paylinetoken=1&paymentEndpoint=1".to_owned(),
        String::new(),
    ] {
        let page = buyer.browse(&format!("{}/pay/back?{query}", gateway.base_url())).await;
        assert!(page.status < 500, "{}", page.body_text());
        assert_state(&buyer.state().await, "PAYMENT_REDIRECT_NO_RESPONSE");
    }
    for method in [Method::POST, Method::PUT] {
        let path = format!("/pay/back?paylinetoken={id}&paymentEndpoint=1");
        assert!((400..500).contains(&buyer.ask_path(method, &path, "").await.status));
    }
}

/// It may be refused, and the shop's limits are kept.
#[tokio::test]
async fn a_partner_with_a_body_of_its_own() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    let request = put(&buyer.method_request("MOCKPAY").await, "paymentParams.FREE", "any value");
    // iOS sends what it has under its own names, empty where it has nothing.
    let request = ["NETWORK", "EXPI_DATE", "HOLDER"]
        .iter()
        .fold(request, |request, name| put(&request, &format!("paymentParams.{name}"), ""));
    let state = buyer.ask(Method::POST, "paymentRequest", &crate::harness::raw_text(&request)).await;
    assert_state(&state, "PAYMENT_REDIRECT_NO_RESPONSE");
}
