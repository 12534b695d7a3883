//! The result container: a text that names an authentication, and that nobody else can make.
//!
//! It is base64 of a JSON document. What the document tells of the authentication is for people; only its merchant, number and seal are
//! read. The seal is a keyed hash of the rest of the document, so that a container with any byte changed is none. A container that was
//! not made here, or not for this merchant, is one error, whatever is wrong.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use document::{Object, Text, Tree, read_json, write_json};
use domain::authentication::{Authentication, AuthenticationId, Decision};
use primitives::{MerchantId, TransactionId};
use vault::is_same;

use crate::{Gateway, Refusal, ports::Versioned};

/// The longest container that is read, in characters. Those that are made here are shorter than the 2,048 of the contract.
const MAX_LENGTH: usize = 4096;

const SEAL: &str = "seal";

/// How a merchant names the authentication that a payment relies on.
#[derive(Clone, PartialEq, Eq)]
pub enum Claimed {
    /// By its result container.
    Container(String),
    /// By the id of the authentication and the result of its challenge, which was not verified before.
    Challenge(AuthenticationId, super::ChallengeReport),
}

/// Writes the container of a decided authentication.
pub(super) fn write(gateway: &Gateway, authentication: &Authentication, decision: &Decision) -> String {
    let text = |maybe: Option<&str>| maybe.unwrap_or_default().to_owned();
    let document = Object::new()
        .with("containerVersion", "1")
        .with("merchantId", authentication.merchant.to_string())
        .with("number", authentication.number.to_string())
        .with("sessionId", authentication.id.as_str())
        .with("transStatus", decision.status.as_str())
        .with("transStatusReason", text(decision.reason.as_ref().map(Text::as_str)))
        .with("eci", text(decision.eci.as_ref().map(Text::as_str)))
        .with("effectiveAuthType", decision.effective.as_str())
        .with("messageVersion", decision.version.as_str())
        .with("dsTransID", decision.directory_transaction.to_string())
        .with("acsTransID", decision.acs_transaction.to_string())
        .with("threeDSServerTransID", authentication.server_transaction.to_string())
        .with("threeDSRequestorChallengeInd", authentication.preference.indicator())
        .with("purchaseAmount", authentication.bound.amount.minor_units().to_string())
        .with("purchaseCurrency", authentication.bound.currency.as_str());
    let seal = seal(gateway, authentication, &document);
    STANDARD.encode(write_json(&document.with(SEAL, STANDARD.encode(seal)).into()))
}

/// Finds the authentication that a payment of the merchant relies on.
pub(super) async fn find(
    gateway: &Gateway,
    merchant: MerchantId,
    claimed: &Claimed,
) -> Result<Versioned<Authentication>, Refusal> {
    match claimed {
        Claimed::Container(container) => {
            let Read { number, document, seal: seal_given } =
                read(container, merchant).ok_or(Refusal::Proof)?;
            let found = gateway.store.authentication_by_number(merchant, number).await?;
            let found = found.ok_or(Refusal::Proof)?;
            if !is_same(&seal(gateway, &found.value, &document), &seal_given) {
                return Err(Refusal::Proof);
            }
            Ok(found)
        }
        Claimed::Challenge(id, report) => {
            let found = gateway.store.authentication(merchant, id).await?.ok_or(Refusal::ChallengeProof)?;
            if report.is_of(&found.value) { Ok(found) } else { Err(Refusal::ChallengeProof) }
        }
    }
}

/// What a container says.
struct Read {
    number: TransactionId,
    /// All but the seal.
    document: Object,
    seal: Vec<u8>,
}

fn read(container: &str, merchant: MerchantId) -> Option<Read> {
    if container.len() > MAX_LENGTH {
        return None;
    }
    let tree = read_json(&STANDARD.decode(container).ok()?).ok()?;
    // One document is written in one way.
    if STANDARD.encode(write_json(&tree)) != container {
        return None;
    }
    let Tree::Object(mut document) = tree else { return None };
    let seal = STANDARD.decode(document.remove(SEAL)?.as_text()?).ok()?;
    let text = |name: &str| document.get(name).and_then(Tree::as_text);
    let is_of_merchant = text("merchantId").and_then(MerchantId::parse) == Some(merchant);
    let number = text("number").and_then(TransactionId::parse).filter(|_| is_of_merchant)?;
    Some(Read { number, document, seal })
}

/// Returns the keyed hash that proves that a container was made here of this authentication.
fn seal(gateway: &Gateway, authentication: &Authentication, document: &Object) -> Vec<u8> {
    let transaction = authentication.server_transaction;
    let document = write_json(&document.clone().into());
    gateway.vault.partner_ticket(&format!("3-D Secure container {transaction} {document}"))
}
