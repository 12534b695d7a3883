//! The protected header of a token (RFC 7516, section 4): `alg`, `enc` and `kid`.
//!
//! `alg` and `enc` must have the two supported values. `zip` is refused, because a small ciphertext could
//! become a large plaintext. `crit` is refused, because no extension is supported. The reader of JSON refuses
//! a member that is named twice. Every other member is ignored, as section 4 demands.

use document::{Object, Tree, read_json, write_json};

use crate::Refused;

const ALG: &str = "RSA-OAEP-256";
const ENC: &str = "A256GCM";

pub(crate) struct Header {
    pub(crate) kid: Option<String>,
}

impl Header {
    pub(crate) fn parse(json: &[u8]) -> Result<Self, Refused> {
        let tree = read_json(json).map_err(|_| Refused)?;
        let header = tree.as_object().ok_or(Refused)?;
        let says = |name: &str, word: &str| header.get(name).and_then(Tree::as_text) == Some(word);
        if !says("alg", ALG)
            || !says("enc", ENC)
            || header.get("zip").is_some()
            || header.get("crit").is_some()
        {
            return Err(Refused);
        }
        Ok(Self { kid: header.get("kid").map(kid).transpose()? })
    }

    /// Returns the header of the tokens that this crate makes.
    pub(crate) fn write(kid: &str) -> String {
        write_json(&Object::new().with("alg", ALG).with("enc", ENC).with("kid", kid).into())
    }
}

/// Reads the key id. It is a string (RFC 7517); shipped clients also send the number that the gateway once
/// gave out.
fn kid(value: &Tree) -> Result<String, Refused> {
    match value {
        Tree::Text(text) => Ok(text.to_string()),
        Tree::Integer(number) => Ok(number.to_string()),
        _ => Err(Refused),
    }
}
