//! `Idempotency-Key` on actions

use std::collections::BTreeSet;

use client::Answer;

use crate::harness::{
    Action::{self, Cancel, Capture, Refund},
    Card, Gateway, Till, assert_action, done, entries, only, own, payment, put, reference, shared, sum,
};

fn replayed(answer: &Answer) -> Option<&str> {
    answer.header("idempotency-replayed")
}

/// Returns a payment on which each of the three actions can be done.
async fn subject(till: &mut Till) -> String {
    let id = till.authorised(10_000).await;
    till.capture(&id, 4_000).await;
    id
}

#[tokio::test]
async fn the_first_answer_is_replayed() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    for action in Action::ALL {
        // Accepted; refused for its amount; and refused as a repeat.
        for body in [only(500), only(50_000), only(500)] {
            let key = reference();
            let first = till.act_once(&key, action, &id, &body).await;
            assert_eq!((first.status, replayed(&first)), (201, None));
            let attempt = assert_action(&first, action);
            let after = till.transaction(&id).await.body_text();
            for _ in 0..2 {
                let again = till.act_once(&key, action, &id, &body).await;
                assert_eq!((again.status, replayed(&again)), (201, Some("true")));
                assert_eq!(again.body_text(), first.body_text());
            }
            assert_eq!(till.transaction(&id).await.body_text(), after, "done once");
            assert!(after.contains(&attempt));
        }
    }
}

#[tokio::test]
async fn another_body_under_the_same_key() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    for action in Action::ALL {
        let (key, body) = (reference(), own(100));
        let first = till.act_once(&key, action, &id, &body).await;
        done(&first, action);
        let before = till.transaction(&id).await.body_text();
        for other in [put(&body, "amount", 101), put(&body, "comment", "new"), own(100)] {
            let answer = till.act_once(&key, action, &id, &other).await;
            assert_eq!((answer.status, answer.text(&["title"])), (422, Some("ERROR")));
        }
        assert_eq!(till.transaction(&id).await.body_text(), before);
        assert_eq!(replayed(&till.act_once(&key, action, &id, &body).await), Some("true"));
    }
}

#[tokio::test]
async fn the_same_key_on_another_path() {
    let gateway = shared();
    let mut till = gateway.till();
    let (id, other) = (subject(&mut till).await, subject(&mut till).await);
    let (key, body) = (reference(), only(100));
    done(&till.act_once(&key, Capture, &id, &body).await, Capture);
    let before = (till.transaction(&id).await.body_text(), till.transaction(&other).await.body_text());
    for (action, target) in [(Refund, &id), (Cancel, &id), (Capture, &other), (Refund, &other)] {
        let answer = till.act_once(&key, action, target, &body).await;
        assert_eq!((answer.status, answer.text(&["title"])), (422, Some("ERROR")), "{action:?}");
    }
    // Nor for a payment, nor a payment's key for an action.
    assert_eq!(till.pay_once(&key, &payment(&Card::cb_visa(), 100)).await.status, 422);
    let paid = reference();
    assert_eq!(till.pay_once(&paid, &payment(&Card::cb_visa(), 100)).await.status, 201);
    assert_eq!(till.act_once(&paid, Capture, &id, &body).await.status, 422);
    let after = (till.transaction(&id).await.body_text(), till.transaction(&other).await.body_text());
    assert_eq!(before, after);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_at_once_act_once() {
    let gateway = shared();
    for action in Action::ALL {
        let id = subject(&mut gateway.till()).await;
        let (key, body) = (reference(), own(100));
        let acting: Vec<_> = (0..16)
            .map(|_| {
                let (mut till, key, id, body) = (gateway.till(), key.clone(), id.clone(), body.clone());
                tokio::spawn(async move { till.act_once(&key, action, &id, &body).await })
            })
            .collect();
        let (mut ids, mut firsts) = (BTreeSet::new(), 0);
        for answer in acting {
            let answer = answer.await.unwrap();
            match answer.status {
                201 => {
                    ids.insert(done(&answer, action));
                    firsts += usize::from(replayed(&answer).is_none());
                }
                409 => assert_eq!(answer.text(&["title"]), Some("ERROR")),
                other => panic!("{other}: {}", answer.body_text()),
            }
        }
        assert_eq!((ids.len(), firsts), (1, 1), "{action:?}: {ids:?}");
        let read = gateway.till().transaction(&id).await;
        assert_eq!(entries(&read).len(), 3, "no second attempt is recorded");
        assert!(sum(&read, action) == 100 || action == Capture && sum(&read, action) == 4_100);
    }
}

#[tokio::test]
async fn a_crash_does_not_forget() {
    let mut gateway = Gateway::start("action-key");
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    let mut sent = Vec::new();
    for action in Action::ALL {
        let (key, body) = (reference(), own(100));
        let first = till.act_once(&key, action, &id, &body).await;
        sent.push((action, key, body, first));
    }
    gateway.kill();
    gateway.restart();
    for (action, key, body, first) in sent {
        let again = gateway.till().act_once(&key, action, &id, &body).await;
        assert_eq!((replayed(&again), again.body_text()), (Some("true"), first.body_text()));
    }
    assert_eq!(entries(&gateway.till().transaction(&id).await).len(), 5);
}

/// A key does not outlive what it was not used for: a malformed request may be mended.
#[tokio::test]
async fn a_malformed_request_is_not_held_against_its_key() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = subject(&mut till).await;
    for action in Action::ALL {
        let key = reference();
        let wrong = till.act_once(&key, action, &id, &only(-1)).await;
        crate::harness::assert_refused_fields(&wrong, &["amount"]);
        done(&till.act_once(&key, action, &id, &only(200)).await, action);
    }
}
