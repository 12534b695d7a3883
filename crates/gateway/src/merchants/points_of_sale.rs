//! What is read of a merchant's points of sale.

use domain::merchant::PointOfSale;
use primitives::MerchantId;

use crate::{Gateway, ports::StoreError};

/// In the order of their references; none where there is no such merchant.
pub async fn list(gateway: &Gateway, merchant: MerchantId) -> Result<Vec<PointOfSale>, StoreError> {
    gateway.store.points_of_sale(merchant).await
}
