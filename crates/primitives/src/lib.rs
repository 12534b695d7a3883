//! The nouns of a payment, each a type that cannot be wrong: money, cards, networks, ids, secrets.
//!
//! No I/O, no clock, no entropy: functions that need the time or random bytes take them as arguments.

mod alias_token;
mod bic;
mod card;
mod card_in_text;
mod cell;
mod country;
mod currency;
mod email;
mod encryption_key_id;
mod iban;
mod link_token;
mod listed_code;
mod merchant_id;
mod money;
mod network;
mod reference;
mod request_id;
mod screened;
mod secret;
mod session_id;
mod transaction_id;
mod uuid;
mod web_url;

pub use alias_token::AliasToken;
pub use bic::Bic;
pub use card::{CardEntry, Cvx, Expiry, HolderName, MaskedPan, Pan, PanFault};
pub use card_in_text::{card_numbers_in, with_cards_masked};
pub use cell::CellId;
pub use country::Country;
pub use currency::Currency;
pub use email::Email;
pub use encryption_key_id::{EncryptionKeyId, KeyName};
pub use iban::{Iban, MaskedIban};
pub use link_token::{LinkNumber, LinkToken};
pub use merchant_id::MerchantId;
pub use money::Amount;
pub use network::{Brands, Network};
pub use reference::{OrderReference, Reference};
pub use request_id::{IdempotencyKey, RequestId};
pub use screened::{CARD_NUMBERS, Identifier, Maskable, Masked, Prose};
pub use secret::{Sealed, Secret};
pub use session_id::{SessionId, SessionNumber};
pub use transaction_id::TransactionId;
pub use uuid::Uuid;
pub use web_url::WebUrl;
