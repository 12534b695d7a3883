//! The chain of the audit log: its lines, its blocks and its head.

pub(crate) mod blocks;
pub(crate) mod head;
pub(crate) mod lines;
pub(crate) mod setting_digests;

use std::sync::Arc;

use async_trait::async_trait;
use gateway::ports::{AuditBlock, AuditChain, AuditChainWrite, AuditHead, ChainLine, Stamps, StoreError};

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> AuditChain for Database<E> {
    fn stamp_with(&self, stamps: Arc<dyn Stamps>) {
        // Several gateways of a test share a store.
        let _ = self.stamps.set(stamps);
    }

    async fn last_line(&self) -> Result<Option<i64>, StoreError> {
        Ok(self.engine.first(lines::last()).await?.flatten())
    }

    async fn last_settled_line(&self, after: i64) -> Result<Option<i64>, StoreError> {
        // Most rounds find nothing new, and do not wait.
        match self.last_line().await? {
            Some(last) if last > after => Ok(self.engine.settled(lines::last()).await?.flatten()),
            Some(_) | None => Ok(None),
        }
    }

    async fn lines_between(&self, after: i64, to: i64, most: usize) -> Result<Vec<ChainLine>, StoreError> {
        self.engine.all(lines::between(after, to, most)).await
    }

    async fn audit_head(&self) -> Result<Option<AuditHead>, StoreError> {
        self.engine.first(head::read()).await
    }

    async fn audit_blocks(&self, from: i64, most: usize) -> Result<Vec<AuditBlock>, StoreError> {
        self.engine.all(blocks::from(from, most)).await
    }

    async fn setting_digests(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.engine.all(setting_digests::all()).await
    }
}

pub(crate) fn steps(write: AuditChainWrite) -> Vec<Step> {
    match write {
        AuditChainWrite::AddBlock { block, head, version } => {
            vec![blocks::add(*block), head::replace(*head, version)]
        }
        AuditChainWrite::ForgetBlocks { head, version } => {
            vec![blocks::delete_before(head.first), head::replace(*head, version)]
        }
        AuditChainWrite::SetSettingDigest { name, digest } => vec![setting_digests::set(name, digest)],
    }
}
