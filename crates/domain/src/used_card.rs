//! The card of a transaction as anyone may see it (Retail API, section 3.3: Card).

use document::Text;
use document::{choice, record};
use primitives::{AliasToken, Country, Expiry, HolderName, MaskedPan, Network};

choice! {
    pub enum PanType {
        CardPan = "CARD_PAN", NetworkToken = "NETWORK_TOKEN", DeviceToken = "DEVICE_TOKEN",
        UpdatedPan = "UPDATED_PAN",
    }
}

record! {
    pub struct UsedCard as "Card" {
        holder_name: Option<HolderName> = "holderName",
        expiration_date: Option<Expiry> = "expirationDate",
        /// The same card of the same merchant has the same token.
        mx_token: Option<AliasToken> = "mxToken",
        masked_number: Option<MaskedPan> = "maskedNumber",
        pan_type: PanType = "panType",
        /// The issuer's country.
        country: Option<Country> = "country",
        /// The network that the payment runs on.
        selected_network: Option<Network> = "selectedNetwork",
        /// The one or two brands of the card: CB, VISA, CB-VISA.
        network: Option<Text<0, 50>> = "network",
    }
}
