//! Payouts: SEPA credit transfers from accounts of merchants (Retail API, section 6). The machine of a transfer is in
//! `domain::transfer`.

mod account;
mod ask;
mod create;
mod files;
mod payee;
mod work;

use domain::{ReturnCode, merchant::Merchant, transfer::Transfer};
use primitives::TransactionId;

pub use account::set_account;
pub use create::{CreateTransfer, Created, Payee, create, replay};
pub use payee::{FiledPayee, filed_payee};
pub(crate) use work::{oldest_due, round};

use crate::{
    Gateway, Refusal,
    ports::{AuditLine, TransferFile, TransferWrite, Write},
};

const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN);

/// Reads a transfer. A malformed id, an unknown one and another merchant's get the same refusal.
pub async fn get(gateway: &Gateway, merchant: &Merchant, id: &str) -> Result<Transfer, Refusal> {
    let id = TransactionId::parse(id).ok_or(UNKNOWN)?;
    Ok(gateway.store.transfer(merchant.id, id).await?.ok_or(UNKNOWN)?.value)
}

/// Writes the audit line of an operator who is about to export the file of a day, with the accounts of its payees in the clear.
pub async fn note_export(gateway: &Gateway, file: &TransferFile) -> Result<(), Refusal> {
    let subject = format!("{}: {} transfers", file.day, file.transfers);
    let line = Write::Audit(AuditLine::new(None, "PAYOUT_FILE_EXPORTED", subject));
    Ok(gateway
        .store
        .commit(gateway.clock.now(), vec![TransferWrite::ExportFile { day: file.day }.into(), line])
        .await?)
}
