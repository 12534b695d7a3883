//! Opening a token (RFC 7516 section 5.2, from step 9 on).
//!
//! When RSA-OAEP fails, or yields a key of the wrong size, a random content key takes the place of the right
//! one and the cipher then refuses the tag (section 11.5). So every token that reaches RSA costs one RSA and
//! one AES-GCM operation, and its failure looks like any other, [`Refused`].

use aws_lc_rs::aead::{Aad, Nonce};
use aws_lc_rs::error::Unspecified;
use zeroize::Zeroizing;

use crate::content_key::ContentKey;
use crate::{Compact, PrivateKey, Refused};

impl Compact<'_> {
    /// The plaintext, wiped when dropped.
    pub fn open(&self, key: &PrivateKey) -> Result<Zeroizing<Vec<u8>>, Refused> {
        if self.encrypted_key.len() != key.modulus_size() {
            return Err(Refused);
        }
        self.decrypt(key).map_err(|_| Refused)
    }

    fn decrypt(&self, key: &PrivateKey) -> Result<Zeroizing<Vec<u8>>, Unspecified> {
        // Made before it is known whether it is needed, so that needing it takes no longer.
        let mut content_key = ContentKey::random()?;
        key.unwrap_into(&self.encrypted_key, &mut content_key);

        let mut text = Zeroizing::new(self.sealed.clone());
        let (iv, aad) = (Nonce::assume_unique_for_key(self.iv), Aad::from(self.protected));
        let size = content_key.cipher()?.open_in_place(iv, aad, &mut text)?.len();
        text.truncate(size);
        Ok(text)
    }
}
