//! What is read of a merchant's points of sale.

use domain::{ReturnCode, merchant::PointOfSale};
use primitives::{MerchantId, Reference};

use crate::{Gateway, Refusal, ports::StoreError};

/// In the order of their references; none where there is no such merchant.
pub async fn list(gateway: &Gateway, merchant: MerchantId) -> Result<Vec<PointOfSale>, StoreError> {
    gateway.store.points_of_sale(merchant).await
}

/// A text that is no reference, an unknown one and another merchant's are not told apart.
pub async fn get(gateway: &Gateway, merchant: MerchantId, reference: &str) -> Result<PointOfSale, Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN);
    let reference = Reference::parse(reference).map_err(|_| unknown.clone())?;
    gateway.store.point_of_sale(merchant, &reference).await?.ok_or(unknown)
}
