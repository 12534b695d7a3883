//! Stored cards.

pub(crate) mod rows;

use async_trait::async_trait;
use gateway::ports::{CardWrite, Cards, StoreError, StoredCard};
use jiff::Timestamp;
use primitives::{AliasToken, MerchantId};
use vault::Fingerprint;

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> Cards for Database<E> {
    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Result<Option<StoredCard>, StoreError> {
        self.engine.first(rows::find(merchant, token)).await
    }

    async fn cards_after(
        &self,
        after: Option<&(MerchantId, Fingerprint)>,
        most: usize,
    ) -> Result<Vec<StoredCard>, StoreError> {
        self.engine.all(rows::after(after, most)).await
    }
}

pub(crate) fn steps(at: Timestamp, write: CardWrite) -> Vec<Step> {
    vec![match write {
        CardWrite::Keep(card) => rows::keep(card, at),
        CardWrite::Use { merchant, token } => rows::touch(merchant, &token, at),
    }]
}
