//! A128GCM (RFC 7518, section 5.3).

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use super::TAG_SIZE;
use crate::Refused;

pub(super) fn seal(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    plaintext: &[u8],
) -> Result<(Vec<u8>, [u8; TAG_SIZE]), Refused> {
    let mut text = plaintext.to_vec();
    let tag = cipher(key)?.seal_in_place_separate_tag(nonce(iv)?, Aad::from(aad), &mut text);
    let tag = tag.map_err(|_| Refused)?.as_ref().try_into().map_err(|_| Refused)?;
    Ok((text, tag))
}

pub(super) fn open(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: Vec<u8>,
    tag: &[u8; TAG_SIZE],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let mut text = Zeroizing::new(ciphertext);
    text.extend_from_slice(tag);
    let size = cipher(key)?.open_in_place(nonce(iv)?, Aad::from(aad), &mut text).map_err(|_| Refused)?.len();
    text.truncate(size);
    Ok(text)
}

fn cipher(key: &[u8]) -> Result<LessSafeKey, Refused> {
    UnboundKey::new(&AES_128_GCM, key).map(LessSafeKey::new).map_err(|_| Refused)
}

fn nonce(iv: &[u8]) -> Result<Nonce, Refused> {
    Nonce::try_assume_unique_for_key(iv).map_err(|_| Refused)
}
