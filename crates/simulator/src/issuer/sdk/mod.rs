//! The cryptography between an issuer and an app (EMV 3-D Secure, section 6.2): device data that the SDK seals for the directory
//! server, signed content that names the issuer's key, and the two keys of a challenge.

pub(super) mod curve;
pub(super) mod directory_keys;
pub(super) mod jwe;
pub(super) mod signed;

/// Something could not be opened or agreed. It is not told what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused;
