//! The key pairs under which merchants' clients encrypt cards, and the data keys under which the store's secrets are sealed.

mod comparing;
mod get;
mod listing;
mod opening;
pub(crate) mod resealing;
mod rotation;
pub(crate) mod uses;
mod vault_keys;

pub use comparing::{Compared, compare_cards};
pub use get::{KeyMaking, get};
pub use listing::{Examined, KeyList, KeyState, ListedKey, examine, list, note_examined};
pub use opening::OpeningKeys;
pub(crate) use opening::open_envelope;
pub use resealing::{Progress, Resealing};
pub use rotation::{RotationRefusal, note_split, retire, rewrap, rotate};
pub use uses::KeyUses;
pub use vault_keys::{UnopenedKey, VaultKeys};
pub(crate) use vault_keys::{renew, unseal};
