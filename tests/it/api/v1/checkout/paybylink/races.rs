//! Two buyers at once, several instances, and a payment whose outcome is not known.

use std::sync::Arc;
use std::time::Duration;

use crate::harness::{
    Card, Gateway, assert_result, assert_state, eventually, session, shared, three_on_one_store, told,
    transactions,
};

/// Eight buyers, each with a session of their own and a card of their own, on three instances.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_buyers_at_once_pay_once() {
    let gateways = Arc::new(three_on_one_store("link-race", &[]));
    for round in 0..3 {
        let link = gateways[0].till().new_link(&session(1_000 + round)).await;
        let mut ready = Vec::new();
        for place in 0..8_usize {
            let buyer = gateways[place % 3].opens(&link).await;
            let card = [Card::cb_visa(), Card::visa(), Card::mastercard(), Card::amex()][place % 4].clone();
            let request = buyer.card_request(&card, None).await;
            ready.push((buyer, request));
        }
        let paying: Vec<_> = ready
            .into_iter()
            .map(|(buyer, request)| tokio::spawn(async move { buyer.sends(&request).await.status }))
            .collect();
        for paid in paying {
            assert_eq!(paid.await.unwrap(), 200);
        }
        let read = eventually("a paid link", Duration::from_secs(30), || async {
            let read = gateways[1].till().link(&link.id).await;
            (read.text(&["paymentLink", "status"]) == Some("PAID")).then_some(read)
        })
        .await;
        let mut accepted = 0;
        for payment in transactions(&read) {
            let one = gateways[2].till().transaction(told(&payment, "id")).await;
            match one.text(&["result", "code"]).unwrap() {
                "00000" => accepted += 1,
                "02001" | "02002" => {}
                code => panic!("{code}: {}", one.body_text()),
            }
        }
        assert_eq!(accepted, 1, "{}", read.body_text());
    }
}

/// The bank has not answered the first buyer: the second must not pay until it is known that nothing was taken.
#[tokio::test]
async fn a_payment_whose_outcome_is_unknown_holds_the_link() {
    let gateway = Gateway::start_with("link-unknown", &["acquirer.answer_limit_ms=1000"]);
    let mut till = gateway.till();
    let link = till.new_link(&session(77_701)).await;
    let (first, second) = (gateway.opens(&link).await, gateway.opens(&link).await);
    let request = first.card_request(&Card::cb_visa(), None).await;
    let asking = tokio::spawn(async move {
        let state = first.sends(&request).await;
        (first, state)
    });
    eventually("payment that is out", Duration::from_secs(10), || async {
        (!transactions(&gateway.till().link(&link.id).await).is_empty()).then_some(())
    })
    .await;
    assert_state(&second.pays(&Card::mastercard()).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_result(&till.session(&second.session.id).await, 200, "ERROR", "02002");
    let (first, _) = asking.await.unwrap();
    let ended = eventually("end of the first payment", Duration::from_secs(30), || async {
        let read = gateway.till().session(&first.session.id).await;
        (read.text(&["result", "code"]) == Some("02004")).then_some(read)
    })
    .await;
    assert_result(&ended, 200, "CANCELLED", "02004");
    till.assert_link(&link.id, "UNPAID").await;
}

/// A payment that was begun before the link was cancelled may be accepted, and then the link is paid.
#[tokio::test]
async fn cancelled_while_somebody_pays() {
    let gateway = shared();
    let mut till = gateway.till();
    // The bank answers after a while.
    let link = till.new_link(&session(77_702)).await;
    let buyer = gateway.opens(&link).await;
    let request = buyer.card_request(&Card::cb_visa(), None).await;
    let asking = tokio::spawn(async move { buyer.sends(&request).await });
    eventually("payment that is out", Duration::from_secs(10), || async {
        (!transactions(&gateway.till().link(&link.id).await).is_empty()).then_some(())
    })
    .await;
    till.cancel_link(&link.id).await;
    assert_state(&asking.await.unwrap(), "PAYMENT_SUCCESS");
    till.assert_link(&link.id, "PAID").await;
}
