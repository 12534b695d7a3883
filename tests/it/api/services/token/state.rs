//! Every state of a session, in a form that every client can read. `assert_state` checks that it has the
//! members that at least one client needs.
//!
//! Expired sessions are in `sessions/stages.rs` and pending ones in `pending.rs`, with their causes.

use client::Answer;
use document::Tree;

use crate::harness::{
    Buyer, Caller, Card, Gateway, Partner, assert_one_of, assert_state, failure_text, put, session, shared,
    ticket, truth, type_of,
};

/// Asserts that the next question has the same answer.
async fn assert_resumes(buyer: &Buyer, state: &Answer) {
    let again = buyer.state().await;
    assert_state(&again, type_of(state));
    assert_eq!(again.body_text(), state.body_text());
}

async fn each(gateway: &Gateway, amount: i64) -> Vec<Buyer> {
    let mut buyers = Vec::new();
    for caller in Caller::ALL {
        buyers.push(gateway.buyer_of(caller, &session(amount)).await);
    }
    buyers
}

#[tokio::test]
async fn the_list_of_methods() {
    let gateway = shared();
    for buyer in each(&gateway, 1_000).await {
        let state = buyer.state().await;
        assert_state(&state, "PAYMENT_METHODS_LIST");
        assert_eq!(state.text(&["token"]), Some(buyer.session.id.as_str()));
        assert_eq!(state.at(&["isSandbox"]).and_then(truth), Some(true));
        assert_resumes(&buyer, &state).await;
        for (code, options, has_form) in [
            ("CB", &["CVV", "EXPI_DATE", "ALT_NETWORK"][..], None),
            ("AMEX", &["CVV", "EXPI_DATE", "HOLDER"], None),
            // Without a form no program shows it.
            ("MOCKPAY", &[], Some(true)),
        ] {
            let method = buyer.method(code).await;
            let listed = method.at(&["options"]).and_then(Tree::as_list).unwrap();
            for option in options {
                assert!(listed.iter().any(|other| other.as_text() == Some(option)), "{code} has no {option}");
            }
            if let Some(has_form) = has_form {
                assert_eq!(method.at(&["hasForm"]).and_then(truth), Some(has_form));
            }
        }
        // The session names no wallet.
        assert_eq!(state.at(&["paymentMethodsList", "wallets"]).and_then(Tree::as_list).unwrap().len(), 0);
    }
}

#[tokio::test]
async fn the_redirect_to_a_partner() {
    let gateway = shared();
    for buyer in each(&gateway, 1_000).await {
        let state = buyer.chooses_partner().await;
        drop(Partner::of(&gateway, &state));
        assert_eq!(state.text(&["paymentRedirectNoResponse", "cardCode"]), Some("MOCKPAY"));
        assert_resumes(&buyer, &state).await;
    }
}

#[tokio::test]
async fn success() {
    let gateway = shared();
    for buyer in each(&gateway, 12_345).await {
        let card = Card::cb_visa();
        let state = buyer.pays(&card).await;
        assert_state(&state, "PAYMENT_SUCCESS");
        assert_eq!(state.text(&["paymentSuccess", "selectedCardCode"]), Some("CB"));
        let lines = ticket(&state);
        let amount = lines.iter().find(|[_, _, style]| style == "ticketAmount");
        let [label, value, _] = amount.unwrap_or_else(|| panic!("no amount in {}", state.body_text()));
        assert!(!label.is_empty() && value.contains("123,45"), "{value}");
        for secret in [card.number.as_str(), "\"739\""] {
            assert!(!state.body_text().contains(secret), "a ticket is read by others");
        }
        assert_resumes(&buyer, &state).await;
    }
}

/// A mobile program would wait for ever on a failure that can be tried again.
#[tokio::test]
async fn failure() {
    let gateway = shared();
    for buyer in each(&gateway, 1_000).await {
        let state = buyer.pays(&Card::refused_with("01116")).await;
        let kind = if buyer.caller.is_mobile() { "PAYMENT_FAILURE" } else { "PAYMENT_FAILURE_WITH_RETRY" };
        assert_state(&state, kind);
        assert!(!failure_text(&state).contains("01116"), "a text for buyers");
        assert_eq!(state.text(&["paymentFailure", "selectedCardCode"]), Some("CB"));
        assert_eq!(state.text(&["paymentFailure", "message", "type"]), Some("ERROR"));
        assert_resumes(&buyer, &state).await;
    }
}

/// A page and a program may look at the same session.
#[tokio::test]
async fn a_failure_that_a_page_may_try_again_is_never_told_to_a_program() {
    let gateway = shared();
    let page = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_state(&page.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    for caller in [Caller::OldAndroid, Caller::NewAndroid, Caller::Ios] {
        let state = gateway.buyer(caller, &page.session).state().await;
        assert_one_of(&state, &["PAYMENT_METHODS_LIST", "PAYMENT_FAILURE"]);
    }
}

#[tokio::test]
async fn cancelled() {
    let gateway = shared();
    for buyer in each(&gateway, 1_000).await {
        assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
        let state = buyer.cancels().await;
        assert_state(&state, "PAYMENT_CANCELED");
        assert_resumes(&buyer, &state).await;
    }
}

#[tokio::test]
async fn the_way_back_and_what_the_shop_wants_then() {
    let gateway = Gateway::start("automatic");
    for (set, automatic) in [("true", true), ("false", false)] {
        gateway.set_point_of_sale(&["--automatic-return", set]);
        let request = put(&session(1_000), "returnURL", "https://shop.example.com/back");
        let buyer = gateway.buyer_of(Caller::Ios, &request).await;
        for state in [buyer.state().await, buyer.pays(&Card::cb_visa()).await] {
            assert_eq!(state.at(&["automaticRedirectAtSessionsEnd"]).and_then(truth), Some(automatic));
            let start = format!("https://shop.example.com/back?paylinetoken={}", buyer.session.id);
            let told = state.text(&["returnUrl"]).unwrap();
            assert!(told.starts_with(&start), "{told}");
        }
    }
}
