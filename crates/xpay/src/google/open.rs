//! Opens a token of Google Pay: signatures, expiry, tag, plaintext.

use document::Tree;
use jiff::Timestamp;
use primitives::Expiry;
use zeroize::Zeroizing;

use super::{
    PROTOCOL, SENDER, Token,
    cipher::MessageKeys,
    signed::{message, verify},
};
use crate::{AgreementKey, NumberKind, Opened, Proof, Refused, Wallet, base64, payload};

/// What is needed to open a token.
pub struct Keys<'a> {
    /// The public keys of Google that are trusted, as SubjectPublicKeyInfo.
    pub roots: &'a [&'a [u8]],
    /// The recipient that the message is signed for, such as `gateway:guichet`.
    pub recipient: &'a str,
    /// The gateway's key.
    pub key: &'a AgreementKey,
    /// The merchant that the message must name, as the gateway knows it.
    pub merchant: &'a str,
}

/// Opens a token at the time `now`.
pub fn open(token: &Token, keys: &Keys<'_>, now: Timestamp) -> Result<Opened, Refused> {
    let signing_key = signing_key(token, keys.roots, now)?;
    let signed = message(&[SENDER, keys.recipient, PROTOCOL, token.signed_message.as_str()]);
    verify(&signing_key, &signed, token.signature.as_str())?;
    let plaintext = decrypt(token.signed_message.as_str(), keys.key)?;
    card(&payload::read(&plaintext)?, keys.merchant, now)
}

/// Returns the intermediate key, which one of the roots has signed.
fn signing_key(token: &Token, roots: &[&[u8]], now: Timestamp) -> Result<Vec<u8>, Refused> {
    let intermediate = &token.intermediate.0;
    let signed_key = intermediate.signed_key.as_str();
    let signed = message(&[SENDER, PROTOCOL, signed_key]);
    let mut signatures = intermediate.signatures.0.iter();
    let is_signed = signatures
        .any(|signature| roots.iter().any(|root| verify(root, &signed, signature.as_str()).is_ok()));
    if !is_signed {
        return Err(Refused::Unopened);
    }
    let key = payload::read(signed_key.as_bytes())?;
    expect_before(now, moment(&key, "keyExpiration")?)?;
    base64::decode(payload::text(&key, &["keyValue"])?)
}

fn decrypt(signed_message: &str, key: &AgreementKey) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let sealed = payload::read(signed_message.as_bytes())?;
    let bytes = |name| base64::decode(payload::text(&sealed, &[name])?);
    let (ciphertext, point, tag) = (bytes("encryptedMessage")?, bytes("ephemeralPublicKey")?, bytes("tag")?);
    let secret = key.agree(&point)?;
    MessageKeys::derive(&point, &secret)?.open(ciphertext, &tag)
}

fn card(message: &Tree, merchant: &str, now: Timestamp) -> Result<Opened, Refused> {
    if payload::text(message, &["gatewayMerchantId"])? != merchant {
        return Err(Refused::Unopened);
    }
    let expires = moment(message, "messageExpiration")?;
    expect_before(now, expires)?;
    let detail = |name| ["paymentMethodDetails", name];
    let (kind, proof) = match payload::text(message, &detail("authMethod"))? {
        "PAN_ONLY" => (NumberKind::CardPan, None),
        "CRYPTOGRAM_3DS" => (NumberKind::DeviceToken, Some(proof(message)?)),
        _ => return Err(Refused::Unopened),
    };
    let month = payload::number(message, &detail("expirationMonth"))?;
    let year = payload::number(message, &detail("expirationYear"))?;
    let expiry = format!("{month:02}{:02}", year.rem_euclid(100));
    Ok(Opened {
        wallet: Wallet::GooglePay,
        pan: payload::pan(payload::text(message, &detail("pan"))?)?,
        expiry: Expiry::parse(&expiry).map_err(|_| Refused::Unopened)?,
        holder: None,
        kind,
        proof,
        id: payload::text(message, &["messageId"])?.to_owned(),
        expires,
    })
}

fn proof(message: &Tree) -> Result<Proof, Refused> {
    let cryptogram = payload::text(message, &["paymentMethodDetails", "cryptogram"])?;
    base64::decode(cryptogram)?;
    let eci = payload::eci(message, &["paymentMethodDetails", "eciIndicator"])?;
    Ok(Proof { cryptogram: Zeroizing::new(cryptogram.to_owned()), eci })
}

/// Returns a time that is written as a text of milliseconds since 1970.
fn moment(tree: &Tree, name: &str) -> Result<Timestamp, Refused> {
    Timestamp::from_millisecond(payload::number(tree, &[name])?).map_err(|_| Refused::Unopened)
}

fn expect_before(now: Timestamp, end: Timestamp) -> Result<(), Refused> {
    if now < end { Ok(()) } else { Err(Refused::Expired) }
}
