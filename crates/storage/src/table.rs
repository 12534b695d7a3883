//! The tables, in the order in which a commit writes them.

/// Whatever the order of its writes, a commit writes the tables in this order: two commits that want rows of each other in
/// PostgreSQL then wait one for the other, and never both. Writes of one table keep their order.
///
/// A request goes first because a repeat under the same key is a repeat before it is a duplicate; then the claim; the
/// rows that others refer to before those that do; the log, where nobody waits for anybody, last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Requests,
    Claims,
    Merchants,
    AccessKeys,
    PointsOfSale,
    PaymentMethods,
    Sessions,
    Transactions,
    Actions,
    Remittances,
    RemittanceLines,
    RemittanceTotals,
    Cards,
    DataKeys,
    EncryptionKeys,
    Notifications,
    NotificationAttempts,
    AuditLog,
}
