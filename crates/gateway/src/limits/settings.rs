//! The limits of the gateway, and the names of their settings.

use domain::velocity::Limit;

/// The limits that hold where a point of sale has none of its own.
#[derive(Debug, Clone, Copy)]
pub struct LimitSettings {
    /// Cards that are tried in one session.
    pub cards_per_session: Limit,
    /// Payments of one merchant with one card.
    pub payments_per_card: Limit,
    /// Cards that are tried from one address of a buyer, at all merchants.
    pub cards_per_address: Limit,
    /// Cards that are tried at one merchant.
    pub cards_per_merchant: Limit,
    /// What is kept of the sessions that one merchant makes, in KiB.
    pub session_kib_per_merchant: Limit,
    /// Wallets that one merchant switches off or on many at a time.
    pub switched_wallets_per_merchant: Limit,
    /// Ids of sessions that one address sends and that are not known.
    pub failed_lookups_per_address: Limit,
    /// Logins from one address that fail.
    pub failed_logins_per_address: Limit,
    /// Logins from one address under one merchant id that fail. The address is part of it, so that nobody can shut a merchant out.
    pub failed_logins_per_address_and_merchant: Limit,
}

impl LimitSettings {
    /// Generous for shops and their buyers. Whoever tries cards or guesses ids needs thousands.
    pub const PRODUCTION: Self = Self {
        cards_per_session: Limit::per_hour(30),
        payments_per_card: Limit::per_hour(60),
        cards_per_address: Limit::per_hour(600),
        cards_per_merchant: Limit::per_minute(6_000),
        session_kib_per_merchant: Limit::per_minute(32_768),
        switched_wallets_per_merchant: Limit::per_minute(20_000),
        failed_lookups_per_address: Limit::per_minute(60),
        failed_logins_per_address: Limit::per_minute(60),
        failed_logins_per_address_and_merchant: Limit::per_minute(20),
    };

    /// Above what tests and measurements on one machine reach.
    pub const SANDBOX: Self = Self {
        cards_per_session: Limit::per_hour(10_000),
        payments_per_card: Limit::per_hour(60_000_000),
        cards_per_address: Limit::per_hour(60_000_000),
        cards_per_merchant: Limit::per_minute(1_000_000),
        session_kib_per_merchant: Limit::per_minute(10_000_000),
        switched_wallets_per_merchant: Limit::per_minute(10_000_000),
        failed_lookups_per_address: Limit::per_minute(100_000),
        failed_logins_per_address: Limit::per_minute(100_000),
        failed_logins_per_address_and_merchant: Limit::per_minute(100_000),
    };
}

/// The kind of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKind {
    CardsPerSession,
    PaymentsPerCard,
    CardsPerAddress,
    CardsPerMerchant,
    SessionKibPerMerchant,
    /// Fixed: it has no setting.
    SessionsPerLink,
    SwitchedWalletsPerMerchant,
    FailedLookupsPerAddress,
    FailedLoginsPerAddress,
    FailedLoginsPerAddressAndMerchant,
}

impl LimitKind {
    /// Returns the name, without the window in which it counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CardsPerSession => "cards per session",
            Self::PaymentsPerCard => "payments per card",
            Self::CardsPerAddress => "cards per address",
            Self::CardsPerMerchant => "cards per merchant",
            Self::SessionKibPerMerchant => "KiB of sessions per merchant",
            Self::SessionsPerLink => "sessions per payment link",
            Self::SwitchedWalletsPerMerchant => "switched wallets per merchant",
            Self::FailedLookupsPerAddress => "failed look-ups per address",
            Self::FailedLoginsPerAddress => "failed logins per address",
            Self::FailedLoginsPerAddressAndMerchant => "failed logins per address and merchant",
        }
    }

    /// Whether failures are counted, which are kept apart from cards and sessions.
    pub(super) const fn counts_failures(self) -> bool {
        match self {
            Self::CardsPerSession
            | Self::PaymentsPerCard
            | Self::CardsPerAddress
            | Self::CardsPerMerchant
            | Self::SessionKibPerMerchant
            | Self::SessionsPerLink
            | Self::SwitchedWalletsPerMerchant => false,
            Self::FailedLookupsPerAddress
            | Self::FailedLoginsPerAddress
            | Self::FailedLoginsPerAddressAndMerchant => true,
        }
    }
}
