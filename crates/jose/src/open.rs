//! Opens tokens (RFC 7516, section 5.2, from step 9 on).
//!
//! Where RSA-OAEP fails or yields a key of the wrong size, a random content key is used in its place, and the
//! cipher then refuses the tag (RFC 7516, section 11.5). So every token that reaches RSA costs one RSA and
//! one AES-GCM operation, and all failures are [`Refused`].

use aws_lc_rs::aead::{Aad, Nonce};
use aws_lc_rs::error::Unspecified;
use zeroize::Zeroizing;

use crate::content_key::ContentKey;
use crate::{Compact, PrivateKey, Refused};

impl Compact<'_> {
    /// Returns the plaintext, which is wiped when dropped.
    pub fn open(&self, key: &PrivateKey) -> Result<Zeroizing<Vec<u8>>, Refused> {
        if self.encrypted_key.len() != key.modulus_size() {
            return Err(Refused);
        }
        self.decrypt(key).map_err(|_| Refused)
    }

    fn decrypt(&self, key: &PrivateKey) -> Result<Zeroizing<Vec<u8>>, Unspecified> {
        // The key is made whether it is needed or not, so that both cases take the same time.
        let mut content_key = ContentKey::random()?;
        key.unwrap_into(&self.encrypted_key, &mut content_key);

        let mut text = Zeroizing::new(self.sealed.clone());
        let (iv, aad) = (Nonce::assume_unique_for_key(self.iv), Aad::from(self.protected));
        let size = content_key.cipher()?.open_in_place(iv, aad, &mut text)?.len();
        text.truncate(size);
        Ok(text)
    }
}
