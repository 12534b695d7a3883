//! The issuer's report of a challenge (RReq). It comes to a URL that only the directory server was told, and that proves it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::authentication::{Authentication, AuthenticationInput, Effective, Stage};
use primitives::{MerchantId, TransactionId, Uuid};
use vault::is_same;

use super::ask::{advance, decided};
use crate::{
    Gateway, Refusal,
    ports::{CommitError, IssuerDecision},
};

/// What an issuer reports.
pub struct IssuerReport {
    /// The transaction of the 3DS server that it names.
    pub server_transaction: Uuid,
    pub decision: IssuerDecision,
}

/// Records a report. `ticket` is the end of the URL. A second report, and one of another transaction, is refused as unknown, and
/// changes nothing.
pub async fn report(gateway: &Gateway, ticket_given: &str, report: IssuerReport) -> Result<(), Refusal> {
    let unknown = || Refusal::Unknown(domain::ReturnCode::AUTHENTICATION_UNKNOWN);
    let (merchant, number) = names(ticket_given).ok_or_else(unknown)?;
    let stored = gateway.store.authentication_by_number(merchant, number).await?.ok_or_else(unknown)?;
    if !is_same(ticket(gateway, &stored.value).as_bytes(), ticket_given.as_bytes()) {
        return Err(unknown());
    }
    let Stage::Challenging { challenge, .. } = &stored.value.stage else { return Err(unknown()) };
    let IssuerReport { server_transaction, decision } = report;
    let is_of_challenge = server_transaction == stored.value.server_transaction
        && decision.acs_transaction == challenge.acs_transaction
        && decision.directory_transaction == challenge.directory_transaction;
    if !is_of_challenge {
        return Err(unknown());
    }
    let decision = decided(gateway, &stored.value, decision, Effective::Challenge);
    match advance(gateway, stored, AuthenticationInput::Decided(decision)).await {
        Ok(_) => Ok(()),
        Err(CommitError::Stale) => Err(unknown()),
        Err(error) => Err(error.into()),
    }
}

/// Returns the end of the URL of an authentication: merchant, number, and a keyed hash of both and of the transaction.
pub(super) fn ticket(gateway: &Gateway, authentication: &Authentication) -> String {
    let Authentication { merchant, number, server_transaction, .. } = authentication;
    let hash =
        gateway.vault.partner_ticket(&format!("3-D Secure results {merchant} {number} {server_transaction}"));
    format!("{merchant}.{number}.{}", URL_SAFE_NO_PAD.encode(hash))
}

fn names(ticket: &str) -> Option<(MerchantId, TransactionId)> {
    let mut parts = ticket.split('.');
    let names = (MerchantId::parse(parts.next()?)?, TransactionId::parse(parts.next()?)?);
    Some(names)
}
