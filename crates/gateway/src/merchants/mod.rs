//! Merchants: what operators change, and what merchants read of themselves.

mod create;
mod page_settings;
pub mod points_of_sale;
mod rotate_key;

use domain::merchant::{Merchant, MerchantStatus};
use primitives::MerchantId;

pub use create::{NewMerchant, create};
pub use page_settings::set_page_settings;
pub use rotate_key::rotate_key;

use crate::{
    Gateway,
    ports::{AuditLine, CommitError, MerchantWrite, StoreError, Write},
};

/// Returns all merchants, the oldest first.
pub async fn list(gateway: &Gateway) -> Result<Vec<Merchant>, StoreError> {
    gateway.store.merchants().await
}

/// Locks or unlocks a merchant, from its next request on.
pub async fn set_status(
    gateway: &Gateway,
    merchant: MerchantId,
    status: MerchantStatus,
) -> Result<(), CommitError> {
    let action = match status {
        MerchantStatus::Active => "MERCHANT_UNLOCKED",
        MerchantStatus::Locked => "MERCHANT_LOCKED",
    };
    let audit = Write::Audit(AuditLine { merchant: Some(merchant), action, subject: merchant.to_string() });
    gateway
        .store
        .commit(gateway.clock.now(), vec![MerchantWrite::SetStatus { merchant, status }.into(), audit])
        .await
}
