//! Makes tokens (RFC 7516, section 5.1), for the demo client and for tests.

use aws_lc_rs::aead::{Aad, Nonce};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand;
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey};
use zeroize::Zeroizing;

use crate::compact::{IV_SIZE, MAX_CIPHERTEXT, MAX_HEADER};
use crate::content_key::ContentKey;
use crate::{KeyError, PublicKey, base64url, header::Header};

impl PublicKey {
    /// Makes a token that [`crate::Compact`] opens. Fails as [`KeyError::TooLong`] where it would exceed a
    /// limit.
    pub fn seal(&self, kid: &str, plaintext: &[u8]) -> Result<String, KeyError> {
        let header = Header::write(kid);
        if plaintext.len() > MAX_CIPHERTEXT || header.len() > MAX_HEADER {
            return Err(KeyError::TooLong);
        }
        let key = OaepPublicEncryptingKey::new(self.encrypting()?).map_err(|_| KeyError::Unusable)?;
        encrypt(&key, &base64url::encode(header.as_bytes()), plaintext).map_err(|_| KeyError::Failed)
    }
}

#[expect(clippy::disallowed_methods, reason = "whoever seals draws an IV for one token")]
fn encrypt(key: &OaepPublicEncryptingKey, protected: &str, plaintext: &[u8]) -> Result<String, Unspecified> {
    let content_key = ContentKey::random()?;
    let mut encrypted_key = vec![0; key.ciphertext_size()];
    let encrypted_key =
        key.encrypt(&OAEP_SHA256_MGF1SHA256, content_key.as_bytes(), &mut encrypted_key, None)?;

    let mut iv = [0; IV_SIZE];
    rand::fill(&mut iv)?;
    let mut text = Zeroizing::new(plaintext.to_vec());
    let (nonce, aad) = (Nonce::assume_unique_for_key(iv), Aad::from(protected));
    let tag = content_key.cipher()?.seal_in_place_separate_tag(nonce, aad, &mut text)?;

    let parts = [&*encrypted_key, &iv, &text, tag.as_ref()].map(base64url::encode);
    Ok([protected, &parts[0], &parts[1], &parts[2], &parts[3]].join("."))
}
