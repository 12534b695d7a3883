//! `guichet buyer forget`.

use document::{Tree, write_json};

use super::{is_personal, personal_payment, personal_session};
use crate::{
    harness::{
        Action::Capture, Caller, Card, Gateway, MERCHANT_ID, Till, assert_action, assert_error,
        assert_result, assert_state, guichet_on, json, of_payment, own, put, reference, transaction_id,
        wallets,
    },
    sql::query_sql,
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
        r#"[{{"merchant_id":"{MERCHANT_ID}","payments":3,"sessions":1,"links":0,"wallets":0,"cards":1,"cards_needed":1,"in_progress":1}}]"#
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
        r#"[{{"merchant_id":"{MERCHANT_ID}","payments":0,"sessions":1,"links":0,"wallets":0,"cards":0,"cards_needed":0,"in_progress":0}}]"#
    );
    assert_erased(&forget(&gateway, &["--email", EMAIL]), &expected);
    assert!(!is_personal(&till.session(&in_session.session.id).await));
    assert_erased(&forget(&gateway, &["--email", EMAIL]), "[]");
    let text = gateway.operate(&["buyer", "forget", "--email", EMAIL]);
    assert!(text.contains("no payment, no session"), "{text}");
    assert!(!gateway.log().contains(EMAIL));
}

/// The holder's wallet goes, and with it the cards that no other wallet has. What else they were used with stays.
#[tokio::test]
async fn the_wallets_of_one_buyer() {
    let gateway = Gateway::start("forget-wallets");
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let make = async |till: &mut Till, path: &str, card: &Card, holder: &str| {
        // The payment does not name the buyer: only the wallet does.
        let paid = till.paid_with(card).await;
        let id = reference();
        let asked = of_payment(&paid).with("mxWalletId", id.as_str()).with("holder", json(holder));
        assert_eq!(till.post(path, &[], &asked.into()).await.status, 201);
        format!("{path}/{id}")
    };
    let holder = |email: &str| format!(r#"{{"firstName":"Camille","lastName":"Martin","email":"{email}"}}"#);
    let (own_holder, elses) = (holder("Camille.Martin@Example.com"), holder("c.martin@example.com"));
    let wallet = make(&mut till, &wallets(), &Card::cb_visa(), &own_holder).await;
    till.add_card(&wallet, &Card::cb_mastercard()).await;
    let staying = make(&mut till, &wallets(), &Card::cb_visa(), &elses).await;
    let path = format!("/v1/checkout/merchants/{merchant}/mxwallets");
    let foreign = make(&mut other, &path, &Card::cb_visa(), &own_holder).await;
    let before = till.get(&staying).await.body_text();
    let cards = || query_sql(&gateway, "SELECT COUNT(*) FROM cards");
    assert_eq!(cards(), ["3"]);

    let told = forget(&gateway, &["--email", EMAIL, "--merchant", MERCHANT_ID]);
    let counts =
        r#""payments":0,"sessions":0,"links":0,"wallets":1,"cards":1,"cards_needed":1,"in_progress":0"#;
    assert_erased(&told, &format!(r#"[{{"merchant_id":"{MERCHANT_ID}",{counts}}}]"#));
    assert_error(&till.get(&wallet).await, 404, "02503");
    assert_eq!(query_sql(&gateway, "SELECT COUNT(*) FROM wallet_cards"), ["2"]);
    assert_eq!(till.get(&staying).await.body_text(), before);
    assert_eq!(other.get(&foreign).await.status, 200);
    assert_eq!(cards(), ["2"], "the Mastercard is gone");
    // The id is free, and the card that stayed can be kept again.
    let id = wallet.rsplit_once('/').unwrap().1;
    let paid = till.paid_with(&Card::cb_visa()).await;
    assert_eq!(till.create_wallet(id, &paid).await.status, 201);

    let told = forget(&gateway, &["--email", EMAIL]);
    let counts =
        r#""payments":0,"sessions":0,"links":0,"wallets":1,"cards":1,"cards_needed":0,"in_progress":0"#;
    assert_erased(&told, &format!(r#"[{{"merchant_id":"{merchant}",{counts}}}]"#));
    assert_error(&other.get(&foreign).await, 404, "02503");
    assert_erased(&forget(&gateway, &["--email", EMAIL]), "[]");
    assert!(!gateway.log().contains(EMAIL));
}

/// The card of an open payment in the buyer's wallet: the wallet goes, and the card when the authorisation has ended.
#[tokio::test]
async fn a_wallet_with_the_card_of_an_open_payment() {
    let gateway = Gateway::start("forget-wallet-open");
    let mut till = gateway.till();
    let open = put(&personal_payment(&Card::cb_visa(), EMAIL), "payment.capture", "MANUAL");
    let open = transaction_id(&till.pay(&open).await);
    let asked = of_payment(&open).with("mxWalletId", "W1").with("comment", EMAIL);
    assert_eq!(till.post(&wallets(), &[], &asked.into()).await.status, 201);
    let told = forget(&gateway, &["--email", EMAIL]);
    let counts =
        r#""payments":1,"sessions":0,"links":0,"wallets":1,"cards":0,"cards_needed":1,"in_progress":0"#;
    assert_erased(&told, &format!(r#"[{{"merchant_id":"{MERCHANT_ID}",{counts}}}]"#));
    assert_action(&till.act(Capture, &open, &own(1_000)).await, Capture);
    super::run_ahead(&gateway, 9 * 24);
    assert_eq!(query_sql(&gateway, "SELECT COUNT(*) FROM cards"), ["0"]);
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
