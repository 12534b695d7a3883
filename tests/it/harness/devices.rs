//! Tokens of Apple Pay and Google Pay, as the command makes them for developers.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use document::Tree;

use super::{Card, Gateway, MERCHANT_ID, guichet_on, json, member, note_secret, payment, put};

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
    let instrument = json(&made.stdout);
    note_sealed(&instrument);
    instrument
}

/// Notes what of the token must be in no file: the sealed card, and the cryptogram, which the command makes of the id of a token of
/// Apple Pay.
fn note_sealed(instrument: &Tree) {
    let text = |path| member(instrument, path).and_then(Tree::as_text);
    if let Some(data) = text("tokenData.data") {
        note_secret("token", &data[..40]);
        let id: Vec<u8> = (0..40)
            .step_by(2)
            .map(|at| u8::from_str_radix(&text("transactionId").unwrap()[at..at + 2], 16).unwrap())
            .collect();
        note_secret("token", &STANDARD.encode(id));
    } else {
        let message = json(text("tokenData.signedMessage").unwrap());
        note_secret("token", &member(&message, "encryptedMessage").and_then(Tree::as_text).unwrap()[..40]);
    }
}

/// Returns a payment with this instrument, of an order of its own.
pub(crate) fn by_device(instrument: Tree, amount: i64) -> Tree {
    put(&payment(&Card::cb_visa(), amount), "paymentInstrument", instrument)
}
