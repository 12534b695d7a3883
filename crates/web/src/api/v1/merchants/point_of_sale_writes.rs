//! The operations that create and change points of sale.

use axum::http::StatusCode;
use document::{Problems, Record as _, Tree};
use domain::{
    ReturnCode,
    echo::Echo,
    merchant::{Activity, Merchant},
};
use gateway::{
    Gateway, Refusal,
    merchants::{self, PointOfSaleChange, Shop},
    wallets::{Answered, Asking},
};
use primitives::Reference;

use super::points_of_sale::{ActivityAnswer, PageAnswer, PointOfSaleAnswer};
use crate::{
    answer::Answer,
    api::v1::immediate_write::Write,
    body::check_kept,
    echo,
    records::point_of_sale::{ActivityRequest, MerchantPageRequest, NewShopRequest, ShopRequest},
};

pub(super) struct Create;

impl Write for Create {
    type Asked = (Reference, Shop);

    const STATUS: StatusCode = StatusCode::CREATED;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<Self::Asked>, Refusal> {
        let Some(asked) = NewShopRequest::from_document(tree, problems) else { return Ok(None) };
        Ok(Some(((*asked.reference).clone(), kept(asked.shop)?)))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        (reference, shop): Self::Asked,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let answer = &|made: &_| echo::of(&PointOfSaleAnswer::of(made));
        merchants::create_point_of_sale(gateway, merchant, reference, shop, request, answer).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::APPROVED, kept)
    }
}

pub(super) struct Update {
    pub(super) reference: String,
}

impl Write for Update {
    type Asked = Shop;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<Shop>, Refusal> {
        ShopRequest::from_document(tree, problems).map(kept).transpose()
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        shop: Shop,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let change = PointOfSaleChange::Shop(shop);
        let answer = &|changed: &_| echo::of(&PointOfSaleAnswer::of(changed));
        merchants::change_point_of_sale(gateway, merchant, &self.reference, change, request, answer).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::APPROVED, kept)
    }
}

pub(super) struct SetStatus {
    pub(super) reference: String,
}

impl Write for SetStatus {
    type Asked = Activity;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<Activity>, Refusal> {
        Ok(ActivityRequest::from_document(tree, problems).map(|asked| asked.status))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        status: Activity,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let change = PointOfSaleChange::Status(status);
        let answer = &|_: &_| echo::of(&ActivityAnswer { status });
        merchants::change_point_of_sale(gateway, merchant, &self.reference, change, request, answer).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::APPROVED, kept)
    }
}

pub(super) struct SetPage {
    pub(super) reference: String,
}

impl Write for SetPage {
    type Asked = MerchantPageRequest;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<MerchantPageRequest>, Refusal> {
        Ok(MerchantPageRequest::from_document(tree, problems))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: MerchantPageRequest,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let change = PointOfSaleChange::PageSettings(asked.into());
        let answer = &|changed: &_| echo::of(&PageAnswer::of(changed));
        merchants::change_point_of_sale(gateway, merchant, &self.reference, change, request, answer).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::APPROVED, kept)
    }
}

fn kept(asked: ShopRequest) -> Result<Shop, Refusal> {
    let shop = asked.into_shop();
    Ok(Shop { details: check_kept(shop.details)?, ..shop })
}
