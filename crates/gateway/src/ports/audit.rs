//! The audit log: the gateway writes it, and operators read it.

use std::net::IpAddr;

use async_trait::async_trait;
use jiff::Timestamp;
use primitives::MerchantId;

use super::StoreError;
use crate::caller::{self, Actor};

/// One line of the audit log: who did what to which thing, and from where. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// The merchant that the line belongs to; `None` for the gateway itself.
    pub merchant: Option<MerchantId>,
    /// The name of what was done.
    pub action: &'static str,
    /// The thing that it was done to.
    pub subject: String,
    pub actor: Actor,
    /// The address that the request came from; `None` where there was no request.
    pub address: Option<IpAddr>,
}

impl AuditLine {
    /// A line about what the caller of this task does.
    pub(crate) fn new(merchant: Option<MerchantId>, action: &'static str, subject: String) -> Self {
        Self { merchant, action, subject, actor: caller::actor(), address: caller::address() }
    }
}

/// The lines that an operator wants to see. Each part that is given must match.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    pub merchant: Option<MerchantId>,
    /// The whole name of what was done.
    pub action: Option<String>,
    /// The whole actor (`worker:capture`), or its kind (`worker`).
    pub actor: Option<String>,
    pub address: Option<IpAddr>,
    /// A text that the subject begins with, such as the id of a transaction.
    pub subject: Option<String>,
    /// The earliest time of a line.
    pub since: Option<Timestamp>,
    /// The time before which a line was written.
    pub until: Option<Timestamp>,
}

/// A line of the audit log as it is stored. Lines of older versions have no actor and no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAuditLine {
    pub id: i64,
    pub at: Timestamp,
    pub merchant: Option<MerchantId>,
    pub action: String,
    pub subject: String,
    pub actor: Option<String>,
    pub address: Option<String>,
}

#[async_trait]
/// Reads the audit log.
pub trait Audit {
    /// Reads at most `most` lines that match, the newest first.
    async fn audit_lines(
        &self,
        filter: &AuditFilter,
        most: usize,
    ) -> Result<Vec<StoredAuditLine>, StoreError>;
}
