//! The audit log: it is written, and nobody reads it through the gateway.

use primitives::MerchantId;

/// A line that says who did what to which thing, when. Never holds what is secret.
pub struct AuditLine {
    /// `None`: the gateway itself.
    pub merchant: Option<MerchantId>,
    pub action: &'static str,
    pub subject: String,
}
