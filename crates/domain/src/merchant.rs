//! Who sells: a merchant, their points of sale and payment methods.

use document::choice;
use primitives::{MerchantId, Network, Reference};

choice! {
    pub enum MerchantStatus { Active = "ACTIVE", Locked = "LOCKED", }
}

/// A merchant whose credentials were checked, or who is listed for an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    pub id: MerchantId,
    pub name: String,
    pub status: MerchantStatus,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointOfSale {
    pub reference: Reference,
    pub name: String,
}

/// A way to pay at a point of sale; ids are unique within the merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentMethod {
    pub id: Reference,
    pub point_of_sale: Reference,
    /// `CB`, `AMEX`: what answers call `paymentInstrumentType.code`.
    pub instrument_type: Reference,
    /// The networks that it takes.
    pub networks: Vec<Network>,
    /// Whether a repeat of an accepted payment is refused.
    pub checks_duplicates: bool,
}
