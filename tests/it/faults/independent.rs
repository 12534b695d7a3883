//! A whole purchase by a client that shares no code with the gateway: Debian's Python and its jwcrypto.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use document::Tree;

use super::bank::told;
use crate::harness::{ACCESS_KEY, Card, Gateway, MERCHANT_ID, json, reference};

fn shop(gateway: &Gateway, words: &[&str]) -> Command {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("independent/shop.py");
    let mut command = Command::new("/usr/bin/python3");
    command
        .arg("-I")
        .arg(script)
        .args(words)
        .env_clear()
        .env("SHOP_URL", gateway.base_url())
        .env("SHOP_CERTIFICATE", gateway.data().join("tls/cert.pem"))
        .env("SHOP_MERCHANT", MERCHANT_ID)
        .env("SHOP_KEY", ACCESS_KEY)
        .env("SHOP_CARD", Card::cb_visa().plaintext())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Returns status and body, as the script prints them.
fn said(output: &Output) -> (i64, Tree) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = json(std::str::from_utf8(&output.stdout).unwrap());
    (said.at(&["status"]).and_then(Tree::as_integer).unwrap(), said.at(&["body"]).unwrap().clone())
}

fn text<'a>(body: &'a Tree, path: &[&str]) -> &'a str {
    body.at(path).and_then(Tree::as_text).unwrap_or_else(|| panic!("{}", document::write_json(body)))
}

#[tokio::test]
async fn pays_and_reads_back() {
    let gateway = Gateway::start("independent");
    let order = reference();
    let (status, paid) = said(&shop(&gateway, &["pay", &order, "5000"]).output().unwrap());
    assert_eq!((status, text(&paid, &["result", "code"])), (201, "00000"));
    let id = text(&paid, &["transaction", "id"]);
    let (status, read) = said(&shop(&gateway, &["read", id]).output().unwrap());
    assert_eq!((status, text(&read, &["result", "title"])), (200, "ACCEPTED"));
    assert_eq!(text(&read, &["order", "reference"]), order);
    assert_eq!(text(&read, &["transaction", "paymentInstrumentData", "maskedNumber"]), "497010XXXXXX5140");
    let (status, again) = said(&shop(&gateway, &["pay", &order, "5000"]).output().unwrap());
    assert_eq!((status, text(&again, &["code"])), (409, "02001"));
}

#[tokio::test]
async fn finds_the_truth_after_a_kill() {
    let mut gateway =
        Gateway::start_with("independent-crash", &["log.level=debug", "acquirer.answer_limit_ms=25000"]);
    let order = reference();
    let paying = shop(&gateway, &["pay", &order, "77701"]).spawn().unwrap();
    let line = gateway.logged(&[("message", "the simulated bank is asked")]).await;
    gateway.kill();
    let broken = paying.wait_with_output().unwrap();
    assert!(!broken.status.success(), "there was no answer to print");
    let id = line.at(&["transaction"]).and_then(Tree::as_text).unwrap().to_owned();
    gateway.set(&["acquirer.answer_limit_ms=1000"]);
    gateway.restart();
    let (status, first) = said(&shop(&gateway, &["read", &id]).output().unwrap());
    assert_eq!(status, 200);
    assert!(["ONHOLD_PARTNER", "CANCELLED"].contains(&text(&first, &["result", "title"])));
    told(&gateway, &id, "02004").await;
    let (status, last) = said(&shop(&gateway, &["read", &id]).output().unwrap());
    assert_eq!((status, text(&last, &["result", "title"])), (200, "CANCELLED"));
    // The same order, at an amount that the bank answers.
    let (status, paid) = said(&shop(&gateway, &["pay", &order, "7770"]).output().unwrap());
    assert_eq!((status, text(&paid, &["result", "code"])), (201, "00000"));
}
