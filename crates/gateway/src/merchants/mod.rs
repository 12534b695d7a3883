//! Merchants: what operators change, and what merchants read of themselves.

mod change;
mod create;
mod payment_method_changes;
mod point_of_sale_changes;
pub mod points_of_sale;
mod rotate_key;

use domain::merchant::{Merchant, MerchantStatus};
use primitives::{MerchantId, Secret};

pub use create::{NewMerchant, create};
pub use payment_method_changes::{
    MAX_PAYMENT_METHODS, MethodPath, MethodRules, NewPaymentMethod, PaymentMethodChange, WritePaymentMethod,
    change_payment_method, create_payment_method,
};
pub use point_of_sale_changes::{
    MAX_POINTS_OF_SALE, MerchantPageSettings, PointOfSaleChange, Shop, WritePointOfSale,
    change_point_of_sale, create_point_of_sale,
};
pub use rotate_key::rotate_key;

use crate::{
    Gateway, authentication,
    ports::{AuditLine, CommitError, MerchantWrite, StoreError, Write},
};

/// Returns all merchants, the oldest first.
pub async fn list(gateway: &Gateway) -> Result<Vec<Merchant>, StoreError> {
    gateway.store.merchants().await
}

/// Returns the id of an access key, by which audit lines name it.
pub fn key_id(gateway: &Gateway, key: &Secret) -> String {
    authentication::key_id(&gateway.vault.access_key_hash(key))
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
    let audit = Write::Audit(AuditLine::new(Some(merchant), action, merchant.to_string()));
    gateway
        .store
        .commit(gateway.clock.now(), vec![MerchantWrite::SetStatus { merchant, status }.into(), audit])
        .await
}
