//! Reads of a merchant's points of sale. A malformed reference, an unknown one and another merchant's get the same refusal.

use domain::{ReturnCode, merchant::PointOfSale};
use primitives::{MerchantId, Reference};

use crate::{
    Gateway, Refusal,
    ports::{DescribedMethod, StoreError},
};

pub(super) const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN);

/// Returns a merchant's points of sale in the order of their references; none where there is no such merchant.
pub async fn list(gateway: &Gateway, merchant: MerchantId) -> Result<Vec<PointOfSale>, StoreError> {
    gateway.store.points_of_sale(merchant).await
}

/// Returns one point of sale.
pub async fn get(gateway: &Gateway, merchant: MerchantId, reference: &str) -> Result<PointOfSale, Refusal> {
    let reference = parse(reference)?;
    gateway.store.point_of_sale(merchant, &reference).await?.ok_or(UNKNOWN)
}

/// Returns the payment methods of a point of sale in the order of their ids.
pub async fn payment_methods(
    gateway: &Gateway,
    merchant: MerchantId,
    reference: &str,
) -> Result<Vec<DescribedMethod>, Refusal> {
    let reference = parse(reference)?;
    gateway.store.point_of_sale(merchant, &reference).await?.ok_or(UNKNOWN)?;
    Ok(gateway.store.described_methods(merchant, &reference).await?)
}

/// Returns one payment method of a point of sale. A method of another point of sale is unknown.
pub async fn payment_method(
    gateway: &Gateway,
    merchant: MerchantId,
    reference: &str,
    id: &str,
) -> Result<DescribedMethod, Refusal> {
    let (reference, id) = (parse(reference)?, parse(id)?);
    let found = gateway.store.described_method(merchant, &id).await?.ok_or(UNKNOWN)?;
    if found.method.point_of_sale == reference { Ok(found) } else { Err(UNKNOWN) }
}

pub(super) fn parse(reference: &str) -> Result<Reference, Refusal> {
    Reference::parse(reference).map_err(|_| UNKNOWN)
}
