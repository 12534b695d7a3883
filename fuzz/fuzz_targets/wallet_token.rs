//! A text from a stranger, taken as the token of Apple Pay or Google Pay, and opened with the keys of a test.
//!
//! What must hold: nothing panics; a token that opens has the card of one of the seeds, since a stranger who has only the seeds
//! cannot make another.

#![no_main]

use std::sync::LazyLock;

use document::{Path, Problems, Tree, read_json};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use xpay::{AgreementKey, Derive, Token, apple, google};
use zeroize::Zeroizing;

/// Keys that are no secret: those of `crates/xpay/tests/round_trip.rs`, under which the seeds are sealed.
struct Seed;

impl Derive for Seed {
    fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        let mut bytes = [1; 32];
        for (at, byte) in label.bytes().enumerate() {
            bytes[at % 32] ^= byte.rotate_left(u32::try_from(at / 32).expect("a label is short"));
        }
        Zeroizing::new(bytes)
    }
}

struct Keys {
    key: AgreementKey,
    apple: apple::Signer,
    google: google::Signer,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys {
    key: AgreementKey::derived(&Seed, "merchant"),
    apple: apple::Signer::derived(&Seed),
    google: google::Signer::derived(&Seed),
});

fuzz_target!(|text: &[u8]| {
    let Ok(Tree::Object(object)) = read_json(text) else { return };
    let mut problems = Problems::new();
    let Some(token) = Token::read(&object, &Path::ROOT, &mut problems) else {
        assert!(!problems.is_empty());
        return;
    };
    // A minute after the seeds were signed.
    let now = Timestamp::from_second(1_795_827_660).expect("a moment of this century");
    let (opened, pan) = match &token {
        Token::Apple(token) => {
            let roots: &[&[u8]] = &[KEYS.apple.root()];
            let keys = apple::Keys { roots, key: &KEYS.key, merchant_identifier: "merchant.test.shop" };
            (apple::open(token, &keys, now), "4970105151515140")
        }
        Token::Google(token) => {
            let roots: &[&[u8]] = &[KEYS.google.root()];
            let keys = google::Keys { roots, recipient: "gateway:test", key: &KEYS.key, merchant: "42" };
            (google::open(token, &keys, now), "4111111111111111")
        }
    };
    if let Ok(opened) = opened {
        assert_eq!(opened.pan.expose(), pan, "a token that nobody made opens");
    }
});
