//! A shop that has read the result is not notified.

use crate::harness::{
    Caller, Card, Gateway, Listener, OLD_SESSIONS, Reply, SESSIONS, assert_error, assert_result, assert_state,
};

use super::{QUICK, Witness, paid, told_to};

#[tokio::test]
async fn by_reading_the_final_result() {
    let gateway = Gateway::start_with("read", &[QUICK]);
    let witness = Witness::of(&gateway).await;
    for path in [SESSIONS, OLD_SESSIONS] {
        let listener = Listener::replying(&[], Reply::Status(500)).await;
        let buyer = paid(&gateway, &listener.url("/notify")).await;
        // Until then it is told again and again.
        let before = listener.came(2).await.len();
        let read = gateway.till().get(&format!("{path}/{}", buyer.session.id)).await;
        assert_result(&read, 200, "ACCEPTED", "00000");
        witness.two_rounds().await;
        witness.two_rounds().await;
        assert_eq!(listener.seen().len(), before, "told after it had read");
    }
}

#[tokio::test]
async fn by_reading_before_the_first_attempt_was_heard() {
    let gateway = Gateway::start_with("read-first", &[QUICK]);
    let witness = Witness::of(&gateway).await;
    let mut listener = Listener::down().await;
    let buyer = paid(&gateway, &listener.url("/notify")).await;
    assert_result(&gateway.till().session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
    listener.comes_up().await;
    witness.two_rounds().await;
    witness.two_rounds().await;
    assert!(listener.seen().is_empty());
}

/// Neither by reading what is not final, nor by what others read, nor by reading something else.
#[tokio::test]
async fn not_by_reading_anything_else() {
    let gateway = Gateway::start_with("read-other", &[QUICK]);
    let listener = Listener::replying(&[], Reply::Status(500)).await;
    let buyer = gateway.buyer_of(Caller::Web, &told_to(&listener.url("/notify"))).await;
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till();
    assert_result(&till.session(&buyer.session.id).await, 200, "INPROGRESS", "02533");
    assert_state(&buyer.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    // A refusal is a final word of a transaction, but the buyer is still at the page.
    assert_result(&till.session(&buyer.session.id).await, 200, "REFUSED", "01116");
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    listener.came(1).await;
    assert_error(&gateway.till_of(&merchant, &key).session(&buyer.session.id).await, 404, "02317");
    assert_state(&buyer.state().await, "PAYMENT_SUCCESS");
    buyer.opens_page().await;
    let before = listener.seen().len();
    listener.came(before + 2).await;
    assert_result(&till.session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
}
