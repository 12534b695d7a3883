//! The audit log: the gateway writes it and never reads it.

use primitives::MerchantId;

/// One line of the audit log: who did what to which thing. It holds no secret.
pub struct AuditLine {
    /// The merchant that the line belongs to; `None` for the gateway itself.
    pub merchant: Option<MerchantId>,
    /// The name of what was done.
    pub action: &'static str,
    /// The thing that it was done to.
    pub subject: String,
}
