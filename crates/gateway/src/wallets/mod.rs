//! Wallets that merchants make and change (Retail API, section 3.4). Cards come into them from accepted payments, so that no card
//! number passes through the merchant.

mod change;
mod create;
mod first_answer;
mod keep;
mod kept_card;
mod list;
mod pay;
mod status;

use domain::{
    ReturnCode,
    echo::Echo,
    merchant::Merchant,
    wallet::{Rank, Wallet},
};
use primitives::Reference;

pub use change::{Change, change};
pub use create::{CreateWallet, create};
pub(crate) use first_answer::or_pending;
pub use first_answer::replay;
pub(crate) use keep::{keep, not_kept};
pub use list::list;
pub use pay::WalletChoice;
pub(crate) use pay::{payer, payer_of};
pub use status::set_status;

use crate::{CardLike, Gateway, Refusal, Repeatable, ports::Versioned};

/// What comes with every request that writes a wallet.
pub struct Asking {
    /// The numbers in identifiers of the request that look like a card.
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// What was done, and what the caller is answered.
pub struct Answered {
    pub answer: Echo,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}

/// Writes the answer to an operation on a wallet, which a repeat of the request gets again. The rank is that of the card that the
/// operation was on.
pub type WriteAnswer<'a> = &'a (dyn Fn(&Wallet, Option<Rank>) -> Echo + Sync);

/// Reads a wallet. A malformed id, an unknown one and another merchant's get the same refusal.
pub async fn get(gateway: &Gateway, merchant: &Merchant, id: &str) -> Result<Wallet, Refusal> {
    find(gateway, merchant, &parse(id)?).await.map(|found| found.value)
}

const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::WALLET_UNKNOWN);

fn parse(id: &str) -> Result<Reference, Refusal> {
    Reference::parse(id).map_err(|_| UNKNOWN)
}

async fn find(gateway: &Gateway, merchant: &Merchant, id: &Reference) -> Result<Versioned<Wallet>, Refusal> {
    gateway.store.wallet(merchant.id, id).await?.ok_or(UNKNOWN)
}

/// Returns the rank that a path names. Where it can be none, no card has it.
pub fn rank(text: &str) -> Result<Rank, Refusal> {
    Rank::parse(text).ok_or(Refusal::Unknown(ReturnCode::CARD_RANK_INVALID))
}
