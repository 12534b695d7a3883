//! A128CBC-HS256 (RFC 7518, section 5.2.3): AES-128-CBC with PKCS #7 padding, and the first half of an HMAC with SHA-256 over it. The
//! first half of the key is that of the HMAC. The tag is checked before anything is decrypted.

use aws_lc_rs::{
    cipher::{
        AES_128, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey,
        UnboundCipherKey,
    },
    constant_time::verify_slices_are_equal,
    hmac,
    iv::FixedLength,
};
use zeroize::Zeroizing;

use super::{CONTENT_KEY_SIZE, TAG_SIZE};
use crate::Refused;

/// The size of each half of the key in bytes.
const HALF: usize = CONTENT_KEY_SIZE / 2;

pub(super) fn seal(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    plaintext: &[u8],
) -> Result<(Vec<u8>, [u8; TAG_SIZE]), Refused> {
    let (mac, cipher) = halves(key)?;
    let cipher = PaddedBlockEncryptingKey::cbc_pkcs7(cipher).map_err(|_| Refused)?;
    let mut text = plaintext.to_vec();
    let context = EncryptionContext::Iv128(fixed(iv)?);
    cipher.less_safe_encrypt(&mut text, context).map_err(|_| Refused)?;
    let tag = tag(&mac, iv, aad, &text);
    Ok((text, tag))
}

pub(super) fn open(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: Vec<u8>,
    expected: &[u8; TAG_SIZE],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let (mac, cipher) = halves(key)?;
    verify_slices_are_equal(&tag(&mac, iv, aad, &ciphertext), expected).map_err(|_| Refused)?;
    let cipher = PaddedBlockDecryptingKey::cbc_pkcs7(cipher).map_err(|_| Refused)?;
    let mut text = Zeroizing::new(ciphertext);
    let context = DecryptionContext::Iv128(fixed(iv)?);
    let size = cipher.decrypt(&mut text, context).map_err(|_| Refused)?.len();
    text.truncate(size);
    Ok(text)
}

fn halves(key: &[u8]) -> Result<(hmac::Key, UnboundCipherKey), Refused> {
    if key.len() != CONTENT_KEY_SIZE {
        return Err(Refused);
    }
    let cipher = UnboundCipherKey::new(&AES_128, &key[HALF..]).map_err(|_| Refused)?;
    Ok((hmac::Key::new(hmac::HMAC_SHA256, &key[..HALF]), cipher))
}

fn fixed(iv: &[u8]) -> Result<FixedLength<16>, Refused> {
    <[u8; 16]>::try_from(iv).map(FixedLength::from).map_err(|_| Refused)
}

fn tag(key: &hmac::Key, iv: &[u8], aad: &[u8], ciphertext: &[u8]) -> [u8; TAG_SIZE] {
    let aad_bits = u64::try_from(aad.len() * 8).expect("a header is short");
    let mut context = hmac::Context::with_key(key);
    for part in [aad, iv, ciphertext, &aad_bits.to_be_bytes()] {
        context.update(part);
    }
    let whole = context.sign();
    *whole.as_ref().first_chunk().expect("SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> =
            hex.chars().filter_map(|c| c.to_digit(16)).map(|digit| u8::try_from(digit).unwrap()).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    /// RFC 7518, appendix B.1.
    #[test]
    fn the_vector_of_the_rfc() {
        let key: Vec<u8> = (0..32).collect();
        let iv = bytes("1af38c2dc2b96ffdd86694092341bc04");
        let aad = b"The second principle of Auguste Kerckhoffs";
        let plaintext = b"A cipher system must not be required to be secret, and it must be able to fall into the hands of \
            the enemy without inconvenience";
        let ciphertext = bytes(
            "c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9
             a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3f399a221489f16362c7032336
             09d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b
             384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade5
             4b8851ffb598f7f80074b9473c82e2db",
        );
        let tag: [u8; TAG_SIZE] = bytes("652c3fa36b0a7c5b3219fab3a30bc1c4").try_into().unwrap();
        assert_eq!(seal(&key, &iv, aad, plaintext), Ok((ciphertext.clone(), tag)));
        assert_eq!(*open(&key, &iv, aad, ciphertext, &tag).unwrap(), plaintext);
    }
}
