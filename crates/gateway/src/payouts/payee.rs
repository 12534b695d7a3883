//! The account numbers of payees. The store holds them sealed; they are unsealed for a question to the bank, and for the file of a day.

use domain::transfer::Transfer;
use primitives::{Iban, MerchantId, Sealed, TransactionId};
use vault::{Place, SealedColumn};

use crate::{
    Gateway, Refusal,
    keys::unseal,
    ports::{FiledTransfer, payee_row},
};

pub(super) fn seal(gateway: &Gateway, merchant: MerchantId, id: TransactionId, iban: &Iban) -> Sealed {
    let row = payee_row(merchant, id);
    let place = Place::new(SealedColumn::PayeeIban, &row);
    Sealed::new(gateway.vault.seal(place, gateway.nonce(), iban.expose().as_bytes()))
}

pub(super) async fn open(
    gateway: &Gateway,
    merchant: MerchantId,
    id: TransactionId,
    sealed: &Sealed,
) -> Result<Iban, Refusal> {
    let row = payee_row(merchant, id);
    let text = unseal(gateway, Place::new(SealedColumn::PayeeIban, &row), sealed.as_bytes()).await?;
    std::str::from_utf8(&text).map(Iban::stored).map_err(|_| Refusal::Internal)
}

/// The payee of a transfer in a file.
pub struct FiledPayee {
    pub iban: Iban,
    pub holder: String,
}

/// Returns the payee of a transfer in a file. `None` once the payee has been forgotten.
pub async fn filed_payee(gateway: &Gateway, filed: &FiledTransfer) -> Result<Option<FiledPayee>, Refusal> {
    let Transfer { merchant, id, details, .. } = &filed.transfer;
    let (Some(sealed), Some(details)) = (&filed.payee_iban, details) else { return Ok(None) };
    let iban = open(gateway, *merchant, *id, sealed).await?;
    Ok(Some(FiledPayee { iban, holder: details.holder.clone() }))
}
