//! SIGKILL between the two commits of a payment: the store has the question to the bank, but not its answer.

use document::Tree;

use super::bank::told;
use crate::harness::{
    Card, Gateway, KEYS, Sealer, assert_error, assert_result, payment, reference, sealed_payment,
};

const HELD: [&str; 2] = ["log.level=debug", "acquirer.answer_limit_ms=25000"];
const FREE: [&str; 1] = ["acquirer.answer_limit_ms=1000"];

#[tokio::test]
async fn the_truth_is_found_after_the_kill() {
    let mut gateway = Gateway::start_with("crash", &HELD);
    let request = payment(&Card::cb_visa(), 77_701);
    let (mut till, again) = (gateway.till(), request.clone());
    let key = reference();
    let same_key = key.clone();
    let paying = tokio::spawn(async move {
        till.try_send(
            client::Method::POST,
            crate::harness::PAYMENTS,
            &[("idempotency-key", &same_key)],
            Some(&again),
        )
        .await
    });
    let line = gateway.logged(&[("message", "the simulated bank is asked")]).await;
    gateway.kill();
    assert!(paying.await.unwrap().is_err(), "there was no answer");
    let id = line.at(&["transaction"]).and_then(Tree::as_text).unwrap().to_owned();
    gateway.set(&FREE);
    gateway.restart();
    // From the first moment on it is known, and not as paid.
    let first = gateway.till().transaction(&id).await;
    let code = first.text(&["result", "code"]).unwrap();
    assert!(["02000", "02004"].contains(&code), "{}", first.body_text());
    if code == "02000" {
        assert_result(&first, 200, "ONHOLD_PARTNER", "02000");
    }
    let last = told(&gateway, &id, "02004").await;
    assert_result(&last, 200, "CANCELLED", "02004");
    // The key of the lost request stands for what became of it, for an attempt of its own, or for
    // nothing: never for a success.
    let replay = gateway.till().pay_once(&key, &request).await;
    match replay.text(&["result", "code"]) {
        Some("02004") => assert_eq!(crate::harness::transaction_id(&replay), id),
        Some(code) => assert_eq!((replay.status, code), (202, "02000")),
        None => assert_eq!(replay.status, 409, "{}", replay.body_text()),
    }
}

#[tokio::test]
async fn the_order_can_be_paid_again() {
    let mut gateway = Gateway::start_with("crash-again", &HELD);
    let request = payment(&Card::cb_visa(), 77_701);
    let (mut till, again) = (gateway.till(), request.clone());
    let paying = tokio::spawn(async move {
        till.try_send(client::Method::POST, crate::harness::PAYMENTS, &[], Some(&again)).await
    });
    let line = gateway.logged(&[("message", "the simulated bank is asked")]).await;
    gateway.kill();
    drop(paying.await);
    let id = line.at(&["transaction"]).and_then(Tree::as_text).unwrap().to_owned();
    gateway.set(&FREE);
    gateway.restart();
    told(&gateway, &id, "02004").await;
    // The same order and amount is not refused as a duplicate: the bank is asked anew.
    assert_result(&gateway.till().pay(&request).await, 202, "ONHOLD_PARTNER", "02000");
}

/// Whatever was answered before the kill is there after it; and the remains of the kill (the log of the
/// store, its index) stay for the search for leaks.
#[tokio::test]
async fn what_was_answered_is_on_disk() {
    let mut gateway = Gateway::start("killed");
    let mut till = gateway.till();
    let shop_key = Sealer::new(&till.get(&format!("{KEYS}/shop")).await);
    let mut paid = Vec::new();
    for card in [Card::cb_visa(), Card::amex(), Card::mastercard(), Card::visa()] {
        let mut sealed = sealed_payment(&shop_key.seal(&card.plaintext()), 4_000);
        let clear = payment(&card, 4_001);
        let method = clear.at(&["paymentMethodId"]).unwrap().clone();
        sealed = crate::harness::put(&sealed, "paymentMethodId", method);
        for request in [sealed, clear] {
            let answer = till.pay_once(&reference(), &request).await;
            assert_result(&answer, 201, "ACCEPTED", "00000");
            paid.push((request, crate::harness::transaction_id(&answer)));
        }
    }
    gateway.kill();
    gateway.restart();
    for (request, id) in &paid {
        assert_result(&gateway.till().transaction(id).await, 200, "ACCEPTED", "00000");
        assert_error(&gateway.till().pay(request).await, 409, "02001");
    }
    // The key still opens.
    let mut till = gateway.till();
    let request = sealed_payment(&shop_key.seal(&Card::cb_visa().plaintext()), 4_002);
    assert_result(&till.pay(&request).await, 201, "ACCEPTED", "00000");
    gateway.kill();
}

/// A buyer a moment, and a kill at a moment that nobody chose: no accepted payment is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kills_at_any_moment() {
    let mut gateway = Gateway::start("kills");
    for round in 0_usize..4 {
        let paying: Vec<_> = (0..4)
            .map(|_| {
                let mut till = gateway.till();
                tokio::spawn(async move {
                    let mut accepted = Vec::new();
                    for _ in 0..50 {
                        let request = payment(&Card::cb_visa(), 4_100);
                        let sent = till.try_send(
                            client::Method::POST,
                            crate::harness::PAYMENTS,
                            &[],
                            Some(&request),
                        );
                        let Ok(answer) = sent.await else { break };
                        assert_result(&answer, 201, "ACCEPTED", "00000");
                        accepted.push(crate::harness::transaction_id(&answer));
                    }
                    accepted
                })
            })
            .collect();
        let before = 5 + 7 * round;
        crate::harness::eventually("payments", std::time::Duration::from_secs(30), || async {
            let log = gateway.log();
            (log.matches("\"route\":\"/v1/checkout/payments\"").count() > before).then_some(())
        })
        .await;
        gateway.kill();
        let mut ids = Vec::new();
        for accepted in paying {
            ids.extend(accepted.await.unwrap());
        }
        gateway.restart();
        let mut till = gateway.till();
        for id in ids {
            assert_result(&till.transaction(&id).await, 200, "ACCEPTED", "00000");
        }
    }
}
