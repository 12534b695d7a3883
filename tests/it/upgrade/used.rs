//! What an old version handed out is still valid, and what it began can be continued.

use std::collections::BTreeSet;

use document::Tree;
use stores::Kind;

use super::{Upgraded, is_true, sets, text};
use crate::{
    harness::{
        Action::{Cancel, Capture, Refund},
        Buyer, Caller, Card, KEYS, Partner, Sealer, Session, Till, assert_error, assert_result, assert_state,
        by_wallet, done, json, member, own, payment, put, reference, refused, sealed_payment, told,
    },
    keys,
};

#[tokio::test]
async fn access_keys() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "access").await;
        let status = async |id, key: &str| {
            upgraded.gateway.till_of(id, key).transaction("10000000000000000").await.status
        };
        for merchant in upgraded.expected.list("merchants") {
            let id = text(merchant, "id");
            let is_locked = is_true(merchant, "is_locked");
            let expected = |is_valid| if is_valid && !is_locked { 404 } else { 401 };
            assert_eq!(status(id, text(merchant, "access_key")).await, expected(true));
            for old in merchant.at(&["old_keys"]).and_then(Tree::as_list).unwrap() {
                assert_eq!(status(id, text(old, "access_key")).await, expected(is_true(old, "is_valid")));
            }
        }
    }
}

#[tokio::test]
async fn encryption_keys() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "keys").await;
        for key in upgraded.expected.list("encryption_keys") {
            let (mut till, known) = (upgraded.till(text(key, "merchant")), key.at(&["answer"]).unwrap());
            let sealed = Sealer::of(known).seal(&Card::cb_visa().plaintext());
            assert_result(&till.pay(&sealed_payment(&sealed, 1_000)).await, 201, "ACCEPTED", "00000");
            let name = told(known, "encryptionKey.name");
            let now = till.get(&format!("{KEYS}/{name}")).await;
            let modulus = |tree: &Tree| told(tree, "encryptionKey.key.n").to_owned();
            let is_current = is_true(key, "is_current");
            assert_eq!(modulus(now.document().unwrap()) == modulus(known), is_current, "{name}");
        }
    }
}

const TOKEN: &str = "transaction.paymentInstrumentData.mxToken";

/// Every sealed card of every merchant opens.
#[tokio::test]
async fn tokens_of_cards() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "tokens").await;
        upgraded.unlock_merchants();
        pay_by_each_token(&upgraded).await;
    }
}

/// The keys of an old store are rotated: everything that it has sealed comes under the new key, and opens.
#[tokio::test]
async fn cards_under_new_keys() {
    for set in sets() {
        let mut upgraded = Upgraded::start(&set, "rotated").await;
        upgraded.unlock_merchants();
        let gateway = &upgraded.gateway;
        let old = keys::sealing(gateway);
        let (before, _) = keys::key(gateway, old);
        assert!(before >= 8, "{before}");
        keys::done(&keys::keys(gateway, &["rotate"]));
        keys::resealed(gateway).await;
        assert!(keys::key(gateway, keys::sealing(gateway)).0 >= before);
        keys::retired(gateway, &old.to_string()).await;
        pay_by_each_token(&upgraded).await;
        for key in upgraded.expected.list("encryption_keys") {
            let sealed = Sealer::of(key.at(&["answer"]).unwrap()).seal(&Card::cb_visa().plaintext());
            let paid = upgraded.till(text(key, "merchant")).pay(&sealed_payment(&sealed, 1_000)).await;
            assert_result(&paid, 201, "ACCEPTED", "00000");
        }
        // And another master key.
        let path = gateway.data().join("master.key");
        let (new, old) = (keys::new_master_key(), std::fs::read_to_string(&path).unwrap());
        keys::write_private(&path, &format!("{new}\n{old}"));
        keys::done(&keys::keys(gateway, &["rotate", "--master"]));
        keys::write_private(&path, &format!("{new}\n"));
        upgraded.gateway.restart();
        pay_by_each_token(&upgraded).await;
    }
}

