//! The bank's answers to the renewal of an authorisation. The simulated bank decides by the amount.

use std::time::Duration;

use client::Answer;
use document::Tree;

use super::LIFE;
use crate::harness::{
    Action::{self, Capture},
    Gateway, assert_action, assert_result, done, entries, eventually, own, put, sum,
};

const LIMIT: &str = "acquirer.answer_limit_ms=1000";

fn late(amount: i64) -> Tree {
    put(&own(amount), "option", "LATE_DELIVERY")
}

/// Returns a gateway with an expired authorisation of 1,000.00.
async fn expired(name: &str, settings: &[&str]) -> (Gateway, String) {
    let mut gateway = Gateway::start(name);
    let id = gateway.till().authorised(100_000).await;
    gateway.restart_ahead(LIFE, settings);
    (gateway, id)
}

async fn told(gateway: &Gateway, id: &str, code: &str) -> Answer {
    crate::faults::told(gateway, id, code).await
}

#[tokio::test]
async fn it_declines() {
    let (gateway, id) = expired("renewal-declined", &[]).await;
    let mut till = gateway.till();
    for (amount, title, code) in
        [(33_305, "ERROR", "01100"), (33_351, "ERROR", "01116"), (33_331, "ERROR", "01199")]
    {
        let answer = till.act(Capture, &id, &late(amount)).await;
        assert_result(&answer, 201, title, code);
        let attempt = assert_action(&answer, Capture);
        assert_result(&till.transaction(&attempt).await, 200, title, code);
        let read = till.transaction(&id).await;
        assert_result(&read, 200, "ACCEPTED", "00000");
        let last = entries(&read).pop().unwrap();
        assert_eq!((last.id, last.amount, last.ok), (attempt, amount, false));
    }
    done(&till.act(Capture, &id, &late(100_000)).await, Capture);
}

#[tokio::test]
async fn it_answers_late_or_cannot_be_reached() {
    let (gateway, id) = expired("renewal-slow", &[LIMIT]).await;
    let mut till = gateway.till();
    let unreached = till.act(Capture, &id, &late(77_704)).await;
    assert_result(&unreached, 201, "ERROR", "02102");
    assert_eq!(sum(&till.transaction(&id).await, Capture), 0);
    done(&till.act(Capture, &id, &late(77_702)).await, Capture);
    assert_eq!(sum(&till.transaction(&id).await, Capture), 77_702);
}

/// Asserts a 202 whose authorisation is reversed later, so that the capture can be tried again.
async fn reversed_in_the_end(gateway: &Gateway, id: &str, amount: i64) {
    let mut till = gateway.till();
    let answer = till.act(Capture, id, &late(amount)).await;
    assert_result(&answer, 202, "ONHOLD_PARTNER", "02000");
    let attempt = assert_action(&answer, Capture);
    // Nothing of it counts as money before that is known.
    let read = till.transaction(id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    assert_eq!((sum(&read, Capture), entries(&read).len()), (0, 2));
    let told = told(gateway, &attempt, "02004").await;
    assert_result(&told, 200, "CANCELLED", "02004");
    let last = entries(&till.transaction(id).await).pop().unwrap();
    assert_eq!((last.id.as_str(), last.amount, last.ok), (attempt.as_str(), amount, false));
    done(&till.act(Capture, id, &late(100_000)).await, Capture);
    assert_eq!(sum(&till.transaction(id).await, Capture), 100_000);
}

#[tokio::test]
async fn it_is_silent() {
    let (gateway, id) = expired("renewal-silent", &[LIMIT]).await;
    reversed_in_the_end(&gateway, &id, 77_701).await;
}

#[tokio::test]
async fn it_is_silent_when_it_is_reversed_as_well() {
    let (gateway, id) = expired("renewal-silent-twice", &[LIMIT]).await;
    reversed_in_the_end(&gateway, &id, 77_705).await;
}

#[tokio::test]
async fn the_line_breaks() {
    let (gateway, id) = expired("renewal-broken", &[LIMIT]).await;
    reversed_in_the_end(&gateway, &id, 77_703).await;
}

/// The gateway is killed while it waits: it knows afterwards that something was asked.
#[tokio::test]
async fn it_is_silent_and_the_gateway_is_killed() {
    let (mut gateway, id) = expired("renewal-killed", &["acquirer.answer_limit_ms=25000"]).await;
    let (mut till, path) = (gateway.till(), Capture.path(&id));
    let asking =
        tokio::spawn(
            async move { till.try_send(client::Method::POST, &path, &[], Some(&late(77_701))).await },
        );
    let attempt = eventually("attempt on disk", Duration::from_secs(20), || async {
        entries(&gateway.till().transaction(&id).await).into_iter().nth(1)
    })
    .await;
    assert!(attempt.is(Capture) && !attempt.ok);
    gateway.kill();
    assert!(asking.await.unwrap().is_err(), "there was no answer");
    gateway.restart_ahead(LIFE, &[LIMIT]);
    told(&gateway, &attempt.id, "02004").await;
    let mut till = gateway.till();
    assert_eq!(entries(&till.transaction(&id).await).len(), 2);
    done(&till.act(Capture, &id, &late(100_000)).await, Capture);
}

/// While the bank is asked for most of the money, the rest of it is not given to somebody else.
#[tokio::test]
async fn meanwhile_no_more_is_taken_than_there_is() {
    let (gateway, id) = expired("renewal-meanwhile", &["acquirer.answer_limit_ms=8000"]).await;
    let (mut till, path) = (gateway.till(), Capture.path(&id));
    // Accepted after half of the time limit.
    let asking =
        tokio::spawn(
            async move { till.try_send(client::Method::POST, &path, &[], Some(&late(77_702))).await },
        );
    let mut till = gateway.till();
    eventually("attempt on disk", Duration::from_secs(20), || async {
        entries(&gateway.till().transaction(&id).await).into_iter().nth(1)
    })
    .await;
    for (action, amount) in [(Capture, 100_000), (Action::Cancel, 100_000), (Action::Refund, 1)] {
        let answer = till.act(action, &id, &late(amount)).await;
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        assert_ne!(answer.text(&["result", "title"]), Some("ACCEPTED"), "{action:?}");
    }
    assert_result(&asking.await.unwrap().unwrap(), 201, "ACCEPTED", "00000");
    let read = till.transaction(&id).await;
    assert_eq!((sum(&read, Capture), sum(&read, Action::Cancel)), (77_702, 0));
}

/// Many ask for the same money at the same time, through several gateways.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_of_the_money_is_renewed_once() {
    let (first, id) = expired("renewal-once", &[]).await;
    let gateways = [first.beside("renewal-once"), first.beside("renewal-once"), first];
    let asking: Vec<_> = (0..30)
        .map(|number| {
            let (mut till, id) = (gateways[number % gateways.len()].till(), id.clone());
            tokio::spawn(async move { till.act(Capture, &id, &late(70_000)).await })
        })
        .collect();
    let mut accepted = 0;
    for answer in asking {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        accepted += usize::from(answer.text(&["result", "code"]) == Some("00000"));
    }
    assert_eq!(accepted, 1);
    assert_eq!(sum(&gateways[0].till().transaction(&id).await, Capture), 70_000);
}
