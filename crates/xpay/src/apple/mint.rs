//! Makes tokens as Apple Pay makes them, for the sandbox and for tests.

use aws_lc_rs::digest::{SHA256, digest};
use document::{Object, Text};
use jiff::Timestamp;
use primitives::{Expiry, Pan};

use super::{
    Signer, Token,
    cipher::CardKey,
    open::Parts,
    token::{Header, Version},
};
use crate::{AgreementKey, Refused, base64, keys, nested::Nested, payload};

/// What is put into a token.
pub struct Minted<'a> {
    /// The number that stands for the card on the device.
    pub pan: &'a Pan,
    pub expiry: Expiry,
    /// The amount in minor units.
    pub amount: i64,
    /// The ISO 4217 number of the currency: 978 for EUR.
    pub currency: &'a str,
    /// The cryptogram in base64.
    pub cryptogram: &'a str,
    /// The id of the token. It is different in each token.
    pub id: &'a [u8; 32],
    pub signed_at: Timestamp,
    /// The merchant's public payment processing key as SubjectPublicKeyInfo.
    pub merchant_key: &'a [u8],
    pub merchant_identifier: &'a str,
}

impl Signer {
    pub fn mint(&self, minted: &Minted<'_>) -> Result<Token, Refused> {
        let ephemeral = AgreementKey::generate()?;
        let secret = ephemeral.agree(&keys::point_of(minted.merchant_key)?)?;
        let key = CardKey::derive(&secret, minted.merchant_identifier);
        let parts = Parts {
            ephemeral: ephemeral.spki().to_vec(),
            data: key.seal(payload::write(plaintext(minted)))?,
            transaction_id: minted.id.to_vec(),
            application_data: Vec::new(),
        };
        let signature = self.sign(&parts.signed(), minted.signed_at)?;
        let text = |bytes: &[u8]| base64::encode(bytes);
        let header = Header {
            ephemeral_public_key: Text::stored(&text(&parts.ephemeral)),
            public_key_hash: Text::stored(&text(digest(&SHA256, minted.merchant_key).as_ref())),
            transaction_id: Text::stored(&hex(&parts.transaction_id)),
            application_data: None,
        };
        Ok(Token {
            version: Version::EcV1,
            data: Text::stored(&text(&parts.data)),
            signature: Text::stored(&text(&signature)),
            header: Nested(header),
        })
    }
}

fn plaintext(minted: &Minted<'_>) -> Object {
    let expiry = minted.expiry.to_string();
    let proof = Object::new().with("onlinePaymentCryptogram", minted.cryptogram).with("eciIndicator", "5");
    Object::new()
        .with("applicationPrimaryAccountNumber", minted.pan.expose())
        // The last day that every month has: a card is good until the end of its month.
        .with("applicationExpirationDate", format!("{}{}28", &expiry[2..], &expiry[..2]))
        .with("currencyCode", minted.currency)
        .with("transactionAmount", minted.amount)
        .with("deviceManufacturerIdentifier", "040010030273")
        .with("paymentDataType", "3DSecure")
        .with("paymentData", proof)
}

/// Returns the bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
