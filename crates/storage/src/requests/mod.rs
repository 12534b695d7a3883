//! First requests under an idempotency key.

pub(crate) mod rows;

use async_trait::async_trait;
use gateway::ports::{FirstRequest, RequestWrite, Requests, StoreError};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId};

use crate::{database::Database, engine::Engine, step::Step};
use rows::First;

#[async_trait]
impl<E: Engine> Requests for Database<E> {
    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<Option<FirstRequest>, StoreError> {
        self.engine.first(rows::find(merchant, key, now)).await
    }
}

pub(crate) fn steps(at: Timestamp, write: RequestWrite) -> Vec<Step> {
    vec![match write {
        RequestWrite::Begin { merchant, key, digest, subject, until } => {
            rows::begin(First { merchant, key, digest, until }, subject, at)
        }
        RequestWrite::Keep { merchant, key, digest, answer, until } => {
            rows::keep(First { merchant, key, digest, until }, &answer, at)
        }
        RequestWrite::Answer { merchant, key, transaction, state } => {
            rows::answer(merchant, &key, transaction, &state)
        }
        RequestWrite::Forget { ended_by } => rows::forget(ended_by),
    }]
}
