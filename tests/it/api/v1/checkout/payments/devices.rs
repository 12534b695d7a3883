//! Payments by Apple Pay and Google Pay: XPay

use client::Answer;
use document::{Tree, write_json};

use crate::{
    harness::{
        APPLE, Action, Card, GOOGLE, Gateway, Till, assert_refused_fields, assert_refused_fields_with,
        assert_result, by_device, device_token, device_token_for, guichet, guichet_on, json, member, only,
        payment, put, reference, shared, transaction_id, without,
    },
    sql::query_sql,
};

const TOKEN: &str = "paymentInstrument.tokenData";

fn said<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.text(&["transaction", "paymentInstrumentData", name])
}

#[tokio::test]
async fn a_token_pays_as_its_card_does() {
    let gateway = shared();
    let mut till = gateway.till();
    let card = Card::cb_visa();
    for (words, wallet, kind) in [
        (APPLE, "APPLE_PAY", "DEVICE_TOKEN"),
        (GOOGLE, "GOOGLE_PAY", "DEVICE_TOKEN"),
        (&["google-pay", "--pan-only"], "GOOGLE_PAY", "CARD_PAN"),
    ] {
        let (paid, read) = till.pay_and_read(&by_device(device_token(&gateway, &card, words), 2_101)).await;
        assert_result(&paid, 201, "ACCEPTED", "00000");
        assert_result(&read, 200, "ACCEPTED", "00000");
        for answer in [&paid, &read] {
            assert_eq!(
                answer.text(&["transaction", "externalWallet"]),
                Some(wallet),
                "{}",
                answer.body_text()
            );
            let shown = ["panType", "maskedNumber", "expirationDate", "selectedNetwork", "network"];
            assert_eq!(
                shown.map(|name| said(answer, name)),
                [
                    Some(kind),
                    Some("497010XXXXXX5140"),
                    Some("1234"),
                    Some("CARTES_BANCAIRES"),
                    Some("CB-VISA")
                ]
            );
            assert!(
                said(answer, "mxToken").is_some_and(|token| token.starts_with("497010") && token.len() == 16)
            );
        }
        let id = transaction_id(&paid);
        assert_result(&till.act(Action::Refund, &id, &only(2_101)).await, 201, "ACCEPTED", "00000");
    }
    let by_card = till.pay(&payment(&card, 2_102)).await;
    assert_eq!(by_card.text(&["transaction", "externalWallet"]), None);
}

