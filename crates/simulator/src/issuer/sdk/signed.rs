//! The content that an issuer signs for an app (`acsSignedContent`): where the app asks, and under which keys.
//!
//! The root's key is made of the sandbox's seed. The key that signs is RSA, which cannot be derived: it is made in memory when it is
//! first needed, and the root certifies it.

use std::sync::OnceLock;

use aws_lc_rs::{
    encoding::{AsDer as _, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::RSA_PSS_SHA256,
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use document::{Object, Tree, write_json};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use vault::SandboxSeed;

use super::{Refused, curve::signing_key};

const ROOT_LABEL: &str = "3-D Secure root";

/// The key that signs, and its certificate, DER in base64. The root is not sent: an app has it already.
pub(crate) struct Signer {
    key: RsaKeyPair,
    certificate: String,
}

/// A signer that is made when it is first needed: that takes a tenth of a second or longer.
#[derive(Default)]
pub(crate) struct LazySigner(OnceLock<Option<Signer>>);

impl LazySigner {
    pub(crate) fn sign(&self, seed: &SandboxSeed, content: Object) -> Result<String, Refused> {
        self.0.get_or_init(|| Signer::make(seed)).as_ref().ok_or(Refused)?.sign(content)
    }
}

impl Signer {
    fn make(seed: &SandboxSeed) -> Option<Self> {
        let key = RsaKeyPair::generate(KeySize::Rsa2048).ok()?;
        let private: Pkcs8V1Der<'_> = key.as_der().ok()?;
        let public = KeyPair::try_from(private.as_ref()).ok()?;
        let params = CertificateParams::new(Vec::new()).ok().map(|params| named(params, "Sandbox issuer"))?;
        let root = Issuer::new(root_params()?, signing_key(seed, ROOT_LABEL)?);
        let leaf = params.signed_by(&public, &root).ok()?;
        Some(Self { key, certificate: STANDARD.encode(leaf.der()) })
    }

    /// Signs with PS256 (RFC 7518, section 3.5).
    #[expect(
        clippy::disallowed_methods,
        reason = "AWS-LC draws the salt of a signature itself, and this value is ignored"
    )]
    fn sign(&self, content: Object) -> Result<String, Refused> {
        let chain = Tree::List(vec![Tree::text(self.certificate.as_str())]);
        let header = Object::new().with("alg", "PS256").with("x5c", chain);
        let encode = |object| URL_SAFE_NO_PAD.encode(write_json(&Tree::Object(object)));
        let signed = format!("{}.{}", encode(header), encode(content));
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(&RSA_PSS_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| Refused)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// Returns the root certificate in DER.
pub(crate) fn root_certificate(seed: &SandboxSeed) -> Option<Vec<u8>> {
    let root = root_params()?.self_signed(&signing_key(seed, ROOT_LABEL)?).ok()?;
    Some(root.der().to_vec())
}

fn root_params() -> Option<CertificateParams> {
    let params = CertificateParams::new(Vec::new()).ok()?;
    let mut params = named(params, "Sandbox 3-D Secure root");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    Some(params)
}

fn named(mut params: CertificateParams, name: &str) -> CertificateParams {
    params.distinguished_name.push(DnType::CommonName, name);
    params
}
