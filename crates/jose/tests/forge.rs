//! Tokens made by hand, without the code under test.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepAlgorithm, OaepPublicEncryptingKey, PrivateDecryptingKey};

use crate::common::{encode, pkcs8};

pub(crate) const HEADER: &str = r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k"}"#;
pub(crate) const PLAINTEXT: &[u8] = "{\"holder\":\"Zoë\"}".as_bytes();

/// A token sealed correctly around whatever it is told, so that a test breaks one rule only.
pub(crate) struct Forge {
    pub(crate) key: OaepPublicEncryptingKey,
    pub(crate) header: String,
    pub(crate) oaep: &'static OaepAlgorithm,
    /// What goes into the encrypted key. The cipher uses its first 32 bytes, filled up with zeros.
    pub(crate) content_key: Vec<u8>,
    pub(crate) plaintext: Vec<u8>,
}

impl Forge {
    pub(crate) fn new(key: &str) -> Self {
        let key = PrivateDecryptingKey::from_pkcs8(&pkcs8(key)).unwrap().public_key();
        Self {
            key: OaepPublicEncryptingKey::new(key).unwrap(),
            header: HEADER.to_owned(),
            oaep: &OAEP_SHA256_MGF1SHA256,
            content_key: vec![7; 32],
            plaintext: PLAINTEXT.to_vec(),
        }
    }

    pub(crate) fn parts(&self) -> [String; 5] {
        let header = encode(&self.header);
        let mut room = vec![0; self.key.ciphertext_size()];
        let encrypted = self.key.encrypt(self.oaep, &self.content_key, &mut room, None).unwrap();
        let mut cipher_key = self.content_key.clone();
        cipher_key.resize(32, 0);
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &cipher_key).unwrap());
        let iv = [9; 12];
        let mut body = self.plaintext.clone();
        let nonce = Nonce::assume_unique_for_key(iv);
        let tag = cipher.seal_in_place_separate_tag(nonce, Aad::from(&header), &mut body).unwrap();
        [header, encode(encrypted), encode(iv), encode(body), encode(tag)]
    }

    pub(crate) fn token(&self) -> String {
        self.parts().join(".")
    }

    pub(crate) fn with_header(key: &str, header: &str) -> String {
        Self { header: header.to_owned(), ..Self::new(key) }.token()
    }
}
