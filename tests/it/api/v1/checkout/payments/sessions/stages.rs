//! The result of a session before a payment, and after its expiry.

use crate::harness::{
    Buyer, Caller, Card, Gateway, assert_result, assert_state, session, shared, transactions,
};

async fn assert_told(gateway: &Gateway, buyer: &Buyer, title: &str, code: &str) {
    // However often one asks.
    for _ in 0..2 {
        let read = gateway.till().session(&buyer.session.id).await;
        assert_result(&read, 200, title, code);
        assert!(transactions(&read).is_empty(), "{}", read.body_text());
    }
}

#[tokio::test]
async fn a_session_is_opened_by_its_page_or_by_a_program() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_told(&gateway, &buyer, "INPROGRESS", "02533").await;
    assert_eq!(buyer.opens_page().await.status, 200);
    assert_told(&gateway, &buyer, "INPROGRESS", "02306").await;
    for caller in Caller::ALL {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        assert_told(&gateway, &buyer, "INPROGRESS", "02533").await;
        assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
        assert_told(&gateway, &buyer, "INPROGRESS", "02306").await;
    }
}

#[tokio::test]
async fn a_buyer_gives_up() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    buyer.opens_page().await;
    for _ in 0..2 {
        assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    }
    assert_told(&gateway, &buyer, "CANCELLED", "02319").await;
    assert_state(&buyer.state().await, "PAYMENT_CANCELED");
}

/// After a refusal, it is the refusal that is told: there was a transaction.
#[tokio::test]
async fn a_buyer_gives_up_after_a_refusal() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_state(&buyer.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "REFUSED", "01116");
    assert_eq!(transactions(&read).len(), 1);
}

/// Half an hour is the usual life of a session, and ninety minutes the longest.
#[tokio::test]
async fn the_time_is_over() {
    let mut gateway = Gateway::start("expired");
    let of = async |gateway: &Gateway, caller| gateway.buyer_of(caller, &session(1_000)).await;
    let (unopened, opened) = (of(&gateway, Caller::Web).await, of(&gateway, Caller::Web).await);
    opened.opens_page().await;
    let (paid, refused, cancelled) =
        (of(&gateway, Caller::Web).await, of(&gateway, Caller::Web).await, of(&gateway, Caller::Web).await);
    assert_state(&paid.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let late = refused.card_request(&Card::cb_visa(), None).await;
    assert_state(&refused.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_state(&cancelled.cancels().await, "PAYMENT_CANCELED");
    gateway.set_point_of_sale(&["--session-minutes", "90"]);
    let longer = of(&gateway, Caller::Web).await;
    gateway.set_point_of_sale(&["--session-minutes", "10"]);

    gateway.restart_ahead(1, &[]);
    let again = |buyer: &Buyer, caller| gateway.buyer(caller, &buyer.session);
    let told = async |buyer: &Buyer, title: &str, code: &str| {
        assert_result(&gateway.till().session(&buyer.session.id).await, 200, title, code);
    };
    told(&unopened, "REFUSED", "02534").await;
    told(&opened, "REFUSED", "02324").await;
    told(&paid, "ACCEPTED", "00000").await;
    told(&refused, "REFUSED", "01116").await;
    told(&cancelled, "CANCELLED", "02319").await;
    told(&longer, "INPROGRESS", "02533").await;
    for caller in Caller::ALL {
        // Looking at it late opens nothing.
        assert_state(&again(&unopened, caller).state().await, "TOKEN_EXPIRED");
        assert_state(&again(&opened, caller).state().await, "TOKEN_EXPIRED");
        assert_state(&again(&refused, caller).state().await, "TOKEN_EXPIRED");
        assert_state(&again(&paid, caller).state().await, "PAYMENT_SUCCESS");
        assert_state(&again(&cancelled, caller).state().await, "PAYMENT_CANCELED");
        assert_state(&again(&longer, caller).state().await, "PAYMENT_METHODS_LIST");
    }
    told(&unopened, "REFUSED", "02534").await;

    // A buyer whose page stood open all the time.
    for buyer in [&refused, &opened] {
        let buyer = again(buyer, Caller::Web);
        assert_state(&buyer.sends(&late).await, "TOKEN_EXPIRED");
        let choice = crate::harness::raw_text(&late);
        assert_state(&buyer.ask(client::Method::POST, "paymentRequest", &choice).await, "TOKEN_EXPIRED");
        assert_state(&buyer.cancels().await, "TOKEN_EXPIRED");
        assert_state(&buyer.abandons().await, "TOKEN_EXPIRED");
    }
    told(&refused, "REFUSED", "01116").await;
    told(&opened, "REFUSED", "02324").await;
    let page = again(&opened, Caller::Web);
    let page = page.browse(&format!("{}/pay/{}", gateway.base_url(), opened.session.id)).await;
    assert!(matches!(page.status, 200 | 410), "{}", page.status);
    assert_state(&again(&longer, Caller::Web).pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
}
