//! What is kept of searches: no number in the clear, an audit line for each that was told, and the first answer for repeats

use client::Answer;
use document::Tree;

use crate::{
    harness::{
        Card, Gateway, Till, assert_error, assert_result, guichet_on, json, payment, reference,
        replacement_of, search_by_number, search_by_token,
    },
    sql::{query_sql, run_sql},
};

async fn once(till: &mut Till, key: &str, request: &Tree) -> Answer {
    till.search_update(&[("idempotency-key", key)], request).await
}

/// Returns actor and subject of the audit lines about numbers that were told.
fn revealed(gateway: &Gateway) -> Vec<(String, String)> {
    let listed = guichet_on(gateway, &["audit", "list", "--json", "--action", "CARD_REVEALED"]);
    let lines = json(&listed.stdout);
    let text = |line: &Tree, name| line.at(&[name]).and_then(Tree::as_text).unwrap().to_owned();
    lines.as_list().unwrap().iter().map(|line| (text(line, "actor"), text(line, "subject"))).collect()
}

#[tokio::test]
async fn a_number_that_is_told_is_an_audit_line() {
    let gateway = Gateway::start("updater-audit");
    let mut till = gateway.till();
    let card = Card::cb_visa();
    for expiry in ["0226", "0326", "0626"] {
        assert_eq!(till.search_update(&[], &search_by_number(&card, expiry)).await.status, 200);
    }
    assert_eq!(revealed(&gateway), []);
    let found = till.search_update(&[], &search_by_number(&card, "0126")).await;
    let lines = revealed(&gateway);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].0.starts_with("key:"), "{}", lines[0].0);
    assert_eq!(Some(lines[0].1.as_str()), found.text(&["card", "mxToken"]));
}

/// The record of the key has no number: a repeat opens it again, with an audit line of its own.
#[tokio::test]
async fn a_repeat_gets_the_first_answer() {
    let gateway = Gateway::start("updater-repeats");
    let mut till = gateway.till();
    let (card, new) = (Card::cb_visa(), replacement_of(&Card::cb_visa()));
    let (key, request) = (reference(), search_by_number(&card, "0126"));
    let first = once(&mut till, &key, &request).await;
    assert_eq!(first.header("idempotency-replayed"), None);
    assert_eq!(first.text(&["card", "number"]), Some(new.number.as_str()));
    for known in 1..3 {
        assert_eq!(revealed(&gateway).len(), known);
        let again = once(&mut till, &key, &request).await;
        assert_eq!((again.status, again.header("idempotency-replayed")), (200, Some("true")));
        assert_eq!(again.body_text(), first.body_text());
    }
    let kept = query_sql(&gateway, "SELECT answer FROM requests WHERE answer IS NOT NULL");
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains(&new.masked()) && !kept[0].contains(&new.number), "{}", kept[0]);
    assert_error(&once(&mut till, &key, &search_by_number(&card, "0226")).await, 422, "02305");
    assert_error(&till.pay_once(&key, &payment(&card, 1_000)).await, 422, "02305");
    // A refusal is kept as well.
    let (key, request) = (reference(), search_by_number(&card, "0326"));
    for replayed in [None, Some("true")] {
        let answer = once(&mut till, &key, &request).await;
        assert_result(&answer, 200, "REFUSED", "01111");
        assert_eq!(answer.header("idempotency-replayed"), replayed);
    }
    // The number goes with the card.
    let (key, request) = (reference(), search_by_number(&card, "0126"));
    let first = once(&mut till, &key, &request).await;
    let token = first.text(&["card", "mxToken"]).unwrap();
    run_sql(&gateway, &format!("DELETE FROM cards WHERE token = '{token}'"));
    let again = once(&mut till, &key, &request).await;
    assert_result(&again, 200, "ACCEPTED", "00000");
    assert!(again.at(&["card", "number"]).is_none() && again.text(&["card", "mxToken"]) == Some(token));
}

/// What an answer in time could have told is asked for anew.
#[tokio::test]
async fn silence_is_not_kept() {
    let gateway = Gateway::start_with("updater-silence", &["acquirer.answer_limit_ms=300"]);
    let mut till = gateway.till();
    let (key, request) = (reference(), search_by_number(&Card::cb_visa(), "0526"));
    for _ in 0..2 {
        let answer = once(&mut till, &key, &request).await;
        assert_result(&answer, 200, "ERROR", "02103");
        assert_eq!(answer.header("idempotency-replayed"), None);
    }
    assert_eq!(query_sql(&gateway, "SELECT answer FROM requests"), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_get_one_answer() {
    let gateway = Gateway::start("updater-at-once");
    let paid = gateway.till().pay(&payment(&Card::cb_visa(), 1_000)).await;
    let token = paid.text(&["transaction", "paymentInstrumentData", "mxToken"]).unwrap().to_owned();
    replacement_of(&Card::cb_visa());
    let (key, request) = (reference(), search_by_token(&token, "0126"));
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (mut till, key, request) = (gateway.till(), key.clone(), request.clone());
        clients.spawn(async move {
            let answer = once(&mut till, &key, &request).await;
            (answer.header("idempotency-replayed").is_none(), answer.status, answer.body_text())
        });
    }
    let answers = clients.join_all().await;
    assert_eq!(answers.iter().filter(|(is_first, ..)| *is_first).count(), 1);
    assert!(answers.iter().all(|(_, status, body)| *status == 200 && *body == answers[0].2));
    assert_eq!(query_sql(&gateway, "SELECT COUNT(*) FROM cards"), ["2"]);
}
