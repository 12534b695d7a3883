//! Sessions whose bank or partner has not answered yet.

use std::time::Duration;

use crate::harness::{
    Buyer, Caller, Card, Gateway, Partner, assert_one_of, assert_result, assert_state, eventually, session,
    shared, told, transactions,
};

#[track_caller]
fn assert_waiting(caller: Caller, state: &client::Answer) {
    match caller {
        // It would show nothing, for ever.
        Caller::OldAndroid => assert_state(state, "PAYMENT_ONHOLD_PARTNER"),
        _ => assert_state(state, "ACTIVE_WAITING"),
    }
}

async fn assert_on_hold(gateway: &Gateway, buyer: &Buyer) {
    let read = gateway.till().session(&buyer.session.id).await;
    assert_eq!(read.text(&["result", "title"]), Some("ONHOLD_PARTNER"), "{}", read.body_text());
    let code = read.text(&["result", "code"]).unwrap();
    assert!(["02000", "02005", "02006", "02016"].contains(&code), "{code}");
    assert_result(&read, 200, "ONHOLD_PARTNER", code);
    assert_eq!(transactions(&read).len(), 1);
}

/// Polls as the clients do until waiting is over, and then reads the state once.
async fn done(buyer: &Buyer, code: &str) -> client::Answer {
    eventually("end of the waiting", Duration::from_secs(60), || async {
        buyer.is_done(code).await.then_some(())
    })
    .await;
    buyer.state().await
}

#[tokio::test]
async fn a_partner_that_says_yes_later() {
    let gateway = shared();
    let mut buyers = Vec::new();
    for caller in Caller::ALL {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        let partner = Partner::of(&gateway, &buyer.chooses_partner().await);
        partner.decides("pending-accept").await;
        let state = buyer.state().await;
        assert_waiting(caller, &state);
        if state.at(&["activeWaiting"]).is_some() {
            assert_eq!(state.text(&["activeWaiting", "cardCode"]), Some("MOCKPAY"));
        }
        assert!(!buyer.is_done("MOCKPAY").await);
        assert_on_hold(&gateway, &buyer).await;
        buyers.push(buyer);
    }
    for buyer in buyers {
        assert_state(&done(&buyer, "MOCKPAY").await, "PAYMENT_SUCCESS");
        assert_result(&gateway.till().session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
    }
}

/// For days, perhaps.
#[tokio::test]
async fn a_partner_that_says_nothing() {
    let gateway = shared();
    for caller in Caller::ALL {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        let card = buyer.card_request(&Card::cb_visa(), None).await;
        Partner::of(&gateway, &buyer.chooses_partner().await).decides("pending").await;
        let waiting: &[&str] = match caller {
            Caller::OldAndroid => &["PAYMENT_ONHOLD_PARTNER"],
            _ => &["ACTIVE_WAITING", "PAYMENT_ONHOLD_PARTNER"],
        };
        assert_one_of(&buyer.state().await, waiting);
        // Nobody knows whether it is paid, so nobody pays again.
        assert_one_of(&buyer.sends(&card).await, waiting);
        assert_on_hold(&gateway, &buyer).await;
    }
}

/// A bank that never answers is told to forget it.
#[tokio::test]
async fn a_bank_that_is_silent() {
    let gateway = Gateway::start_with("silent-in-session", &["acquirer.answer_limit_ms=1000"]);
    let mut asking = Vec::new();
    for caller in Caller::ALL {
        let buyer = gateway.buyer_of(caller, &session(77_701)).await;
        asking.push(tokio::spawn(async move {
            let state = buyer.pays(&Card::cb_visa()).await;
            (buyer, state)
        }));
    }
    for paying in asking {
        let (buyer, state) = paying.await.unwrap();
        assert_waiting(buyer.caller, &state);
        let ended = done(&buyer, "CB").await;
        let kind = if buyer.caller.is_mobile() { "PAYMENT_FAILURE" } else { "PAYMENT_FAILURE_WITH_RETRY" };
        assert_state(&ended, kind);
        let read = gateway.till().session(&buyer.session.id).await;
        assert_result(&read, 200, "CANCELLED", "02004");
        assert_eq!(told(&transactions(&read)[0], "paymentMethodId"), "CB");
    }
}

/// And one that breaks off, or cannot be reached at all.
#[tokio::test]
async fn a_bank_that_breaks_off() {
    let gateway = shared();
    let unreachable = gateway.buyer_of(Caller::Web, &session(77_704)).await;
    assert_state(&unreachable.pays(&Card::cb_visa()).await, "PAYMENT_FAILURE_WITH_RETRY");
    assert_result(&gateway.till().session(&unreachable.session.id).await, 200, "ERROR", "02102");
    let broken = gateway.buyer_of(Caller::Ios, &session(77_703)).await;
    assert_waiting(Caller::Ios, &broken.pays(&Card::cb_visa()).await);
    assert_state(&done(&broken, "CB").await, "PAYMENT_FAILURE");
    let slow = gateway.buyer_of(Caller::Ios, &session(77_702)).await;
    assert_state(&slow.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
}

/// Where nobody is waited for, waiting is over.
#[tokio::test]
async fn is_done_at_other_times() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::NewAndroid, &session(1_000)).await;
    buyer.state().await;
    assert!(buyer.is_done("CB").await);
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert!(buyer.is_done("CB").await);
}
