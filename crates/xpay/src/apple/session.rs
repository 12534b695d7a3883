//! The merchant session, by which Apple lets a page of the merchant ask for a payment.
//!
//! Apple answers it to a request that a merchant sends to a validation URL of Apple's. It is opaque to the merchant. The sandbox
//! makes it by itself, with the members that Apple's has, and asks nobody.

use document::Object;
use jiff::{SignedDuration, Timestamp};
use primitives::WebUrl;

use super::{Signer, mint::hex, open::unhex, signature};
use crate::Refused;

/// How long a page may use a merchant session (Apple: it expires five minutes after it is created).
pub const SESSION_LIFE: SignedDuration = SignedDuration::from_mins(5);

/// The URL of Apple's that a merchant session is asked at. No other host is ever called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationUrl(WebUrl);

impl ValidationUrl {
    /// Takes https URLs of Apple's published hosts: `apple-pay-gateway.apple.com`, those with a suffix such as `-nc-pod1` and
    /// `-cert`, and the same for China, which begin with `cn-`; on port 443, below `/paymentservices/`.
    pub fn of(url: WebUrl) -> Option<Self> {
        let service = url.host().strip_suffix(".apple.com")?;
        let service = service.strip_prefix("cn-").unwrap_or(service);
        let suffix = service.strip_prefix("apple-pay-gateway")?;
        let is_plain = suffix.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
        let is_published = is_plain && (suffix.is_empty() || suffix.starts_with('-'));
        let is_sound = url.is_https() && url.port() == 443 && url.path().starts_with("/paymentservices/");
        (is_published && is_sound).then_some(Self(url))
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// What a merchant session is made of.
pub struct SessionRequest<'a> {
    pub merchant_identifier: &'a str,
    /// The name that the buyer sees on the sheet.
    pub display_name: &'a str,
    /// The domain of the page.
    pub domain_name: &'a str,
    /// Random bytes of this session.
    pub nonce: &'a [u8; 16],
    pub now: Timestamp,
}

/// The members that are signed, in this order.
const SIGNED: [&str; 5] =
    ["merchantSessionIdentifier", "nonce", "merchantIdentifier", "domainName", "displayName"];

impl Signer {
    /// Makes a merchant session.
    pub fn session(&self, request: &SessionRequest<'_>) -> Result<Object, Refused> {
        let expires = request.now.saturating_add(SESSION_LIFE).unwrap_or(request.now);
        let nonce = hex(request.nonce);
        let session = Object::new()
            .with("epochTimestamp", request.now.as_millisecond())
            .with("expiresAt", expires.as_millisecond())
            .with("merchantSessionIdentifier", format!("SSH{}", nonce.to_ascii_uppercase()))
            .with("nonce", &nonce[..8])
            .with("merchantIdentifier", hex(hash(request.merchant_identifier).as_ref()).to_ascii_uppercase())
            .with("domainName", request.domain_name)
            .with("displayName", request.display_name);
        let signature = self.sign(&signed(&session), request.now)?;
        Ok(session
            .with("signature", hex(&signature))
            .with("operationalAnalyticsIdentifier", format!("{}:{nonce}", request.display_name))
            .with("retries", 0)
            .with("pspId", "guichet-sandbox"))
    }
}

/// Whether a merchant session was signed under one of the roots, as a device would ask.
pub fn is_session_signed(session: &Object, roots: &[&[u8]], now: Timestamp) -> bool {
    let signature = session.get("signature").and_then(document::Tree::as_text).map(unhex);
    let Some(Ok(signature)) = signature else { return false };
    signature::verify(&signature, &signed(session), roots, now).is_ok()
}

fn signed(session: &Object) -> Vec<u8> {
    let texts =
        SIGNED.iter().map(|name| session.get(name).and_then(document::Tree::as_text).unwrap_or_default());
    texts.flat_map(|text| [text.as_bytes(), b"\n"].concat()).collect()
}

fn hash(text: &str) -> aws_lc_rs::digest::Digest {
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes())
}
