//! The accounts that payment methods pay from.

use domain::{merchant::PaymentMethod, transfer::Account};
use primitives::{MerchantId, Reference};

use crate::{
    Gateway, Refusal,
    ports::{AuditLine, CommitError, MerchantWrite, TransferWrite, Write, sandbox_account},
};

/// Sets the account that a method of a merchant pays from. `None` adds the method alone, which is enough in the sandbox. Adds the
/// method to the point of sale where the merchant has none of the id. Returns `false` where the merchant has a method of the id that
/// does not pay out.
pub async fn set_account(
    gateway: &Gateway,
    merchant: MerchantId,
    point_of_sale: Reference,
    method: Reference,
    account: Option<Account>,
) -> Result<bool, CommitError> {
    let known = gateway.store.payment_method(merchant, &method).await?;
    if known.as_ref().is_some_and(|channel| !channel.method.pays_out()) {
        return Ok(false);
    }
    let mut writes = Vec::new();
    if known.is_none() {
        let instrument_type = Reference::stored(PaymentMethod::BANK_TRANSFER);
        let method = PaymentMethod {
            id: method.clone(),
            point_of_sale,
            instrument_type,
            networks: Vec::new(),
            checks_duplicates: true,
            captures: Vec::new(),
            inactive_since: None,
        };
        writes.push(MerchantWrite::AddPaymentMethod { merchant, method }.into());
    }
    let subject = method.as_str().to_owned();
    writes.extend(account.map(|account| TransferWrite::SetAccount { merchant, method, account }.into()));
    writes.push(Write::Audit(AuditLine::new(Some(merchant), "PAYOUT_ACCOUNT_SET", subject)));
    gateway.store.commit(gateway.clock.now(), writes).await?;
    Ok(true)
}

/// Returns the account that a method pays from. `None` where none is set, which in the sandbox is an account of its own.
pub(super) async fn payer(
    gateway: &Gateway,
    merchant: MerchantId,
    method: &Reference,
) -> Result<Option<Account>, Refusal> {
    let account = gateway.store.payer_account(merchant, method).await?;
    Ok(account.or_else(|| gateway.settings.is_sandbox.then(sandbox_account)))
}
