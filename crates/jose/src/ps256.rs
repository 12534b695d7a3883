//! JWS compact serialization (RFC 7515) with PS256 and a chain of certificates (`x5c`).
//!
//! A reader takes the chain from the header ([`Signed::chain`]), decides whether it trusts it, and checks the signature by the public
//! key of the first certificate ([`Signed::verify`]).

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{KeyPair as _, RSA_PSS_2048_8192_SHA256, RSA_PSS_SHA256, RsaKeyPair, UnparsedPublicKey},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use document::{Object, Tree, read_json, write_json};
use zeroize::Zeroizing;

use crate::{KeyError, Refused, base64url};

const ALG: &str = "PS256";
/// The longest JWS in bytes.
const MAX_TOKEN: usize = 64 * 1024;
/// The largest number of certificates in a chain.
const MAX_CHAIN: usize = 5;

/// An RSA key that signs.
pub struct SigningKey(RsaKeyPair);

impl SigningKey {
    /// Makes a key of 2048 bits. It takes a tenth of a second and more.
    pub fn generate() -> Result<Self, KeyError> {
        RsaKeyPair::generate(KeySize::Rsa2048).map(Self).map_err(|_| KeyError::Failed)
    }

    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeyError> {
        RsaKeyPair::from_pkcs8(pkcs8).map(Self).map_err(|_| KeyError::Unusable)
    }

    /// Returns the private key in PKCS #8 DER, in the clear. The caller encrypts it before it is stored.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let der: Pkcs8V1Der<'_> = self.0.as_der().map_err(|_| KeyError::Failed)?;
        Ok(Zeroizing::new(der.as_ref().to_vec()))
    }

    /// Returns the public key as a SubjectPublicKeyInfo.
    pub fn spki(&self) -> Result<Vec<u8>, KeyError> {
        let der: PublicKeyX509Der<'_> = self.0.public_key().as_der().map_err(|_| KeyError::Failed)?;
        Ok(der.as_ref().to_vec())
    }

    /// Makes a JWS. `chain` is the certificates in DER, that of this key first.
    #[expect(clippy::disallowed_methods, reason = "AWS-LC draws the salt of a signature itself")]
    pub fn sign(&self, chain: &[Vec<u8>], payload: &[u8]) -> Result<String, KeyError> {
        let chain: Vec<Tree> = chain.iter().map(|der| STANDARD.encode(der).into()).collect();
        let header = Object::new().with("alg", ALG).with("x5c", Tree::List(chain));
        let header = base64url::encode(write_json(&header.into()).as_bytes());
        let signed = format!("{header}.{}", base64url::encode(payload));
        let mut signature = vec![0; self.0.public_modulus_len()];
        let random = SystemRandom::new();
        let made = self.0.sign(&RSA_PSS_SHA256, &random, signed.as_bytes(), &mut signature);
        made.map_err(|_| KeyError::Failed)?;
        Ok(format!("{signed}.{}", base64url::encode(&signature)))
    }
}

/// A JWS of the right form, whose signature was not checked yet.
pub struct Signed<'a> {
    /// The header and the payload as they were sent.
    signed: &'a str,
    signature: Vec<u8>,
    payload: Vec<u8>,
    chain: Vec<Vec<u8>>,
}

impl<'a> Signed<'a> {
    pub fn parse(text: &'a str) -> Result<Self, Refused> {
        let (signed, signature) = text.rsplit_once('.').ok_or(Refused)?;
        let (header, payload) = signed.split_once('.').ok_or(Refused)?;
        let tree = read_json(&base64url::decode(header, MAX_TOKEN)?).map_err(|_| Refused)?;
        let header = tree.as_object().ok_or(Refused)?;
        if header.get("alg").and_then(Tree::as_text) != Some(ALG) || header.get("crit").is_some() {
            return Err(Refused);
        }
        let chain = header.get("x5c").and_then(Tree::as_list).ok_or(Refused)?;
        if chain.is_empty() || chain.len() > MAX_CHAIN {
            return Err(Refused);
        }
        let der = |one: &Tree| one.as_text().and_then(|text| STANDARD.decode(text).ok()).ok_or(Refused);
        Ok(Self {
            signed,
            signature: base64url::decode(signature, MAX_TOKEN)?,
            payload: base64url::decode(payload, MAX_TOKEN)?,
            chain: chain.iter().map(der).collect::<Result<_, _>>()?,
        })
    }

    /// Returns the certificates in DER, that of the signer first. Nothing of them was checked.
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    /// Checks the signature by a public key of 2048 bits and more as a SubjectPublicKeyInfo, and returns the payload.
    pub fn verify(self, spki: &[u8]) -> Result<Vec<u8>, Refused> {
        let key = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, spki);
        key.verify(self.signed.as_bytes(), &self.signature).map_err(|_| Refused)?;
        Ok(self.payload)
    }
}
