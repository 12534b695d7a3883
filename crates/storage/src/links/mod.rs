//! Payment links.

pub(crate) mod list;
pub(crate) mod retention;
pub(crate) mod rows;

use async_trait::async_trait;
use domain::{link::PaymentLink, session::Session, transaction::Transaction};
use gateway::ports::{LinkFilter, LinkWrite, Links, PagePart, StoreError, Versioned};
use primitives::{LinkNumber, MerchantId};

use crate::{
    database::Database, engine::Engine, payments::transactions, sessions::rows as sessions, step::Step,
};

#[async_trait]
impl<E: Engine> Links for Database<E> {
    async fn link(
        &self,
        merchant: MerchantId,
        number: LinkNumber,
    ) -> Result<Option<Versioned<PaymentLink>>, StoreError> {
        self.engine.first(rows::find(merchant, number)).await
    }

    async fn link_by_number(&self, number: LinkNumber) -> Result<Option<Versioned<PaymentLink>>, StoreError> {
        self.engine.first(rows::by_number(number)).await
    }

    async fn count_links(&self, merchant: MerchantId, filter: &LinkFilter) -> Result<usize, StoreError> {
        self.count(list::count(merchant, filter, E::NAMES_INDEXES)).await
    }

    async fn links_of_page(
        &self,
        merchant: MerchantId,
        filter: &LinkFilter,
        part: PagePart,
    ) -> Result<Vec<PaymentLink>, StoreError> {
        let numbers = self.engine.all(list::page(merchant, filter, part, E::NAMES_INDEXES)).await?;
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let mut links = self.engine.all(rows::by_numbers(merchant, &numbers)).await?;
        links.sort_by_key(|link| link.number);
        if part.is_descending {
            links.reverse();
        }
        Ok(links)
    }

    async fn sessions_of_link(
        &self,
        merchant: MerchantId,
        link: LinkNumber,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError> {
        self.engine.all(sessions::newest_of_link(merchant, link, most)).await
    }

    async fn payments_of_link(
        &self,
        merchant: MerchantId,
        link: LinkNumber,
        most: usize,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.engine.all(transactions::of_link(merchant, link, most)).await
    }
}

pub(crate) fn steps(write: LinkWrite) -> Vec<Step> {
    vec![match write {
        LinkWrite::Add(link) => rows::insert(&link),
        LinkWrite::Update(link) => rows::update(&link),
        LinkWrite::Hold(link) => rows::hold(&link),
        LinkWrite::Open(link) => rows::open(&link),
    }]
}
