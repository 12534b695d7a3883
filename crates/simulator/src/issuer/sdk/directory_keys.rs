//! The keys of the directory servers, which apps are told before they pay (session services, section 8), and the device data
//! that apps seal under them.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use document::Tree;
use vault::SandboxSeed;
use zeroize::Zeroizing;

use super::{Refused, curve::AgreementKey, jwe::Sealed, signed};

/// Schemes and their registered application providers.
const SCHEMES: [(&str, &str); 5] = [
    ("CB", "A000000042"),
    ("VISA", "A000000003"),
    ("MASTERCARD", "A000000004"),
    ("AMEX", "A000000025"),
    ("DINERS", "A000000152"),
];

/// The public key of a directory server, and the root of the issuers' signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryKey {
    /// The card scheme in capitals.
    pub scheme: &'static str,
    /// The registered application provider identifier (RID) of the scheme.
    pub rid: &'static str,
    /// The key as a SubjectPublicKeyInfo, DER in base64.
    pub public_key_base64: String,
    /// The root certificate, DER in base64.
    pub root_base64: String,
}

/// Returns the keys of all schemes. The same seed gives the same keys; only the signature in the root certificate differs each time.
/// The list is empty where the certificate cannot be written.
pub fn directory_keys(seed: &SandboxSeed) -> Vec<DirectoryKey> {
    let Some(root) = signed::root_certificate(seed) else { return Vec::new() };
    let root_base64 = STANDARD.encode(root);
    let one = |(scheme, rid)| DirectoryKey {
        scheme,
        rid,
        public_key_base64: STANDARD.encode(key(seed, rid).spki()),
        root_base64: root_base64.clone(),
    };
    SCHEMES.map(one).into()
}

/// Opens device data (`sdkEncData`) under the key of whichever scheme: the request does not name the one that the app chose.
pub(crate) fn open_device_data(seed: &SandboxSeed, text: &str) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let sealed = Sealed::parse(text)?;
    if sealed.header.get("alg").and_then(Tree::as_text) != Some("ECDH-ES") {
        return Err(Refused);
    }
    let peer = sealed.header.get("epk").and_then(Tree::as_object).ok_or(Refused)?;
    // PartyVInfo is the id of the directory server, whether the header repeats it or not.
    let said = sealed.header.get("apv").and_then(Tree::as_text);
    let said = said.map(|said| URL_SAFE_NO_PAD.decode(said)).transpose().map_err(|_| Refused)?;
    let encryption = sealed.encryption;
    let open = |rid: &str| {
        let party = said.as_deref().unwrap_or(rid.as_bytes());
        let agreed = key(seed, rid).agree(peer, encryption.algorithm(), party, encryption.key_bits())?;
        sealed.open(&agreed)
    };
    SCHEMES.iter().find_map(|(_, rid)| open(rid).ok()).ok_or(Refused)
}

fn key(seed: &SandboxSeed, rid: &str) -> AgreementKey {
    AgreementKey::derived(seed, &format!("3-D Secure directory {rid}"))
}
