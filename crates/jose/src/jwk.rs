//! A public key as a JWK shows it (RFC 7518, section 6.3.1): modulus and exponent in base64url.
//!
//! Both are big-endian without leading zeros. Another form, or a key outside 2048 to 4096 bits, is
//! [`KeyError::Unusable`].

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{PublicEncryptingKey, PublicKeyComponents};

use crate::compact::MAX_ENCRYPTED_KEY;
use crate::{KeyError, base64url};

const MIN_BITS: usize = 2048;
const MAX_BITS: usize = MAX_ENCRYPTED_KEY * 8;
/// The largest size of an exponent in bytes. The library takes exponents of up to 33 bits.
const MAX_EXPONENT: usize = 5;

/// An RSA public key of 2048 to 4096 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    n: Vec<u8>,
    e: Vec<u8>,
}

impl PublicKey {
    pub fn from_base64url(n: &str, e: &str) -> Result<Self, KeyError> {
        let n = base64url::decode(n, MAX_ENCRYPTED_KEY).map_err(|_| KeyError::Unusable)?;
        let e = base64url::decode(e, MAX_EXPONENT).map_err(|_| KeyError::Unusable)?;
        Self::from_parts(n, e)
    }

    /// Checks the key, so that [`Self::encrypting`] cannot fail.
    pub(crate) fn from_parts(n: Vec<u8>, e: Vec<u8>) -> Result<Self, KeyError> {
        let key = Self { n, e };
        let bits = key.encrypting()?.key_size_bits();
        if (MIN_BITS..=MAX_BITS).contains(&bits) { Ok(key) } else { Err(KeyError::Unusable) }
    }

    pub fn n_base64url(&self) -> String {
        base64url::encode(&self.n)
    }

    pub fn e_base64url(&self) -> String {
        base64url::encode(&self.e)
    }

    /// Makes the library's key. It goes through DER, because only there does the library check the two
    /// numbers.
    pub(crate) fn encrypting(&self) -> Result<PublicEncryptingKey, KeyError> {
        let der = PublicKeyComponents { n: &self.n, e: &self.e }.as_der();
        der.ok().and_then(|der| PublicEncryptingKey::from_der(der.as_ref()).ok()).ok_or(KeyError::Unusable)
    }
}
