//! JWE compact texts (RFC 7516) of an app: device data under a key that both sides agree on, and the messages of a challenge.
//!
//! Two encryptions are allowed (EMV 3-D Secure, sections 6.2.2 and 6.2.4): A128CBC-HS256 and A128GCM.

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    cipher::{
        AES_128, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey,
        UnboundCipherKey,
    },
    hmac,
    iv::FixedLength,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use document::{Object, Tree, read_json, write_json};
use zeroize::Zeroizing;

use super::Refused;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// AES-128 in CBC mode with HMAC-SHA-256; a key of 256 bits.
    CbcHmac,
    /// AES-128 in GCM mode; a key of 128 bits.
    Gcm,
}

/// The parts of a text that is not opened yet.
pub(crate) struct Sealed {
    pub(crate) header: Object,
    pub(crate) encryption: Encryption,
    /// What is authenticated besides the text: the header as it was written.
    about: String,
    iv: Vec<u8>,
    text: Vec<u8>,
    tag: Vec<u8>,
}

const TAG_BYTES: usize = 16;

impl Encryption {
    const fn name(self) -> &'static str {
        match self {
            Self::CbcHmac => "A128CBC-HS256",
            Self::Gcm => "A128GCM",
        }
    }

    pub(crate) const fn algorithm(self) -> &'static str {
        self.name()
    }

    pub(crate) const fn key_bits(self) -> u16 {
        match self {
            Self::CbcHmac => 256,
            Self::Gcm => 128,
        }
    }

    /// The number of bytes of the initialization vector.
    pub(crate) const fn iv_bytes(self) -> usize {
        match self {
            Self::CbcHmac => 16,
            Self::Gcm => 12,
        }
    }
}

impl Sealed {
    pub(crate) fn parse(text: &str) -> Result<Self, Refused> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(Refused);
        let (about, key, iv, sealed, tag) = (next()?, next()?, next()?, next()?, next()?);
        if parts.next().is_some() || !key.is_empty() {
            return Err(Refused);
        }
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| Refused);
        let header = read_json(&decode(about)?).map_err(|_| Refused)?.as_object().cloned().ok_or(Refused)?;
        let encryption = [Encryption::CbcHmac, Encryption::Gcm]
            .into_iter()
            .find(|known| header.get("enc").and_then(Tree::as_text) == Some(known.name()))
            .ok_or(Refused)?;
        if header.get("zip").is_some() || header.get("crit").is_some() {
            return Err(Refused);
        }
        let (iv, text, tag) = (decode(iv)?, decode(sealed)?, decode(tag)?);
        Ok(Self { header, encryption, about: about.to_owned(), iv, text, tag })
    }

    /// Returns the text, once its tag is right.
    pub(crate) fn open(&self, key: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
        if self.iv.len() != self.encryption.iv_bytes() || self.tag.len() != TAG_BYTES {
            return Err(Refused);
        }
        let mut text = Zeroizing::new(self.text.clone());
        match self.encryption {
            Encryption::CbcHmac => {
                let (mac_key, cipher_key) = halves(key)?;
                let tag = cbc_tag(mac_key, &self.about, &self.iv, &text);
                if !vault::is_same(&tag, &self.tag) {
                    return Err(Refused);
                }
                let cipher = UnboundCipherKey::new(&AES_128, cipher_key).map_err(|_| Refused)?;
                let cipher = PaddedBlockDecryptingKey::cbc_pkcs7(cipher).map_err(|_| Refused)?;
                let iv = FixedLength::try_from(&self.iv[..]).map_err(|_| Refused)?;
                let opened =
                    cipher.decrypt(&mut text, DecryptionContext::Iv128(iv)).map_err(|_| Refused)?.len();
                text.truncate(opened);
            }
            Encryption::Gcm => {
                text.extend_from_slice(&self.tag);
                let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, key).map_err(|_| Refused)?);
                let nonce = Nonce::try_assume_unique_for_key(&self.iv).map_err(|_| Refused)?;
                let opened = cipher
                    .open_in_place(nonce, Aad::from(self.about.as_bytes()), &mut text)
                    .map_err(|_| Refused)?
                    .len();
                text.truncate(opened);
            }
        }
        Ok(text)
    }
}

