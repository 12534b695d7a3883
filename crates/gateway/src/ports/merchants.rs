//! Merchants, their access keys, points of sale and payment methods.

use async_trait::async_trait;
use domain::merchant::{Merchant, MerchantStatus, PageSettings, PaymentMethod, PointOfSale};
use domain::own_limits::OwnLimits;
use jiff::Timestamp;
use primitives::{MerchantId, Reference, WebUrl};

use super::StoreError;

/// A merchant and the hashes of its access keys.
pub struct Credentials {
    pub merchant: Merchant,
    /// The keyed hashes of the access keys that are valid now.
    pub access_key_hashes: Vec<Vec<u8>>,
}

/// A point of sale, its merchant and its payment methods.
pub struct PointOfSaleSetup {
    pub merchant: Merchant,
    pub point_of_sale: PointOfSale,
    /// The payment methods in the order of their ids.
    pub methods: Vec<PaymentMethod>,
}

/// A payment method, and the URL at which the merchant is notified of its payments without a session.
pub struct Channel {
    pub method: PaymentMethod,
    /// The notification URL of the point of sale.
    pub notification_url: Option<WebUrl>,
    /// The limits of the point of sale.
    pub limits: OwnLimits,
}

#[async_trait]
/// Reads merchants, access keys, points of sale and payment methods.
pub trait Merchants {
    async fn credentials(
        &self,
        merchant: MerchantId,
        now: Timestamp,
    ) -> Result<Option<Credentials>, StoreError>;

    /// Reads all merchants, the oldest first.
    async fn merchants(&self) -> Result<Vec<Merchant>, StoreError>;

    async fn payment_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<Channel>, StoreError>;

    async fn point_of_sale_setup(
        &self,
        merchant: MerchantId,
        point_of_sale: &Reference,
    ) -> Result<Option<PointOfSaleSetup>, StoreError>;

    async fn point_of_sale(
        &self,
        merchant: MerchantId,
        reference: &Reference,
    ) -> Result<Option<PointOfSale>, StoreError>;

    /// Reads the merchant's points of sale in the order of their references.
    async fn points_of_sale(&self, merchant: MerchantId) -> Result<Vec<PointOfSale>, StoreError>;
}

/// A write of a merchant or of what belongs to it.
pub enum MerchantWrite {
    /// Adds a merchant. Fails as [`super::CommitError::IdTaken`].
    Add(Merchant),
    /// Locks or unlocks a merchant. Fails as [`super::CommitError::NoSuchMerchant`].
    SetStatus { merchant: MerchantId, status: MerchantStatus },
    /// Adds the keyed hash of an access key. Fails as [`super::CommitError::NoSuchMerchant`].
    AddAccessKey { merchant: MerchantId, hash: Vec<u8> },
    /// Ends every access key of the merchant that is valid beyond `at`.
    EndAccessKeys { merchant: MerchantId, at: Timestamp },
    /// Adds a point of sale. Fails as [`super::CommitError::IdTaken`].
    AddPointOfSale { merchant: MerchantId, point_of_sale: Box<PointOfSale> },
    /// Replaces all settings of a point of sale. Fails as [`super::CommitError::NoSuchPointOfSale`].
    SetPageSettings { merchant: MerchantId, point_of_sale: Reference, settings: Box<PageSettings> },
    /// Adds a payment method. Fails as [`super::CommitError::IdTaken`].
    AddPaymentMethod { merchant: MerchantId, method: PaymentMethod },
}
