//! Payment sessions.

pub(crate) mod list;
pub(crate) mod moment;
pub(crate) mod retention;
pub(crate) mod rows;
mod stage;

use async_trait::async_trait;
use domain::{session::Session, transaction::Transaction};
use gateway::ports::{PagePart, SessionFilter, SessionWrite, Sessions, StoreError, Versioned};
use jiff::Timestamp;
use primitives::{MerchantId, SessionId, SessionNumber};

use crate::{
    database::Database,
    engine::Engine,
    payments::transactions::{self, SessionMoment},
    step::Step,
};

#[async_trait]
impl<E: Engine> Sessions for Database<E> {
    async fn session(
        &self,
        merchant: MerchantId,
        number: SessionNumber,
    ) -> Result<Option<Versioned<Session>>, StoreError> {
        self.engine.first(rows::find(merchant, number)).await
    }

    async fn session_by_number(
        &self,
        number: SessionNumber,
    ) -> Result<Option<Versioned<Session>>, StoreError> {
        self.engine.first(rows::by_number(number)).await
    }

    async fn with_payments(
        &self,
        session: Session,
        most: usize,
    ) -> Result<(Versioned<Session>, Vec<Transaction>), StoreError> {
        let found = transactions::moment_of_session(session.merchant, session.number, most);
        let mut moments = self.engine.all(found).await?.into_iter();
        // Where the session has just been forgotten, another try finds none.
        let SessionMoment { session: moment, payment } = moments.next().ok_or(StoreError::Unavailable)?;
        let payments = payment.into_iter().chain(moments.filter_map(|moment| moment.payment)).collect();
        Ok((moment.of(session), payments))
    }

    async fn clear_secrets(&self, most: usize) -> Result<Vec<(MerchantId, SessionId)>, StoreError> {
        self.engine.all(rows::clear_secrets(most)).await
    }

    async fn overdue_sessions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError> {
        self.readable("overdue sessions", most, |most| rows::overdue(now, most)).await
    }

    async fn count_sessions(
        &self,
        merchant: MerchantId,
        filter: &SessionFilter,
    ) -> Result<usize, StoreError> {
        self.count(list::count(merchant, filter, E::NAMES_INDEXES)).await
    }

    async fn sessions_of_page(
        &self,
        merchant: MerchantId,
        filter: &SessionFilter,
        part: PagePart,
    ) -> Result<Vec<Session>, StoreError> {
        let numbers = self.engine.all(list::page(merchant, filter, part, E::NAMES_INDEXES)).await?;
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let mut sessions = self.engine.all(rows::by_numbers(merchant, &numbers)).await?;
        sessions.sort_by_key(|session| session.number);
        if part.is_descending {
            sessions.reverse();
        }
        Ok(sessions)
    }

    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError> {
        self.engine.first(rows::oldest_overdue()).await
    }
}

pub(crate) fn steps(write: SessionWrite) -> Vec<Step> {
    vec![match write {
        SessionWrite::Add(session) => rows::insert(&session),
        SessionWrite::Update(session) => rows::update(&session),
        SessionWrite::EndDelay { merchant, number } => rows::end_delay(merchant, number),
        SessionWrite::SealSecret { merchant, number, secret } => rows::seal_secret(merchant, number, &secret),
    }]
}
