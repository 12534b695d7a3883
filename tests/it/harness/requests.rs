//! Requests of a shop.

use std::sync::atomic::{AtomicU64, Ordering};

use document::Tree;

use super::{Card, json, put};

/// Returns an order reference that no other test of this run uses.
pub(crate) fn reference() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    // Both numbers have seven digits, so that neither can be a security code, for which the files are searched.
    format!("it-{:07}-{:07}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Returns the smallest useful payment by card, in clear, of an order of its own.
pub(crate) fn payment(card: &Card, amount: i64) -> Tree {
    let method = card.method();
    json(&format!(
        r#"{{
            "paymentMethodId": "{method}",
            "order": {{"reference": "{}", "amount": {amount}, "currency": "EUR"}},
            "payment": {{"paymentType": "ONE_OFF", "capture": "AUTOMATIC"}},
            "paymentInstrument": {{
                "selectedPaymentInstrument": "CardManualEntry",
                "number": "{}", "expirationDate": "{}", "cvx": "{}", "holderName": "{}"
            }}
        }}"#,
        reference(),
        card.number,
        card.expiration,
        card.cvx,
        card.holder
    ))
}

/// Returns the same payment with an encrypted card in the place of the clear one.
pub(crate) fn sealed_payment(sealed: &str, amount: i64) -> Tree {
    let instrument =
        json(&format!(r#"{{"selectedPaymentInstrument": "CardManualEntry", "encryptedData": "{sealed}"}}"#));
    put(&payment(&Card::cb_visa(), amount), "paymentInstrument", instrument)
}

/// Returns the moment so many days from now, in the form that the contract documents.
pub(crate) fn in_days(days: i64) -> String {
    let output = std::process::Command::new("date")
        .args(["-u", "+%Y-%m-%dT%H:%M:%SZ", "-d", &format!("{days} days")])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
