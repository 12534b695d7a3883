//! Tokens of Apple Pay and Google Pay, as the command makes them for developers.

use document::Tree;

use super::{Card, Gateway, MERCHANT_ID, guichet_on, json, payment, put};

pub(crate) const APPLE: &[&str] = &["apple-pay"];
pub(crate) const GOOGLE: &[&str] = &["google-pay"];

/// Makes a token for the demo merchant, and returns the `paymentInstrument` that the command prints.
pub(crate) fn device_token(gateway: &Gateway, card: &Card, words: &[&str]) -> Tree {
    device_token_for(gateway, MERCHANT_ID, card, words)
}

pub(crate) fn device_token_for(gateway: &Gateway, merchant: &str, card: &Card, words: &[&str]) -> Tree {
    let given = ["--card", &card.number, "--expiry", &card.expiration, "--merchant", merchant];
    let made = guichet_on(gateway, &[&["sandbox-token"], words, &given].concat());
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    json(&made.stdout)
}

/// Returns a payment with this instrument, of an order of its own.
pub(crate) fn by_device(instrument: Tree, amount: i64) -> Tree {
    put(&payment(&Card::cb_visa(), amount), "paymentInstrument", instrument)
}
