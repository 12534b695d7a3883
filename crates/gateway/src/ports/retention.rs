//! What is forgotten when its time is over, and what there is.

use async_trait::async_trait;
use domain::{echo::Echo, link::PaymentLink, session::Session, transaction::Transaction};
use jiff::Timestamp;
use primitives::{AliasToken, LinkNumber, MerchantId, Reference, SessionNumber, TransactionId};

use super::{StoreError, Versioned};

/// A kind of data that is kept for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Sessions that ended without an accepted payment.
    Sessions,
    /// Payment links that ended and were not paid.
    Links,
    /// What is personal of payments.
    Payments,
    /// Sealed card numbers.
    Cards,
    /// What is personal of transfers.
    Payees,
    /// Authentications whose proof can be used no more.
    Authentications,
    /// Notifications that wait no more, and their attempts.
    Notifications,
    Audit,
    /// First requests under an idempotency key.
    Requests,
}

/// How far the payments of a merchant were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looked {
    pub merchant: MerchantId,
    /// The number of the last id that was looked at, or 0.
    pub past: i64,
    /// The time at which no older payment was left.
    pub at: Timestamp,
}

/// A session, a payment or a wallet, with what its merchant said of it.
pub struct Said<T> {
    pub merchant: MerchantId,
    pub id: T,
    pub echo: Echo,
}

/// The oldest rows of a kind, as far as one step takes them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Oldest {
    /// The number of rows that are old enough.
    pub seen: usize,
    /// How many of them may be deleted. A notification that waits may not.
    pub due: usize,
    /// The place of the last of them in the order in which the kind is forgotten.
    pub last: Option<i64>,
}

/// Sessions that an older version ended without noting when: those after `past`, up to `to`, in the order of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndsToNote {
    pub past: i64,
    pub to: i64,
}

/// What a store holds.
pub struct Usage {
    /// The name of the engine.
    pub engine: &'static str,
    /// The number of the last migration.
    pub schema: i64,
    /// The bytes on disk of all tables.
    pub bytes: i64,
    pub tables: Vec<TableUsage>,
}

pub struct TableUsage {
    pub name: &'static str,
    pub rows: i64,
    /// Whether `rows` is an estimate.
    pub is_estimate: bool,
    /// The bytes on disk, with those of the indexes. `None` where all of a large store would have to be read for it.
    pub bytes: Option<i64>,
    /// The time of the oldest row.
    pub oldest: Option<Timestamp>,
}

#[async_trait]
/// Reads what is to be forgotten.
pub trait Retentions {
    /// Counts what ended at `limit` or before, at most `most`. For [`Kept::Payments`] it counts the payments that are to be
    /// looked at.
    async fn count_due(&self, kind: Kept, limit: Timestamp, most: usize) -> Result<usize, StoreError>;

    /// Reads how far the `most` oldest links, cards, notifications or audit lines that ended at `limit` or before go, from a place on.
    /// What was deleted before that place is not met again.
    async fn oldest(
        &self,
        kind: Kept,
        from: i64,
        limit: Timestamp,
        most: usize,
    ) -> Result<Oldest, StoreError>;

