//! The store: one commit over the writes of every subject. The reads of a subject are in its folder.

use async_trait::async_trait;
use domain::work::Work;
use gateway::ports::{CommitError, Stamps, Store, StoreError, Write};
use jiff::Timestamp;

use crate::{
    audit_chain, audit_log, authentications, cards, database::Database, engine::Engine, keys, limits, links,
    listings, merchants, notifications, payments, remittances, requests, retention, sessions, step::Step,
    transfers, wallets,
};

#[async_trait]
impl<E: Engine> Store for Database<E> {
    async fn check(&self) -> Result<(), StoreError> {
        self.engine.check().await
    }

    fn unreadable_rows(&self, now: Timestamp) -> usize {
        self.unreadable.count(now)
    }

    async fn examine_rows(&self, most: usize) -> Result<Vec<String>, StoreError> {
        let mut wrong = Vec::new();
        for work in Work::ALL {
            wrong.extend(self.unreadable(payments::transactions::due(work, Timestamp::MAX, most)).await?);
            wrong.extend(payments::examine(self, work, most).await?);
        }
        wrong.extend(self.unreadable(sessions::rows::overdue(Timestamp::MAX, most)).await?);
        wrong.extend(self.unreadable(transfers::rows::due(Timestamp::MAX, most)).await?);
        wrong.extend(self.unreadable(notifications::rows::due(Timestamp::MAX, most, &[])).await?);
        Ok(wrong)
    }

    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        let steps = in_order::<E>(at, writes, self.stamps.get().map(|stamps| &**stamps));
        let begins = steps.iter().any(|step| step.begins);
        self.engine.commit(steps, begins).await
    }
}

/// Returns the bound statements of a commit, in the order of their tables.
fn in_order<E: Engine>(at: Timestamp, writes: Vec<Write>, stamps: Option<&dyn Stamps>) -> Vec<Step> {
    let mut steps: Vec<Step> = writes.into_iter().flat_map(|write| steps::<E>(at, write, stamps)).collect();
    steps.sort_by_key(|step| step.table);
    steps
}

fn steps<E: Engine>(at: Timestamp, write: Write, stamps: Option<&dyn Stamps>) -> Vec<Step> {
    match write {
        Write::Payment(write) => payments::steps(at, write),
        Write::Listing(write) => listings::steps(write),
        Write::Session(write) => sessions::steps(write),
        Write::Link(write) => links::steps(write),
        Write::Notification(write) => notifications::steps(write),
        Write::Remittance(write) => remittances::steps(write),
        Write::Merchant(write) => merchants::steps(at, write),
        Write::Key(write) => keys::steps(at, write),
        Write::Card(write) => cards::steps(at, write),
        Write::Wallet(write) => wallets::steps(at, write),
        Write::Authentication(write) => authentications::steps(write),
        Write::Transfer(write) => transfers::steps(at, write),
        Write::Request(write) => requests::steps(at, write),
        Write::Retention(write) => retention::steps(at, write),
        Write::Limit(write) => limits::steps(at, write),
        Write::Audit(line) => vec![audit_log::insert(at, line, stamps, E::REUSES_IDS)],
        Write::AuditChain(write) => audit_chain::steps(write),
    }
}
