//! The first request under each idempotency key, and its answer.

use async_trait::async_trait;
use domain::{echo::Echo, subject::Subject, transaction::State};
use jiff::Timestamp;
use primitives::{IdempotencyKey, MerchantId, TransactionId};

use super::StoreError;

/// The first request under an idempotency key.
pub struct FirstRequest {
    /// The keyed digest by which a repeat is compared with the first request.
    pub digest: Vec<u8>,
    pub began: Began,
}

/// What the first request began.
pub enum Began {
    /// A session, a payment or an action. `answered` is the state in the first answer: `None` while there is no answer, and for a
    /// session, whose answer needs no state.
    Subject { subject: Subject, answered: Option<State> },
    /// What was done at once, and its whole answer.
    Done(Echo),
}

#[async_trait]
/// Reads first requests.
pub trait Requests {
    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<Option<FirstRequest>, StoreError>;
}

/// A write of a first request.
pub enum RequestWrite {
    /// Adds the first request under a key. Fails as [`super::CommitError::RequestRepeated`] where the key is in use.
    Begin { merchant: MerchantId, key: IdempotencyKey, digest: Vec<u8>, subject: Subject, until: Timestamp },
    /// Adds the first request under a key with its answer. Fails as [`super::CommitError::RequestRepeated`] where the key is in use.
    Keep { merchant: MerchantId, key: IdempotencyKey, digest: Vec<u8>, answer: Echo, until: Timestamp },
    /// Stores the first answer. A second write changes nothing.
    Answer { merchant: MerchantId, key: IdempotencyKey, transaction: TransactionId, state: State },
    /// Deletes a bounded number of records that ended at `ended_by` or before.
    Forget { ended_by: Timestamp },
}
