//! Seals a card in the shop, so that only the gateway can read it.

use document::{Object, Tree, write_json};
use jose::PublicKey;
use zeroize::Zeroizing;

use crate::{Answer, Error};

/// A public key that the gateway gives out under a name chosen by the shop.
pub struct EncryptionKey {
    /// The id of the key, which is the `kid` of what is sealed.
    pub id: i64,
    pub public: PublicKey,
}

impl EncryptionKey {
    pub(crate) fn from_answer(answer: &Answer) -> Result<Self, Error> {
        let missing = || Error::NoKey { status: answer.status };
        let key = answer.at(&["encryptionKey"]).ok_or_else(missing)?;
        let id = key.at(&["id"]).and_then(Tree::as_integer).ok_or_else(missing)?;
        let part = |name| key.at(&["key", name]).and_then(Tree::as_text).ok_or_else(missing);
        let public = PublicKey::from_base64url(part("n")?, part("e")?)?;
        Ok(Self { id, public })
    }

    /// Returns the value of `paymentInstrument.encryptedData`: a compact JWE. `expiration` is MMYY.
    pub fn seal_card(
        &self,
        number: &str,
        expiration: &str,
        cvx: &str,
        holder: &str,
    ) -> Result<String, Error> {
        let card = Object::new()
            .with("number", number)
            .with("expirationDate", expiration)
            .with("cvx", cvx)
            .with("holderName", holder);
        let plaintext = Zeroizing::new(write_json(&card.into()));
        Ok(self.public.seal(&self.id.to_string(), plaintext.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderValue};
    use jose::{Compact, KeySize, PrivateKey};

    fn answer(body: String) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Answer::new(200, headers, Bytes::from(body))
    }

    #[test]
    fn a_sealed_card_names_its_key_and_opens_with_it() {
        let private = PrivateKey::generate(KeySize::Rsa2048).unwrap();
        let (n, e) = (private.public().n_base64url(), private.public().e_base64url());
        let body = format!(r#"{{"encryptionKey":{{"id":23456,"key":{{"n":"{n}","e":"{e}"}}}}}}"#);
        let key = EncryptionKey::from_answer(&answer(body)).unwrap();
        let sealed = key.seal_card("4970105151515140", "1230", "123", "Camille Martin").unwrap();
        let token = Compact::parse(&sealed).unwrap();
        assert_eq!(token.kid(), Some("23456"));
        let card = document::read_json(&token.open(&private).unwrap()).unwrap();
        let member = |name| card.at(&[name]).and_then(Tree::as_text).unwrap();
        let members = ["number", "expirationDate", "cvx", "holderName"].map(member);
        assert_eq!(members, ["4970105151515140", "1230", "123", "Camille Martin"]);
    }

    #[test]
    fn an_answer_without_a_key() {
        let error = EncryptionKey::from_answer(&answer("{}".to_owned())).err();
        assert!(matches!(error, Some(Error::NoKey { status: 200 })));
    }
}
