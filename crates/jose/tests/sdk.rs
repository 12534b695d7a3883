//! The algorithms of EMV 3-D Secure in apps.

use document::Object;
use jose::{
    KeyError, Refused,
    direct::{self, Direct, Encryption},
    ecdh_es::{AgreementKey, EcPublicKey, Info},
    ps256::{Signed, SigningKey},
};
use proptest::prelude::*;

const BOTH: [Encryption; 2] = [Encryption::A128CbcHs256, Encryption::A128Gcm];

fn key(encryption: Encryption) -> Vec<u8> {
    (0..32).take(encryption.key_size()).collect()
}

fn dir() -> Object {
    Object::new().with("alg", "dir").with("kid", "k")
}

fn base64url(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// RFC 7518, appendix C.
#[test]
fn the_agreement_of_the_rfc() {
    let alice = AgreementKey::from_bytes(&base64url("0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo")).unwrap();
    let bob = AgreementKey::from_bytes(&base64url("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw")).unwrap();
    let public = EcPublicKey::from_base64url(
        "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
        "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
    );
    assert_eq!(public.unwrap(), bob.public());
    assert_eq!(alice.public().x_base64url(), "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0");
    assert_eq!(alice.public().y_base64url(), "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps");

    let info = Info { algorithm: "A128GCM", sender: b"Alice", recipient: b"Bob" };
    let expected = base64url("VqqN6vgjbSBcIijNcacQGg");
    assert_eq!(alice.agree::<16>(&bob.public(), &info).unwrap().as_slice(), expected);
    assert_eq!(bob.agree::<16>(&alice.public(), &info).unwrap().as_slice(), expected);
}

#[test]
fn a_point_off_the_curve_agrees_on_nothing() {
    let key = AgreementKey::generate().unwrap();
    let off = EcPublicKey::from_base64url(&key.public().x_base64url(), &key.public().x_base64url()).unwrap();
    assert_eq!(key.agree::<32>(&off, &Info::default()), Err(Refused));
    assert!(AgreementKey::from_bytes(&[0; 32]).is_err());
    let again = AgreementKey::from_bytes(&*key.to_bytes().unwrap()).unwrap();
    assert_eq!(again.public(), key.public());
}

#[test]
fn a_direct_token_opens_under_its_key_only() {
    for encryption in BOTH {
        let token = direct::seal(&dir(), encryption, &key(encryption), b"secret").unwrap();
        let parse = || Direct::parse(&token, "dir", 64);
        let parsed = parse().unwrap();
        assert_eq!((parsed.encryption, parsed.header.len()), (encryption, 3));
        assert_eq!(*parsed.open(&key(encryption)).unwrap(), b"secret");
        let mut other = key(encryption);
        other[0] ^= 1;
        assert_eq!(parse().unwrap().open(&other), Err(Refused));
        for size in [0, 15, 31, 33] {
            assert_eq!(parse().unwrap().open(&vec![0; size]), Err(Refused), "a key of {size} bytes");
            assert_eq!(direct::seal(&dir(), encryption, &vec![0; size], b"x"), Err(KeyError::Unusable));
        }
        assert!(Direct::parse(&token, "ECDH-ES", 64).is_err(), "another algorithm");
        assert!(Direct::parse(&token, "dir", 4).is_err(), "longer than the limit");
        assert!(Direct::parse(&token.replace("..", ".AA."), "dir", 64).is_err(), "an encrypted key");
    }
}

#[test]
fn compression_and_critical_extensions_are_refused() {
    for name in ["zip", "crit"] {
        let token = direct::seal(&dir().with(name, "x"), BOTH[0], &key(BOTH[0]), b"").unwrap();
        assert!(Direct::parse(&token, "dir", 64).is_err(), "{name}");
    }
}

#[test]
fn a_signature_is_checked_by_its_key() {
    let signer = SigningKey::generate().unwrap();
    let token = signer.sign(&[vec![1, 2], vec![3]], b"payload").unwrap();
    let parsed = Signed::parse(&token).unwrap();
    assert_eq!(parsed.chain(), [vec![1, 2], vec![3]]);
    assert_eq!(parsed.verify(&signer.spki().unwrap()).unwrap(), b"payload");

    let again = SigningKey::from_pkcs8(&signer.to_pkcs8().unwrap()).unwrap();
    assert_eq!(again.spki().unwrap(), signer.spki().unwrap());
    let other = SigningKey::generate().unwrap().spki().unwrap();
    assert_eq!(Signed::parse(&token).unwrap().verify(&other), Err(Refused));
    let parts: Vec<&str> = token.split('.').collect();
    let swapped = format!("{}.{}.{}", parts[0], "e30", parts[2]);
    assert_eq!(Signed::parse(&swapped).unwrap().verify(&signer.spki().unwrap()), Err(Refused));
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    assert!(Signed::parse(&unsigned).is_err(), "alg none");
}

proptest! {
    #[test]
    fn a_token_that_was_changed_does_not_open(
        second in any::<bool>(),
        plaintext in prop::collection::vec(any::<u8>(), 0..80),
        at in any::<prop::sample::Index>(),
        with in "[A-Za-z0-9_.=-]",
    ) {
        let encryption = BOTH[usize::from(second)];
        let token = direct::seal(&dir(), encryption, &key(encryption), &plaintext).unwrap();
        prop_assert_eq!(&*Direct::parse(&token, "dir", 128).unwrap().open(&key(encryption)).unwrap(), &plaintext);
        let mut changed = token.clone();
        let at = at.index(token.len());
        changed.replace_range(at..=at, &with);
        prop_assume!(changed != token);
        let opened = Direct::parse(&changed, "dir", 128).and_then(|parsed| parsed.open(&key(encryption)));
        prop_assert!(opened.is_err());
    }

    #[test]
    fn any_text_is_refused_in_peace(text in ".{0,120}") {
        prop_assert!(Direct::parse(&text, "dir", 128).is_err());
        prop_assert!(Signed::parse(&text).is_err());
    }
}
