//! The keys under which cards and secrets are sealed: their rotation while gateways serve, what is found where a sealed value was
//! tampered with, and the shares of the master key.

mod commands;
mod found;
mod load;
mod master;
mod shares;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use document::Tree;

use crate::harness::{
    Card, Finished, Gateway, Till, eventually, fresh_dir, guichet, json, note_secret, payment, put, told,
    with_check_digit,
};

const TOKEN: &str = "transaction.paymentInstrumentData.mxToken";

/// Runs `guichet keys` on the store of a gateway.
pub(crate) fn keys(gateway: &Gateway, words: &[&str]) -> Finished {
    command(gateway, &[&["keys"], words].concat())
}

/// Runs a command on the store of a gateway with its settings.
fn command(gateway: &Gateway, words: &[&str]) -> Finished {
    let data = gateway.data();
    let settings: Vec<&str> = gateway.settings().iter().flat_map(|setting| ["--set", setting]).collect();
    guichet(&[words, &["--data", data.to_str().unwrap()], &settings].concat(), &gateway.environment())
}

/// Returns a new master key as the file of master keys has it.
pub(crate) fn new_master_key() -> String {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).unwrap();
    STANDARD.encode(bytes)
}

#[track_caller]
pub(crate) fn done(finished: &Finished) -> String {
    assert_eq!(finished.code, Some(0), "{}{}", finished.stdout, finished.stderr);
    finished.stdout.clone()
}

fn listed(gateway: &Gateway) -> Tree {
    json(&done(&keys(gateway, &["list", "--json"])))
}

/// Returns the number of values that are left under old keys.
fn left(gateway: &Gateway) -> i64 {
    listed(gateway).at(&["left"]).and_then(Tree::as_integer).unwrap()
}

/// Returns the number of values under a key in all columns, and its state.
pub(crate) fn key(gateway: &Gateway, id: i64) -> (i64, String) {
    let list = listed(gateway);
    let keys = list.at(&["keys"]).and_then(Tree::as_list).unwrap();
    let key = keys.iter().find(|key| key.at(&["id"]).and_then(Tree::as_integer) == Some(id)).unwrap();
    let values = key.at(&["values"]).and_then(Tree::as_object).unwrap().iter();
    let count = values.map(|(_, count)| count.as_integer().unwrap()).sum();
    (count, key.at(&["state"]).and_then(Tree::as_text).unwrap().to_owned())
}

/// Returns the id of the key that seals.
pub(crate) fn sealing(gateway: &Gateway) -> i64 {
    let list = listed(gateway);
    let keys = list.at(&["keys"]).and_then(Tree::as_list).unwrap();
    let seals = |key: &&Tree| {
        let text = |name| key.at(&[name]).and_then(Tree::as_text);
        (text("purpose"), text("state")) == (Some("SEAL"), Some("in use"))
    };
    keys.iter().find(seals).and_then(|key| key.at(&["id"])?.as_integer()).unwrap()
}

pub(crate) async fn resealed(gateway: &Gateway) {
    eventually("nothing under old keys", Duration::from_secs(90), || async {
        (left(gateway) == 0).then_some(())
    })
    .await;
}

/// Retires a key, as soon as its successor is old enough.
pub(crate) async fn retired(gateway: &Gateway, id: &str) {
    eventually("a key that can be retired", Duration::from_secs(40), || async {
        let finished = keys(gateway, &["retire", id]);
        let is_too_soon = finished.stderr.contains("less than 15 seconds ago");
        (!is_too_soon).then(|| done(&finished))
    })
    .await;
}

/// Returns a card that no other test has.
fn card(number: usize) -> Card {
    Card::new(&with_check_digit(&format!("49701{number:05}00042")[..15]))
}

/// Pays with a card, and returns its token.
async fn token_of(till: &mut Till, card: &Card) -> String {
    let paid = till.pay(&payment(card, 1_000)).await;
    assert_eq!(paid.status, 201, "{}", paid.body_text());
    told(paid.document().unwrap(), TOKEN).to_owned()
}

/// Returns a payment by the token of a card.
fn by_token(token: &str) -> Tree {
    let instrument = json(&format!(
        r#"{{"selectedPaymentInstrument": "CardManualEntry", "mxToken": "{token}", "expirationDate": "1234"}}"#
    ));
    put(&payment(&Card::cb_visa(), 1_000), "paymentInstrument", instrument)
}

#[track_caller]
fn assert_paid(paid: &client::Answer) {
    assert_eq!((paid.status, paid.text(&["result", "code"])), (201, Some("00000")), "{}", paid.body_text());
}

/// Writes a master key to a file that only its owner may read.
fn master_key_file(name: &str, text: &str) -> PathBuf {
    let path = fresh_dir(name).join("master.key");
    write_private(&path, text);
    path
}

pub(crate) fn write_private(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    for line in text.lines().filter(|line| line.ends_with('=')) {
        note_secret("master-key", line);
    }
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}
