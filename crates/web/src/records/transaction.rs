//! What answers say of a payment's card and of its bank's approval (Retail API, section 3.3).

use document::{Moment, Text, record};
use domain::{
    transaction::Approval,
    used_card::{PanType, UsedCard},
};
use primitives::{AliasToken, Country, Expiry, HolderName, MaskedPan, Network};

record! {
    pub(crate) struct Card as "Card" {
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

record! {
    /// What a bank hands out with a yes (Retail API, section 3.3: PartnerReturnedData).
    pub(crate) struct PartnerReturnedData as "PartnerReturnedData" {
        authorization_number: Text<0, 6> = "authorizationNumber",
        authorization_date: Moment = "authorizationDate",
        /// To be given as `originalTransactionId` of later merchant-initiated payments.
        issuer_transaction_id: Text<0, 200> = "issuerTransactionId",
    }
}

impl From<&UsedCard> for Card {
    fn from(card: &UsedCard) -> Self {
        Self {
            holder_name: card.holder_name.clone(),
            expiration_date: card.expiry,
            mx_token: card.token.clone(),
            masked_number: card.masked_number.clone(),
            pan_type: card.pan_type,
            country: card.country,
            selected_network: card.selected_network,
            network: card.brands.clone(),
        }
    }
}

impl From<&Approval> for PartnerReturnedData {
    fn from(approval: &Approval) -> Self {
        Self {
            authorization_number: approval.authorization_number.clone(),
            authorization_date: Moment(approval.authorization_date),
            issuer_transaction_id: approval.issuer_transaction_id.clone(),
        }
    }
}
