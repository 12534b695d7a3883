//! Merchants, their access keys, points of sale and payment methods.

use async_trait::async_trait;
use domain::{
    merchant::{Merchant, MerchantStatus, PaymentMethod, PointOfSale},
    own_limits::OwnLimits,
    payment_method::MethodProfile,
};
use jiff::Timestamp;
use primitives::{MerchantId, Reference, WebUrl};

use super::{StoreError, Versioned};

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
    /// Whether the point of sale is active.
    pub has_active_shop: bool,
}

impl Channel {
    /// Whether new payments are taken: method and point of sale are active.
    pub const fn is_active(&self) -> bool {
        self.has_active_shop && self.method.is_active()
    }
}

/// Everything that a merchant has set up, but for the profiles of the payment methods.
#[derive(Clone)]
pub struct Setup {
    pub points_of_sale: Vec<PointOfSale>,
    pub methods: Vec<PaymentMethod>,
}

/// A payment method with its profile. One that no merchant has described has none.
#[derive(Clone)]
pub struct DescribedMethod {
    pub method: PaymentMethod,
    pub profile: Option<MethodProfile>,
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

    /// Reads what the merchant has set up, and its version. A change on that version has seen all of it.
    async fn setup(&self, merchant: MerchantId) -> Result<Option<Versioned<Setup>>, StoreError>;

    /// Reads the payment methods of a point of sale with their profiles, in the order of their ids.
    async fn described_methods(
        &self,
        merchant: MerchantId,
        point_of_sale: &Reference,
    ) -> Result<Vec<DescribedMethod>, StoreError>;

    async fn described_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<DescribedMethod>, StoreError>;
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
    /// Replaces a point of sale. Fails as [`super::CommitError::NoSuchPointOfSale`].
    UpdatePointOfSale { merchant: MerchantId, point_of_sale: Box<PointOfSale> },
    /// Adds a payment method. Fails as [`super::CommitError::IdTaken`].
    AddPaymentMethod { merchant: MerchantId, method: PaymentMethod },
    /// Replaces a payment method. Fails as [`super::CommitError::Stale`] where there is none.
    UpdatePaymentMethod { merchant: MerchantId, method: PaymentMethod },
    /// Sets what the merchant says of a payment method.
    SetMethodProfile { merchant: MerchantId, payment_method: Reference, profile: Box<MethodProfile> },
    /// Notes a change of the setup. Fails as [`super::CommitError::Stale`] where the setup has another version.
    ChangeSetup { merchant: MerchantId, version: i64 },
}
