//! Reads a page of a merchant's sessions.

use domain::{merchant::Merchant, session::Session};
use primitives::SessionId;

use super::secret;
use crate::{
    Gateway, Refusal,
    ports::{PagePart, SessionFilter},
};

/// A session of a page, with its whole id, which is its merchant's.
pub struct SessionEntry {
    /// `None` where its secret cannot be read, which the log says.
    pub id: Option<SessionId>,
    pub session: Session,
}

/// Reads a page of the sessions that are to be paid, and counts all that the filter lets through.
pub async fn list(
    gateway: &Gateway,
    merchant: &Merchant,
    filter: &SessionFilter,
    part: PagePart,
) -> Result<(Vec<SessionEntry>, usize), Refusal> {
    gateway.beginnings.settle(merchant.id).await;
    let total = gateway.store.count_sessions(merchant.id, filter).await?;
    let mut entries = Vec::with_capacity(part.most);
    for session in gateway.store.sessions_of_page(merchant.id, filter, part).await? {
        let id = match secret::open(gateway, &session).await {
            Ok(id) => Some(id),
            Err(Refusal::Internal) => None,
            Err(refusal) => return Err(refusal),
        };
        entries.push(SessionEntry { id, session });
    }
    Ok((entries, total))
}
