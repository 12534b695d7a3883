//! A bank that refuses, is silent or cannot be reached

use std::time::Duration;

use client::Method;

use super::{read, send};
use crate::harness::{
    Gateway, PAYOUTS, SEPA_TRANSFERS, assert_error, assert_result, eventually, reference, shared,
    transaction_id, transfer,
};

#[tokio::test]
async fn amounts_that_the_bank_refuses() {
    let gateway = shared();
    let mut till = gateway.till();
    for (cents, title, code) in [
        (33_300, "ACCEPTED", "00000"),
        (33_305, "REFUSED", "01100"),
        (33_303, "ERROR", "01109"),
        (33_351, "REFUSED", "01116"),
        (33_361, "REFUSED", "01121"),
        (33_334, "REFUSED", "01202"),
        (33_396, "ERROR", "01909"),
        // A wrong PIN is one of a card.
        (33_355, "ACCEPTED", "00000"),
        // The connection cannot be opened.
        (77_704, "ERROR", "02102"),
    ] {
        let made = send(&mut till, &transfer(cents)).await;
        assert_result(&made, 201, title, code);
        let found = read(&mut till, &transaction_id(&made)).await;
        assert_result(&found, 200, title, code);
    }
}

/// The bank is asked again under the same id until it answers.
#[tokio::test]
async fn a_silent_bank_is_asked_again() {
    let gateway = Gateway::start_with("transfer-silence", &["acquirer.answer_limit_ms=500"]);
    let mut till = gateway.till();
    for cents in [77_701, 77_703, 77_705] {
        let made = send(&mut till, &transfer(cents)).await;
        assert_result(&made, 202, "ONHOLD_PARTNER", "02000");
        answered(&gateway, &transaction_id(&made)).await;
    }
}

async fn answered(gateway: &Gateway, id: &str) {
    eventually("answer of the bank", Duration::from_secs(60), || async {
        let found = gateway.till().get(&format!("{PAYOUTS}/{id}")).await;
        (found.text(&["result", "code"]) != Some("02000"))
            .then(|| assert_result(&found, 200, "ACCEPTED", "00000"))
    })
    .await;
}

/// The question is on disk before it goes out: after a kill the bank is asked again, and pays once.
#[tokio::test]
async fn a_kill_while_the_bank_is_asked() {
    let held = ["log.level=debug", "acquirer.answer_limit_ms=25000"];
    let mut gateway = Gateway::start_with("transfer-killed", &held);
    let (key, request) = (reference(), transfer(77_701));
    let (mut till, again, same) = (gateway.till(), request.clone(), key.clone());
    let paying = tokio::spawn(async move {
        till.try_send(Method::POST, SEPA_TRANSFERS, &[("idempotency-key", &same)], Some(&again)).await
    });
    let line = gateway.logged(&[("message", "the simulated bank is asked for a transfer")]).await;
    let id = line.at(&["transaction"]).and_then(document::Tree::as_text).unwrap().to_owned();
    // The first request is still running.
    let repeat = gateway.till().post(SEPA_TRANSFERS, &[("idempotency-key", &key)], &request).await;
    assert_error(&repeat, 409, "02002");
    gateway.kill();
    assert!(paying.await.unwrap().is_err(), "there was no answer");
    gateway.set(&["acquirer.answer_limit_ms=500"]);
    gateway.restart();
    let found = read(&mut gateway.till(), &id).await;
    assert_result(&found, 200, "ONHOLD_PARTNER", "02000");
    gateway.restart_ahead(1, &[]);
    answered(&gateway, &id).await;
    let repeat = gateway.till().post(SEPA_TRANSFERS, &[("idempotency-key", &key)], &request).await;
    assert_result(&repeat, 202, "ONHOLD_PARTNER", "02000");
    assert_eq!(transaction_id(&repeat), id);
}
