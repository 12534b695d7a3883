//! What a signature of Google Pay is over, and its check.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

use crate::{Refused, base64, keys};

/// Returns the parts, each after its length in bytes as a little-endian number of 32 bits.
pub(super) fn message(parts: &[&str]) -> Vec<u8> {
    let mut message = Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
    for part in parts {
        let length = u32::try_from(part.len()).expect("a part is shorter than a request");
        message.extend_from_slice(&length.to_le_bytes());
        message.extend_from_slice(part.as_bytes());
    }
    message
}

/// Checks a signature in base64 by a public key as SubjectPublicKeyInfo.
pub(super) fn verify(spki: &[u8], message: &[u8], signature: &str) -> Result<(), Refused> {
    let (point, signature) = (keys::point_of(spki)?, base64::decode(signature)?);
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point);
    key.verify(message, &signature).map_err(|_| Refused::Unopened)
}
