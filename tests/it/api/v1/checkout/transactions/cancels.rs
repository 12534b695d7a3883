//! `POST /v1/checkout/transactions/{id}/cancels` on the id of a payment

use crate::harness::{
    Action::{Cancel, Capture, Refund},
    Card, assert_error, assert_result, done, entries, only, own, payment, put, refused, refused_with, shared,
    sum, transaction_id,
};

#[tokio::test]
async fn all_that_is_authorised() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let cancel = done(&till.act(Cancel, &id, &only(10_000)).await, Cancel);
    let read = till.transaction(&id).await;
    let listed = entries(&read);
    assert_eq!(listed.len(), 2);
    assert_eq!((listed[1].id.as_str(), listed[1].amount, listed[1].ok), (&*cancel, 10_000, true));
    assert_eq!(read.text(&["transaction", "type"]), Some("AUTHORIZATION"));
    // Nothing after a full cancel.
    refused(&mut till, Capture, &id, &own(1), "02313").await;
    refused(&mut till, Capture, &id, &own(10_000), "02313").await;
    refused(&mut till, Refund, &id, &own(1), "02314").await;
    for amount in [1, 10_000, 10_001] {
        refused(&mut till, Cancel, &id, &own(amount), "02601").await;
    }
}

#[tokio::test]
async fn all_that_is_captured() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    till.cancel(&id, 10_000).await;
    refused(&mut till, Refund, &id, &own(1), "02314").await;
    refused(&mut till, Capture, &id, &own(1), "02313").await;
    refused(&mut till, Cancel, &id, &own(10_000), "02601").await;
}

/// Cancels are not checked for repeats: the second takes what is left, as long as something is.
#[tokio::test]
async fn in_equal_parts() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    for _ in 0..2 {
        done(&till.act(Cancel, &id, &only(5_000)).await, Cancel);
    }
    refused(&mut till, Cancel, &id, &only(5_000), "02601").await;
    assert_eq!(sum(&till.transaction(&id).await, Cancel), 10_000);
}

#[tokio::test]
async fn more_than_is_left() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    for amount in [10_001, 1_000_000_000_000_000_000] {
        refused(&mut till, Cancel, &id, &only(amount), "02612").await;
    }
    till.cancel(&id, 4_000).await;
    refused(&mut till, Cancel, &id, &own(6_001), "02612").await;
    till.cancel(&id, 6_000).await;
}

#[tokio::test]
async fn nothing() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    refused(&mut till, Cancel, &id, &only(0), "02110").await;
    till.capture(&id, 10_000).await;
}

#[tokio::test]
async fn the_currency_where_it_is_given() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    refused(&mut till, Cancel, &id, &put(&only(5_000), "currency", "USD"), "02620").await;
    done(&till.act(Cancel, &id, &put(&only(5_000), "currency", "EUR")).await, Cancel);
}

/// First what is not captured, then the captures, the newest first.
#[tokio::test]
async fn the_order_in_which_it_takes() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let (older, newer) = (till.capture(&id, 3_000).await, till.capture(&id, 2_000).await);
    // 5,000 that are open, and 500 of the newer capture.
    till.cancel(&id, 5_500).await;
    refused(&mut till, Capture, &id, &own(1), "02617").await;
    refused(&mut till, Refund, &newer, &own(1_501), "02613").await;
    refused(&mut till, Cancel, &newer, &own(1_501), "02612").await;
    // The rest of the newer one, and 1,000 of the older.
    till.cancel(&id, 2_500).await;
    refused(&mut till, Refund, &older, &own(2_001), "02613").await;
    till.refund(&older, 2_000).await;
    let read = till.transaction(&id).await;
    assert_eq!((sum(&read, Capture), sum(&read, Cancel), sum(&read, Refund)), (5_000, 8_000, 2_000));
}

#[tokio::test]
async fn what_was_refunded_cannot_be_cancelled_away() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    till.refund(&id, 3_000).await;
    refused(&mut till, Cancel, &id, &own(7_001), "02612").await;
    till.cancel(&id, 7_000).await;
    refused_with(&mut till, Refund, &id, &own(1), &["02314", "02613"]).await;
    refused_with(&mut till, Cancel, &id, &own(1), &["02601", "02603"]).await;
}

#[tokio::test]
async fn when_everything_is_refunded() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    till.refund(&id, 10_000).await;
    for amount in [1, 10_000] {
        refused(&mut till, Cancel, &id, &own(amount), "02603").await;
    }
}

#[tokio::test]
async fn an_order_can_be_paid_again_after_a_full_cancel() {
    let gateway = shared();
    let mut till = gateway.till();
    for capture in ["MANUAL", "AUTOMATIC"] {
        let request = put(&payment(&Card::cb_visa(), 10_000), "payment.capture", capture);
        let first = till.accepted(&request).await;
        assert_error(&till.pay(&request).await, 409, "02001");
        till.cancel(&first, 4_000).await;
        assert_error(&till.pay(&request).await, 409, "02001");
        till.cancel(&first, 6_000).await;
        let again = till.pay(&request).await;
        assert_result(&again, 201, "ACCEPTED", "00000");
        assert_ne!(transaction_id(&again), first);
        assert_error(&till.pay(&request).await, 409, "02001");
    }
}

/// A refund is no cancel: the order has been paid.
#[tokio::test]
async fn an_order_is_not_paid_again_after_a_full_refund() {
    let gateway = shared();
    let mut till = gateway.till();
    let request = payment(&Card::cb_visa(), 10_000);
    let id = till.accepted(&request).await;
    till.refund(&id, 10_000).await;
    assert_error(&till.pay(&request).await, 409, "02001");
}
