//! Base64 in the standard alphabet with padding (RFC 4648, section 4), as both wallets write bytes.

use ::base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::Refused;

pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Refused> {
    STANDARD.decode(text).map_err(|_| Refused::Unopened)
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
