//! The bodies of operations on wallets (Retail API, section 3.4).

use document::{List, Text, Value as _, choice, record, write_json};
use domain::{
    echo::Echo,
    transaction::WalletUse,
    wallet::{Rank, WalletStatus},
};
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

choice! {
    pub(crate) enum WalletPays { Wallet = "MXWallet", }
}

record! {
    /// A card of a wallet that pays. A wallet that is unknown (02503), a wallet or a card that is not active (02505), a rank that no
    /// card has (02518) and an expired card (02624) refuse the payment, which is recorded.
    pub(crate) struct WalletInstrument as "MXWalletInstrument" {
        selected: WalletPays = "selectedPaymentInstrument",
        /// The wallet. A security code (`cvx`) beside it is not read: a payment by a wallet needs none.
        id: Identifier<Reference> = "id",
        /// Without a rank the default card of the wallet pays.
        rank: Option<Rank> = "paymentInstrumentRank",
    }
}

record! {
    /// The card of a wallet that paid, or was to pay.
    pub(crate) struct UsedWallet as "MXWallet" {
        id: Reference = "id",
        rank: Option<Rank> = "paymentInstrumentRank",
    }
}

record! {
    pub(crate) struct StatusRequest as "StatusUpdateRequest" {
        status: WalletStatus = "status",
    }
}

/// The largest number of wallets that are switched at once.
const MAX_WALLETS: usize = 1_000;

record! {
    pub(crate) struct ActivationRequest as "MxWalletActivationRequest" {
        active: bool = "active",
        /// The merchant's own ids of wallets.
        ids: List<Reference, MAX_WALLETS, 1> = "ids",
    }
}

impl From<&WalletUse> for UsedWallet {
    fn from(used: &WalletUse) -> Self {
        Self { id: used.wallet.clone(), rank: used.rank }
    }
}

impl WalletRequest {
    /// The format number of stored [`WalletRequest`]s; see [`Echo`].
    pub(crate) const FORMAT: i64 = 1;

    pub(crate) fn echo(&self) -> Echo {
        Echo::new(Self::FORMAT, write_json(&self.write()))
    }
}
