//! Actions that can be done once, requested concurrently through several gateways on one store.

use std::collections::BTreeMap;

use client::Answer;
use document::Tree;

use crate::harness::{
    Action::{self, Cancel, Capture, Refund},
    Card, Gateway, only, own, payment, put, reference, sum, three_on_one_store, transaction_id,
};

const ASKING: usize = 30;

/// Sends requests at the same moment, the same or different ones. The place of a request decides which
/// gateway gets it.
async fn at_once(
    gateways: &[Gateway],
    headers: &[(&'static str, String)],
    request: impl Fn(usize) -> (String, Tree),
) -> Vec<Answer> {
    let asking: Vec<_> = (0..ASKING)
        .map(|number| {
            let mut till = gateways[number % gateways.len()].till();
            let ((path, body), headers) = (request(number), headers.to_vec());
            tokio::spawn(async move {
                let headers: Vec<(&str, &str)> =
                    headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
                till.post(&path, &headers, &body).await
            })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in asking {
        answers.push(answer.await.unwrap());
    }
    answers
}

/// Counts the answers with each status and code.
fn counted(answers: &[Answer]) -> BTreeMap<(u16, String), usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        let code = answer.text(&["result", "code"]).or_else(|| answer.text(&["code"])).unwrap();
        *counts.entry((answer.status, code.to_owned())).or_default() += 1;
    }
    counts
}

fn expected<const N: usize>(counts: [(u16, &str, usize); N]) -> BTreeMap<(u16, String), usize> {
    counts.into_iter().map(|(status, code, count)| ((status, code.to_owned()), count)).collect()
}

/// Returns a payment on which this action can be done.
async fn subject(gateway: &Gateway, action: Action) -> String {
    match action {
        Capture | Cancel => gateway.till().authorised(1_000).await,
        Refund => gateway.till().paid(1_000).await,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_of_the_money() {
    let gateways = three_on_one_store("once-money", &[]);
    for (action, code) in [(Capture, "02613"), (Refund, "02613"), (Cancel, "02612")] {
        let id = subject(&gateways[0], action).await;
        let answers = at_once(&gateways, &[], |_| (action.path(&id), own(700))).await;
        assert_eq!(counted(&answers), expected([(201, "00000", 1), (201, code, ASKING - 1)]), "{action:?}");
        assert_eq!(sum(&gateways[1].till().transaction(&id).await, action), 700);
    }
}

/// Given back, or taken back, but not both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_money_of_a_capture() {
    let gateways = three_on_one_store("once-capture", &[]);
    let mut till = gateways[0].till();
    let id = till.authorised(5_000).await;
    let capture = till.capture(&id, 1_000).await;
    let answers = at_once(&gateways, &[], |number| match number % 4 {
        0 => (Refund.path(&capture), own(700)),
        1 => (Cancel.path(&capture), own(700)),
        2 => (Refund.path(&id), own(700)),
        _ => (Cancel.path(&capture), own(1_000)),
    })
    .await;
    let accepted = counted(&answers).get(&(201, "00000".to_owned())).copied();
    let read = till.transaction(&id).await;
    assert_eq!(accepted, Some(1), "{}", read.body_text());
    let moved = sum(&read, Refund) + sum(&read, Cancel);
    assert!(moved == 700 || moved == 1_000, "{moved}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_action() {
    let gateways = three_on_one_store("once-repeat", &[]);
    for action in [Capture, Refund] {
        let id = subject(&gateways[0], action).await;
        let answers = at_once(&gateways, &[], |_| (action.path(&id), only(10))).await;
        assert_eq!(
            counted(&answers),
            expected([(201, "00000", 1), (201, "02001", ASKING - 1)]),
            "{action:?}"
        );
        assert_eq!(sum(&gateways[2].till().transaction(&id).await, action), 10);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_under_one_key() {
    let gateways = three_on_one_store("once-key", &[]);
    for action in Action::ALL {
        let id = subject(&gateways[0], action).await;
        let (headers, body) = ([("idempotency-key", reference())], own(10));
        let answers = at_once(&gateways, &headers, |_| (action.path(&id), body.clone())).await;
        let mut ids: Vec<String> =
            answers.iter().filter(|answer| answer.status == 201).map(transaction_id).collect();
        ids.dedup();
        assert_eq!(ids.len(), 1, "{action:?}: {:?}", counted(&answers));
        assert!(answers.iter().all(|answer| matches!(answer.status, 201 | 409)), "{:?}", counted(&answers));
        let read = gateways[1].till().transaction(&id).await;
        assert_eq!(crate::harness::entries(&read).len(), 2, "{}", read.body_text());
    }
}

/// After a full cancel the order is free, for one payment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_was_cancelled() {
    let gateways = three_on_one_store("once-order", &[]);
    let request = put(&payment(&Card::cb_visa(), 1_000), "payment.capture", "MANUAL");
    let mut till = gateways[0].till();
    let id = till.accepted(&request).await;
    till.cancel(&id, 1_000).await;
    let answers = at_once(&gateways, &[], |_| (crate::harness::PAYMENTS.to_owned(), request.clone())).await;
    let mut counts = counted(&answers);
    assert_eq!(counts.remove(&(201, "00000".to_owned())), Some(1), "{counts:?}");
    assert!(
        counts.keys().all(|(status, code)| *status == 409 && ["02001", "02002"].contains(&code.as_str())),
        "{counts:?}"
    );
}
