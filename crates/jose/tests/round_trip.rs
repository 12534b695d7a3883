//! Our own tokens and keys: what we seal opens, what we store comes back.

use crate::common::{encode, opens, pkcs8, private_key};
use jose::{Compact, KeyError, KeySize, PrivateKey, PublicKey};

#[test]
fn what_we_seal_opens_under_its_key_alone() {
    let generated = PrivateKey::generate(KeySize::Rsa2048).unwrap();
    let other = private_key("rsa2048");
    for plaintext in ["", "x", "Zoë 李小龙", &"y".repeat(4096)] {
        let token = generated.public().seal("k-1", plaintext.as_bytes()).unwrap();
        assert_eq!(Compact::parse(&token).unwrap().kid(), Some("k-1"));
        assert_eq!(opens(&token, &generated).unwrap(), plaintext.as_bytes());
        assert_eq!(opens(&token, &other), None);
    }
    for name in ["rsa3072", "rsa4096"] {
        let key = private_key(name);
        assert_eq!(opens(&key.public().seal("é\"\n", b"x").unwrap(), &key).unwrap(), b"x");
    }
}

#[test]
fn the_header_that_we_write() {
    let key = private_key("rsa2048").public();
    let token = key.seal("17", b"x").unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    assert_eq!(parts[0], encode(r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"17"}"#));
    assert_eq!(parts.iter().skip(1).map(|part| part.len()).collect::<Vec<_>>(), [342, 16, 2, 22]);
    let again = key.seal("17", b"x").unwrap();
    for (at, (one, other)) in token.split('.').zip(again.split('.')).enumerate().skip(1).take(2) {
        assert_ne!(one, other, "part {at} is fresh for every token");
    }
}

#[test]
fn what_is_too_long_is_not_sealed() {
    let key = private_key("rsa2048").public();
    assert_eq!(key.seal("k", &[0; 4097]), Err(KeyError::TooLong));
    assert_eq!(key.seal(&"k".repeat(1024), b"x"), Err(KeyError::TooLong));
}

#[test]
fn a_key_survives_its_store() {
    for (name, size) in
        [("rsa2048", KeySize::Rsa2048), ("rsa3072", KeySize::Rsa3072), ("rsa4096", KeySize::Rsa4096)]
    {
        let key = private_key(name);
        assert_eq!(*key.to_pkcs8().unwrap(), pkcs8(name), "the form that Node wrote");
        assert_eq!(key.public().n_base64url().len(), size.bits().div_ceil(6) as usize);
    }
    let generated = PrivateKey::generate(KeySize::Rsa3072).unwrap();
    let stored = PrivateKey::from_pkcs8(&generated.to_pkcs8().unwrap()).unwrap();
    assert!(stored.public() == generated.public());
    assert_eq!(opens(&generated.public().seal("k", b"x").unwrap(), &stored).unwrap(), b"x");
}

#[test]
fn what_is_no_key_is_unusable() {
    let sound = pkcs8("rsa2048");
    let mut inconsistent = sound.clone();
    let at = inconsistent.len() / 2;
    inconsistent[at] ^= 1;
    for wrong in [&[][..], b"key", &sound[..sound.len() - 1], &inconsistent] {
        assert_eq!(PrivateKey::from_pkcs8(wrong).err(), Some(KeyError::Unusable));
    }

    let public = private_key("rsa2048").public();
    let (n, e) = (public.n_base64url(), public.e_base64url());
    let zero_first = format!("AAAA{n}");
    let even = encode([[0xff; 255].as_slice(), &[0]].concat());
    for (wrong_n, wrong_e) in [
        ("", e.as_str()),
        (&n, ""),
        (&n, "AQAA"),
        (&n, "AQ"),
        (&n, "AAEAAQ"),
        (&format!("{n}="), &e),
        (&zero_first, &e),
        (&even, &e),
        (&encode([0xff; 128]), &e),
        (&encode([0xff; 513]), &e),
    ] {
        assert_eq!(
            PublicKey::from_base64url(wrong_n, wrong_e),
            Err(KeyError::Unusable),
            "{wrong_n} {wrong_e}"
        );
    }
}

#[test]
fn a_key_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<PrivateKey>();
    shared::<PublicKey>();
}