    /// Reads sessions that ended at `limit` or before without an accepted payment, the longest ended first, from the millisecond
    /// `from` on.
    async fn unpaid_sessions(
        &self,
        from: i64,
        limit: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError>;

    /// Reads which sessions of older versions are the next whose ends are to be noted, of those that were made before a time.
    /// `None` where there are none.
    async fn session_ends_to_note(
        &self,
        made_before: Timestamp,
        most: usize,
    ) -> Result<Option<EndsToNote>, StoreError>;

    /// Counts the cards of older versions whose last use is to be written, at most `most`.
    async fn cards_to_date(&self, most: usize) -> Result<usize, StoreError>;

    /// Reads merchants whose payments were last looked at before `before`, the longest ago first.
    async fn merchants_to_look_at(&self, before: Timestamp, most: usize) -> Result<Vec<Looked>, StoreError>;

    /// Reads the ids of a merchant's payments whose numbers are above `past` and below `below`, the oldest first.
    async fn payments_between(
        &self,
        merchant: MerchantId,
        past: i64,
        below: i64,
        most: usize,
    ) -> Result<Vec<TransactionId>, StoreError>;

    /// Reads payments of a merchant that were too young when they were looked at, and to which nothing was done since `limit`.
    async fn payments_to_look_at_again(
        &self,
        merchant: MerchantId,
        limit: Timestamp,
        most: usize,
    ) -> Result<Vec<TransactionId>, StoreError>;

    /// Reads the next payments after that of a merchant and a number, in the order of both.
    async fn said_of_payments(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<TransactionId>>, StoreError>;

    /// Reads the next sessions after that of a merchant and a number, in the order of both.
    async fn said_of_sessions(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<SessionNumber>>, StoreError>;

    /// Reads the next payment links after that of a merchant and a number, in the order of both.
    async fn said_of_links(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<LinkNumber>>, StoreError>;

    /// Reads the next wallets after that of a merchant and an id, in the order of both.
    async fn said_of_wallets(
        &self,
        after: (i64, &str),
        most: usize,
    ) -> Result<Vec<Said<Reference>>, StoreError>;

    /// Whether a payment of the merchant with this card has pending work, or a wallet other than `besides` has the card.
    async fn card_is_needed(
        &self,
        merchant: MerchantId,
        token: &AliasToken,
        besides: Option<&Reference>,
    ) -> Result<bool, StoreError>;

    /// Tells what there is. Where a table has many rows their number is an estimate, unless it is to be `exact`: then the time
    /// grows with the store.
    async fn usage(&self, exact: bool) -> Result<Usage, StoreError>;
}

/// A write that forgets.
pub enum RetentionWrite {
    /// Stores how far the payments of a merchant were looked at. Where another instance was further, nothing changes.
    Looked(Looked),
    /// Stores since when nothing is known to have been done to a payment that is to be looked at again: it is once its time is
    /// over from then on.
    LookAgain {
        merchant: MerchantId,
        payment: TransactionId,
        quiet_since: Timestamp,
    },
    /// Stores the card and the echo of a payment without what is personal, and empties the echoes of its actions. Fails as
    /// [`super::CommitError::Stale`] where the stored version differs.
    StripPayment(Box<Versioned<Transaction>>),
    /// Stores the echo of a session without what is personal, and removes its device. Fails as
    /// [`super::CommitError::Stale`] where the stored version differs.
    StripSession(Box<Versioned<Session>>),
    /// Stores the echo of a payment link without what is personal. Fails as [`super::CommitError::Stale`] where the stored version
    /// differs.
    StripLink(Box<Versioned<PaymentLink>>),
    /// Deletes a session in which nobody began to pay, with its notification. Fails as [`super::CommitError::Stale`] where the
    /// stored version differs, or the notification waits to be sent.
    DeleteSession {
        merchant: MerchantId,
        number: SessionNumber,
        version: i64,
    },
    /// Deletes a wallet, and those of its cards that no other wallet has among `cards`. Fails as [`super::CommitError::Stale`] where the
    /// stored version differs.
    DeleteWallet {
        merchant: MerchantId,
        id: Reference,
        version: i64,
        cards: Vec<AliasToken>,
    },
    DeleteCard {
        merchant: MerchantId,
        token: AliasToken,
    },
    /// Stores the time at which a card was used last, as if no payment had used it since.
    AgeCard {
        merchant: MerchantId,
        token: AliasToken,
        used: Timestamp,
    },
    /// Notes that these sessions, where they have ended, did so when their time ran out.
    NoteEnds(EndsToNote),
    /// Writes the last use of cards of older versions, at most of so many.
    DateCards {
        most: usize,
    },
    /// Deletes links, cards, notifications or audit lines that ended at `limit` or before, among the `most` oldest rows from a place on.
    DeleteOldest {
        kind: Kept,
        from: i64,
        limit: Timestamp,
        most: usize,
    },
}
