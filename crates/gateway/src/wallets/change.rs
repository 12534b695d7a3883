//! Changes a wallet or a card of it: read, decide, commit, and again where another change came first.

use super::{Answered, Asking, WriteAnswer, find, first_answer, kept_card, parse};
use crate::{
    Gateway, Refusal, audit, card_likes,
    idempotency::keep_answer,
    ports::{CardWrite, CommitError, WalletWrite, Write},
};
use domain::{
    ReturnCode,
    echo::Echo,
    merchant::Merchant,
    wallet::{KeptCard, Rank, Wallet, WalletStatus},
};

/// How often a change is decided again because another one of the same wallet was committed first. Within an instance they wait for
/// each other; the bound is for many instances.
const MOST_TRIES: usize = 100;

/// A change of a wallet that a merchant asks for.
pub enum Change {
    /// Replaces holder and comment of the wallet.
    Details(Echo),
    Status(WalletStatus),
    /// Adds the card of a payment.
    Add {
        transaction: String,
        comment: Option<String>,
    },
    /// Puts the card of a payment in the place of another.
    Replace {
        rank: Rank,
        transaction: String,
        comment: Option<String>,
    },
    CardStatus(Rank, WalletStatus),
    Default(Rank),
}

/// Changes a wallet. A malformed id, an unknown one and another merchant's get the same refusal.
pub async fn change(
    gateway: &Gateway,
    merchant: &Merchant,
    id: &str,
    change: Change,
    request: Asking,
    answer: WriteAnswer<'_>,
) -> Result<Answered, Refusal> {
    card_likes::judge(gateway, merchant, &request.card_likes, None)?;
    let id = parse(id)?;
    let _own_turn = gateway.payment_locks.lock_wallet(merchant.id, &id).await;
    let mut card = None;
    for _ in 0..MOST_TRIES {
        let mut stored = find(gateway, merchant, &id).await?;
        if let (None, Some(transaction)) = (&card, change.transaction()) {
            card = Some(kept_card::of_payment(gateway, merchant, transaction).await?);
        }
        let (rank, changed) = apply(&mut stored.value, &change, card.clone())?;
        let (now, repeat) = (gateway.clock.now(), request.repeatable.as_ref());
        let document = answer(&stored.value, rank);
        let kept = repeat.map(|repeat| keep_answer(merchant.id, repeat, document.clone(), now));
        let mut writes: Vec<Write> = kept.into_iter().collect();
        writes.push(audit::wallet(&stored.value, change.name(), rank));
        writes.extend(
            card.as_ref()
                .map(|card| CardWrite::Use { merchant: merchant.id, token: card.token.clone() }.into()),
        );
        writes.push(WalletWrite::Update { wallet: Box::new(stored), changed }.into());
        match gateway.store.commit(now, writes).await {
            Ok(()) => return Ok(Answered { answer: document, replayed: false }),
            Err(CommitError::Stale) => {}
            Err(CommitError::CardGone) => {
                return Err(Refusal::Wallet(ReturnCode::WALLET_TAKES_NO_SUCH_CARD));
            }
            Err(CommitError::RequestRepeated) => {
                return first_answer::or_pending(gateway, merchant, repeat).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}

/// Applies the change. Returns the rank that it was on, and the ranks of the cards that it changed.
fn apply(
    wallet: &mut Wallet,
    change: &Change,
    card: Option<KeptCard>,
) -> Result<(Option<Rank>, Vec<Rank>), Refusal> {
    let card = || card.ok_or(Refusal::Internal);
    let rank = match change {
        Change::Details(details) => {
            wallet.details = details.clone();
            return Ok((None, Vec::new()));
        }
        Change::Status(status) => {
            wallet.set_status(*status);
            return Ok((None, wallet.cards.iter().map(|card| card.rank).collect()));
        }
        Change::Default(rank) => {
            wallet.set_default(*rank).map_err(refuse)?;
            return Ok((Some(*rank), Vec::new()));
        }
        Change::Add { comment, .. } => wallet.add(card()?, comment.clone()).map_err(Refusal::Wallet)?,
        Change::Replace { rank, comment, .. } => {
            wallet.replace(*rank, card()?, comment.clone()).map_err(refuse)?;
            *rank
        }
        Change::CardStatus(rank, status) => {
            wallet.set_card_status(*rank, *status).map_err(refuse)?;
            *rank
        }
    };
    Ok((Some(rank), vec![rank]))
}

/// A rank that no card has is unknown, as a path that names nothing.
fn refuse(code: ReturnCode) -> Refusal {
    if code == ReturnCode::CARD_RANK_INVALID { Refusal::Unknown(code) } else { Refusal::Wallet(code) }
}

impl Change {
    /// The payment whose card comes in.
    fn transaction(&self) -> Option<&str> {
        match self {
            Self::Add { transaction, .. } | Self::Replace { transaction, .. } => Some(transaction),
            Self::Details(_) | Self::Status(_) | Self::CardStatus(..) | Self::Default(_) => None,
        }
    }

    /// The name of the change in the audit log.
    const fn name(&self) -> &'static str {
        match self {
            Self::Details(_) => "WALLET_CHANGED",
            Self::Status(status) => audit::wallet_switched(*status),
            Self::Add { .. } => "WALLET_CARD_ADDED",
            Self::Replace { .. } => "WALLET_CARD_REPLACED",
            Self::CardStatus(_, WalletStatus::Active) => "WALLET_CARD_ACTIVATED",
            Self::CardStatus(_, WalletStatus::Inactive) => "WALLET_CARD_DEACTIVATED",
            Self::Default(_) => "WALLET_DEFAULT_CHANGED",
        }
    }
}
