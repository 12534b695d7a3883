//! Changes the status of a payment link for its merchant.

use document::{Fault, Problem};
use domain::{
    echo::Echo,
    link::{LinkInput, LinkStatus},
    merchant::Merchant,
};

use super::get::find;
use crate::{
    Gateway, Refusal, audit, card_likes,
    idempotency::keep_answer,
    ports::{CommitError, LinkWrite, Versioned, Write},
    wallets::{Answered, Asking, replay},
};

/// The largest number of commits that are tried for one change while payments change the link first.
const MAX_COMMITS: u8 = 8;

/// A status that a merchant asks for, and the answer that tells the status that the link has then.
pub struct StatusChange {
    pub wanted: LinkStatus,
    pub answer: fn(LinkStatus) -> Echo,
}

/// Cancels a link that is unpaid or blocked. One that is cancelled already stays so. Any other status that is asked for is refused, and so
/// is the cancellation of a link that is paid or expired.
pub async fn set_status(
    gateway: &Gateway,
    merchant: &Merchant,
    id: &str,
    change: StatusChange,
    request: Asking,
) -> Result<Answered, Refusal> {
    card_likes::judge(gateway, merchant, &request.card_likes, None)?;
    if change.wanted != LinkStatus::Cancelled {
        return Err(refused(
            "a link is paid, blocked and expires by itself: only CANCELLED can be asked for",
        ));
    }
    let repeat = request.repeatable.as_ref();
    for _ in 0..MAX_COMMITS {
        let stored = find(gateway, merchant.id, id).await?;
        let now = gateway.clock.now();
        let next =
            stored.value.step(LinkInput::Cancelled, now).map_err(|_| match stored.value.status(now) {
                LinkStatus::Paid => refused("the link is paid"),
                _ => refused("the link has expired"),
            })?;
        let answer = (change.answer)(next.stage);
        let kept = repeat.map(|repeat| keep_answer(merchant.id, repeat, answer.clone(), now));
        let mut writes: Vec<Write> = kept.into_iter().collect();
        if next != stored.value {
            writes.push(audit::link(&next));
            writes.push(LinkWrite::Update(Box::new(Versioned { value: next, ..stored })).into());
        }
        if writes.is_empty() {
            return Ok(Answered { answer, replayed: false });
        }
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(Answered { answer, replayed: false }),
            Err(CommitError::Stale) => {}
            Err(CommitError::RequestRepeated) => {
                let repeat = repeat.ok_or(Refusal::Internal)?;
                return replay(gateway, merchant, repeat).await?.ok_or(Refusal::RepeatPending);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}

fn refused(rule: &'static str) -> Refusal {
    Refusal::Malformed(vec![Problem { name: "status".to_owned(), fault: Fault::Rule(rule) }])
}
