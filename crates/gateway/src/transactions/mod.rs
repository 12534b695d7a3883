//! Reading what became of a payment.

use domain::{ReturnCode, merchant::Merchant, transaction::Transaction};
use primitives::TransactionId;

use crate::{Gateway, Refusal};

/// A text that is no id, an unknown one and another merchant's are not told apart.
pub async fn get(gateway: &Gateway, merchant: &Merchant, id: &str) -> Result<Transaction, Refusal> {
    let found = match TransactionId::parse(id) {
        Some(id) => gateway.store.transaction(merchant.id, id).await?,
        None => None,
    };
    found.map(|found| found.value).ok_or(Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN))
}
