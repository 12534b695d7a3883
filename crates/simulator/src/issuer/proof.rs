//! What an issuer proves an authentication with: an indicator and a value.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use vault::SandboxSeed;

/// The status of an authentication that has an electronic commerce indicator of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    Authenticated,
    Attempted,
    Nothing,
}

/// Returns the electronic commerce indicator (ECI). Mastercard counts in its own way.
pub(super) const fn eci(is_mastercard: bool, grade: Grade) -> &'static str {
    match (is_mastercard, grade) {
        (false, Grade::Authenticated) => "05",
        (false, Grade::Attempted) => "06",
        (false, Grade::Nothing) => "07",
        (true, Grade::Authenticated) => "02",
        (true, Grade::Attempted) => "01",
        (true, Grade::Nothing) => "00",
    }
}

/// Returns the authentication value of a transaction: 20 bytes in base64, the same ones each time.
pub(super) fn value(seed: &SandboxSeed, acs_trans_id: &str) -> String {
    STANDARD.encode(&seed.derive(&format!("3-D Secure value {acs_trans_id}"))[..20])
}
