//! Keyed hashes that leave no copy of what was hashed.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

/// The length of an HMAC with SHA-256 in bytes.
pub(crate) const LENGTH: usize = 32;

/// Returns the HMAC of the parts, one after the other.
///
/// The context of an HMAC holds the last block that was hashed, with the end of a card number in it. It is wiped where it is
/// dropped, but not where it was moved from, and the streaming interface of AWS-LC's crate moves it. So the parts are put
/// together, and hashed in one step, which does not.
pub(crate) fn mac(key: &hmac::Key, parts: &[&[u8]]) -> [u8; LENGTH] {
    let mut message = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        message.extend_from_slice(part);
    }
    let mut tag = [0; LENGTH];
    hmac::sign_to_buffer(key, &message, &mut tag).expect("the buffer has the length of the hash");
    tag
}
