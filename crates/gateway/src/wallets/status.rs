//! Switches many wallets off or on, all of them or none.

use std::collections::BTreeMap;

use domain::{echo::Echo, merchant::Merchant, wallet::WalletStatus};
use primitives::Reference;

use super::{Answered, Asking, UNKNOWN, first_answer};
use crate::{
    Gateway, Refusal, audit, card_likes,
    idempotency::keep_answer,
    ports::{CommitError, WalletWrite, Write},
};

/// Sets the status of wallets and of all their cards in one commit. A wallet that is named twice is one. Where one of them is unknown
/// or another merchant's, nothing is changed.
///
/// The status depends on nothing that was read, so no version is compared and no lock is held: a change of one of the wallets that
/// goes on meanwhile finds that its version is another, and is decided again.
pub async fn set_status(
    gateway: &Gateway,
    merchant: &Merchant,
    ids: Vec<Reference>,
    status: WalletStatus,
    request: Asking,
) -> Result<Answered, Refusal> {
    card_likes::judge(gateway, merchant, &request.card_likes, None)?;
    // In the order of their ids, so that two of these requests cannot wait for each other.
    let ids: BTreeMap<String, Reference> = ids.into_iter().map(|id| (id.as_str().to_owned(), id)).collect();
    let (now, repeat) = (gateway.clock.now(), request.repeatable.as_ref());
    gateway.limits.admit_switched_wallets(merchant.id, ids.len(), now)?;
    let answer = Echo::empty();
    let kept = repeat.map(|repeat| keep_answer(merchant.id, repeat, answer.clone(), now));
    let mut writes: Vec<Write> = kept.into_iter().collect();
    for id in ids.into_values() {
        writes.push(audit::wallet_status(merchant.id, &id, status));
        writes.push(WalletWrite::SetStatus { merchant: merchant.id, id, status }.into());
    }
    match gateway.store.commit(now, writes).await {
        Ok(()) => Ok(Answered { answer, replayed: false }),
        Err(CommitError::NoSuchWallet) => Err(UNKNOWN),
        Err(CommitError::RequestRepeated) => first_answer::or_pending(gateway, merchant, repeat).await,
        Err(error) => Err(error.into()),
    }
}
