//! The directory servers of 3-D Secure, as mobile apps need to know them.

/// Under which a mobile app encrypts what it tells an issuer (EMV 3-D Secure SDK, session services, section 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkKey {
    /// In capitals, as apps compare it: `CB`, `VISA`, `MASTERCARD`, `AMEX`.
    pub scheme: &'static str,
    /// The registered application provider of the scheme.
    pub rid: &'static str,
    /// SubjectPublicKeyInfo, DER in base64.
    pub public_key: String,
    /// The certificate that vouches for what issuers sign, DER in base64.
    pub root_public_key: String,
}

pub trait Directory: Send + Sync {
    fn sdk_keys(&self) -> Vec<SdkKey>;
}
