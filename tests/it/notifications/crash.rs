//! SIGKILL: the next process sends the pending notifications.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::harness::{Buyer, Caller, Card, Gateway, Listener, Reply, eventually, type_of};

use super::{QUICK, paid, told_to};

fn told(listener: &Listener) -> BTreeSet<String> {
    listener.seen().iter().map(|seen| seen.parameter("token").unwrap()).collect()
}

async fn all_told(listener: &Listener, sessions: &[String]) {
    eventually("notification of each", Duration::from_secs(60), || async {
        let told = told(listener);
        sessions.iter().all(|id| told.contains(id)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn shops_that_were_down() {
    let mut gateway = Gateway::start_with("killed-down", &[QUICK]);
    let mut listener = Listener::down().await;
    let mut sessions = Vec::new();
    for number in 0..8 {
        sessions.push(paid(&gateway, &listener.url(&format!("/notify?number={number}"))).await.session.id);
    }
    gateway.kill();
    listener.comes_up().await;
    gateway.restart();
    all_told(&listener, &sessions).await;
}

/// It was out when the process died; whether the shop heard it nobody knows.
#[tokio::test]
async fn a_notification_that_was_on_its_way() {
    let mut gateway = Gateway::start_with("killed-out", &[QUICK]);
    let listener = Listener::replying(&[], Reply::Silence).await;
    let buyer = paid(&gateway, &listener.url("/notify")).await;
    listener.came(1).await;
    gateway.kill();
    listener.turns(Reply::Status(200));
    gateway.restart();
    let seen = listener.came(2).await;
    assert!(seen.iter().all(|seen| seen.parameter("token").as_ref() == Some(&buyer.session.id)));
}

/// Buyers who pay at every moment, and a kill at one that nobody chose: each whose payment was acknowledged is
/// told of.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_at_any_moment() {
    let mut gateway = Gateway::start_with("killed-paying", &[QUICK]);
    let listener = Listener::replying(&[Reply::Status(500), Reply::HalfWay], Reply::Status(200)).await;
    let mut all = 0;
    for round in 1..=3 {
        let mut buyers: Vec<Buyer> = Vec::new();
        for _ in 0..12 {
            buyers.push(gateway.buyer_of(Caller::Ios, &told_to(&listener.url("/notify"))).await);
        }
        let before = told(&listener).len();
        let paying: Vec<_> = buyers
            .into_iter()
            .map(|buyer| {
                // A connection that breaks panics, which is what a lost answer looks like here.
                tokio::spawn(async move {
                    let answer = buyer.pays(&Card::cb_visa()).await;
                    (buyer.session.id, type_of(&answer).to_owned())
                })
            })
            .collect();
        eventually("some notifications", Duration::from_secs(60), || async {
            (told(&listener).len() > before + round).then_some(())
        })
        .await;
        gateway.kill();
        let mut acknowledged = Vec::new();
        for buyer in paying {
            if let Ok((id, kind)) = buyer.await {
                assert_eq!(kind, "PAYMENT_SUCCESS");
                acknowledged.push(id);
            }
        }
        gateway.restart();
        all_told(&listener, &acknowledged).await;
        all += acknowledged.len();
    }
    assert!(all > 0, "nothing was acknowledged before a kill");
}
