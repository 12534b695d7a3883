//! A layer that adds faults to an engine.

use std::sync::Arc;

use gateway::ports::{CommitError, StoreError};

use super::{
    alterations::alter,
    faults::{Commit, CommitFault, Faults, Moment},
};
use crate::{
    Database,
    engine::{Engine, Measures},
    error::Impossible,
    query::Query,
    step::{Step, Unchanged},
    unreadable::Unreadable,
};

/// An engine whose reads and commits go wrong as its [`Faults`] say.
pub struct Faulty<E, F> {
    engine: E,
    faults: Arc<F>,
}

impl<E> Database<E> {
    pub fn with_faults<F: Faults>(self, faults: Arc<F>) -> Database<Faulty<E, F>> {
        Database {
            engine: Faulty { engine: self.engine, faults },
            unreadable: Unreadable::default(),
            stamps: self.stamps,
        }
    }
}

impl<E: Engine, F: Faults> Engine for Faulty<E, F> {
    const NAME: &'static str = E::NAME;
    const MEASURES: Measures = E::MEASURES;
    const NAMES_INDEXES: bool = E::NAMES_INDEXES;
    const REUSES_IDS: bool = E::REUSES_IDS;

    async fn rows<T: Send>(&self, query: Query<T>) -> Result<Vec<Result<T, Impossible>>, StoreError> {
        let query = Query { sql: alter(self.faults.alterations(), query.sql), ..query };
        let rows = read(&*self.faults, self.engine.rows(query)).await?;
        if rows.iter().any(Result::is_err) {
            self.faults.read_failed(StoreError::Inconsistent);
        }
        Ok(rows)
    }

    async fn commit(&self, steps: Vec<Step>, begins: bool) -> Result<(), CommitError> {
        self.faults.pause(Moment::BeforeCommit).await;
        let fault = self.faults.commit(&Commit { steps: &steps });
        let steps = steps.into_iter().map(|step| altered(&*self.faults, step)).collect();
        let outcome = match &fault {
            Some(CommitFault::Refused(error)) => return Err(error.clone()),
            Some(CommitFault::Forgotten) => return Ok(()),
            Some(CommitFault::InPieces) => in_pieces(&self.engine, steps, begins).await,
            Some(CommitFault::AnswerLost(_)) | None => self.engine.commit(steps, begins).await,
        };
        self.faults.committed(&outcome);
        self.faults.pause(Moment::AfterCommit).await;
        match (outcome, fault) {
            (Ok(()), Some(CommitFault::AnswerLost(error))) => Err(error),
            (outcome, _) => outcome,
        }
    }

    async fn settled<T: Send>(&self, query: Query<T>) -> Result<Option<T>, StoreError> {
        read(&*self.faults, self.engine.settled(query)).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        read(&*self.faults, self.engine.check()).await
    }
}

/// Runs a read with a pause before and after it, unless it fails.
async fn read<T>(
    faults: &impl Faults,
    answer: impl Future<Output = Result<T, StoreError>> + Send,
) -> Result<T, StoreError> {
    faults.pause(Moment::BeforeRead).await;
    if let Some(error) = faults.read() {
        return Err(error);
    }
    let answer = answer.await.inspect_err(|error| faults.read_failed(*error));
    faults.pause(Moment::AfterRead).await;
    answer
}

async fn in_pieces(engine: &impl Engine, steps: Vec<Step>, begins: bool) -> Result<(), CommitError> {
    for step in steps {
        engine.commit(vec![step], begins).await?;
    }
    Ok(())
}

fn altered(faults: &impl Faults, step: Step) -> Step {
    let alterations = faults.alterations();
    let unchanged = match step.unchanged {
        Unchanged::Ask { sql, values, judge } => {
            Unchanged::Ask { sql: alter(alterations, sql), values, judge }
        }
        Unchanged::Fine | Unchanged::Fails(_) => step.unchanged,
    };
    Step { sql: alter(alterations, step.sql), unchanged, ..step }
}
