//! Payment sessions.

pub(crate) mod rows;
mod stage;

use async_trait::async_trait;
use domain::session::Session;
use gateway::ports::{SessionWrite, Sessions, StoreError, Versioned};
use jiff::Timestamp;
use primitives::SessionNumber;

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> Sessions for Database<E> {
    async fn session(&self, number: SessionNumber) -> Result<Option<Versioned<Session>>, StoreError> {
        self.engine.first(rows::find(number)).await
    }

    async fn overdue_sessions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError> {
        self.engine.readable(rows::overdue(now, most)).await
    }

    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError> {
        self.engine.first(rows::oldest_overdue()).await
    }
}

pub(crate) fn steps(write: SessionWrite) -> Vec<Step> {
    vec![match write {
        SessionWrite::Add(session) => rows::insert(&session),
        SessionWrite::Update(session) => rows::update(&session),
    }]
}
