//! Duplicates by the calendar, and what a token stands for.

use std::sync::atomic::Ordering;

use domain::{
    action::{ActionKind, CaptureOption},
    terms::{Capture, Terms},
};
use gateway::{Refusal, payments::Instrument, work};
use jiff::SignedDuration;
use primitives::Expiry;

use crate::bench::{Bench, clear, no, terms};

#[tokio::test]
async fn a_repeat_is_refused_today_and_tomorrow_and_taken_the_day_after() {
    let bench = Bench::new().await;
    assert!(bench.pay("order", 1_000).await.is_ok());
    let repeat = Refusal::Duplicate { pending: false };
    assert_eq!(bench.pay("order", 1_000).await.err(), Some(repeat.clone()));
    assert!(bench.pay("order", 1_001).await.is_ok(), "another amount");
    assert!(bench.pay("order-2", 1_000).await.is_ok(), "another order");

    // Noon in UTC is 13:00 in Paris: tomorrow ends there in 35 hours.
    bench.clock.turn(SignedDuration::from_hours(35) - SignedDuration::from_secs(1));
    assert_eq!(bench.pay("order", 1_000).await.err(), Some(repeat));
    bench.clock.turn(SignedDuration::from_secs(1));
    assert!(bench.pay("order", 1_000).await.is_ok());
    assert_eq!(bench.bank.asked.load(Ordering::SeqCst), 4, "a repeat never reaches the bank");
}

#[tokio::test]
async fn a_refused_payment_may_be_tried_again() {
    let bench = Bench::new().await;
    bench.bank.answers.lock().unwrap().push(no());
    let refused = bench.pay("order", 1_000).await.unwrap();
    assert_eq!(refused.transaction.state.result().code(), "01100");
    let accepted = bench.pay("order", 1_000).await.unwrap();
    assert_eq!(accepted.transaction.state.result().code(), "00000");
}

/// The issuer is told the payment at which the buyer agreed.
#[tokio::test]
async fn a_bank_is_told_the_original_payment() {
    let bench = Bench::new().await;
    let first = bench.authorise(1_000, Capture::Manual).await;
    let ledger = bench.ledger(first).await;
    let issued = ledger.payment.state.approval().unwrap().issuer_transaction_id.clone();
    let terms = Terms { original_transaction: Some(issued.clone()), ..terms("series", 2_000) };
    let paid = bench.pay_on(terms).await.unwrap();
    assert_eq!(paid.transaction.state.result().code(), "00000");
    // The authorisation that is renewed is the original of its renewal.
    bench.clock.turn(SignedDuration::from_hours(8 * 24));
    work::expire(&bench.gateway).await.unwrap();
    assert_eq!(bench.act(ActionKind::Capture, first, 600, CaptureOption::LateDelivery).await.1, "00000");
    let told = bench.bank.originals.lock().unwrap().clone();
    let issued = Some(issued.as_str().to_owned());
    assert_eq!(told, [None, issued.clone(), issued]);
}

#[tokio::test]
async fn a_token_pays_for_its_merchant_only() {
    let bench = Bench::new().await;
    let paid = bench.create("1", 1_000, clear(), None).await.unwrap();
    let token = paid.transaction.card.as_ref().unwrap().token.clone().unwrap();
    let by_token = || Instrument::Token {
        token: token.clone(),
        expiry: Expiry::parse("1299").unwrap(),
        cvx: None,
        holder: None,
    };
    let again = bench.create("2", 1_000, by_token(), None).await.unwrap();
    assert_eq!(again.transaction.state.result().code(), "00000");
    let shown =
        |payment: &gateway::payments::Payment| payment.transaction.card.clone().unwrap().masked_number;
    assert!(shown(&again) == shown(&paid));

    let other = Bench::new().await;
    let foreign = other.create("3", 1_000, by_token(), None).await.unwrap();
    assert_eq!(foreign.transaction.state.result().code(), "02540");
    assert_eq!(other.bank.asked.load(Ordering::SeqCst), 0);
}
