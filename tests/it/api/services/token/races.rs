//! Several tabs, double clicks and several instances make one payment.

use std::sync::Arc;
use std::time::Duration;

use client::{Answer, Method};

use crate::harness::{
    Caller, Card, Gateway, Partner, Session, assert_one_of, assert_state, eventually, put, raw_text, session,
    three_on_one_store, told, transactions, type_of,
};

const TABS: usize = 32;

/// Sends so many requests at the same moment. The place of a request decides which gateway gets it.
async fn at_once(
    gateways: &Arc<Vec<Gateway>>,
    session: &Session,
    request: impl Fn(usize) -> (&'static str, String),
) -> Vec<Answer> {
    let asking: Vec<_> = (0..TABS)
        .map(|tab| {
            let buyer = gateways[tab % gateways.len()].buyer(Caller::Web, session);
            let (path, body) = request(tab);
            tokio::spawn(async move { buyer.ask(Method::POST, path, &body).await })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in asking {
        answers.push(answer.await.unwrap());
    }
    answers
}

/// Waits until no attempt is pending, and returns the number of accepted ones.
async fn accepted(gateway: &Gateway, session: &Session) -> usize {
    let mut till = gateway.till();
    let mut count = 0;
    for attempt in transactions(&till.session(&session.id).await) {
        let read = till.transaction(told(&attempt, "id")).await;
        count += usize::from(read.text(&["result", "title"]) == Some("ACCEPTED"));
    }
    count
}

async fn at_rest(gateway: &Gateway, session: &Session) -> Answer {
    let buyer = gateway.buyer(Caller::Web, session);
    eventually("end of the payments", Duration::from_secs(60), || async {
        let state = buyer.state().await;
        (type_of(&state) != "ACTIVE_WAITING").then_some(state)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_card_in_many_tabs() {
    let gateways = Arc::new(three_on_one_store("tabs", &[]));
    for cards in [&[Card::cb_visa()][..], &[Card::cb_visa(), Card::visa(), Card::mastercard()]] {
        let buyer = gateways[0].buyer_of(Caller::Web, &session(1_000)).await;
        let request = buyer.card_request(&Card::cb_visa(), None).await;
        let answers = at_once(&gateways, &buyer.session, |tab| {
            let number = cards[tab % cards.len()].number.as_str();
            ("securedPaymentRequest", raw_text(&put(&request, "securedPaymentParams.PAN", number)))
        })
        .await;
        for answer in &answers {
            assert_one_of(answer, &["PAYMENT_SUCCESS", "ACTIVE_WAITING"]);
        }
        assert_state(&at_rest(&gateways[1], &buyer.session).await, "PAYMENT_SUCCESS");
        assert_eq!(accepted(&gateways[2], &buyer.session).await, 1);
    }
}

/// Nobody gets more attempts by being quick.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_cards_in_many_tabs() {
    let gateways = Arc::new(three_on_one_store("tabs-refused", &[]));
    let buyer = gateways[0].buyer_of(Caller::Web, &session(1_000)).await;
    let request = raw_text(&buyer.card_request(&Card::refused_with("01116"), None).await);
    for _ in 0..2 {
        at_once(&gateways, &buyer.session, |_| ("securedPaymentRequest", request.clone())).await;
    }
    at_rest(&gateways[0], &buyer.session).await;
    // Requests that met another still out were not tried: so between one and three, and never more.
    let tried = transactions(&gateways[1].till().session(&buyer.session.id).await).len();
    assert!((1..=3).contains(&tried), "{tried} attempts");
}

/// Cards, a partner, and a buyer who gives up, all at once: the session ends as one of them, and what the shop is
/// told fits what the buyer is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_at_once() {
    let gateways = Arc::new(three_on_one_store("tabs-all", &[]));
    for _ in 0..4 {
        let buyer = gateways[0].buyer_of(Caller::Web, &session(1_000)).await;
        let card = raw_text(&buyer.card_request(&Card::cb_visa(), None).await);
        let partner = raw_text(&buyer.method_request("MOCKPAY").await);
        at_once(&gateways, &buyer.session, |tab| match tab % 4 {
            0 => ("paymentRequest", partner.clone()),
            1 => ("cancel", "{}".to_owned()),
            2 => ("abandon", "{}".to_owned()),
            _ => ("securedPaymentRequest", card.clone()),
        })
        .await;
        let state = at_rest(&gateways[1], &buyer.session).await;
        let state = if type_of(&state) == "PAYMENT_REDIRECT_NO_RESPONSE" {
            Partner::of(&gateways[1], &state).press("accept").await;
            at_rest(&gateways[1], &buyer.session).await
        } else {
            state
        };
        let paid = accepted(&gateways[2], &buyer.session).await;
        let read = gateways[2].till().session(&buyer.session.id).await;
        let title = read.text(&["result", "title"]).unwrap();
        match type_of(&state) {
            "PAYMENT_SUCCESS" => assert_eq!((paid, title), (1, "ACCEPTED")),
            "PAYMENT_CANCELED" => assert_eq!((paid, title), (0, "CANCELLED"), "{}", read.body_text()),
            "PAYMENT_METHODS_LIST" | "PAYMENT_FAILURE_WITH_RETRY" | "PAYMENT_FAILURE" => assert_eq!(paid, 0),
            other => panic!("{other}"),
        }
    }
}

/// The partner's yes is pressed in many tabs, while the buyer gives up in others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_yes_against_a_change_of_mind() {
    let gateways = Arc::new(three_on_one_store("tabs-partner", &[]));
    for way in ["cancel", "abandon"] {
        let buyer = gateways[0].buyer_of(Caller::Web, &session(1_000)).await;
        let redirect = buyer.chooses_partner().await;
        let pressing: Vec<_> = (0..8)
            .map(|_| {
                let partner = Partner::of(&gateways[0], &redirect);
                tokio::spawn(async move { partner.press("accept").await.status })
            })
            .collect();
        let leaving = at_once(&gateways, &buyer.session, |_| (way, "{}".to_owned())).await;
        for pressed in pressing {
            assert!(pressed.await.unwrap() < 500);
        }
        assert!(leaving.iter().all(|answer| answer.status == 200));
        let state = at_rest(&gateways[2], &buyer.session).await;
        let paid = accepted(&gateways[1], &buyer.session).await;
        assert_eq!(paid, usize::from(type_of(&state) == "PAYMENT_SUCCESS"), "{}", state.body_text());
    }
}
