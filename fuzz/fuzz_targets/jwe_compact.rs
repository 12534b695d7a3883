//! A text from a stranger, taken as a token: parsed, and opened with a fixed test key.
//!
//! What must hold: nothing panics; a token of the right form keeps to its limits; a token that opens is one
//! of the seeds, since a stranger who has only the seeds cannot make another.

#![no_main]

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use document::{Tree, read_json};
use jose::{Compact, PrivateKey};
use libfuzzer_sys::fuzz_target;

/// The key of 2048 bits among the test keys of the vectors; the seeds that open are sealed for it.
static KEY: LazyLock<PrivateKey> = LazyLock::new(|| {
    let keys =
        read_json(include_bytes!("../../crates/jose/tests/vectors/keys.json")).expect("the file is JSON");
    let key = keys.at(&["keys"]).and_then(Tree::as_list).and_then(<[_]>::first).expect("it lists keys");
    let pkcs8 = key.at(&["pkcs8"]).and_then(Tree::as_text).expect("each has its PKCS#8");
    let pkcs8 = STANDARD.decode(pkcs8).expect("it is base64");
    PrivateKey::from_pkcs8(&pkcs8).expect("it is an RSA key")
});

const SEALED: [&str; 2] =
    [include_str!("../seeds/jwe_compact/kid_text"), include_str!("../seeds/jwe_compact/kid_integer")];

fuzz_target!(|text: &str| {
    let Ok(token) = Compact::parse(text) else { return };
    // A number is at most as long as its text; an escape only makes a text shorter.
    assert!(token.kid().is_none_or(|kid| kid.len() <= 1024));
    if let Ok(plaintext) = token.open(&KEY) {
        assert!(plaintext.len() <= 4096);
        assert!(SEALED.contains(&text), "a token that nobody sealed opens");
    }
});
