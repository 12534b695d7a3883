//! The connection between the gateway and PostgreSQL breaks. Nothing is half done, callers are told to come
//! again, and the service returns by itself. With SQLite there is no connection that could break.

use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Answer, Method};
use document::Tree;

use crate::harness::{
    Card, Gateway, Line, PAYMENTS, TRANSACTIONS, assert_error, assert_result, eventually, json, payment, put,
    reference, transaction_id,
};

fn assert_unavailable(answer: &Answer) {
    assert_error(answer, 503, "02101");
    let retry_after: u32 = answer.header("retry-after").expect("it says when").parse().unwrap();
    assert!((1..=60).contains(&retry_after));
}

fn manual(amount: i64) -> Tree {
    let how = json(r#"{"paymentType":"ONE_OFF","capture":"MANUAL"}"#);
    put(&payment(&Card::cb_visa(), amount), "payment", how)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_it_is_down_callers_are_told_and_afterwards_all_is_well() {
    let Some((gateway, line)) = Gateway::start_behind_a_line("down", &[]).await else { return };
    let mut till = gateway.till();
    let before = till.pay(&manual(5_000)).await;
    assert_result(&before, 201, "ACCEPTED", "00000");
    let id = transaction_id(&before);
    let captures = format!("{TRANSACTIONS}/{id}/captures");

    line.take_down();
    let request = payment(&Card::cb_visa(), 6_000);
    let began = Instant::now();
    assert_unavailable(&till.pay(&request).await);
    assert!(began.elapsed() < Duration::from_secs(15), "a caller is told soon: {:?}", began.elapsed());
    assert_unavailable(&till.post(&captures, &[], &json(r#"{"amount":100}"#)).await);
    assert_unavailable(&till.transaction(&id).await);
    assert_unavailable(&till.get("/health/ready").await);
    assert_eq!(till.get("/health/live").await.status, 200, "the process is well");

    line.put_up();
    eventually("readiness", Duration::from_secs(30), || async {
        (gateway.till().get("/health/ready").await.status == 200).then_some(())
    })
    .await;
    let again = till.pay(&request).await;
    assert_result(&again, 201, "ACCEPTED", "00000");
    let read = till.transaction(&id).await;
    let entries = read.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap();
    assert_eq!(entries.len(), 1, "nothing was done: {}", read.body_text());
    assert_result(&till.post(&captures, &[], &json(r#"{"amount":100}"#)).await, 201, "ACCEPTED", "00000");
}

/// Shops that send a request again under its key until it is answered, while the line is cut under them again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_it_is_cut_again_and_again_everything_happens_once() {
    const SHOPS: i64 = 6;
    const CAPTURES: i64 = 12;
    // The limit is shorter than the default, which is as long as these shops repeat.
    let limit = "database.outcome_limit_s=20";
    let Some((gateway, line)) = Gateway::start_behind_a_line("cut", &[limit]).await else { return };
    let (gateway, line) = (Arc::new(gateway), Arc::new(line));
    let id = transaction_id(&gateway.till().pay(&manual(100_000)).await);
    let cutting = tokio::spawn(cut_for_ever(Arc::clone(&line)));
    let mut shops = tokio::task::JoinSet::new();
    for shop in 0..SHOPS {
        let (gateway, id) = (Arc::clone(&gateway), id.clone());
        shops.spawn(async move {
            for number in 0..CAPTURES {
                let body = format!(r#"{{"amount":{}}}"#, 100 + shop * CAPTURES + number);
                let path = format!("{TRANSACTIONS}/{id}/captures");
                assert_result(&insist(&gateway, &path, &json(&body)).await, 201, "ACCEPTED", "00000");
                let paid = insist(&gateway, PAYMENTS, &payment(&Card::cb_visa(), 1_000)).await;
                let code = paid.text(&["result", "code"]).unwrap().to_owned();
                assert!(["00000", "02000", "02004"].contains(&code.as_str()), "{}", paid.body_text());
            }
        });
    }
    for outcome in shops.join_all().await {
        let () = outcome;
    }
    cutting.abort();

    let read = eventually("answer", Duration::from_secs(30), || async {
        let answer = gateway.till().transaction(&id).await;
        (answer.status == 200).then_some(answer)
    })
    .await;
    let entries = read.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap();
    let mut amounts: Vec<i64> =
        entries[1..].iter().map(|entry| entry.at(&["amount"]).unwrap().as_integer().unwrap()).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, (100..100 + SHOPS * CAPTURES).collect::<Vec<_>>(), "each capture once");
}

async fn cut_for_ever(line: Arc<Line>) {
    for number in 0_u64.. {
        tokio::time::sleep(Duration::from_millis(20 + number * 37 % 90)).await;
        line.cut();
    }
}

/// Repeats a request until the answer is not "come again".
async fn insist(gateway: &Gateway, path: &str, body: &Tree) -> Answer {
    let key = reference();
    let headers = [("idempotency-key", key.as_str())];
    eventually("answer", Duration::from_secs(60), || async {
        let answer = gateway.till().try_send(Method::POST, path, &headers, Some(body)).await.unwrap();
        match answer.status {
            201 | 202 => Some(answer),
            503 => {
                assert_unavailable(&answer);
                None
            }
            409 => {
                assert_error(&answer, 409, "02002");
                None
            }
            _ => panic!("{} {}", answer.status, answer.body_text()),
        }
    })
    .await
}
