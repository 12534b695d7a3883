//! `POST /v1/checkout/transactions/{id}/refunds`

use document::Tree;

use crate::harness::{
    Action::{Cancel, Capture, Refund},
    assert_result, done, only, own, put, reference, refused, refused_with, shared, sum,
};

#[tokio::test]
async fn all_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    let before = till.transaction(&id).await;
    done(&till.act(Refund, &id, &only(10_000)).await, Refund);
    let read = till.transaction(&id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    assert_eq!(sum(&read, Refund), 10_000);
    assert!(before.at(&["transaction"]) == read.at(&["transaction"]));
    refused(&mut till, Refund, &id, &own(1), "02613").await;
}

#[tokio::test]
async fn in_parts() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    for part in [2_500, 1, 7_000] {
        till.refund(&id, part).await;
    }
    refused(&mut till, Refund, &id, &own(500), "02613").await;
    till.refund(&id, 499).await;
    refused(&mut till, Refund, &id, &own(1), "02613").await;
    assert_eq!(sum(&till.transaction(&id).await, Refund), 10_000);
}

#[tokio::test]
async fn before_anything_is_captured() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    for amount in [1, 10_000] {
        refused(&mut till, Refund, &id, &own(amount), "02618").await;
    }
    refused_with(&mut till, Refund, &id, &own(10_001), &["02613", "02618"]).await;
}

#[tokio::test]
async fn no_more_than_is_captured() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.capture(&id, 3_000).await;
    refused(&mut till, Refund, &id, &own(3_001), "02613").await;
    till.refund(&id, 1_000).await;
    refused(&mut till, Refund, &id, &own(2_001), "02613").await;
    till.capture(&id, 500).await;
    till.refund(&id, 2_500).await;
    refused(&mut till, Refund, &id, &own(1), "02613").await;
    // What was refunded is not captured anew.
    refused(&mut till, Capture, &id, &own(6_501), "02613").await;
    till.capture(&id, 6_500).await;
}

#[tokio::test]
async fn more_than_there_ever_was() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    for amount in [10_001, 1_000_000_000_000_000_000] {
        refused(&mut till, Refund, &id, &only(amount), "02613").await;
    }
    till.refund(&id, 10_000).await;
}

#[tokio::test]
async fn nothing() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    refused(&mut till, Refund, &id, &only(0), "02110").await;
}

#[tokio::test]
async fn the_currency_where_it_is_given() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    refused(&mut till, Refund, &id, &put(&only(5_000), "currency", "USD"), "02620").await;
    done(&till.act(Refund, &id, &put(&only(5_000), "currency", "EUR")).await, Refund);
}

#[tokio::test]
async fn a_repeat() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    let named = put(&only(1_000), "merchantReference", reference().as_str());
    for body in [only(1_000), named.clone()] {
        done(&till.act(Refund, &id, &body).await, Refund);
        refused(&mut till, Refund, &id, &body, "02001").await;
    }
    done(&till.act(Refund, &id, &only(1_001)).await, Refund);
    done(&till.act(Refund, &id, &put(&named, "merchantReference", reference().as_str())).await, Refund);
    let other = till.paid(10_000).await;
    done(&till.act(Refund, &other, &named).await, Refund);
}

/// A refund is no repeat of the capture that it gives back.
#[tokio::test]
async fn a_capture_and_its_refund_share_a_reference() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let body = own(2_000);
    for action in [Capture, Refund, Cancel] {
        done(&till.act(action, &id, &body).await, action);
    }
}

#[tokio::test]
async fn on_the_id_of_a_capture_that_one_is_meant() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let (first, second) = (till.capture(&id, 2_000).await, till.capture(&id, 5_000).await);
    refused(&mut till, Refund, &first, &own(2_001), "02613").await;
    till.refund(&first, 1_500).await;
    refused(&mut till, Refund, &first, &own(501), "02613").await;
    refused(&mut till, Refund, &second, &own(5_001), "02613").await;
    till.refund(&second, 5_000).await;
    till.refund(&first, 500).await;
    refused(&mut till, Refund, &id, &own(1), "02613").await;
    assert_eq!(sum(&till.transaction(&id).await, Refund), 7_000);
}

/// What was given back without naming a capture cannot be given back a second time by naming one.
#[tokio::test]
async fn refunds_of_the_payment_count_for_its_captures() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    till.refund(&id, 3_000).await;
    refused(&mut till, Refund, &capture, &own(1_001), "02613").await;
    till.refund(&capture, 1_000).await;
    refused(&mut till, Refund, &id, &own(1), "02613").await;
}

/// `option` belongs to captures; a client sends it here by mistake, and unknown members are ignored.
#[tokio::test]
async fn members_of_other_actions() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    for option in [Tree::text("LATE_DELIVERY"), Tree::text("SOMETHING"), Tree::Integer(1)] {
        for action in [Refund, Cancel] {
            done(&till.act(action, &id, &put(&own(100), "option", option.clone())).await, action);
        }
    }
}
