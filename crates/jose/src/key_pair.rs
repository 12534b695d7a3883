//! The private key that opens tokens. It is parsed once, so that opening parses nothing.
//!
//! A key has 2048 to 4096 bits. Another size, another kind of key or a key whose numbers do not fit together
//! is [`KeyError::Unusable`]. The private numbers are in memory of the cryptographic library, which wipes
//! them. The type has no `Debug`, so that no log can show a key.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{self, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use zeroize::Zeroizing;

use crate::compact::MAX_ENCRYPTED_KEY;
use crate::content_key::ContentKey;
use crate::{KeyError, PublicKey};

/// The size of an RSA key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySize {
    Rsa2048,
    Rsa3072,
    Rsa4096,
}

impl KeySize {
    pub fn bits(self) -> u32 {
        match self {
            Self::Rsa2048 => 2048,
            Self::Rsa3072 => 3072,
            Self::Rsa4096 => 4096,
        }
    }
}

/// An RSA private key, ready to open tokens.
pub struct PrivateKey {
    decrypting: OaepPrivateDecryptingKey,
    /// The same key in the form that can be stored. The library counts references, so this is no second copy.
    storable: PrivateDecryptingKey,
    public: PublicKey,
}

impl PrivateKey {
    /// Makes a key pair. It takes from a tenth of a second to several seconds, so do not call it while a
    /// request waits.
    pub fn generate(size: KeySize) -> Result<Self, KeyError> {
        let size = match size {
            KeySize::Rsa2048 => rsa::KeySize::Rsa2048,
            KeySize::Rsa3072 => rsa::KeySize::Rsa3072,
            KeySize::Rsa4096 => rsa::KeySize::Rsa4096,
        };
        PrivateDecryptingKey::generate(size).map_err(|_| KeyError::Failed).and_then(Self::prepare)
    }

    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeyError> {
        PrivateDecryptingKey::from_pkcs8(pkcs8).map_err(|_| KeyError::Unusable).and_then(Self::prepare)
    }

    fn prepare(key: PrivateDecryptingKey) -> Result<Self, KeyError> {
        let public: PublicKeyX509Der<'_> = key.public_key().as_der().map_err(|_| KeyError::Unusable)?;
        let public = rsa::PublicKey::from_der(public.as_ref()).map_err(|_| KeyError::Unusable)?;
        let [n, e] = [public.modulus(), public.exponent()]
            .map(|number| number.big_endian_without_leading_zero().to_vec());
        Ok(Self {
            public: PublicKey::from_parts(n, e)?,
            decrypting: OaepPrivateDecryptingKey::new(key.clone()).map_err(|_| KeyError::Unusable)?,
            storable: key,
        })
    }

    /// Returns the private key in PKCS #8 DER (RFC 5958), in the clear. The caller encrypts it before it is
    /// stored.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let der: Pkcs8V1Der<'_> = self.storable.as_der().map_err(|_| KeyError::Failed)?;
        Ok(Zeroizing::new(der.as_ref().to_vec()))
    }

    pub fn public(&self) -> PublicKey {
        self.public.clone()
    }

    pub(crate) fn modulus_size(&self) -> usize {
        self.decrypting.key_size_bytes()
    }

    /// Decrypts the content key into `content_key`, which is not changed where that fails or yields another
    /// size.
    pub(crate) fn unwrap_into(&self, encrypted_key: &[u8], content_key: &mut ContentKey) {
        let mut room = Zeroizing::new([0; MAX_ENCRYPTED_KEY]);
        let room = &mut room[..self.modulus_size()];
        if let Ok(opened) = self.decrypting.decrypt(&OAEP_SHA256_MGF1SHA256, encrypted_key, room, None) {
            content_key.replace(opened);
        }
    }
}
