//! What is forgotten when its time is over. The statements of each table are in the folder of its subject.

mod usage;

use async_trait::async_trait;
use domain::{notification::NotificationKey, session::Session, subject::Subject};
use gateway::ports::{
    EndsToNote, Kept, Looked, Oldest, RetentionWrite, Retentions, Said, StoreError, Usage, Versioned,
};
use jiff::Timestamp;
use primitives::{AliasToken, LinkNumber, MerchantId, Reference, SessionNumber, TransactionId};

use crate::{
    audit_log, authentications, cards, cells::Cells, columns::Column, database::Database, engine::Engine,
    error::Impossible, links::retention as links, merchants, notifications::retention as notifications,
    payments::retention as payments, requests, sessions::retention as sessions, step::Step,
    transfers::payees, wallets,
};

#[async_trait]
impl<E: Engine> Retentions for Database<E> {
    async fn count_due(&self, kind: Kept, limit: Timestamp, most: usize) -> Result<usize, StoreError> {
        match kind {
            Kept::Sessions => self.count(sessions::count_unpaid(limit, most)).await,
            Kept::Payments => {
                let below = TransactionId::first_after(limit.as_millisecond());
                let new = self.count(payments::count_new(below, limit, most)).await?;
                let again = self.count(payments::count_again(limit, most)).await?;
                Ok(most.min(new + again))
            }
            Kept::Requests => self.count(requests::rows::count_ended(limit, most)).await,
            Kept::Audit => self.count(audit_log::count_due(limit, most)).await,
            Kept::Links | Kept::Cards | Kept::Payees | Kept::Authentications | Kept::Notifications => {
                Ok(self.oldest(kind, i64::MIN, limit, most).await?.due)
            }
        }
    }

    async fn oldest(
        &self,
        kind: Kept,
        from: i64,
        limit: Timestamp,
        most: usize,
    ) -> Result<Oldest, StoreError> {
        let query = match kind {
            Kept::Links => links::oldest(from, limit, most),
            Kept::Cards => cards::rows::unused(from, limit, most),
            Kept::Payees => payees::oldest(from, limit, most),
            Kept::Authentications => authentications::rows::oldest(from, limit, most),
            Kept::Notifications => notifications::oldest(from, limit, most),
            Kept::Audit => audit_log::oldest(from, limit, most),
            Kept::Sessions | Kept::Payments | Kept::Requests => return Ok(Oldest::default()),
        };
        Ok(self.engine.first(query).await?.unwrap_or_default())
    }

