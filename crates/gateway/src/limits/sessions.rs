//! The limit on what is kept of the sessions of a merchant.

use jiff::Timestamp;

use super::{
    LimitKind, Limits, PointOfSaleKey,
    bucket_name::{Counted, own},
};
use crate::Refusal;

/// What a session costs beside its text, in KiB: its row, its lines in the indexes and its line in the audit log. So many small sessions
/// count as well.
const FIXED_KIB: usize = 1;

impl Limits {
    /// Counts a session that is about to be made, and refuses it where the merchant has made too much.
    /// `kept_bytes` is the length of the text that is kept of it.
    pub(crate) fn admit_session(
        &self,
        at: PointOfSaleKey<'_>,
        kept_bytes: usize,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let kind = LimitKind::SessionKibPerMerchant;
        let counted = if let Some(limit) = at.limits.session_kib {
            Counted::new(kind, limit, own(at, "sessions"))
        } else {
            let limit = self.settings.session_kib_per_merchant;
            Counted::new(kind, limit, format!("sessions of {}", at.merchant))
        };
        self.take(&[counted.with_tokens(kib(kept_bytes))], now)
    }
}

/// Returns what the store keeps for a session with so long a text, in KiB that have begun.
fn kib(kept_bytes: usize) -> u32 {
    let kib = FIXED_KIB + kept_bytes.div_ceil(1_024);
    u32::try_from(kib).unwrap_or(u32::MAX)
}
