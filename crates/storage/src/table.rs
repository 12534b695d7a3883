//! The tables, in the order in which a commit writes them.

/// A table. A commit writes the tables in this order, whatever the order of its writes. So two commits that need each
/// other's rows in PostgreSQL cannot block each other: one waits for the other. Writes of one table keep their order.
///
/// A request goes first, because a repeat under the same key is a repeat before it is a duplicate. Then comes the
/// claim, then the rows that others refer to before those that refer to them. The audit log comes last, because nobody
/// waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Requests,
    Claims,
    Merchants,
    AccessKeys,
    PointsOfSale,
    PaymentMethods,
    PaymentLinks,
    PayoutAccounts,
    PaymentMethodProfiles,
    Sessions,
    Transactions,
    Actions,
    Authentications,
    Listed,
    ListedLater,
    Remittances,
    RemittanceLines,
    RemittanceTotals,
    TransferFiles,
    Transfers,
    TransferPayees,
    Cards,
    Wallets,
    WalletCards,
    DataKeys,
    EncryptionKeys,
    Notifications,
    NotificationAttempts,
    SpentLimits,
    AuditLog,
    AuditBlocks,
    AuditHead,
    SettingDigests,
}
