//! Opens a token of Apple Pay: its key, its signature, its age, its content.

use aws_lc_rs::digest::{SHA256, digest};
use document::Tree;
use jiff::{SignedDuration, Timestamp};
use primitives::Expiry;
use zeroize::Zeroizing;

use super::{Token, cipher::CardKey, mint::hex, signature};
use crate::{AgreementKey, NumberKind, Opened, Proof, Refused, Wallet, base64, keys, payload};

/// How long a token is taken after it was signed. Apple says "a few minutes".
pub const TOKEN_AGE: SignedDuration = SignedDuration::from_mins(10);
/// How far the clock of a device may be ahead.
const CLOCK_AHEAD: SignedDuration = SignedDuration::from_mins(2);

/// What is needed to open a token.
pub struct Keys<'a> {
    /// The public root keys of Apple that are trusted, as SubjectPublicKeyInfo.
    pub roots: &'a [&'a [u8]],
    /// The merchant's payment processing key.
    pub key: &'a AgreementKey,
    /// The merchant identifier that the key was made for, such as `merchant.com.example.shop`.
    pub merchant_identifier: &'a str,
}

/// Opens a token at the time `now`.
pub fn open(token: &Token, keys: &Keys<'_>, now: Timestamp) -> Result<Opened, Refused> {
    let header = &token.header.0;
    if base64::decode(header.public_key_hash.as_str())? != digest(&SHA256, keys.key.spki()).as_ref() {
        return Err(Refused::KeyUnknown);
    }
    let parts = Parts::decode(token)?;
    let signature = base64::decode(token.signature.as_str())?;
    let signed_at = signature::verify(&signature, &parts.signed(), keys.roots, now)?;
    let expires = expiry_of(signed_at, now)?;
    let point = keys::point_of(&parts.ephemeral)?;
    let secret = keys.key.agree(&point)?;
    let plaintext = CardKey::derive(&secret, keys.merchant_identifier).open(parts.data)?;
    // Of the signed bytes, because their digits may be written in more than one way.
    let id = hex(&parts.transaction_id);
    card(&payload::read(&plaintext)?, id, expires)
}

/// The decoded members of a token that its signature is over.
pub(super) struct Parts {
    pub(super) ephemeral: Vec<u8>,
    pub(super) data: Vec<u8>,
    pub(super) transaction_id: Vec<u8>,
    pub(super) application_data: Vec<u8>,
}

impl Parts {
    fn decode(token: &Token) -> Result<Self, Refused> {
        let header = &token.header.0;
        Ok(Self {
            ephemeral: base64::decode(header.ephemeral_public_key.as_str())?,
            data: base64::decode(token.data.as_str())?,
            transaction_id: unhex(header.transaction_id.as_str())?,
            application_data: header
                .application_data
                .as_ref()
                .map_or(Ok(Vec::new()), |text| unhex(text.as_str()))?,
        })
    }

    pub(super) fn signed(&self) -> Vec<u8> {
        [&self.ephemeral[..], &self.data, &self.transaction_id, &self.application_data].concat()
    }
}

/// Returns the time at which a token expires that was signed at this time.
fn expiry_of(signed_at: Timestamp, now: Timestamp) -> Result<Timestamp, Refused> {
    let later = |at: Timestamp, by| at.saturating_add(by).unwrap_or(Timestamp::MAX);
    if signed_at > later(now, CLOCK_AHEAD) {
        return Err(Refused::Unopened);
    }
    let expires = later(signed_at, TOKEN_AGE);
    if now < expires { Ok(expires) } else { Err(Refused::Expired) }
}

fn card(card: &Tree, id: String, expires: Timestamp) -> Result<Opened, Refused> {
    // The other type, EMV, is of terminals in China.
    if payload::text(card, &["paymentDataType"])? != "3DSecure" {
        return Err(Refused::Unopened);
    }
    let cryptogram = payload::text(card, &["paymentData", "onlinePaymentCryptogram"])?;
    base64::decode(cryptogram)?;
    Ok(Opened {
        wallet: Wallet::ApplePay,
        pan: payload::pan(payload::text(card, &["applicationPrimaryAccountNumber"])?)?,
        expiry: expiry(payload::text(card, &["applicationExpirationDate"])?)?,
        holder: payload::holder(card, &["cardholderName"]),
        kind: NumberKind::DeviceToken,
        proof: Some(Proof {
            cryptogram: Zeroizing::new(cryptogram.to_owned()),
            eci: payload::eci(card, &["paymentData", "eciIndicator"])?,
        }),
        id,
        expires,
    })
}

/// Reads a date that is written `YYMMDD`.
fn expiry(text: &str) -> Result<Expiry, Refused> {
    if text.len() != 6 || !text.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Refused::Unopened);
    }
    Expiry::parse(&format!("{}{}", &text[2..4], &text[..2])).map_err(|_| Refused::Unopened)
}

pub(super) fn unhex(text: &str) -> Result<Vec<u8>, Refused> {
    // The parser of numbers would take a sign for the first digit of a pair.
    if !text.len().is_multiple_of(2) || !text.bytes().all(|sign| sign.is_ascii_hexdigit()) {
        return Err(Refused::Unopened);
    }
    let pairs = (0..text.len()).step_by(2).map(|at| &text[at..at + 2]);
    pairs.map(|pair| u8::from_str_radix(pair, 16).map_err(|_| Refused::Unopened)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_hexadecimal() {
        assert_eq!(unhex("0aF1").unwrap(), [0x0a, 0xf1]);
        for text in ["+a", "0a+1", "-a", " a", "0", "0g", "\u{e9}"] {
            assert_eq!(unhex(text), Err(Refused::Unopened), "{text}");
        }
    }
}