/// Seals the text under the header, whose encryption is set here.
pub(crate) fn seal(
    header: Object,
    encryption: Encryption,
    key: &[u8],
    iv: &[u8],
    text: &[u8],
) -> Result<String, Refused> {
    let header = header.with("enc", encryption.name());
    let about = URL_SAFE_NO_PAD.encode(write_json(&Tree::Object(header)));
    let mut sealed = text.to_vec();
    let tag = match encryption {
        Encryption::CbcHmac => {
            let (mac_key, cipher_key) = halves(key)?;
            let cipher = UnboundCipherKey::new(&AES_128, cipher_key).map_err(|_| Refused)?;
            let cipher = PaddedBlockEncryptingKey::cbc_pkcs7(cipher).map_err(|_| Refused)?;
            let context = EncryptionContext::Iv128(FixedLength::try_from(iv).map_err(|_| Refused)?);
            cipher.less_safe_encrypt(&mut sealed, context).map_err(|_| Refused)?;
            cbc_tag(mac_key, &about, iv, &sealed)
        }
        Encryption::Gcm => {
            let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, key).map_err(|_| Refused)?);
            let nonce = Nonce::try_assume_unique_for_key(iv).map_err(|_| Refused)?;
            cipher
                .seal_in_place_append_tag(nonce, Aad::from(about.as_bytes()), &mut sealed)
                .map_err(|_| Refused)?;
            sealed.split_off(sealed.len() - TAG_BYTES)
        }
    };
    let encode = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
    Ok(format!("{about}..{}.{}.{}", encode(iv), encode(&sealed), encode(&tag)))
}

/// Splits a key into that of the HMAC and that of the cipher (RFC 7518, section 5.2.2.1).
fn halves(key: &[u8]) -> Result<(&[u8], &[u8]), Refused> {
    if key.len() == 32 { Ok(key.split_at(16)) } else { Err(Refused) }
}

/// Returns the authentication tag (RFC 7518, section 5.2.2.1).
fn cbc_tag(mac_key: &[u8], about: &str, iv: &[u8], sealed: &[u8]) -> Vec<u8> {
    let bits = u64::try_from(about.len()).unwrap_or(u64::MAX).saturating_mul(8);
    let signed = [about.as_bytes(), iv, sealed, &bits.to_be_bytes()].concat();
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, mac_key), &signed).as_ref()[..TAG_BYTES].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_and_what_was_touched_does_not() {
        for encryption in [Encryption::CbcHmac, Encryption::Gcm] {
            let key = vec![7; usize::from(encryption.key_bits() / 8)];
            let iv = vec![9; encryption.iv_bytes()];
            let header = Object::new().with("alg", "dir").with("kid", "1");
            let sealed = seal(header, encryption, &key, &iv, b"hello").unwrap();
            let parsed = Sealed::parse(&sealed).unwrap();
            assert_eq!(parsed.encryption, encryption);
            assert_eq!(*parsed.open(&key).unwrap(), b"hello");
            assert_eq!(parsed.open(&vec![8; key.len()]).unwrap_err(), Refused);
            assert_eq!(parsed.open(&key[1..]).unwrap_err(), Refused);
            for place in 0..sealed.len() - 1 {
                let other = if &sealed[place..=place] == "A" { "B" } else { "A" };
                let touched = format!("{}{other}{}", &sealed[..place], &sealed[place + 1..]);
                let opened = Sealed::parse(&touched).and_then(|parsed| parsed.open(&key));
                // The last letter of a part has bits that count for nothing.
                let is_last = sealed.as_bytes().get(place + 1) == Some(&b'.');
                assert!(opened.is_err() || is_last, "{place} of {sealed}");
            }
        }
    }

    /// The tag and the text of RFC 7518, appendix B.1, whose header is a text and not base64.
    #[test]
    fn the_tag_is_that_of_the_standard() {
        let tag = cbc_tag(
            &(0..16).collect::<Vec<u8>>(),
            "The second principle of Auguste Kerckhoffs",
            &[0x1a, 0xf3, 0x8c, 0x2d, 0xc2, 0xb9, 0x6f, 0xfd, 0xd8, 0x66, 0x94, 0x09, 0x23, 0x41, 0xbc, 0x04],
            &standard_text(),
        );
        let expected =
            [0x65, 0x2c, 0x3f, 0xa3, 0x6b, 0x0a, 0x7c, 0x5b, 0x32, 0x19, 0xfa, 0xb3, 0xa3, 0x0b, 0xc1, 0xc4];
        assert_eq!(tag, expected);
    }

    fn standard_text() -> Vec<u8> {
        let hex = "c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9\
                   a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3f399a221489f16362c7032336\
                   09d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b\
                   384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade5\
                   4b8851ffb598f7f80074b9473c82e2db";
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }
}
