//! The use cases, and the ports that they ask through.
//!
//! A use case is one async function that reads top to bottom: read, decide, commit, ask, decide, commit. It
//! knows neither HTTP nor SQL; the clock, entropy, the store and the bank are behind [`ports`].

pub mod actions;
mod audit;
pub mod audit_chain;
pub mod authentication;
mod bank_answers;
mod beginnings;
pub mod buyers;
pub mod caller;
mod card_likes;
pub mod card_updates;
mod deadlines;
mod draws;
mod failed_logins;
pub mod housekeeping;
mod idempotency;
pub mod keys;
pub mod limits;
pub mod links;
mod merchant_urls;
pub mod merchants;
pub mod notifications;
mod outcome_writes;
pub mod partner;
mod payment_locks;
pub mod payments;
pub mod payouts;
pub mod places;
pub mod ports;
mod refusal;
pub mod remittance;
pub mod retention;
pub mod sessions;
pub mod starts;
mod store_state;
pub mod three_ds;
mod transaction_ids;
pub mod transactions;
pub mod wallets;
pub mod work;
mod workers;

use std::sync::Arc;

use domain::{notification::Schedule, retention::Retention};
use jiff::{SignedDuration, tz::TimeZone};
use primitives::CellId;
use vault::{KeySize, Nonce, Vault};

pub use beginnings::Beginnings;
pub use card_likes::{CardLike, CardLikeCount, card_likes};
pub use failed_logins::FailedLogins;
pub use idempotency::Repeatable;
use keys::OpeningKeys;
pub use merchant_urls::{UrlFault, notification_url_fault};
pub use payment_locks::PaymentLocks;
use ports::{
    Acquirer, Addresses, CardUpdater, Clock, Directory, Documents, Entropy, ExternalWallets, KeyMaker,
    MasterKeySource, Messenger, Store, ThreeDsServer, TransferBank,
};
pub use refusal::{CardFault, ChoicePart, Refusal, SetupFault};
pub use store_state::{StoreState, store_state};
pub use transaction_ids::TransactionIds;
pub use workers::{Lags, Worker, measure_lags};

/// The context of every use case: ports, vault, settings and what an instance keeps in memory.
pub struct Gateway {
    pub store: Arc<dyn Store>,
    pub acquirer: Arc<dyn Acquirer>,
    pub card_updater: Arc<dyn CardUpdater>,
    pub external_wallets: Arc<dyn ExternalWallets>,
    pub three_ds: Arc<dyn ThreeDsServer>,
    pub transfer_bank: Arc<dyn TransferBank>,
    pub addresses: Arc<dyn Addresses>,
    pub documents: Arc<dyn Documents>,
    pub messenger: Arc<dyn Messenger>,
    pub directory: Arc<dyn Directory>,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub key_maker: Arc<dyn KeyMaker>,
    pub master_keys: Arc<dyn MasterKeySource>,
    pub vault: Vault,
    pub vault_keys: keys::VaultKeys,
    pub resealing: keys::Resealing,
    pub settings: Settings,
    pub transaction_ids: TransactionIds,
    pub beginnings: Beginnings,
    pub opening_keys: OpeningKeys,
    pub payment_locks: PaymentLocks,
    pub key_making: keys::KeyMaking,
    pub lags: Lags,
    pub card_likes: CardLikeCount,
    pub failed_logins: FailedLogins,
    pub limits: limits::Limits,
    pub stand_in: sessions::StandIn,
    pub store_state: StoreState,
    pub retention_marks: retention::Marks,
    pub audit_chain: audit_chain::Chain,
    pub key_uses: keys::KeyUses,
}

/// The settings of an operator that use cases read.
pub struct Settings {
    /// The cell in which new ids are made. It is the same in every instance of one store.
    pub cell: CellId,
    /// The time that a bank has to answer a question.
    pub answer_limit: SignedDuration,
    /// The time zone whose midnight ends a day.
    pub calendar: TimeZone,
    pub key_size: KeySize,
    pub is_sandbox: bool,
    /// Whether a number in an identifier that could be that of a card refuses the request.
    pub refuses_card_likes: bool,
    /// The times at which a notification is repeated, and the time after which it is not.
    pub schedule: Schedule,
    /// The times for which data are kept.
    pub retention: Retention,
}

impl Gateway {
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    pub(crate) fn nonce(&self) -> Nonce {
        self.random()
    }
}
