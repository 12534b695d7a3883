//! First requests under an idempotency key, and their answers.

use async_trait::async_trait;
use domain::{subject::Subject, transaction::State};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, TransactionId};

use super::StoreError;

/// The first request that was sent under an idempotency key.
pub struct FirstRequest {
    pub digest: Vec<u8>,
    /// The session, payment or action that the request began.
    pub subject: Subject,
    /// The state in the first answer; `None` while there is no answer, and for a session, whose answer needs no state.
    pub answered: Option<State>,
}

#[async_trait]
pub trait Requests {
    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<Option<FirstRequest>, StoreError>;
}

pub enum RequestWrite {
    /// Adds the first request under a key. Fails as [`super::CommitError::RequestRepeated`] where the key is in use.
    Begin { merchant: MerchantId, key: IdempotencyKey, digest: Vec<u8>, subject: Subject, until: Timestamp },
    /// Stores the first answer; a later one changes nothing.
    Answer { merchant: MerchantId, key: IdempotencyKey, transaction: TransactionId, state: State },
    /// Deletes a bounded number of records that have ended.
    Forget { ended_by: Timestamp },
}
