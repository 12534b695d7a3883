//! The proof that a payment relies on. It is used in the commit that begins the payment, and once.

use domain::{
    ReturnCode,
    authentication::{Authenticated, Authentication, AuthenticationInput, Bound, Decision},
    transaction::Transaction,
};
use jiff::Timestamp;
use primitives::MerchantId;
use vault::{Place, SealedColumn};
use zeroize::Zeroizing;

use super::{Claimed, container, request::begins_series};
use crate::{
    Gateway, Refusal, audit,
    keys::unseal,
    payments::card::Card,
    ports::{AuthenticationWrite, CommitError, IssuerProof, Versioned, Write, authentication_row},
};

/// An authentication that suits a payment.
pub(crate) struct Proof {
    stored: Versioned<Authentication>,
    decision: Decision,
}

impl Proof {
    /// Finds the authentication that a payment claims. The code says why it does not suit the payment.
    pub(crate) async fn find(
        gateway: &Gateway,
        merchant: MerchantId,
        claimed: &Claimed,
        payment: &Transaction,
        card: &Card,
    ) -> Result<Result<Self, ReturnCode>, Refusal> {
        let stored = container::find(gateway, merchant, claimed).await?;
        let network = payment.card.as_ref().and_then(|card| card.selected_network);
        let bound = Bound {
            payment_method: payment.payment_method.clone(),
            network: network.unwrap_or(stored.value.bound.network),
            card: card.fingerprint.as_bytes().to_vec(),
            amount: payment.amount(),
            currency: payment.terms.currency,
            begins_series: begins_series(payment.terms.payment_type),
        };
        if let Some(code) = stored.value.objection(&bound, gateway.clock.now()) {
            return Ok(Err(code));
        }
        let decision = stored.value.decision().cloned().ok_or(Refusal::Internal)?;
        Ok(Ok(Self { stored, decision }))
    }

    /// Returns what the payment tells of it.
    pub(crate) fn told(&self) -> Authenticated {
        Authenticated::of(&self.decision, self.stored.value.preference)
    }

    /// Returns the writes by which a payment uses it. Fails as [`CommitError::Stale`] where it was used since.
    pub(crate) fn uses(&self, payment: &Transaction, now: Timestamp) -> Result<[Write; 2], CommitError> {
        let used = self.stored.value.step(AuthenticationInput::Used(payment.id), now);
        let used = Versioned { value: used.map_err(|_| CommitError::Stale)?, version: self.stored.version };
        let line = audit::authentication(&used.value);
        Ok([AuthenticationWrite::Update(Box::new(used)).into(), line])
    }

    /// Returns what the bank is given.
    pub(crate) async fn of_issuer(&self, gateway: &Gateway) -> Result<IssuerProof, Refusal> {
        let Authentication { merchant, number, .. } = &self.stored.value;
        let row = authentication_row(*merchant, *number);
        let value = match &self.decision.value {
            Some(sealed) => {
                let place = Place::new(SealedColumn::AuthenticationValue, &row);
                let bytes = unseal(gateway, place, sealed.as_bytes()).await?;
                let text = std::str::from_utf8(&bytes).map_err(|_| Refusal::Internal)?;
                Some(Zeroizing::new(text.to_owned()))
            }
            None => None,
        };
        let Decision { eci, directory_transaction, version, .. } = &self.decision;
        let (eci, version) = (eci.clone(), version.clone());
        Ok(IssuerProof { value, eci, directory_transaction: *directory_transaction, version })
    }
}
