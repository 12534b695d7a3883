//! The card of a transaction, without its full number.

use document::{Text, choice};
use primitives::{AliasToken, Country, Expiry, HolderName, MaskedPan, Network};

choice! {
    /// What the card number stands for: the card itself, or a token for it (EMV payment tokenisation).
    pub enum PanType {
        CardPan = "CARD_PAN", NetworkToken = "NETWORK_TOKEN", DeviceToken = "DEVICE_TOKEN",
        UpdatedPan = "UPDATED_PAN",
    }
}

choice! {
    /// The wallet on the buyer's device that gave the card (Retail API, section 3.3: TransactionPayment).
    pub enum ExternalWallet { ApplePay = "APPLE_PAY", GooglePay = "GOOGLE_PAY", }
}

/// The card of a transaction, as answers show it.
#[derive(Clone, PartialEq)]
pub struct UsedCard {
    pub holder_name: Option<HolderName>,
    pub expiry: Option<Expiry>,
    /// The alias of the card. The same card at the same merchant always has the same one.
    pub token: Option<AliasToken>,
    pub masked_number: Option<MaskedPan>,
    pub pan_type: PanType,
    /// `None` where the buyer or the merchant gave the card itself.
    pub external_wallet: Option<ExternalWallet>,
    /// The issuer's country.
    pub country: Option<Country>,
    /// The network that the payment runs on.
    pub selected_network: Option<Network>,
    /// The one or two brands of the card, such as `CB`, `VISA` or `CB-VISA`.
    pub brands: Option<Text<0, 50>>,
}

impl UsedCard {
    /// A card of which nothing is known.
    pub const fn unknown() -> Self {
        Self {
            holder_name: None,
            expiry: None,
            token: None,
            masked_number: None,
            pan_type: PanType::CardPan,
            external_wallet: None,
            country: None,
            selected_network: None,
            brands: None,
        }
    }

    /// Returns the card without the name of its holder. A masked number is not personal by itself, and accounting needs it.
    #[must_use]
    pub fn without_holder(self) -> Self {
        Self { holder_name: None, ..self }
    }
}
