//! The bodies of operations on wallets (Retail API, section 3.4).

use document::{Text, Value as _, choice, record, write_json};
use domain::{echo::Echo, wallet::WalletStatus};
use primitives::{Identifier, Prose, Reference};

use super::buyer::Person;

/// What a merchant says of a wallet or of a card in it. The published API has no limit.
pub(crate) type Comment = Text<0, 1024>;

choice! {
    /// Where the card of a wallet comes from.
    pub(crate) enum CardSource { Payment = "ExistingTransaction", }
}

record! {
    pub(crate) struct CardOrigin as "ExistingTransaction" {
        source: CardSource = "origin",
        /// An accepted payment by card of the merchant.
        transaction: Identifier<Text<0, 200>> = "transactionId",
    }
}

record! {
    /// What a merchant says of a wallet.
    pub(crate) struct WalletRequest as "MXWalletRequest" {
        holder: Option<Person> = "holder",
        comment: Option<Prose<Comment>> = "comment",
    }
}

record! {
    pub(crate) struct NewWalletRequest as "MXWalletCreateRequest" {
        ..wallet: WalletRequest,
        /// The merchant's own id for the wallet.
        id: Identifier<Reference> = "mxWalletId",
        origin: CardOrigin = "paymentInstrumentOrigin",
    }
}

record! {
    pub(crate) struct WalletCardRequest as "PaymentInstrumentRequest" {
        origin: CardOrigin = "paymentInstrumentOrigin",
        comment: Option<Prose<Comment>> = "comment",
    }
}

record! {
    pub(crate) struct StatusRequest as "StatusUpdateRequest" {
        status: WalletStatus = "status",
    }
}

/// The format number of stored [`WalletRequest`]s; see [`Echo`].
const FORMAT: i64 = 1;

impl WalletRequest {
    pub(crate) fn echo(&self) -> Echo {
        Echo::new(FORMAT, write_json(&self.write()))
    }
}
