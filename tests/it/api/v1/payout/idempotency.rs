//! `Idempotency-Key` of transfers

use std::time::Duration;

use client::Method;

use super::{read, send};
use crate::harness::{
    Gateway, PAYMENTS, SEPA_TRANSFERS, assert_result, eventually, put, reference, shared, transaction_id,
    transfer,
};
use crate::sql::{query_sql, run_sql};

#[tokio::test]
async fn the_first_answer_is_replayed() {
    let gateway = shared();
    let mut till = gateway.till();
    for cents in [1_900, 33_305, 77_704] {
        let (key, request) = (reference(), transfer(cents));
        let header = [("idempotency-key", key.as_str())];
        let first = till.post(SEPA_TRANSFERS, &header, &request).await;
        assert_eq!((first.status, first.header("idempotency-replayed")), (201, None));
        let second = till.post(SEPA_TRANSFERS, &header, &request).await;
        assert_eq!((second.status, second.header("idempotency-replayed")), (201, Some("true")));
        assert_eq!(first.body_text(), second.body_text());
        // Another body, and another operation.
        for (path, body) in [(SEPA_TRANSFERS, put(&request, "amount", 1)), (PAYMENTS, request.clone())] {
            assert_eq!(till.post(path, &header, &body).await.status, 422, "{path}");
        }
    }
    // Without a key it is another transfer.
    let [one, other] = [send(&mut till, &transfer(1_900)).await, send(&mut till, &transfer(1_900)).await];
    assert_ne!(transaction_id(&one), transaction_id(&other));
}

/// A repeat is told what the first request was told, whatever became of the transfer.
#[tokio::test]
async fn the_first_answer_stays() {
    let gateway = Gateway::start_with("transfer-repeats", &["acquirer.answer_limit_ms=500"]);
    let mut till = gateway.till();
    let header = [("idempotency-key", "once")];
    let first = till.post(SEPA_TRANSFERS, &header, &transfer(77_703)).await;
    assert_result(&first, 202, "ONHOLD_PARTNER", "02000");
    let id = transaction_id(&first);
    eventually("answer", Duration::from_secs(60), || async {
        let found = read(&mut gateway.till(), &id).await;
        (found.text(&["result", "code"]) == Some("00000")).then_some(())
    })
    .await;
    let second = till.post(SEPA_TRANSFERS, &header, &transfer(77_703)).await;
    assert_eq!((second.status, second.body_text()), (202, first.body_text()));
}

/// What the first request was told is kept with the transfer: a kill loses nothing of it.
#[tokio::test]
async fn the_first_answer_is_there_after_a_kill() {
    let mut gateway = Gateway::start_with("transfer-repeats-killed", &["acquirer.answer_limit_ms=500"]);
    let mut firsts = Vec::new();
    for (cents, status) in [(1_900, 201), (33_305, 201), (77_704, 201), (77_703, 202)] {
        let key = reference();
        let first = gateway.till().post(SEPA_TRANSFERS, &[("idempotency-key", &key)], &transfer(cents)).await;
        assert_eq!(first.status, status, "{cents}");
        firsts.push((cents, key, first));
    }
    gateway.kill();
    gateway.restart_ahead(1, &[]);
    let on_hold = transaction_id(&firsts[3].2);
    eventually("answer of the bank", Duration::from_secs(60), || async {
        let found = read(&mut gateway.till(), &on_hold).await;
        (found.text(&["result", "code"]) == Some("00000")).then_some(())
    })
    .await;
    for (cents, key, first) in firsts {
        let header = [("idempotency-key", key.as_str())];
        let second = gateway.till().post(SEPA_TRANSFERS, &header, &transfer(cents)).await;
        assert_eq!((second.status, second.body_text()), (first.status, first.body_text()), "{cents}");
        assert_eq!(second.header("idempotency-replayed"), Some("true"));
    }
}

/// Nobody was answered: what the first repeat is told is the first answer from then on.
#[tokio::test]
async fn a_kill_before_the_first_answer() {
    let held = ["log.level=debug", "acquirer.answer_limit_ms=25000"];
    let mut gateway = Gateway::start_with("transfer-repeats-unanswered", &held);
    let (mut till, request) = (gateway.till(), transfer(77_701));
    let header = [("idempotency-key", "once")];
    let again = request.clone();
    let paying = tokio::spawn(async move {
        till.try_send(Method::POST, SEPA_TRANSFERS, &[("idempotency-key", "once")], Some(&again)).await
    });
    gateway.logged(&[("message", "the simulated bank is asked for a transfer")]).await;
    gateway.kill();
    assert!(paying.await.unwrap().is_err(), "there was no answer");
    let answered = |gateway: &Gateway| query_sql(gateway, "SELECT answered FROM transfers").concat();
    assert_eq!(answered(&gateway), "");
    // As if another instance had taken it: no worker asks the bank meanwhile.
    run_sql(&gateway, "UPDATE transfers SET leased_until_ms = 9999999999999");
    gateway.restart_ahead(1, &["acquirer.answer_limit_ms=500"]);
    let first = gateway.till().post(SEPA_TRANSFERS, &header, &request).await;
    assert_result(&first, 202, "ONHOLD_PARTNER", "02000");
    assert_eq!((first.header("idempotency-replayed"), answered(&gateway).as_str()), (Some("true"), "02000"));
    run_sql(&gateway, "UPDATE transfers SET leased_until_ms = 0");
    eventually("answer of the bank", Duration::from_secs(60), || async {
        let found = read(&mut gateway.till(), &transaction_id(&first)).await;
        (found.text(&["result", "code"]) == Some("00000")).then_some(())
    })
    .await;
    let second = gateway.till().post(SEPA_TRANSFERS, &header, &request).await;
    assert_eq!((second.status, second.body_text()), (202, first.body_text()));
}