/// The network that the wallet shows is the one that the payment runs on.
#[tokio::test]
async fn the_network_is_one_of_the_card_and_of_the_method() {
    let gateway = shared();
    let mut till = gateway.till();
    for words in [APPLE, GOOGLE] {
        let token = device_token(&gateway, &Card::cb_visa(), &[words, &["--network", "VISA"]].concat());
        let paid = till.pay(&by_device(token, 2_103)).await;
        assert_result(&paid, 201, "ACCEPTED", "00000");
        assert_eq!(said(&paid, "selectedNetwork"), Some("VISA"));
        // Another network than the card has, and one that the method does not take.
        let token = device_token(&gateway, &Card::visa(), words);
        let other = put(&token, "network", "MASTERCARD");
        assert_result(&till.pay(&by_device(other, 2_103)).await, 201, "REFUSED", "02541");
        let amex = device_token(&gateway, &Card::amex(), words);
        let refused = till.pay(&by_device(amex.clone(), 2_103)).await;
        assert_result(&refused, 201, "REFUSED", "02541");
        // No bank was asked, so that the tokens can still pay.
        assert_result(&till.pay(&by_device(token, 2_103)).await, 201, "ACCEPTED", "00000");
        let at_amex = put(&by_device(amex, 2_103), "paymentMethodId", "AMEX");
        assert_result(&till.pay(&at_amex).await, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn a_token_pays_once() {
    let gateway = Gateway::start("device-tokens-once");
    let mut till = gateway.till();
    for words in [APPLE, GOOGLE] {
        let token = device_token(&gateway, &Card::visa(), words);
        let (key, first) = (reference(), by_device(token.clone(), 2_104));
        let paid = till.pay_once(&key, &first).await;
        assert_result(&paid, 201, "ACCEPTED", "00000");
        let again = till.pay(&by_device(token.clone(), 2_105)).await;
        assert_refused_fields(&again, &[TOKEN]);
        assert!(again.body_text().contains("used before"), "{}", again.body_text());
        // The same request under the same key is a repeat, not another use.
        let repeated = till.pay_once(&key, &first).await;
        assert_eq!(repeated.header("idempotency-replayed"), Some("true"));
        assert_eq!(transaction_id(&repeated), transaction_id(&paid));
        // What the bank refuses was a use as well.
        let token = device_token(&gateway, &Card::visa(), words);
        let refused = till.pay(&by_device(token.clone(), 33_305)).await;
        assert_result(&refused, 201, "REFUSED", "01100");
        assert_refused_fields(&till.pay(&by_device(token, 2_104)).await, &[TOKEN]);
    }
    assert_eq!(query_sql(&gateway, "SELECT COUNT(*) FROM transactions"), ["4"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_payments_with_one_token_one_is_made() {
    let gateway = Gateway::start("device-tokens-at-once");
    let token = device_token(&gateway, &Card::visa(), APPLE);
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (mut till, request) = (gateway.till(), by_device(token.clone(), 2_106));
        clients.spawn(async move { till.pay(&request).await.status });
    }
    let mut statuses = clients.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [&[201][..], &[400; 11]].concat());
}

async fn assert_unopened(till: &mut Till, instrument: Tree) {
    let answer = till.pay(&by_device(instrument, 2_107)).await;
    assert_refused_fields(&answer, &[TOKEN]);
    assert!(answer.body_text().contains("cannot be opened"), "{}", answer.body_text());
}

/// One answer for every failure of cryptography.
#[tokio::test]
async fn a_token_that_was_changed_is_not_opened() {
    let gateway = shared();
    let mut till = gateway.till();
    let apple = device_token(&gateway, &Card::visa(), APPLE);
    let other = device_token(&gateway, &Card::visa(), APPLE);
    for path in ["data", "signature", "header.ephemeralPublicKey", "header.transactionId"] {
        let path = format!("tokenData.{path}");
        let changed = put(&apple, &path, member(&other, &path).unwrap().clone());
        assert_unopened(&mut till, without(&changed, "transactionId")).await;
        assert_unopened(&mut till, without(&put(&apple, &path, "AAAA"), "transactionId")).await;
        assert_unopened(&mut till, without(&put(&apple, &path, "*"), "transactionId")).await;
    }
    let google = device_token(&gateway, &Card::visa(), GOOGLE);
    let other = device_token(&gateway, &Card::visa(), GOOGLE);
    for path in ["signature", "signedMessage", "intermediateSigningKey.signedKey"] {
        let path = format!("tokenData.{path}");
        let changed = put(&google, &path, member(&other, &path).unwrap().clone());
        assert_unopened(&mut till, changed).await;
        assert_unopened(&mut till, put(&google, &path, "AAAA")).await;
    }
    let unsigned = put(&google, "tokenData.intermediateSigningKey.signatures", vec![Tree::from("AAAA")]);
    assert_unopened(&mut till, unsigned).await;
    for token in [apple, google] {
        assert_result(&till.pay(&by_device(token, 2_107)).await, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn a_token_has_its_time() {
    let gateway = shared();
    let mut till = gateway.till();
    for (words, minutes, is_taken) in
        [(APPLE, "9", true), (APPLE, "11", false), (GOOGLE, "59", true), (GOOGLE, "61", false)]
    {
        let token = device_token(&gateway, &Card::visa(), &[words, &["--age", minutes]].concat());
        let answer = till.pay(&by_device(token, 2_108)).await;
        if is_taken {
            assert_result(&answer, 201, "ACCEPTED", "00000");
        } else {
            assert_refused_fields(&answer, &[TOKEN]);
            assert!(answer.body_text().contains("has expired"), "{}", answer.body_text());
        }
    }
}

#[tokio::test]
async fn a_token_is_for_one_merchant_of_one_gateway() {
    let gateway = Gateway::start("device-tokens-of-two");
    let elsewhere = Gateway::start("device-tokens-elsewhere");
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till();
    let card = Card::visa();
    let apple = device_token_for(&gateway, &merchant, &card, APPLE);
    let answer = till.pay(&by_device(apple.clone(), 2_109)).await;
    assert_refused_fields_with(&answer, "02201", &[TOKEN]);
    let google = device_token_for(&gateway, &merchant, &card, GOOGLE);
    assert_unopened(&mut till, google.clone()).await;
    let foreign = device_token(&elsewhere, &card, APPLE);
    assert_refused_fields_with(&till.pay(&by_device(foreign, 2_109)).await, "02201", &[TOKEN]);
    assert_unopened(&mut till, device_token(&elsewhere, &card, GOOGLE)).await;
    // The tokens are sound: their merchant is paid with them.
    let mut owner = gateway.till_of(&merchant, &key);
    for token in [apple, google] {
        assert_result(&owner.pay(&by_device(token, 2_109)).await, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn what_is_missing_is_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let of = |text: &str| by_device(json(text), 2_110);
    let nothing = r#"{"selectedPaymentInstrument": "XPay"}"#;
    assert_refused_fields(&till.pay(&of(nothing)).await, &["paymentInstrument.network", TOKEN]);
    let kind =
        r#"{"selectedPaymentInstrument": "XPay", "network": "VISA", "tokenData": {"paymentData": {}}}"#;
    assert_refused_fields(&till.pay(&of(kind)).await, &[TOKEN]);
    let apple = r#"{"selectedPaymentInstrument": "XPay", "network": "X", "tokenData": {"version": "EC_v1"}}"#;
    let named = ["data", "signature", "header"].map(|name| format!("{TOKEN}.{name}"));
    let mut fields: Vec<&str> = named.iter().map(String::as_str).collect();
    fields.push("paymentInstrument.network");
    assert_refused_fields(&till.pay(&of(apple)).await, &fields);
    let token = device_token(&gateway, &Card::visa(), APPLE);
    let other = put(&token, "transactionId", "00ff");
    assert_refused_fields(&till.pay(&by_device(other, 2_110)).await, &["paymentInstrument.transactionId"]);
    // The contract says that all members of a token are texts.
    let header = write_json(member(&token, "tokenData.header").unwrap());
    let of_texts = put(&token, "tokenData.header", header.as_str());
    assert_result(&till.pay(&by_device(of_texts, 2_110)).await, 201, "ACCEPTED", "00000");
}

/// The number in a token is known only after it was opened.
#[tokio::test]
async fn the_number_of_a_token_stands_in_no_identifier() {
    let gateway = shared();
    let mut till = gateway.till();
    let card = Card::cb_visa();
    for words in [APPLE, GOOGLE] {
        let request = by_device(device_token(&gateway, &card, words), 2_111);
        let refused = till.pay(&put(&request, "order.reference", card.number.as_str())).await;
        assert_refused_fields(&refused, &["order.reference"]);
        assert!(!refused.body_text().contains(&card.number));
    }
}

/// Nothing that a device gave is kept but the sealed number: no token, no cryptogram.
#[tokio::test]
async fn a_cryptogram_is_kept_nowhere() {
    let gateway = Gateway::start("device-tokens-kept");
    let mut till = gateway.till();
    let token = device_token(&gateway, &Card::visa(), APPLE);
    let request = put(&by_device(token.clone(), 2_112), "payment.capture", "MANUAL");
    assert_result(&till.pay(&request).await, 201, "ACCEPTED", "00000");
    let (echo, card) = ("SELECT echo FROM transactions", "SELECT card FROM transactions");
    for kept in [query_sql(&gateway, echo), query_sql(&gateway, card)] {
        let data = member(&token, "tokenData.data").and_then(Tree::as_text).unwrap();
        assert!(kept.len() == 1 && !kept[0].contains(data) && !kept[0].contains("EC_v1"), "{}", kept[0]);
    }
}

#[tokio::test]
async fn tokens_are_made_in_a_sandbox_only() {
    let (gateway, merchant, key) = Gateway::start_in_production("device-tokens-in-production");
    let words = [&["sandbox-token", "apple-pay", "--merchant", &merchant][..], &flags(&gateway)].concat();
    let refused = guichet_on(&gateway, &words);
    assert_eq!(refused.code, Some(1), "{}", refused.stdout);
    assert!(refused.stderr.contains("in a sandbox only"), "{}", refused.stderr);
    assert_eq!(refused.stdout, "");
    // A token of a sandbox does not pay there: no wallet is connected.
    let token = device_token(&shared(), &Card::visa(), APPLE);
    let mut till = gateway.till_of(&merchant, &key);
    let paid = till.pay(&by_device(token, 2_113)).await;
    assert_result(&paid, 201, "ERROR", "01198");
    assert_eq!(paid.text(&["transaction", "externalWallet"]), Some("APPLE_PAY"));
}

fn flags(gateway: &Gateway) -> Vec<&str> {
    gateway.settings().iter().flat_map(|setting| ["--set", setting.as_str()]).collect()
}

#[tokio::test]
async fn the_command_says_what_is_wrong() {
    let gateway = shared();
    for (words, said) in [
        (&["--card", "4532015112830366"][..], "--card takes a test card number"),
        (&["--expiry", "1334"], "--expiry must be"),
        (&["--network", "CB"], "--network takes one of"),
        (&["--currency", "EUR"], "--currency takes the three digits"),
        (&["--merchant", "99999999999999"], "--merchant names one of"),
    ] {
        let given = [&["sandbox-token", "apple-pay"], words].concat();
        let refused = guichet_on(&gateway, &given);
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(1), ""), "{words:?}");
        assert!(refused.stderr.contains(said), "{words:?}: {}", refused.stderr);
    }
    let nowhere = guichet(&["sandbox-token", "google-pay"], &[]);
    assert!(nowhere.code == Some(1) && nowhere.stderr.contains("no store"), "{}", nowhere.stderr);
}