async fn pay_by_each_token(upgraded: &Upgraded) {
    let mut paid_with = BTreeSet::new();
    for case in upgraded.expected.cases() {
        let part = |path| member(&case.answer, path).and_then(Tree::as_text);
        let Some(token) = part(TOKEN) else { continue };
        if !paid_with.insert((case.merchant.clone(), token.to_owned())) {
            continue;
        }
        let instrument = json(&format!(
            r#"{{"selectedPaymentInstrument": "CardManualEntry", "mxToken": "{token}", "expirationDate": "1234"}}"#
        ));
        let request = put(&payment(&Card::cb_visa(), 1_000), "paymentInstrument", instrument);
        let request = put(&request, "paymentMethodId", part("transaction.paymentMethodId").unwrap());
        let paid = upgraded.till(&case.merchant).pay(&request).await;
        let masked = "transaction.paymentInstrumentData.maskedNumber";
        assert_eq!(told(paid.document().unwrap(), masked), part(masked).unwrap(), "{}", case.name);
        assert_eq!(told(paid.document().unwrap(), TOKEN), token, "{}", case.name);
    }
    assert!(paid_with.len() >= 8, "{}", paid_with.len());
}

#[tokio::test]
async fn a_card_that_is_known() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "cards").await;
        for (name, card) in [("sealed", Card::visa()), ("amex", Card::amex()), ("remitted", Card::cb_visa())]
        {
            let paid = upgraded.till("demo").pay(&payment(&card, 1_000)).await;
            assert_result(&paid, 201, "ACCEPTED", "00000");
            let known = upgraded.expected.case(name);
            assert_eq!(told(paid.document().unwrap(), TOKEN), told(&known.answer, TOKEN), "{name}");
        }
    }
}

/// The card of an old payment comes into a wallet, and old wallets pay.
#[tokio::test]
async fn wallets() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "wallets").await;
        let mut till = upgraded.till("demo");
        let id = reference();
        assert_eq!(till.create_wallet(&id, &upgraded.expected.case("paid").id).await.status, 201);
        assert_result(&till.pay(&by_wallet(&id, None, 1_000)).await, 201, "ACCEPTED", "00000");
        for case in upgraded.expected.cases().iter().filter(|case| case.kind == Kind::Wallet) {
            assert_result(&till.pay(&by_wallet(&case.id, None, 1_000)).await, 201, "ACCEPTED", "00000");
            let added =
                till.add_card(&format!("{}/{}", crate::harness::wallets(), case.id), &Card::amex()).await;
            assert_eq!(added.status, 201, "{}", added.body_text());
        }
    }
}

/// A repeated request gets its first answer, or none where nobody had one. An order that is paid is not paid again.
#[tokio::test]
async fn repeats() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "repeats").await;
        for first in upgraded.expected.list("repeats") {
            let (mut till, key) = (upgraded.till(text(first, "merchant")), text(first, "key"));
            let headers = [("idempotency-key", key)];
            let again = till.post(text(first, "path"), &headers, first.at(&["body"]).unwrap()).await;
            let answered = first.at(&["answer"]).unwrap();
            if *answered == Tree::Null {
                let code = again.text(&["result", "code"]);
                assert!(again.status == 409 || code == Some("02004"), "{}", again.body_text());
                continue;
            }
            assert_eq!(Some(i64::from(again.status)), first.at(&["status"]).and_then(Tree::as_integer));
            assert_eq!(again.header("idempotency-replayed"), Some("true"));
            crate::harness::under(answered, again.document(), key);
        }
        for name in ["paid", "authorised", "full"] {
            let case = upgraded.expected.case(name);
            let request =
                put(&payment(&Card::cb_visa(), 1), "order", case.answer.at(&["order"]).unwrap().clone());
            assert_error(&upgraded.till(&case.merchant).pay(&request).await, 409, "02001");
        }
    }
}

