//! Creates payments.

mod at_partner;
pub(crate) mod card;
mod create;
mod device;
mod draft;
mod origin;
mod prepare;
mod request;

pub(crate) use at_partner::pay_at_partner;
pub(crate) use create::create_from;
pub use create::{create, replay};
pub(crate) use device::wallet_of;
pub(crate) use origin::{Claimed, PaymentOrigin};
pub use prepare::{PreparePayment, Prepared, prepare, replay_prepared};
pub use request::{CreatePayment, Instrument, Means, Payment};
pub(crate) use request::{Kept, Payer};
