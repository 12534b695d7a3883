//! The secret part of a session's id. The store holds it sealed, so that a reader of the store cannot open a session. It is
//! unsealed to be compared, and for the merchant: in a notification, and in the answer to a repeated request.

use std::sync::{Mutex, PoisonError};

use domain::session::Session;
use primitives::{CellId, MerchantId, Sealed, SessionId, SessionNumber};
use vault::{Place, SealedColumn, key_of};

use crate::{Gateway, Refusal, keys::unseal};

/// A sealed secret that belongs to no session. It is unsealed where a session is unknown, so that an unknown number costs the same
/// work as a known one with a wrong secret. It is made again where the vault has another sealing key.
#[derive(Default)]
pub struct StandIn(Mutex<Option<Sealed>>);

/// The place of the stand-in. It is as long as that of a session.
const STAND_IN_ROW: &str = "00000000000000/0000000000000000";

pub(crate) fn seal(gateway: &Gateway, merchant: MerchantId, id: &SessionId) -> Sealed {
    let row = row(merchant, id.number());
    Sealed::new(gateway.vault.seal(place(&row), gateway.nonce(), id.secret().as_bytes()))
}

/// Unseals the stand-in, and returns an id with this number that nobody has.
pub(super) fn open_stand_in(gateway: &Gateway, number: SessionNumber) -> Result<SessionId, Refusal> {
    SessionId::of(number, &stand_in(gateway)?).ok_or(Refusal::Internal)
}

/// Unseals a secret that belongs to nothing, which costs what that of a session or of a payment link does.
pub(crate) fn stand_in(gateway: &Gateway) -> Result<String, Refusal> {
    let sealed = {
        let mut kept = gateway.stand_in.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sealing = Some(gateway.vault.sealing_key());
        match kept.as_ref().filter(|sealed| key_of(sealed.as_bytes()) == sealing) {
            Some(sealed) => sealed.clone(),
            None => kept.insert(seal_stand_in(gateway)).clone(),
        }
    };
    let secret = gateway.vault.unseal(place(STAND_IN_ROW), sealed.as_bytes()).ok();
    secret.and_then(|secret| String::from_utf8(secret.to_vec()).ok()).ok_or(Refusal::Internal)
}

/// Unseals the secret and returns the whole id of a session.
pub(crate) async fn open(gateway: &Gateway, session: &Session) -> Result<SessionId, Refusal> {
    let row = row(session.merchant, session.number);
    let secret = unseal(gateway, place(&row), session.secret.as_bytes()).await?;
    let id = std::str::from_utf8(&secret).ok().and_then(|secret| SessionId::of(session.number, secret));
    id.ok_or_else(|| {
        tracing::error!(session = %session.number, "a session's secret cannot be read: run `guichet doctor`");
        Refusal::Internal
    })
}

fn seal_stand_in(gateway: &Gateway) -> Sealed {
    let secret = SessionId::draw(CellId::default(), gateway.random(), 0).secret().to_owned();
    Sealed::new(gateway.vault.seal(place(STAND_IN_ROW), gateway.nonce(), secret.as_bytes()))
}

fn row(merchant: MerchantId, number: SessionNumber) -> String {
    format!("{merchant}/{number}")
}

fn place(row: &str) -> Place<'_> {
    Place::new(SealedColumn::SessionSecret, row)
}
