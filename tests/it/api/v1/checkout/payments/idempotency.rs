//! `Idempotency-Key`

use std::collections::BTreeSet;

use client::Answer;

use crate::harness::{
    Card, Gateway, KEYS, Sealer, assert_error, assert_result, payment, put, reference, sealed_payment,
    shared, transaction_id,
};

fn replayed(answer: &Answer) -> Option<&str> {
    answer.header("idempotency-replayed")
}

#[tokio::test]
async fn the_first_answer_is_replayed() {
    let gateway = shared();
    let mut till = gateway.till();
    // Accepted, refused by the bank, refused before it: each is the answer.
    for request in [
        payment(&Card::cb_visa(), 1_900),
        payment(&Card::cb_visa(), 33_305),
        payment(&Card::new("4970105151515141"), 1_900),
    ] {
        let key = reference();
        let first = till.pay_once(&key, &request).await;
        assert_eq!((first.status, replayed(&first)), (201, None));
        let second = till.pay_once(&key, &request).await;
        assert_eq!((second.status, replayed(&second)), (201, Some("true")));
        assert_eq!(first.body_text(), second.body_text());
        assert_eq!(first.header("content-type"), second.header("content-type"));
        let id = transaction_id(&second);
        assert_eq!(till.transaction(&id).await.status, 200);
    }
}

#[tokio::test]
async fn another_body_under_the_same_key() {
    let gateway = shared();
    let mut till = gateway.till();
    let (key, request) = (reference(), payment(&Card::cb_visa(), 1_901));
    assert_eq!(till.pay_once(&key, &request).await.status, 201);
    let other = till.pay_once(&key, &put(&request, "order.amount", 1_902)).await;
    assert_eq!(other.status, 422);
    assert!(other.text(&["title"]) == Some("ERROR") && other.text(&["detail"]).is_some());
    // The first answer is still there.
    assert_eq!(replayed(&till.pay_once(&key, &request).await), Some("true"));
}

#[tokio::test]
async fn keys_belong_to_a_merchant() {
    let gateway = shared();
    let (key, request) = (reference(), payment(&Card::cb_visa(), 1_903));
    let ours = gateway.till().pay_once(&key, &request).await;
    let (merchant, access) = gateway.new_merchant();
    let theirs = gateway.till_of(&merchant, &access).pay_once(&key, &request).await;
    assert_eq!((theirs.status, replayed(&theirs)), (201, None));
    assert_ne!(transaction_id(&ours), transaction_id(&theirs));
}

#[tokio::test]
async fn a_new_key_is_no_way_around_the_control_of_duplicates() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = payment(&Card::cb_visa(), 1_904);
    assert_eq!(till.pay_once(&reference(), &request).await.status, 201);
    assert_error(&till.pay_once(&reference(), &request).await, 409, "02001");
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_free_or_is_replayed() {
    let gateway = shared();
    let mut till = gateway.till();
    let key = reference();
    let wrong = put(&payment(&Card::cb_visa(), 1_905), "order.currency", "EUX");
    let first = till.pay_once(&key, &wrong).await;
    let second = till.pay_once(&key, &wrong).await;
    assert_eq!(first.status, 400);
    assert_eq!(first.body_text(), second.body_text());
}

#[tokio::test]
async fn a_sealed_card_is_replayed_as_well() {
    let gateway = shared();
    let mut till = gateway.till();
    let sealer = Sealer::new(&till.get(&format!("{KEYS}/shop")).await);
    let request = sealed_payment(&sealer.seal(&Card::cb_visa().plaintext()), 1_906);
    let key = reference();
    let first = till.pay_once(&key, &request).await;
    assert_result(&first, 201, "ACCEPTED", "00000");
    let second = till.pay_once(&key, &request).await;
    assert_eq!((replayed(&second), second.body_text()), (Some("true"), first.body_text()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_two_at_once_make_one_payment() {
    let gateway = shared();
    let (key, request) = (reference(), payment(&Card::cb_visa(), 1_907));
    let paying: Vec<_> = (0..32)
        .map(|_| {
            let (mut till, key, request) = (gateway.till(), key.clone(), request.clone());
            tokio::spawn(async move { till.pay_once(&key, &request).await })
        })
        .collect();
    let (mut ids, mut firsts) = (BTreeSet::new(), 0);
    for answer in paying {
        let answer = answer.await.unwrap();
        match answer.status {
            201 => {
                ids.insert(transaction_id(&answer));
                firsts += usize::from(replayed(&answer).is_none());
            }
            409 => assert!(answer.text(&["code"]).is_some()),
            other => panic!("{other}: {}", answer.body_text()),
        }
    }
    assert_eq!((ids.len(), firsts), (1, 1), "{ids:?}");
}

#[tokio::test]
async fn a_repeat_while_the_first_is_running() {
    let gateway = Gateway::start_with("running", &["log.level=debug", "acquirer.answer_limit_ms=6000"]);
    let (key, request) = (reference(), payment(&Card::cb_visa(), 77_702));
    let (mut first, again, same_key) = (gateway.till(), request.clone(), key.clone());
    let first = tokio::spawn(async move { first.pay_once(&same_key, &again).await });
    gateway.logged(&[("message", "the simulated bank is asked")]).await;
    let mut till = gateway.till();
    let during = till.pay_once(&key, &request).await;
    assert_eq!(during.status, 409, "{}", during.body_text());
    assert!(during.text(&["title"]) == Some("ERROR"));
    let first = first.await.unwrap();
    assert_result(&first, 201, "ACCEPTED", "00000");
    let after = till.pay_once(&key, &request).await;
    assert_eq!((replayed(&after), after.body_text()), (Some("true"), first.body_text()));
}

#[tokio::test]
async fn a_crash_does_not_forget() {
    let mut gateway = Gateway::start("idempotent-crash");
    let (key, request) = (reference(), payment(&Card::cb_visa(), 1_908));
    let first = gateway.till().pay_once(&key, &request).await;
    gateway.kill();
    gateway.restart();
    let second = gateway.till().pay_once(&key, &request).await;
    assert_eq!((replayed(&second), second.body_text()), (Some("true"), first.body_text()));
}

#[tokio::test]
async fn keys_that_are_none() {
    let gateway = shared();
    let mut till = gateway.till();
    let long = "k".repeat(5_000);
    for key in ["", " ", long.as_str()] {
        let answer = till.pay_once(key, &payment(&Card::cb_visa(), 1_909)).await;
        assert_error(&answer, 400, "02305");
    }
}
