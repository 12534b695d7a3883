//! The secret part of a session's id. The store holds it sealed, so that a reader of the store cannot open a session. It is
//! unsealed to be compared, and for the merchant: in a notification, and in the answer to a repeated request.

use domain::session::Session;
use primitives::{MerchantId, Sealed, SessionId, SessionNumber};
use vault::Place;

use crate::{Gateway, Refusal};

pub(crate) fn seal(gateway: &Gateway, merchant: MerchantId, id: &SessionId) -> Sealed {
    let row = row(merchant, id.number());
    Sealed::new(gateway.vault.seal(place(&row), gateway.nonce(), id.secret().as_bytes()))
}

/// Unseals the secret and returns the whole id of a session.
pub(crate) fn open(gateway: &Gateway, session: &Session) -> Result<SessionId, Refusal> {
    let row = row(session.merchant, session.number);
    let secret = gateway.vault.unseal(place(&row), session.secret.as_bytes());
    let id = secret.and_then(|secret| SessionId::of(session.number, std::str::from_utf8(&secret).ok()?));
    id.ok_or_else(|| {
        tracing::error!(session = %session.number, "a session's secret does not open: run `guichet doctor`");
        Refusal::Internal
    })
}

fn row(merchant: MerchantId, number: SessionNumber) -> String {
    format!("{merchant}/{number}")
}

fn place(row: &str) -> Place<'_> {
    Place { table: "sessions", row, column: "sealed_secret" }
}
