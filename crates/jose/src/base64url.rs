//! Base64url without padding (RFC 7515 section 2), where every value has exactly one text.
//!
//! Padding, whitespace, `+`, `/` and trailing bits that are not zero are refused. If one value had two texts,
//! a token could be altered and still open. The limit is checked before anything is decoded.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::Refused;

/// Decodes a value of at most `limit` bytes.
pub(crate) fn decode(text: &str, limit: usize) -> Result<Vec<u8>, Refused> {
    if text.len() > encoded_len(limit) {
        return Err(Refused);
    }
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Refused)
}

/// Decodes a value of exactly `N` bytes.
pub(crate) fn decode_exact<const N: usize>(text: &str) -> Result<[u8; N], Refused> {
    decode(text, N)?.try_into().map_err(|_| Refused)
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Returns the length of the text of a value of `bytes` bytes. Without padding, a longer text has a longer
/// value.
const fn encoded_len(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for size in 0..70 {
            let bytes: Vec<u8> = (0..size).map(|n: u8| n.wrapping_mul(37)).collect();
            let text = encode(&bytes);
            assert_eq!(text.len(), encoded_len(bytes.len()));
            assert_eq!(decode(&text, bytes.len()).unwrap(), bytes);
            if size > 0 {
                assert_eq!(decode(&text, bytes.len() - 1), Err(Refused), "one byte over the limit");
            }
        }
    }

    #[test]
    fn only_the_canonical_text_is_read() {
        assert_eq!(decode("-_8", 9).unwrap(), [0xfb, 0xff]);
        for text in
            ["-_8=", "+_8", "-/8", "-_9", "-_ 8", "-_8\n", " -_8", "A", "AAAAA", "é", "-_8.", "=", "\0"]
        {
            assert_eq!(decode(text, 9), Err(Refused), "{text:?}");
        }
    }

    #[test]
    fn an_exact_size_is_neither_less_nor_more() {
        assert_eq!(decode_exact::<3>("AAAA").unwrap(), [0; 3]);
        assert_eq!(decode_exact::<2>("AAAA"), Err(Refused));
        assert_eq!(decode_exact::<4>("AAAA"), Err(Refused));
    }
}
