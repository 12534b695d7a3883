//! One order in several sessions is paid once.

use crate::harness::{
    Caller, Card, assert_result, assert_state, payment, put, session, shared, transactions, type_of,
};

#[tokio::test]
async fn an_order_that_is_paid_in_another_session() {
    let gateway = shared();
    let request = session(1_000);
    let (first, second) =
        (gateway.buyer_of(Caller::Web, &request).await, gateway.buyer_of(Caller::Web, &request).await);
    // Both are open at the same time, and a refusal in one takes nothing from the other.
    let late = second.card_request(&Card::cb_visa(), None).await;
    assert_state(&first.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_state(&first.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let refused = second.sends(&late).await;
    assert_state(&refused, "PAYMENT_FAILURE");
    let read = gateway.till().session(&second.session.id).await;
    assert_result(&read, 200, "ERROR", "02001");
    assert_eq!(transactions(&read).len(), 1);
    // A new session of the paid order can still be made; it is the payment that is refused.
    let third = gateway.buyer_of(Caller::Ios, &request).await;
    assert_state(&third.pays(&Card::cb_visa()).await, "PAYMENT_FAILURE");
    // And the other door is shut as well.
    let direct = put(&payment(&Card::cb_visa(), 1_000), "order", request.at(&["order"]).unwrap().clone());
    crate::harness::assert_error(&gateway.till().pay(&direct).await, 409, "02001");
}

#[tokio::test]
async fn an_order_that_was_paid_directly() {
    let gateway = shared();
    let request = session(1_000);
    let direct = put(&payment(&Card::cb_visa(), 1_000), "order", request.at(&["order"]).unwrap().clone());
    let buyer = gateway.buyer_of(Caller::Web, &request).await;
    gateway.till().accepted(&direct).await;
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_FAILURE");
    assert_result(&gateway.till().session(&buyer.session.id).await, 200, "ERROR", "02001");
}

/// The same order at another amount is another payment: the rest of it, say.
#[tokio::test]
async fn the_rest_of_an_order() {
    let gateway = shared();
    let request = session(1_000);
    for amount in [300, 700] {
        let part = crate::harness::json(&format!(
            r#"{{"paymentType": "ONE_OFF", "capture": "AUTOMATIC", "amount": {amount}}}"#
        ));
        let buyer = gateway.buyer_of(Caller::Web, &put(&request, "payment", part)).await;
        assert_eq!(type_of(&buyer.pays(&Card::cb_visa()).await), "PAYMENT_SUCCESS");
    }
}
