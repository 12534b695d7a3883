//! The limit on what one request changes of many wallets.

use jiff::Timestamp;
use primitives::MerchantId;

use super::{LimitKind, Limits, bucket_name::Counted};
use crate::Refusal;

impl Limits {
    /// Counts wallets that are about to be switched off or on, and refuses them where the merchant has switched too many.
    pub(crate) fn admit_switched_wallets(
        &self,
        merchant: MerchantId,
        count: usize,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let limit = self.settings.switched_wallets_per_merchant;
        let counted =
            Counted::new(LimitKind::SwitchedWalletsPerMerchant, limit, format!("wallets of {merchant}"));
        self.take(&[counted.with_tokens(u32::try_from(count).unwrap_or(u32::MAX))], now)
    }
}