    async fn unpaid_sessions(
        &self,
        from: i64,
        limit: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError> {
        self.readable("sessions to forget", most, |most| sessions::unpaid(from, limit, most)).await
    }

    async fn session_ends_to_note(
        &self,
        made_before: Timestamp,
        most: usize,
    ) -> Result<Option<EndsToNote>, StoreError> {
        let next = self.engine.first(sessions::ends_to_note(made_before, most)).await?;
        Ok(next.filter(|ends| ends.past < ends.to))
    }

    async fn cards_to_date(&self, most: usize) -> Result<usize, StoreError> {
        self.count(cards::rows::count_undated(most)).await
    }

    async fn merchants_to_look_at(&self, before: Timestamp, most: usize) -> Result<Vec<Looked>, StoreError> {
        self.engine.all(merchants::looked::to_look_at(before, most)).await
    }

    async fn payments_between(
        &self,
        merchant: MerchantId,
        past: i64,
        below: i64,
        most: usize,
    ) -> Result<Vec<TransactionId>, StoreError> {
        self.engine.all(payments::between(merchant, past, below, most)).await
    }

    async fn payments_to_look_at_again(
        &self,
        merchant: MerchantId,
        limit: Timestamp,
        most: usize,
    ) -> Result<Vec<TransactionId>, StoreError> {
        self.engine.all(payments::again(merchant, limit, most)).await
    }

    async fn said_of_payments(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<TransactionId>>, StoreError> {
        self.engine.all(payments::said(after, most)).await
    }

    async fn said_of_sessions(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<SessionNumber>>, StoreError> {
        self.engine.all(sessions::said(after, most)).await
    }

    async fn said_of_links(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<LinkNumber>>, StoreError> {
        self.engine.all(links::said(after, most)).await
    }

    async fn said_of_wallets(
        &self,
        after: (i64, &str),
        most: usize,
    ) -> Result<Vec<Said<Reference>>, StoreError> {
        self.engine.all(wallets::retention::said(after, most)).await
    }

    async fn card_is_needed(
        &self,
        merchant: MerchantId,
        token: &AliasToken,
        besides: Option<&Reference>,
    ) -> Result<bool, StoreError> {
        let in_wallets = wallets::retention::with_card(merchant, token, besides);
        for count in [payments::with_work(merchant, token), in_wallets] {
            if self.engine.first(count).await?.is_some_and(|count| count > 0) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn usage(&self, exact: bool) -> Result<Usage, StoreError> {
        usage::of(&self.engine, exact).await
    }
}

/// Reads the numbers of rows that were seen and that are due, and the place of the last.
pub(crate) fn read_oldest(row: &dyn Cells) -> Result<Oldest, Impossible> {
    Ok(Oldest {
        seen: row.number(Column::nth(0, "oldest.seen"))?,
        due: row.number(Column::nth(1, "oldest.due"))?,
        last: row.maybe_integer(Column::nth(2, "oldest.last"))?,
    })
}

pub(crate) fn steps(at: Timestamp, write: RetentionWrite) -> Vec<Step> {
    match write {
        RetentionWrite::Looked(looked) => vec![merchants::looked::set(looked)],
        RetentionWrite::LookAgain { merchant, payment, quiet_since } => {
            vec![payments::look_again(merchant, payment, quiet_since)]
        }
        RetentionWrite::StripPayment(payment) => {
            let (merchant, id) = (payment.value.merchant, payment.value.id);
            vec![payments::strip(&payment), payments::strip_actions(merchant, id)]
        }
        RetentionWrite::StripSession(session) => vec![sessions::strip(&session)],
        RetentionWrite::StripLink(link) => vec![links::strip(&link)],
        RetentionWrite::DeleteSession { merchant, number, version } => {
            // It has a notification of one of the two kinds.
            let subjects = [Subject::Session(number), Subject::WalletSession(number)];
            let session = sessions::delete(merchant, number, version);
            let told = subjects.map(|subject| notifications::delete(NotificationKey { merchant, subject }));
            std::iter::once(session).chain(told.into_iter().flatten()).collect()
        }
        RetentionWrite::DeleteWallet { merchant, id, version, cards } => {
            wallets::retention::delete(merchant, &id, version, cards)
        }
        RetentionWrite::DeleteCard { merchant, token } => vec![cards::rows::delete(merchant, &token)],
        RetentionWrite::AgeCard { merchant, token, used } => {
            vec![cards::rows::age(merchant, &token, used)]
        }
        RetentionWrite::NoteEnds(ends) => sessions::note_ends(ends),
        RetentionWrite::DateCards { most } => vec![cards::rows::date(most)],
        RetentionWrite::DeleteOldest { kind, from, limit, most } => match kind {
            Kept::Cards => {
                vec![cards::rows::spare(from, limit, most, at), cards::rows::delete_unused(from, limit, most)]
            }
            Kept::Links => vec![links::delete_oldest(from, limit, most)],
            Kept::Payees => vec![payees::delete_oldest(from, limit, most)],
            Kept::Authentications => vec![authentications::rows::delete_oldest(from, limit, most)],
            Kept::Notifications => notifications::delete_oldest(from, limit, most),
            Kept::Audit => vec![audit_log::delete_oldest(from, limit, most)],
            // A session and a payment are looked at one by one, and first requests have a worker of their own.
            Kept::Sessions | Kept::Payments | Kept::Requests => Vec::new(),
        },
    }
}
