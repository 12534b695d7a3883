//! Merchants, their access keys, their points of sale and their payment methods.

mod access_keys;
pub(crate) mod looked;
pub(crate) mod payment_methods;
pub(crate) mod points_of_sale;
pub(crate) mod profiles;
mod rows;
mod settings;

use async_trait::async_trait;
use domain::merchant::{Merchant, PointOfSale};
use gateway::ports::{
    Channel, Credentials, DescribedMethod, MerchantWrite, Merchants, PointOfSaleSetup, Setup, StoreError,
    Versioned,
};
use jiff::Timestamp;
use primitives::{MerchantId, Reference};

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> Merchants for Database<E> {
    async fn credentials(
        &self,
        merchant: MerchantId,
        now: Timestamp,
    ) -> Result<Option<Credentials>, StoreError> {
        Ok(access_keys::with_keys(self.engine.all(access_keys::credentials(merchant, now)).await?))
    }

    async fn merchants(&self) -> Result<Vec<Merchant>, StoreError> {
        self.engine.all(rows::all()).await
    }

    async fn payment_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<Channel>, StoreError> {
        self.engine.first(payment_methods::find(merchant, id)).await
    }

    async fn point_of_sale_setup(
        &self,
        merchant: MerchantId,
        point_of_sale: &Reference,
    ) -> Result<Option<PointOfSaleSetup>, StoreError> {
        let found = payment_methods::of_point_of_sale(merchant, point_of_sale);
        let mut rows = self.engine.all(found).await?.into_iter();
        let Some((merchant, point_of_sale, method)) = rows.next() else { return Ok(None) };
        let mut methods: Vec<_> =
            method.into_iter().chain(rows.filter_map(|(_, _, method)| method)).collect();
        methods.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
        Ok(Some(PointOfSaleSetup { merchant, point_of_sale, methods }))
    }

    async fn point_of_sale(
        &self,
        merchant: MerchantId,
        reference: &Reference,
    ) -> Result<Option<PointOfSale>, StoreError> {
        self.engine.first(points_of_sale::find(merchant, reference)).await
    }

    async fn points_of_sale(&self, merchant: MerchantId) -> Result<Vec<PointOfSale>, StoreError> {
        let mut found = self.engine.all(points_of_sale::of(merchant)).await?;
        found.sort_by(|one, other| one.reference.as_str().cmp(other.reference.as_str()));
        Ok(found)
    }

    async fn setup(&self, merchant: MerchantId) -> Result<Option<Versioned<Setup>>, StoreError> {
        // The version first: what is newer than it makes the change on it stale.
        let Some(version) = self.engine.first(rows::setup_version(merchant)).await? else { return Ok(None) };
        let points_of_sale = self.engine.all(points_of_sale::of(merchant)).await?;
        let methods = self.engine.all(payment_methods::of(merchant)).await?;
        Ok(Some(Versioned { value: Setup { points_of_sale, methods }, version }))
    }

    async fn described_methods(
        &self,
        merchant: MerchantId,
        point_of_sale: &Reference,
    ) -> Result<Vec<DescribedMethod>, StoreError> {
        let mut found = self.engine.all(profiles::of(merchant, point_of_sale)).await?;
        found.sort_by(|one, other| one.method.id.as_str().cmp(other.method.id.as_str()));
        Ok(found)
    }

    async fn described_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<DescribedMethod>, StoreError> {
        self.engine.first(profiles::find(merchant, id)).await
    }
}

pub(crate) fn steps(at: Timestamp, write: MerchantWrite) -> Vec<Step> {
    vec![match write {
        MerchantWrite::Add(merchant) => rows::insert(&merchant, at),
        MerchantWrite::SetStatus { merchant, status } => rows::set_status(merchant, status),
        MerchantWrite::AddAccessKey { merchant, hash } => access_keys::insert(merchant, hash),
        MerchantWrite::EndAccessKeys { merchant, at } => access_keys::end(merchant, at),
        MerchantWrite::AddPointOfSale { merchant, point_of_sale } => {
            points_of_sale::insert(merchant, &point_of_sale)
        }
        MerchantWrite::UpdatePointOfSale { merchant, point_of_sale } => {
            points_of_sale::update(merchant, &point_of_sale)
        }
        MerchantWrite::AddPaymentMethod { merchant, method } => payment_methods::insert(merchant, &method),
        MerchantWrite::UpdatePaymentMethod { merchant, method } => payment_methods::update(merchant, &method),
        MerchantWrite::SetMethodProfile { merchant, payment_method, profile } => {
            profiles::set(merchant, &payment_method, &profile)
        }
        MerchantWrite::ChangeSetup { merchant, version } => rows::change_setup(merchant, version),
    }]
}
