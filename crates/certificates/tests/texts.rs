//! Texts that people give in the place of a certificate or a key, and what they are told.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use certificates::{PemError, certificates, private_key};

struct Made {
    certificate: String,
    key: String,
    key_der: Vec<u8>,
}

fn made() -> Made {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    Made {
        certificate: made.cert.pem(),
        key: made.signing_key.serialize_pem(),
        key_der: made.signing_key.serialize_der(),
    }
}

fn without_line_breaks(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}

#[test]
fn a_key_and_what_is_none() {
    let Made { certificate, key, key_der } = made();
    let windows = key.replace("\r\n", "\n").replace('\n', "\r\n");
    let mixed = format!("{certificate}{key}");
    let yaml = format!("  {}", key.trim_end().replace('\n', "\n  "));
    for good in [key.clone(), format!("\u{feff}{key}"), windows, mixed, format!("# mine\n\n{key}"), yaml] {
        assert_eq!(private_key(good.as_bytes()).unwrap().secret_der(), key_der, "{good}");
    }
    let cut = &key[..key.len() / 2];
    let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    let other = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
    for (wrong, reason) in [
        ("", PemError::Empty),
        ("\n \r\n", PemError::Empty),
        ("hello", PemError::NoPem),
        (&without_line_breaks(&key), PemError::LineBreaksLost),
        (&key.replace("\r\n", "\n").replace('\n', " "), PemError::LineBreaksLost),
        (&key.replace("\r\n", "\n").replace('\n', "\\n"), PemError::LineBreaksLost),
        (&certificate, PemError::CertificateForKey),
        (encrypted, PemError::Encrypted),
        (other, PemError::NoKey),
        (cut, PemError::Damaged),
        (&key.replacen("\nM", "\n*", 1), PemError::Damaged),
    ] {
        assert_eq!(private_key(wrong.as_bytes()).err(), Some(reason), "{wrong}");
    }
    assert_eq!(private_key(&key_der).err(), Some(PemError::Der));
}

#[test]
fn certificates_and_what_are_none() {
    let Made { certificate, key, .. } = made();
    let two = format!("{certificate}{key}{certificate}");
    assert_eq!(certificates(two.as_bytes()).unwrap().len(), 2);
    assert_eq!(certificates(format!("\u{feff}{certificate}").as_bytes()).unwrap().len(), 1);
    for (wrong, reason) in [
        ("", PemError::Empty),
        (key.as_str(), PemError::KeyForCertificate),
        (&without_line_breaks(&certificate), PemError::LineBreaksLost),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", PemError::NoCertificate),
        (&certificate[..certificate.len() - 40], PemError::Damaged),
    ] {
        assert_eq!(certificates(wrong.as_bytes()).err(), Some(reason), "{wrong}");
    }
}

/// The sentences are fixed texts: nothing of a file can be in them.
#[test]
fn no_sentence_quotes_the_file() {
    let Made { key, .. } = made();
    let told = private_key(without_line_breaks(&key).as_bytes()).unwrap_err().to_string();
    let body = key.lines().nth(1).unwrap();
    assert!(!told.contains(&body[..8]), "{told}");
}
