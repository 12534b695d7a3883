//! The lines of keys that are used, cards that are unsealed and settings that are changed.

use std::time::Duration;

use document::Tree;

use super::gathered;
use crate::harness::{
    Card, Gateway, KEYS, Sealer, assert_result, by_wallet, eventually, guichet_on, json, payment, put,
    sealed_payment, transaction_id,
};

/// Returns the subjects of the lines of an action, the oldest first.
fn subjects(gateway: &Gateway, action: &str) -> Vec<String> {
    let listed = guichet_on(gateway, &["audit", "list", "--json", "--action", action]);
    let lines = json(&listed.stdout);
    let subject = |line: &Tree| line.at(&["subject"]).and_then(Tree::as_text).unwrap().to_owned();
    lines.as_list().unwrap().iter().rev().map(subject).collect()
}

#[tokio::test]
async fn a_start_tells_its_keys_and_what_is_set_otherwise() {
    const SECRET: &str = "correct-horse-battery-staple-5151";
    let name = "CONFIGURATION_CHANGED";
    let mut gateway = Gateway::start_with("audit-settings", &["acquirer.answer_limit_ms=3000"]);
    let keys = subjects(&gateway, "DATA_KEYS_OPENED");
    let master = keys[0].strip_prefix("SEAL 1 with master key ").and_then(|rest| rest.get(..8)).unwrap();
    assert_eq!(keys, [format!("SEAL 1 with master key {master}, HASH 2 with master key {master}")]);
    assert!(master.bytes().all(|digit| digit.is_ascii_hexdigit()), "{master}");
    let first = subjects(&gateway, name);
    assert_eq!(first.len(), 1);
    assert!(first[0].starts_with("first start, not default: acquirer.answer_limit_ms, "), "{first:?}");
    // Nothing is changed.
    gateway.restart();
    assert_eq!(subjects(&gateway, name).len(), 1);
    assert_eq!(subjects(&gateway, "DATA_KEYS_OPENED").len(), 2);
    // A setting and a secret are, and one goes back to its default.
    let key = format!("demo.access_key={SECRET}");
    gateway.set(&["retention.audit_months=12", &key]);
    gateway.restart();
    let told = subjects(&gateway, name);
    assert_eq!(told.len(), 2);
    for name in ["acquirer.answer_limit_ms", "retention.audit_months", "demo.access_key"] {
        assert!(told[1].split(", ").any(|told| told == name), "{name} in {told:?}");
    }
    assert!(!told[1].contains(SECRET) && !told[1].contains("listen"), "{told:?}");
    gathered(&gateway).await;
}

#[tokio::test]
async fn a_command_tells_that_it_has_opened_keys() {
    let gateway = Gateway::start("audit-command-keys");
    let opened = || subjects(&gateway, "DATA_KEYS_OPENED");
    let by_start = opened();
    // It reads.
    for words in [&["keys", "list"][..], &["merchant", "list"], &["audit", "verify"], &["status"]] {
        assert_eq!(guichet_on(&gateway, words).code, Some(0), "{words:?}");
    }
    assert_eq!(opened(), by_start);
    // It writes.
    gateway.new_merchant();
    assert_eq!(opened(), vec![by_start[0].clone(); 2]);
    // It opens every sealed value: that of the card of a payment, and the private half of a pair.
    let mut till = gateway.till();
    assert_result(&till.pay(&payment(&Card::cb_visa(), 1_000)).await, 201, "ACCEPTED", "00000");
    assert_eq!(till.get(&format!("{KEYS}/shop")).await.status, 200);
    assert_eq!(guichet_on(&gateway, &["doctor"]).code, Some(0));
    assert_eq!(subjects(&gateway, "SEALED_VALUES_CHECKED"), ["2 opened, 0 not"]);
    assert_eq!(opened(), vec![by_start[0].clone(); 3]);
    gathered(&gateway).await;
}

#[tokio::test]
async fn a_private_half_is_told_once_for_each_instance() {
    let gateway = Gateway::start("audit-key-uses");
    let mut till = gateway.till();
    let sealer = Sealer::new(&till.get(&format!("{KEYS}/shop")).await);
    for _ in 0..3 {
        let paid = till.pay(&sealed_payment(&sealer.seal(&Card::cb_visa().plaintext()), 4_200)).await;
        assert_result(&paid, 201, "ACCEPTED", "00000");
    }
    let opened = eventually("a line about the key", Duration::from_secs(20), || async {
        let opened = subjects(&gateway, "ENCRYPTION_KEY_OPENED");
        (!opened.is_empty()).then_some(opened)
    })
    .await;
    assert_eq!(opened, subjects(&gateway, "ENCRYPTION_KEY_MADE"));
    let sibling = gateway.beside("audit-key-uses");
    for _ in 0..2 {
        let request = sealed_payment(&sealer.seal(&Card::cb_visa().plaintext()), 4_200);
        assert_result(&sibling.till().pay(&request).await, 201, "ACCEPTED", "00000");
    }
    eventually("a line of the other instance", Duration::from_secs(20), || async {
        (subjects(&gateway, "ENCRYPTION_KEY_OPENED").len() == 2).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_card_that_is_unsealed_is_told_with_its_payment() {
    let gateway = Gateway::start("audit-unsealed");
    let mut till = gateway.till();
    let (paid, read) = till.pay_and_read(&payment(&Card::cb_visa(), 1_000)).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
    assert!(subjects(&gateway, "CARD_UNSEALED").is_empty(), "it was sent, not unsealed");
    let token = read.text(&["transaction", "paymentInstrumentData", "mxToken"]).unwrap().to_owned();
    let by_token = |amount| {
        let instrument = format!(
            r#"{{"selectedPaymentInstrument":"CardManualEntry","mxToken":"{token}","expirationDate":"1230"}}"#
        );
        put(&payment(&Card::cb_visa(), amount), "paymentInstrument", json(&instrument))
    };
    let accepted = till.pay(&by_token(2_499)).await;
    assert_result(&accepted, 201, "ACCEPTED", "00000");
    assert_eq!(subjects(&gateway, "CARD_UNSEALED"), [transaction_id(&accepted)]);
    // A card that has expired is refused after it was unsealed, before the bank is asked.
    let expired = put(&by_token(2_499), "paymentInstrument.expirationDate", "0120");
    let refused = till.pay(&expired).await;
    assert_eq!(refused.status, 201, "{}", refused.body_text());
    let ids = [transaction_id(&accepted), transaction_id(&refused)];
    assert_eq!(subjects(&gateway, "CARD_UNSEALED"), ids);
    // So it is by a wallet.
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let by_wallet = till.pay(&by_wallet(&wallet, None, 2_499)).await;
    assert_result(&by_wallet, 201, "ACCEPTED", "00000");
    assert_eq!(subjects(&gateway, "CARD_UNSEALED").last(), Some(&transaction_id(&by_wallet)));
    gathered(&gateway).await;
}

/// A late delivery unseals the card of the payment.
#[tokio::test]
async fn a_card_of_a_late_delivery() {
    let mut gateway = Gateway::start("audit-unsealed-late");
    let id = gateway.till().authorised(10_000).await;
    gateway.restart_ahead(7 * 24, &[]);
    let late = put(&crate::harness::own(10_000), "option", "LATE_DELIVERY");
    let captured = gateway.till().act(crate::harness::Action::Capture, &id, &late).await;
    crate::harness::done(&captured, crate::harness::Action::Capture);
    let told = subjects(&gateway, "CARD_UNSEALED");
    assert_eq!(told, [format!("{id} for {}", transaction_id(&captured))]);
}
