//! Makes tokens as Google Pay makes them, under a root key that the maker has: for the sandbox and for tests.

use document::{List, Object, Text, write_json};
use jiff::{SignedDuration, Timestamp};
use primitives::{Expiry, Pan};

use super::{
    PROTOCOL, SENDER, Token,
    cipher::MessageKeys,
    signed::message,
    token::{IntermediateSigningKey, ProtocolVersion},
};
use crate::{AgreementKey, Derive, Refused, SigningKey, base64, nested::Nested, payload};

/// The keys of a wallet: a root key, and an intermediate key that it signs.
pub struct Signer {
    root: SigningKey,
    intermediate: SigningKey,
}

/// What is put into a token.
pub struct Minted<'a> {
    pub pan: &'a Pan,
    pub expiry: Expiry,
    /// The cryptogram in base64 of a number that stands for the card on a device. `None` makes a token with the card's own number.
    pub cryptogram: Option<&'a str>,
    /// The id of the message. It is different in each token.
    pub id: &'a str,
    pub expires: Timestamp,
    pub merchant: &'a str,
    pub recipient: &'a str,
    /// The public point of the gateway's key.
    pub recipient_point: &'a [u8],
}

impl Signer {
    pub fn derived(seed: &dyn Derive) -> Self {
        let key = |label| SigningKey::derived(seed, label);
        Self { root: key("google pay root"), intermediate: key("google pay intermediate") }
    }

    /// The public root key as SubjectPublicKeyInfo.
    pub fn root(&self) -> &[u8] {
        self.root.spki()
    }

    pub fn mint(&self, minted: &Minted<'_>) -> Result<Token, Refused> {
        let signed_message = seal(minted)?;
        let signed = message(&[SENDER, minted.recipient, PROTOCOL, &signed_message]);
        let key_expires =
            minted.expires.saturating_add(SignedDuration::from_hours(24)).unwrap_or(minted.expires);
        let signed_key = Object::new()
            .with("keyValue", base64::encode(self.intermediate.spki()))
            .with("keyExpiration", key_expires.as_millisecond().to_string());
        let signed_key = write_json(&signed_key.into());
        let key_signature = self.root.sign(&message(&[SENDER, PROTOCOL, &signed_key]))?;
        let intermediate = IntermediateSigningKey {
            signed_key: Text::stored(&signed_key),
            signatures: List(vec![Text::stored(&base64::encode(&key_signature))]),
        };
        Ok(Token {
            protocol_version: ProtocolVersion::EcV2,
            signature: Text::stored(&base64::encode(&self.intermediate.sign(&signed)?)),
            intermediate: Nested(intermediate),
            signed_message: Text::stored(&signed_message),
        })
    }
}

fn seal(minted: &Minted<'_>) -> Result<String, Refused> {
    let ephemeral = AgreementKey::generate()?;
    let secret = ephemeral.agree(minted.recipient_point)?;
    let keys = MessageKeys::derive(ephemeral.point(), &secret)?;
    let sealed = keys.seal(payload::write(plaintext(minted)))?;
    let object = Object::new()
        .with("encryptedMessage", base64::encode(&sealed))
        .with("ephemeralPublicKey", base64::encode(ephemeral.point()))
        .with("tag", base64::encode(&keys.tag(&sealed)));
    Ok(write_json(&object.into()))
}

fn plaintext(minted: &Minted<'_>) -> Object {
    let expiry = minted.expiry.to_string();
    let number = |digits: &str| digits.parse::<i64>().expect("an expiry is four digits");
    let details = Object::new()
        .with("pan", minted.pan.expose())
        .with("expirationMonth", number(&expiry[..2]))
        .with("expirationYear", 2_000 + number(&expiry[2..]));
    let details = match minted.cryptogram {
        Some(cryptogram) => details
            .with("authMethod", "CRYPTOGRAM_3DS")
            .with("cryptogram", cryptogram)
            .with("eciIndicator", "05"),
        None => details.with("authMethod", "PAN_ONLY"),
    };
    Object::new()
        .with("gatewayMerchantId", minted.merchant)
        .with("messageExpiration", minted.expires.as_millisecond().to_string())
        .with("messageId", minted.id)
        .with("paymentMethod", "CARD")
        .with("paymentMethodDetails", details)
}
