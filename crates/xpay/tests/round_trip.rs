//! Tokens as a wallet makes them are opened, and nothing else is.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use base64::{Engine as _, engine::general_purpose::STANDARD};
use document::{Object, Path, Problems, Text, Tree, read_json, write_json};
use jiff::{SignedDuration, Timestamp};
use primitives::{Expiry, Pan, WebUrl};
use xpay::{AgreementKey, Derive, NumberKind, Opened, Refused, Token, Wallet, apple, google};
use zeroize::Zeroizing;

const MERCHANT: &str = "merchant.test.shop";
const RECIPIENT: &str = "gateway:test";

/// Keys of a test: each number makes others.
struct Seed(u8);

impl Derive for Seed {
    fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        let mut bytes = [self.0; 32];
        for (at, byte) in label.bytes().enumerate() {
            bytes[at % 32] ^= byte.rotate_left(u32::try_from(at / 32).unwrap());
        }
        Zeroizing::new(bytes)
    }
}

fn now() -> Timestamp {
    "2026-11-28T01:00:00Z".parse().unwrap()
}

fn later(minutes: i64) -> Timestamp {
    now().saturating_add(SignedDuration::from_mins(minutes)).unwrap()
}

fn merchant_key(seed: u8) -> AgreementKey {
    AgreementKey::derived(&Seed(seed), "merchant")
}

fn apple_token() -> apple::Token {
    let (pan, key) = (Pan::parse("4970105151515140").unwrap(), merchant_key(1));
    let minted = apple::Minted {
        pan: &pan,
        expiry: Expiry::parse("1230").unwrap(),
        amount: 2_499,
        currency: "978",
        cryptogram: "AgAAAAAABk4DWZ4C28yUQAAAAAA=",
        id: &[0xab; 32],
        signed_at: now(),
        merchant_key: key.spki(),
        merchant_identifier: MERCHANT,
    };
    apple::Signer::derived(&Seed(1)).mint(&minted).unwrap()
}

fn google_token(cryptogram: Option<&str>) -> google::Token {
    let (pan, key) = (Pan::parse("4111111111111111").unwrap(), merchant_key(1));
    let minted = google::Minted {
        pan: &pan,
        expiry: Expiry::parse("0131").unwrap(),
        cryptogram,
        id: "message-1",
        expires: later(60),
        merchant: "42",
        recipient: RECIPIENT,
        recipient_point: key.point(),
    };
    google::Signer::derived(&Seed(1)).mint(&minted).unwrap()
}

/// Opens a token with the keys of the seeds of the wallet and of the recipient.
fn open(token: &Token, wallet: u8, recipient: u8, at: Timestamp) -> Result<Opened, Refused> {
    let key = merchant_key(recipient);
    match token {
        Token::Apple(token) => {
            let signer = apple::Signer::derived(&Seed(wallet));
            let keys = apple::Keys { roots: &[signer.root()], key: &key, merchant_identifier: MERCHANT };
            apple::open(token, &keys, at)
        }
        Token::Google(token) => {
            let signer = google::Signer::derived(&Seed(wallet));
            let keys =
                google::Keys { roots: &[signer.root()], recipient: RECIPIENT, key: &key, merchant: "42" };
            google::open(token, &keys, at)
        }
    }
}

fn both() -> [Token; 2] {
    [Token::Apple(apple_token()), Token::Google(google_token(Some("AgAAAAAABk4DWZ4C28yUQAAAAAA=")))]
}

#[test]
fn a_token_is_opened_by_its_recipient() {
    let [apple, google] = both();
    let opened = open(&apple, 1, 1, later(1)).ok().unwrap();
    assert_eq!((opened.wallet, opened.kind), (Wallet::ApplePay, NumberKind::DeviceToken));
    assert_eq!(opened.pan.expose(), "4970105151515140");
    assert_eq!((opened.expiry.to_string(), opened.id), ("1230".to_owned(), "ab".repeat(32)));
    assert_eq!(opened.expires, later(10));
    let proof = opened.proof.unwrap();
    assert_eq!(
        (proof.cryptogram.as_str(), proof.eci.as_deref()),
        ("AgAAAAAABk4DWZ4C28yUQAAAAAA=", Some("5"))
    );

    let opened = open(&google, 1, 1, later(1)).ok().unwrap();
    assert_eq!((opened.wallet, opened.kind), (Wallet::GooglePay, NumberKind::DeviceToken));
    assert_eq!(opened.pan.expose(), "4111111111111111");
    assert_eq!((opened.expiry.to_string(), opened.id.as_str()), ("0131".to_owned(), "message-1"));
    assert_eq!(opened.proof.unwrap().eci.as_deref(), Some("05"));

    let opened = open(&Token::Google(google_token(None)), 1, 1, later(1)).ok().unwrap();
    assert!(opened.kind == NumberKind::CardPan && opened.proof.is_none());
}

