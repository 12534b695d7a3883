//! JWE compact serialization whose content key both sides know (RFC 7518, sections 4.5 and 4.6): `alg` is `dir` or `ECDH-ES`, the part
//! for an encrypted key is empty, and the content is sealed by A128CBC-HS256 or A128GCM.
//!
//! It is kept apart from the envelopes of cards ([`crate::Compact`]), which take neither of these algorithms. The caller says which
//! `alg` it expects, so that a sender does not choose. Compression and critical extensions are refused.

mod cbc_hs256;
mod gcm;

use document::{Object, Tree, read_json, write_json};
use zeroize::Zeroizing;

use crate::{KeyError, Refused, base64url};

/// The size of a content key in bytes. A128CBC-HS256 takes all of it, A128GCM takes half.
pub const CONTENT_KEY_SIZE: usize = 32;
/// The longest header in bytes.
const MAX_HEADER: usize = 2 * 1024;
/// The size of the authentication tag in bytes, for both algorithms.
const TAG_SIZE: usize = 16;

document::choice! {
    /// The algorithm that seals the content.
    pub enum Encryption {
        A128CbcHs256 = "A128CBC-HS256",
        A128Gcm = "A128GCM",
    }
}

impl Encryption {
    /// The size of the key in bytes.
    pub const fn key_size(self) -> usize {
        match self {
            Self::A128CbcHs256 => CONTENT_KEY_SIZE,
            Self::A128Gcm => 16,
        }
    }

    const fn iv_size(self) -> usize {
        match self {
            Self::A128CbcHs256 => 16,
            Self::A128Gcm => 12,
        }
    }
}

/// Seals a plaintext. `header` is the protected header without `enc`. The key has the size that `encryption` needs.
#[expect(clippy::disallowed_methods, reason = "whoever seals draws an IV for one token")]
pub fn seal(
    header: &Object,
    encryption: Encryption,
    key: &[u8],
    plaintext: &[u8],
) -> Result<String, KeyError> {
    let mut iv = [0; 16];
    let iv = &mut iv[..encryption.iv_size()];
    aws_lc_rs::rand::fill(iv).map_err(|_| KeyError::Failed)?;
    seal_with_iv(header, encryption, key, iv, plaintext)
}

/// Seals under a given IV. A key must see each IV once.
pub fn seal_with_iv(
    header: &Object,
    encryption: Encryption,
    key: &[u8],
    iv: &[u8],
    plaintext: &[u8],
) -> Result<String, KeyError> {
    let header = header.clone().with("enc", encryption.as_str());
    let protected = base64url::encode(write_json(&header.into()).as_bytes());
    let sealed = match encryption {
        Encryption::A128CbcHs256 => cbc_hs256::seal(key, iv, protected.as_bytes(), plaintext),
        Encryption::A128Gcm => gcm::seal(key, iv, protected.as_bytes(), plaintext),
    };
    let (ciphertext, tag) = sealed.map_err(|_| KeyError::Unusable)?;
    let [iv, ciphertext, tag] = [iv, &ciphertext, &tag].map(base64url::encode);
    Ok(format!("{protected}..{iv}.{ciphertext}.{tag}"))
}

/// A token of the right form. It may still not open.
pub struct Direct<'a> {
    protected: &'a str,
    pub header: Object,
    pub encryption: Encryption,
    iv: Vec<u8>,
    ciphertext: Vec<u8>,
    tag: [u8; TAG_SIZE],
}

impl<'a> Direct<'a> {
    /// Splits a token whose `alg` is the given one, and whose ciphertext has at most `limit` bytes.
    pub fn parse(text: &'a str, alg: &str, limit: usize) -> Result<Self, Refused> {
        let parts: Vec<&str> = text.splitn(6, '.').collect();
        let &[protected, "", iv, ciphertext, tag] = parts.as_slice() else { return Err(Refused) };
        let tree = read_json(&base64url::decode(protected, MAX_HEADER)?).map_err(|_| Refused)?;
        let Tree::Object(header) = tree else { return Err(Refused) };
        let member = |name: &str| header.get(name).and_then(Tree::as_text);
        if member("alg") != Some(alg) || header.get("zip").is_some() || header.get("crit").is_some() {
            return Err(Refused);
        }
        let encryption = member("enc").and_then(Encryption::parse).ok_or(Refused)?;
        let iv = base64url::decode(iv, encryption.iv_size())?;
        let (ciphertext, tag) = (base64url::decode(ciphertext, limit)?, base64url::decode_exact(tag)?);
        if iv.len() != encryption.iv_size() {
            return Err(Refused);
        }
        Ok(Self { protected, header, encryption, iv, ciphertext, tag })
    }

    /// Opens the token with a key of the size that its algorithm needs.
    pub fn open(self, key: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
        let aad = self.protected.as_bytes();
        match self.encryption {
            Encryption::A128CbcHs256 => cbc_hs256::open(key, &self.iv, aad, self.ciphertext, &self.tag),
            Encryption::A128Gcm => gcm::open(key, &self.iv, aad, self.ciphertext, &self.tag),
        }
    }
}
