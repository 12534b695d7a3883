//! Refused cards, and the number of attempts of a buyer.

use client::Answer;
use document::Tree;

use crate::harness::{
    Buyer, Caller, Card, Gateway, assert_result, assert_state, failure_text, put, session, shared, told,
    transactions,
};

async fn codes(gateway: &Gateway, buyer: &Buyer) -> Vec<String> {
    let mut till = gateway.till();
    let mut codes = Vec::new();
    for attempt in transactions(&till.session(&buyer.session.id).await) {
        let read = till.transaction(told(&attempt, "id")).await;
        codes.push(read.text(&["result", "code"]).unwrap().to_owned());
    }
    codes
}

#[tokio::test]
async fn refused_and_then_paid() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let refused = buyer.pays(&Card::refused_with("01116")).await;
    assert_state(&refused, "PAYMENT_FAILURE_WITH_RETRY");
    // The list is beside the reason, so that the buyer can go on at once.
    assert_eq!(crate::harness::method_codes(&refused).len(), 3);
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert_result(&gateway.till().session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
    assert_eq!(codes(&gateway, &buyer).await, ["00000", "01116"]);
}

#[tokio::test]
async fn three_refusals_are_the_end() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let refused = Card::refused_with("01116");
    let request = buyer.card_request(&refused, None).await;
    for kind in ["PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_FAILURE"] {
        let state = buyer.sends(&request).await;
        assert_state(&state, kind);
        failure_text(&state);
    }
    // A good card comes too late.
    let good = put(&request, "securedPaymentParams.PAN", Card::cb_visa().number.as_str());
    for _ in 0..2 {
        assert_state(&buyer.sends(&good).await, "PAYMENT_FAILURE");
    }
    assert_state(&buyer.cancels().await, "PAYMENT_FAILURE");
    assert_result(&gateway.till().session(&buyer.session.id).await, 200, "REFUSED", "01116");
    assert_eq!(codes(&gateway, &buyer).await, ["01116"; 3]);
}

/// Attempts by other ways than a card count as well.
#[tokio::test]
async fn refusals_of_every_kind_are_counted_together() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_state(&buyer.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    let partner = crate::harness::Partner::of(&gateway, &buyer.chooses_partner().await);
    partner.decides("refuse").await;
    assert_state(&buyer.state().await, "PAYMENT_FAILURE_WITH_RETRY");
    let expired = Card { expiration: "0120".to_owned(), ..Card::cb_visa() };
    assert_state(&buyer.pays(&expired).await, "PAYMENT_FAILURE");
    assert_eq!(codes(&gateway, &buyer).await.len(), 3);
}

#[tokio::test]
async fn as_many_as_the_point_of_sale_allows() {
    let gateway = Gateway::start("attempts");
    let earlier = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    for attempts in [1, 5] {
        gateway.set_point_of_sale(&["--attempts", &attempts.to_string()]);
        let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
        let request = buyer.card_request(&Card::refused_with("01116"), None).await;
        for left in (0..attempts).rev() {
            let kind = if left == 0 { "PAYMENT_FAILURE" } else { "PAYMENT_FAILURE_WITH_RETRY" };
            assert_state(&buyer.sends(&request).await, kind);
        }
    }
    // A session keeps what was set when it was made.
    let state = earlier.pays(&Card::refused_with("01116")).await;
    assert_state(&state, "PAYMENT_FAILURE_WITH_RETRY");
}

/// A program has no button to try again.
#[tokio::test]
async fn a_refusal_ends_the_session_of_a_program() {
    let gateway = shared();
    for caller in [Caller::OldAndroid, Caller::NewAndroid, Caller::Ios] {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        let good = buyer.card_request(&Card::cb_visa(), None).await;
        assert_state(&buyer.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE");
        assert_state(&buyer.sends(&good).await, "PAYMENT_FAILURE");
        assert_result(&gateway.till().session(&buyer.session.id).await, 200, "REFUSED", "01116");
        assert_eq!(codes(&gateway, &buyer).await, ["01116"]);
    }
}

/// A card that breaks a rule is an attempt like another: recorded, told in words, and never an HTTP error, which
/// no program shows.
#[tokio::test]
async fn cards_that_break_a_rule() {
    let gateway = shared();
    let card = Card::cb_visa;
    for (what, wrong, method, title, code) in [
        ("check digit", Card { number: "4970105151515141".to_owned(), ..card() }, "CB", "ERROR", "02614"),
        ("expiry", Card { expiration: "0120".to_owned(), ..card() }, "CB", "REFUSED", "02624"),
        ("code too long", Card { cvx: "7391".to_owned(), ..card() }, "CB", "ERROR", "02627"),
        ("code too short", Card { cvx: "739".to_owned(), ..Card::amex() }, "AMEX", "ERROR", "02627"),
        ("network not taken", Card::new("30569309025904"), "CB", "REFUSED", "02541"),
        ("amex as cb", Card { cvx: "739".to_owned(), ..Card::amex() }, "CB", "REFUSED", "02541"),
        ("cb as amex", Card { cvx: "7391".to_owned(), ..card() }, "AMEX", "REFUSED", "02541"),
    ] {
        drop(Card::new(&wrong.number));
        for caller in [Caller::Web, Caller::Ios] {
            let buyer = gateway.buyer_of(caller, &session(1_000)).await;
            let state = buyer.sends(&as_method(&buyer, &wrong, method).await).await;
            let kind = if caller.is_mobile() { "PAYMENT_FAILURE" } else { "PAYMENT_FAILURE_WITH_RETRY" };
            assert_state(&state, kind);
            failure_text(&state);
            assert!(!state.body_text().contains(&wrong.number), "{what}");
            let read = gateway.till().session(&buyer.session.id).await;
            // Two rules broken at once: either is a reason.
            let told = read.text(&["result", "code"]).unwrap();
            assert!(told == code || (code == "02541" && told == "02627"), "{what}: {told}");
            if told == code {
                assert_result(&read, 200, title, code);
            }
            assert_eq!(transactions(&read).len(), 1, "{what}");
        }
    }
}

/// Returns a payment by the card under the code of this method.
async fn as_method(buyer: &Buyer, card: &Card, code: &str) -> Tree {
    let (request, method) = (buyer.card_request(card, None).await, buyer.method(code).await);
    let request = put(&request, "cardCode", code);
    put(&request, "contractNumber", method.at(&["contractNumber"]).unwrap().clone())
}

/// Every refusal of the bank that the sandbox knows by its amount is told in words, and with its code to the shop.
#[tokio::test]
async fn the_banks_reasons() {
    let gateway = shared();
    for (amount, code) in
        [(33_305, "01100"), (33_351, "01116"), (33_316, "01131"), (33_394, "01913"), (33_331, "01199")]
    {
        let buyer = gateway.buyer_of(Caller::Web, &session(amount)).await;
        let state: Answer = buyer.pays(&Card::cb_visa()).await;
        assert_state(&state, "PAYMENT_FAILURE_WITH_RETRY");
        assert!(!failure_text(&state).contains(code));
        let read = gateway.till().session(&buyer.session.id).await;
        assert_eq!(read.text(&["result", "code"]), Some(code));
    }
}
