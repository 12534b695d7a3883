//! Requests for transfers.

use document::{Object, Tree};

pub(crate) const SEPA_TRANSFERS: &str = "/v1/payout/sepatransfers";
pub(crate) const PAYOUTS: &str = "/v1/payout/transactions";

/// Returns a request for a transfer of so many euro cents.
pub(crate) fn transfer(cents: i64) -> Tree {
    let payee = Object::new()
        .with("bic", "DEUTDEFF")
        .with("holderName", "Camille Martin")
        .with("iban", "DE89370400440532013000");
    Object::new()
        .with("amount", cents)
        .with("currency", "EUR")
        .with("payerBankAccount", Object::new().with("paymentMethodId", "BANKTRANSFER"))
        .with("payeeBankAccount", payee)
        .into()
}
