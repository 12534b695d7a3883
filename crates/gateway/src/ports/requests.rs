//! First requests under an idempotency key, and what they were answered.

use async_trait::async_trait;
use domain::{subject::Subject, transaction::State};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, TransactionId};

use super::StoreError;

/// What is known of a request that was sent under an idempotency key.
pub struct FirstRequest {
    pub digest: Vec<u8>,
    /// The session, payment or action that it began.
    pub subject: Subject,
    /// The state that the first answer told; `None` while there is none, and for a session, which is all its answer.
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
    /// Fails as [`super::CommitError::RequestRepeated`].
    Begin { merchant: MerchantId, key: IdempotencyKey, digest: Vec<u8>, subject: Subject, until: Timestamp },
    /// Keeps the first answer; a later one changes nothing.
    Answer { merchant: MerchantId, key: IdempotencyKey, transaction: TransactionId, state: State },
    /// Removes records that have ended, a bounded number at a time.
    Forget { ended_by: Timestamp },
}
