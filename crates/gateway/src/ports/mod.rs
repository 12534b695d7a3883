//! What the use cases ask for, and from whom. Each port has one implementation in use (crates `storage`,
//! `simulator`, `server`) and may have others for tests.

mod acquirer;
mod directory;
mod messenger;
mod partner;
mod store;
mod write;

use async_trait::async_trait;
use jiff::Timestamp;
use vault::{KeySize, OpeningKey};

pub use acquirer::*;
pub use directory::*;
pub use messenger::*;
pub use partner::*;
pub use store::*;
pub use write::*;

/// The time of day.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// Random bytes fit for keys.
pub trait Entropy: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// Makes RSA key pairs away from the threads that serve requests.
#[async_trait]
pub trait KeyMaker: Send + Sync {
    /// `None` where no pair could be made.
    async fn generate(&self, size: KeySize) -> Option<OpeningKey>;
}
