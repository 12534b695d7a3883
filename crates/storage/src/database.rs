//! A store on an engine. The folders of the subjects implement its ports, and `store.rs` the commit over all of them.

use gateway::ports::StoreError;

use crate::{engine::Engine, error::Impossible, query::Query, unreadable::Unreadable};

/// [`crate::SqliteStore`] or [`crate::PostgresStore`].
pub struct Database<E> {
    pub(crate) engine: E,
    pub(crate) unreadable: Unreadable,
}

#[expect(private_bounds, reason = "engines are made here, and nowhere else")]
impl<E: Engine> Database<E> {
    pub(crate) fn on(engine: E) -> Self {
        Self { engine, unreadable: Unreadable::default() }
    }

    /// The rows with pending work that can be read. The others are told.
    pub(crate) async fn readable<T: Send>(&self, query: Query<T>) -> Result<Vec<T>, StoreError> {
        let sql = query.sql;
        let (read, unreadable) = apart(self.engine.rows(query).await?);
        self.unreadable.found(sql, unreadable.into_iter());
        Ok(read)
    }

    /// What cannot be read of all that a query finds.
    pub(crate) async fn unreadable<T: Send>(&self, query: Query<T>) -> Result<Vec<String>, StoreError> {
        let (_, unreadable) = apart(self.engine.rows(query).await?);
        Ok(unreadable.iter().map(ToString::to_string).collect())
    }
}

fn apart<T>(rows: Vec<Result<T, Impossible>>) -> (Vec<T>, Vec<Impossible>) {
    let (mut read, mut unreadable) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        match row {
            Ok(row) => read.push(row),
            Err(error) => unreadable.push(error),
        }
    }
    (read, unreadable)
}