#[tokio::test]
async fn payments() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "payments").await;
        let (mut till, id) = (upgraded.till("demo"), |name| upgraded.expected.case(name).id);
        captured(&mut till, &id("authorised")).await;
        // It has two captures, of 4,000 and 1,000.
        till.capture(&id("captured-in-part"), 5_000).await;
        refused(&mut till, Capture, &id("captured-in-part"), &own(1), "02617").await;
        till.refund(&id("capture"), 4_000).await;
        refused(&mut till, Refund, &id("capture"), &own(1), "02613").await;
        till.refund(&id("remitted"), 1_500).await;
        refused(&mut till, Refund, &id("remitted"), &own(1), "02613").await;
        refused(&mut till, Cancel, &id("paid"), &own(1), "02105").await;
        till.cancel(&id("paid-after-the-close"), 6_000).await;
        refused(&mut till, Cancel, &id("cancelled"), &own(1), "02601").await;
        refused(&mut till, Capture, &id("cancelled"), &own(1), "02313").await;
        refused(&mut till, Capture, &id("final-capture"), &own(1), "02617").await;
        refused(&mut till, Capture, &id("refused-by-card"), &own(1), "02313").await;
        // The bank is asked again, with the sealed card.
        let late = put(&own(36_000), "option", "LATE_DELIVERY");
        done(&till.act(Capture, &id("expired"), &late).await, Capture);
        refused(&mut till, Capture, &id("expired"), &late, "02617").await;
    }
}

async fn captured(till: &mut Till, id: &str) {
    refused(till, Capture, id, &own(10_001), "02613").await;
    let capture = till.capture(id, 6_000).await;
    till.cancel(&capture, 1_000).await;
    till.refund(&capture, 5_000).await;
    till.cancel(id, 4_000).await;
    refused(till, Capture, id, &own(1), "02617").await;
}

#[tokio::test]
async fn sessions_that_are_alive() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "waiting").await;
        for name in ["session-created", "session-open", "session-refused-once", "session-full"] {
            let buyer = upgraded.buyer(name);
            assert_eq!(buyer.opens_page().await.status, 200, "{name}");
            assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
            upgraded.assert_session(name, "ACCEPTED", "00000").await;
        }
        // The payment has what the session was made with.
        let full = upgraded.expected.case("session-full");
        let read = upgraded.read(&full).await;
        let paid =
            upgraded.till("demo").transaction(told(read.document().unwrap(), "transactions[0].id")).await;
        for part in ["order", "buyer", "delivery", "privateData"] {
            crate::harness::under(member(&full.answer, part).unwrap(), paid.at(&[part]), part);
        }
        // The buyer is still on the partner's page.
        let visiting = upgraded.buyer("session-at-partner");
        let partner = Partner::of(&upgraded.gateway, &visiting.state().await);
        partner.decides("accept").await;
        assert_state(&visiting.state().await, "PAYMENT_SUCCESS");
        upgraded.assert_session("session-at-partner", "ACCEPTED", "00000").await;
    }
}

#[tokio::test]
async fn sessions_that_are_over() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "over").await;
        for (name, state) in [
            ("session-paid", "PAYMENT_SUCCESS"),
            ("session-paid-by-partner", "PAYMENT_SUCCESS"),
            ("session-refused", "PAYMENT_FAILURE"),
            ("session-cancelled", "PAYMENT_CANCELED"),
            ("session-never-opened", "TOKEN_EXPIRED"),
            ("session-left-open", "TOKEN_EXPIRED"),
            ("session-overdue", "TOKEN_EXPIRED"),
            ("session-overdue-open", "TOKEN_EXPIRED"),
        ] {
            let buyer = upgraded.buyer(name);
            assert_state(&buyer.state().await, state);
            assert_eq!(buyer.opens_page().await.status, 200, "{name}");
        }
    }
}

impl Upgraded {
    fn buyer(&self, name: &str) -> Buyer {
        let case = self.expected.case(name);
        assert_eq!(case.kind, Kind::Session);
        let page = format!("{}/pay/{}", self.gateway.base_url(), case.id);
        self.gateway.buyer(Caller::Web, &Session { id: case.id, page })
    }

    async fn assert_session(&self, name: &str, title: &str, code: &str) {
        assert_result(&self.read(&self.expected.case(name)).await, 200, title, code);
    }
}
