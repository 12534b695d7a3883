//! `POST /v1/checkout/transactions/{id}/cancels` on the id of a capture, a refund or a cancel

use crate::harness::{
    Action::{Cancel, Capture, Refund},
    own, refused, refused_with, shared, sum,
};

#[tokio::test]
async fn a_capture() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let (first, second) = (till.capture(&id, 4_000).await, till.capture(&id, 5_000).await);
    // Of that capture: neither what is open nor the other one is touched.
    refused(&mut till, Cancel, &first, &own(4_001), "02612").await;
    till.cancel(&first, 1_000).await;
    refused(&mut till, Cancel, &first, &own(3_001), "02612").await;
    till.cancel(&first, 3_000).await;
    refused(&mut till, Cancel, &first, &own(1), "02601").await;
    till.refund(&second, 5_000).await;
    let read = till.transaction(&id).await;
    assert_eq!((sum(&read, Cancel), sum(&read, Refund)), (4_000, 5_000));
}

#[tokio::test]
async fn a_capture_of_which_a_part_was_refunded() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    till.refund(&capture, 1_000).await;
    refused(&mut till, Cancel, &capture, &own(3_001), "02612").await;
    till.cancel(&capture, 3_000).await;
    refused_with(&mut till, Refund, &capture, &own(1), &["02314", "02613"]).await;
}

#[tokio::test]
async fn a_capture_whose_money_was_refunded_on_the_payment() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    till.refund(&id, 4_000).await;
    refused_with(&mut till, Cancel, &capture, &own(1), &["02603", "02612"]).await;
}

/// The buyer keeps the goods after all: what a cancelled refund gave back can be given back again.
#[tokio::test]
async fn a_refund() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    let refund = till.refund(&id, 10_000).await;
    refused(&mut till, Refund, &id, &own(1), "02613").await;
    refused(&mut till, Cancel, &refund, &own(10_001), "02612").await;
    till.cancel(&refund, 2_000).await;
    refused(&mut till, Refund, &id, &own(2_001), "02613").await;
    till.refund(&id, 2_000).await;
    till.cancel(&refund, 8_000).await;
    refused(&mut till, Cancel, &refund, &own(1), "02601").await;
    till.refund(&id, 8_000).await;
    refused(&mut till, Refund, &id, &own(1), "02613").await;
}

#[tokio::test]
async fn nothing_else_is_done_to_a_refund() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.capture(&id, 5_000).await;
    let refund = till.refund(&id, 1_000).await;
    for action in [Capture, Refund] {
        refused(&mut till, action, &refund, &own(1), "02302").await;
    }
}

#[tokio::test]
async fn a_cancel_cannot_be_cancelled() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let cancel = till.cancel(&id, 1_000).await;
    for amount in [1, 1_000, 9_000] {
        refused(&mut till, Cancel, &cancel, &own(amount), "02600").await;
    }
    for action in [Capture, Refund] {
        refused(&mut till, action, &cancel, &own(1), "02302").await;
    }
    till.capture(&id, 9_000).await;
}

/// An attempt that failed moved nothing, so there is nothing in it to take back.
#[tokio::test]
async fn attempts_that_failed() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let failed_capture = refused(&mut till, Capture, &id, &own(10_001), "02613").await;
    let failed_refund = refused(&mut till, Refund, &id, &own(1), "02618").await;
    for attempt in [&failed_capture, &failed_refund] {
        refused(&mut till, Cancel, attempt, &own(1), "02603").await;
    }
    refused_with(&mut till, Refund, &failed_capture, &own(1), &["02302", "02314", "02618"]).await;
    till.capture(&id, 10_000).await;
}
