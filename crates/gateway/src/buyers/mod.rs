//! Erases what is kept of one buyer, when the buyer asks for it.

mod cards;
mod rows;
mod wallets;

use std::collections::{BTreeMap, BTreeSet};

use domain::echo::Echo;
use primitives::MerchantId;

use crate::{
    Gateway, Refusal,
    ports::{AuditLine, CommitError, Write},
};
use rows::Kind;

/// The number of payments, sessions or wallets that are read at a time.
const READ_AT_ONCE: usize = 200;
/// The largest number of commits that are tried for a payment, a session or a wallet while others change it first.
const MAX_COMMITS: u8 = 8;

/// What was erased of a buyer at one merchant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    pub payments: usize,
    pub sessions: usize,
    pub links: usize,
    /// The number of wallets that were deleted.
    pub wallets: usize,
    pub cards: usize,
    /// The number of cards that an open payment needs, or a wallet that does not hold the address. They are deleted when the
    /// authorisation has ended, and in a wallet not at all.
    pub cards_needed: usize,
    /// The number of payments, sessions, links and wallets in progress, or that cannot be read. Nothing of them is erased.
    pub in_progress: usize,
}

/// An erasure as it goes on.
struct Erasure<'a> {
    gateway: &'a Gateway,
    email: &'a str,
    /// The only merchant that is meant; `None` for all.
    merchant: Option<MerchantId>,
    erased: BTreeMap<MerchantId, Erased>,
    /// The cards that are deleted already, or are going to be.
    tokens: BTreeSet<(MerchantId, String)>,
    /// The number of rows that were read.
    read: usize,
}

/// Erases what is personal of every payment, session and payment link whose document holds this e-mail address, and every wallet, of one merchant or
/// of all. Each is a commit of its own, with its cards and its audit line, so that an erasure that breaks off can be repeated. No audit
/// line holds the address. `progress` is told the number of rows that were read. The time grows with the store.
pub async fn forget(
    gateway: &Gateway,
    email: &str,
    merchant: Option<MerchantId>,
    mut progress: impl FnMut(usize),
) -> Result<BTreeMap<MerchantId, Erased>, Refusal> {
    let tokens = BTreeSet::new();
    let mut erasure = Erasure { gateway, email, merchant, erased: BTreeMap::new(), tokens, read: 0 };
    // Links and sessions first: a session that begins meanwhile copies what is personal of its link, and a payment that of its session,
    // and these are read later. Wallets go before
    // payments, which cannot delete a card that a wallet has.
    erasure.rows(Kind::Links, &mut progress).await?;
    erasure.rows(Kind::Sessions, &mut progress).await?;
    erasure.wallets(&mut progress).await?;
    erasure.rows(Kind::Payments, &mut progress).await?;
    erasure.sum().await?;
    Ok(erasure.erased)
}

impl Erasure<'_> {
    /// Returns the key before the first row that is meant.
    fn start(&self) -> (i64, i64) {
        (self.merchant.map_or(i64::MIN, MerchantId::number), i64::MIN)
    }

    /// Whether all rows of the merchant that is meant are before those of this one.
    fn is_past(&self, merchant: i64) -> bool {
        self.merchant.is_some_and(|meant| meant.number() < merchant)
    }

    fn is_meant(&self, merchant: MerchantId, echo: &Echo) -> bool {
        self.merchant.is_none_or(|meant| meant == merchant) && self.gateway.documents.names(echo, self.email)
    }

    /// Writes the sum for each merchant, or a line for the gateway where nothing was found. What was erased has lines of its own
    /// already.
    async fn sum(&self) -> Result<(), Refusal> {
        let line = |merchant, erased: Erased| {
            let Erased { payments, sessions, links, wallets, cards, cards_needed, in_progress } = erased;
            let subject = format!(
                "{payments} payments, {sessions} sessions, {links} links, {wallets} wallets, {cards} cards; {cards_needed} cards needed, \
                 {in_progress} in progress or unreadable"
            );
            Write::Audit(AuditLine::new(merchant, "BUYER_FORGOTTEN", subject))
        };
        let mut lines: Vec<Write> =
            self.erased.iter().map(|(merchant, erased)| line(Some(*merchant), *erased)).collect();
        if lines.is_empty() {
            lines.push(line(self.merchant, Erased::default()));
        }
        Ok(self.gateway.store.commit(self.gateway.clock.now(), lines).await?)
    }

    fn of(&mut self, merchant: MerchantId) -> &mut Erased {
        self.erased.entry(merchant).or_default()
    }

    async fn commit(&self, writes: Vec<Write>) -> Result<(), CommitError> {
        self.gateway.store.commit(self.gateway.clock.now(), writes).await
    }
}

/// Returns the audit line of what is erased in the same commit.
fn line(merchant: MerchantId, subject: String) -> Write {
    Write::Audit(AuditLine::new(Some(merchant), "BUYER_ERASED", subject))
}
