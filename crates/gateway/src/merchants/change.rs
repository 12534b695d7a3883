//! The frame of every change of what a merchant has set up: read all of it, decide, commit on the version that was read, and again
//! where another change came first.

use domain::{echo::Echo, merchant::Merchant};
use jiff::Timestamp;

use crate::{
    Gateway, Refusal, card_likes,
    idempotency::keep_answer,
    ports::{AuditLine, CommitError, MerchantWrite, Setup, Write},
    wallets::{self, Answered, Asking},
};

/// How often a change is decided again because another one of the same merchant was committed first.
const MAX_TRIES: usize = 100;

/// What a change comes to.
pub(super) struct Decided {
    pub(super) writes: Vec<MerchantWrite>,
    /// The name of the change in the audit log.
    pub(super) action: &'static str,
    /// What was changed: the reference of a point of sale, or the id of a payment method.
    pub(super) subject: String,
    /// What the caller is answered.
    pub(super) answer: Echo,
}

pub(super) async fn change(
    gateway: &Gateway,
    merchant: &Merchant,
    request: Asking,
    decide: impl Fn(&Setup, Timestamp) -> Result<Decided, Refusal> + Sync,
) -> Result<Answered, Refusal> {
    card_likes::judge(gateway, merchant, &request.card_likes, None)?;
    let repeat = request.repeatable.as_ref();
    for _ in 0..MAX_TRIES {
        let stored = gateway.store.setup(merchant.id).await?.ok_or(Refusal::NotPermitted)?;
        let now = gateway.clock.now();
        let decided = match decide(&stored.value, now) {
            Ok(decided) => decided,
            // Perhaps because the same request, sent twice at once, was faster.
            Err(refusal) => {
                let first = match repeat {
                    Some(repeat) => wallets::replay(gateway, merchant, repeat).await?,
                    None => None,
                };
                return first.ok_or(refusal);
            }
        };
        let Decided { writes, action, subject, answer } = decided;
        let kept = repeat.map(|repeat| keep_answer(merchant.id, repeat, answer.clone(), now));
        let mut writes: Vec<Write> = writes.into_iter().map(Write::from).chain(kept).collect();
        writes.push(MerchantWrite::ChangeSetup { merchant: merchant.id, version: stored.version }.into());
        writes.push(Write::Audit(AuditLine::new(Some(merchant.id), action, subject)));
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(Answered { answer, replayed: false }),
            Err(CommitError::Stale) => {}
            Err(CommitError::RequestRepeated) => return wallets::or_pending(gateway, merchant, repeat).await,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}
