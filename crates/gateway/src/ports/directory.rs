//! The keys of the 3-D Secure directory servers, for mobile apps.

/// A key under which a mobile app encrypts device data for an issuer (EMV 3-D Secure SDK; session services,
/// section 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkKey {
    /// The card scheme in capitals, as apps compare it: `CB`, `VISA`, `MASTERCARD`, `AMEX`.
    pub scheme: &'static str,
    /// The registered application provider identifier (RID) of the scheme.
    pub rid: &'static str,
    /// The key as a SubjectPublicKeyInfo, DER in base64.
    pub public_key: String,
    /// The root certificate of issuers' signatures, DER in base64.
    pub root_public_key: String,
}

/// Lists the keys of the directory servers.
pub trait Directory: Send + Sync {
    fn sdk_keys(&self) -> Vec<SdkKey>;
}
