//! `guichet buyer forget`.

use document::{Tree, write_json};

use super::{is_personal, personal_payment, personal_session};
use crate::harness::{
    Action::Capture, Caller, Card, Gateway, MERCHANT_ID, assert_action, assert_error, assert_result,
    assert_state, guichet_on, json, own, put, transaction_id,
};

const EMAIL: &str = "camille.martin@example.com";

fn forget(gateway: &Gateway, words: &[&str]) -> Vec<Tree> {
    let told = gateway.operate_json(&[&["buyer", "forget"], words].concat());
    told.as_list().unwrap_or_else(|| panic!("{}", write_json(&told))).to_vec()
}

#[track_caller]
fn assert_erased(told: &[Tree], expected: &str) {
    assert_eq!(write_json(&Tree::List(told.to_vec())), write_json(&json(expected)));
}

#[tokio::test]
async fn everything_of_one_buyer_and_nothing_of_another() {
    let gateway = Gateway::start("forget-buyer");
    let mut till = gateway.till();
    let done = transaction_id(&till.pay(&personal_payment(&Card::cb_visa(), EMAIL)).await);
    let open = put(&personal_payment(&Card::mastercard(), EMAIL), "payment.capture", "MANUAL");
    let open = transaction_id(&till.pay(&open).await);
    let others =
        transaction_id(&till.pay(&personal_payment(&Card::cb_visa(), "camille.m@example.org")).await);
    let paid = gateway.buyer_of(Caller::Web, &personal_session(EMAIL)).await;
    assert_state(&paid.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let in_session = gateway.buyer_of(Caller::Web, &personal_session(EMAIL)).await;

    assert_erased(&forget(&gateway, &["--email", "nobody@example.com"]), "[]");
    let (stranger, _) = gateway.new_merchant();
    assert_erased(&forget(&gateway, &["--email", EMAIL, "--merchant", &stranger]), "[]");
    let told = forget(&gateway, &["--email", "Camille.Martin@Example.com", "--merchant", MERCHANT_ID]);
    let expected = format!(
        r#"[{{"merchant_id":"{MERCHANT_ID}","payments":3,"sessions":1,"cards":1,"cards_needed":1,"in_progress":1}}]"#
    );
    assert_erased(&told, &expected);

    for id in [&done, &open] {
        let read = till.transaction(id).await;
        assert_result(&read, 200, "ACCEPTED", "00000");
        assert!(!is_personal(&read), "{}", read.body_text());
    }
    assert!(!is_personal(&till.session(&paid.session.id).await));
    assert!(is_personal(&till.transaction(&others).await), "of another buyer");
    // What was open goes on, and is erased when it has ended.
    assert_action(&till.act(Capture, &open, &own(1_000)).await, Capture);
    assert!(is_personal(&in_session.state().await));
    assert_state(&in_session.cancels().await, "PAYMENT_CANCELED");
    let expected = format!(
        r#"[{{"merchant_id":"{MERCHANT_ID}","payments":0,"sessions":1,"cards":0,"cards_needed":0,"in_progress":0}}]"#
    );
    assert_erased(&forget(&gateway, &["--email", EMAIL]), &expected);
    assert!(!is_personal(&till.session(&in_session.session.id).await));
    assert_erased(&forget(&gateway, &["--email", EMAIL]), "[]");
    let text = gateway.operate(&["buyer", "forget", "--email", EMAIL]);
    assert!(text.contains("no payment and no session"), "{text}");
    assert!(!gateway.log().contains(EMAIL));
}

#[test]
fn words_that_are_not_taken() {
    let gateway = Gateway::start("forget-nobody");
    for wrong in [
        &["buyer", "forget"][..],
        &["buyer", "forget", "--email", ""],
        &["buyer", "forget", "--email", "camille"],
        &["buyer", "forget", "--email", "@"],
        &["buyer", "forget", "--email", EMAIL, "--merchant", "00000000000000"],
    ] {
        let refused = guichet_on(&gateway, wrong);
        assert!(refused.code.is_some_and(|code| code != 0) && !refused.stderr.is_empty(), "{wrong:?}");
    }
}

/// A session that was forgotten is no session any more, for its buyer and for its shop.
#[tokio::test]
async fn a_session_that_ended_unpaid_is_forgotten_later_as_any_other() {
    let gateway = Gateway::start("forget-unpaid");
    let buyer = gateway.buyer_of(Caller::Web, &personal_session(EMAIL)).await;
    assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    forget(&gateway, &["--email", EMAIL]);
    assert!(!is_personal(&gateway.till().session(&buyer.session.id).await));
    super::run_ahead(&gateway, 25);
    assert_error(&gateway.till().session(&buyer.session.id).await, 404, "02317");
}
