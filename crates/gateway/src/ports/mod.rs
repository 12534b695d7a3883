//! The ports: what the use cases need from outside. Each port has one implementation in use (crates
//! `storage`, `simulator`, `server`, `web`, `outbound`) and may have others for tests.
//!
//! The store is cut by subject. A file declares what is read of a subject (a trait) and what is written of it
//! (an enum). [`Store`] is all of them, and its commit takes writes of every subject.

mod acquirer;
mod addresses;
mod audit;
mod audit_chain;
mod authentications;
mod card_updater;
mod cards;
mod directory;
mod documents;
mod error;
mod external_wallets;
mod keys;
mod lease;
mod limits;
mod links;
mod listings;
mod merchants;
mod messenger;
mod notifications;
mod partner;
mod payments;
mod remittances;
mod requests;
mod retention;
mod sessions;
mod store;
mod three_ds;
mod three_ds_buyer;
mod transfer_bank;
mod transfers;
mod wallets;

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use vault::{KeySize, MasterKeys, OpeningKey};

pub use acquirer::*;
pub use addresses::*;
pub use audit::*;
pub use audit_chain::*;
pub use authentications::*;
pub use card_updater::*;
pub use cards::*;
pub use directory::*;
pub use documents::*;
pub use error::*;
pub use external_wallets::*;
pub use keys::*;
pub use lease::*;
pub use limits::*;
pub use links::*;
pub use listings::*;
pub use merchants::*;
pub use messenger::*;
pub use notifications::*;
pub use partner::*;
pub use payments::*;
pub use remittances::*;
pub use requests::*;
pub use retention::*;
pub use sessions::*;
pub use store::*;
pub use three_ds::*;
pub use three_ds_buyer::*;
pub use transfer_bank::*;
pub use transfers::*;
pub use wallets::*;

/// Tells the present time.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// Makes random bytes that are fit for keys.
pub trait Entropy: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// Reads the master keys again from where the operator keeps them: a file may have changed since the start.
pub trait MasterKeySource: Send + Sync {
    /// Reads the keys, or says in a sentence why that fails.
    fn read(&self) -> Result<Arc<MasterKeys>, String>;
}

/// Master keys that cannot be read again: those that were read first.
impl MasterKeySource for Arc<MasterKeys> {
    fn read(&self) -> Result<Self, String> {
        Ok(Self::clone(self))
    }
}

/// Makes RSA key pairs away from the threads that serve requests.
#[async_trait]
pub trait KeyMaker: Send + Sync {
    /// Makes a pair; `None` where that failed.
    async fn generate(&self, size: KeySize) -> Option<OpeningKey>;
}