#[test]
fn another_wallet_and_another_recipient_are_refused() {
    let [apple, google] = both();
    for token in [&apple, &google] {
        assert_eq!(open(token, 2, 1, now()).err(), Some(Refused::Unopened));
    }
    assert_eq!(open(&apple, 1, 2, now()).err(), Some(Refused::KeyUnknown));
    assert_eq!(open(&google, 1, 2, now()).err(), Some(Refused::Unopened));
}

#[test]
fn a_token_has_its_time() {
    let [apple, google] = both();
    assert!(open(&apple, 1, 1, later(9)).is_ok() && open(&google, 1, 1, later(59)).is_ok());
    assert_eq!(open(&apple, 1, 1, later(10)).err(), Some(Refused::Expired));
    assert_eq!(open(&google, 1, 1, later(60)).err(), Some(Refused::Expired));
    assert!(open(&apple, 1, 1, later(-1)).is_ok());
    assert_eq!(open(&apple, 1, 1, later(-3)).err(), Some(Refused::Unopened), "signed in the future");
}

/// A change of one sign is refused, whichever member it is in, unless it is one that nothing depends on: CMS repeats the name of its
/// hash outside of what is signed.
#[test]
fn a_token_with_one_sign_changed_is_refused_or_the_same() {
    for token in both() {
        let card =
            |opened: Opened| (opened.pan.expose().to_owned(), opened.expiry, opened.id, opened.expires);
        let whole = card(open(&token, 1, 1, now()).ok().unwrap());
        let object = match &token {
            Token::Apple(token) => written(token),
            Token::Google(token) => written(token),
        };
        let text = write_json(&object.into());
        let mut refused = 0;
        for at in (0..text.len()).step_by(7).filter(|at| text.as_bytes()[*at].is_ascii_alphanumeric()) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let Ok(Tree::Object(changed)) = read_json(&bytes) else { continue };
            let Some(changed) = Token::read(&changed, &Path::ROOT, &mut Problems::new()) else { continue };
            match open(&changed, 1, 1, now()) {
                Err(_) => refused += 1,
                Ok(opened) => assert!(card(opened) == whole, "{at}: {text}"),
            }
        }
        assert!(refused > 80, "{refused}");
    }
}

fn written(token: &impl document::Record) -> Object {
    let mut object = Object::new();
    token.write_members(&mut object);
    object
}

/// Devices write signatures whose lengths are not told in advance (BER).
#[test]
fn a_signature_may_mark_its_end() {
    let token = apple_token();
    let der = STANDARD.decode(token.signature.as_str()).unwrap();
    assert_eq!(der[..2], [0x30, 0x82], "a sequence with a length of two octets");
    let ber = [&[0x30, 0x80][..], &der[4..], &[0, 0]].concat();
    let signature = Text::parse(&STANDARD.encode(ber)).unwrap();
    let token = Token::Apple(apple::Token { signature, ..token });
    assert!(open(&token, 1, 1, now()).is_ok());
}

#[test]
fn a_merchant_session_is_signed() {
    let signer = apple::Signer::derived(&Seed(1));
    let request = apple::SessionRequest {
        merchant_identifier: MERCHANT,
        display_name: "Shop",
        domain_name: "shop.example",
        nonce: &[7; 16],
        now: now(),
    };
    let session = signer.session(&request).unwrap();
    assert!(apple::is_session_signed(&session, &[signer.root()], now()));
    assert!(!apple::is_session_signed(&session, &[apple::Signer::derived(&Seed(2)).root()], now()));
    let mut other = session.clone();
    *other.get_mut("domainName").unwrap() = "thief.example".into();
    assert!(!apple::is_session_signed(&other, &[signer.root()], now()));
}

#[test]
fn a_validation_url_is_one_of_apples() {
    let is_taken = |url: &str| WebUrl::parse(url).ok().and_then(apple::ValidationUrl::of).is_some();
    for url in [
        "https://apple-pay-gateway.apple.com/paymentservices/startSession",
        "https://apple-pay-gateway-nc-pod1.apple.com/paymentservices/startSession",
        "https://cn-apple-pay-gateway-sh-pod1.apple.com/paymentservices/startSession",
        "https://apple-pay-gateway-cert.apple.com:443/paymentservices/paymentSession",
    ] {
        assert!(is_taken(url), "{url}");
    }
    for url in [
        "http://apple-pay-gateway.apple.com/paymentservices/startSession",
        "https://apple-pay-gateway.apple.com:8443/paymentservices/startSession",
        "https://apple-pay-gateway.apple.com/",
        "https://apple-pay-gateway.apple.com.thief.example/paymentservices/startSession",
        "https://apple-pay-gatewaythief.apple.com/paymentservices/startSession",
        "https://apple-pay-gateway.thief.apple.com/paymentservices/startSession",
        "https://apple.com/paymentservices/startSession",
        "https://127.0.0.1/paymentservices/startSession",
        "https://[::1]/paymentservices/startSession",
        "https://169.254.169.254/paymentservices/startSession",
        "https://thief.example/?https://apple-pay-gateway.apple.com/paymentservices/",
    ] {
        assert!(!is_taken(url), "{url}");
    }
}
