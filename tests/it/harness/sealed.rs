//! Compact JWEs of unusual forms: the header is written by hand, and each part can be changed.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rand;
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use client::Answer;
use document::Tree;

/// The parts of a compact JWE before they become text.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) header: Vec<u8>,
    pub(crate) key: Vec<u8>,
    pub(crate) iv: Vec<u8>,
    pub(crate) ciphertext: Vec<u8>,
    pub(crate) tag: Vec<u8>,
}

impl Parts {
    pub(crate) fn text(&self) -> String {
        [&self.header, &self.key, &self.iv, &self.ciphertext, &self.tag].map(encode).join(".")
    }
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A public key as the gateway answered it.
pub(crate) struct Sealer {
    pub(crate) id: i64,
    key: OaepPublicEncryptingKey,
}

impl Sealer {
    pub(crate) fn new(answer: &Answer) -> Self {
        Self::of(answer.document().unwrap())
    }

    /// Reads the key from the body of the answer.
    pub(crate) fn of(told: &Tree) -> Self {
        let at = |path: &[&str]| told.at(path).unwrap_or_else(|| panic!("{path:?} is not there"));
        let id = at(&["encryptionKey", "id"]).as_integer().unwrap();
        let text = |name| at(&["encryptionKey", "key", name]).as_text().unwrap();
        let part = |name| URL_SAFE_NO_PAD.decode(text(name)).unwrap();
        let key = PublicEncryptingKey::from_der(&spki(&part("n"), &part("e"))).unwrap();
        Self { id, key: OaepPublicEncryptingKey::new(key).unwrap() }
    }

    pub(crate) fn header(&self) -> String {
        format!(r#"{{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"{}"}}"#, self.id)
    }

    /// Encrypts a text in the correct way.
    pub(crate) fn seal(&self, plaintext: &str) -> String {
        self.parts(&self.header(), plaintext.as_bytes()).text()
    }

    /// Encrypts a text in the correct way under any header.
    pub(crate) fn seal_under(&self, header: &str, plaintext: &str) -> String {
        self.parts(header, plaintext.as_bytes()).text()
    }

    pub(crate) fn parts(&self, header: &str, plaintext: &[u8]) -> Parts {
        self.parts_with(header, plaintext, 32)
    }

    /// Encrypts with a content key of another length. The text is encrypted with its first 32 bytes.
    pub(crate) fn parts_with(&self, header: &str, plaintext: &[u8], key_length: usize) -> Parts {
        let mut content_key = vec![0_u8; key_length.max(32)];
        let mut iv = [0_u8; 12];
        rand::fill(&mut content_key).unwrap();
        rand::fill(&mut iv).unwrap();
        let mut key = vec![0_u8; self.key.ciphertext_size()];
        self.key.encrypt(&OAEP_SHA256_MGF1SHA256, &content_key[..key_length], &mut key, None).unwrap();
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &content_key[..32]).unwrap());
        let mut ciphertext = plaintext.to_vec();
        let aad = Aad::from(encode(header));
        let tag = cipher
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(iv), aad, &mut ciphertext)
            .unwrap();
        Parts {
            header: header.as_bytes().to_vec(),
            key,
            iv: iv.to_vec(),
            ciphertext,
            tag: tag.as_ref().to_vec(),
        }
    }
}

/// Returns the SubjectPublicKeyInfo of an RSA key, which the cryptography library reads.
fn spki(n: &[u8], e: &[u8]) -> Vec<u8> {
    let integer = |bytes: &[u8]| {
        let mut value = bytes.to_vec();
        if value.first().is_some_and(|first| first & 0x80 != 0) {
            value.insert(0, 0);
        }
        der(0x02, &value)
    };
    let key = der(0x30, &[integer(n), integer(e)].concat());
    let algorithm =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = der(0x03, &[&[0], key.as_slice()].concat());
    der(0x30, &[&algorithm, bits.as_slice()].concat())
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let bytes: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            out.push(0x80 | u8::try_from(bytes.len()).unwrap());
            out.extend(bytes);
        }
    }
    out.extend_from_slice(content);
    out
}
