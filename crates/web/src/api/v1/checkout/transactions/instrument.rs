//! The payment instrument of a transaction in answers (Retail API, section 3.3: PaymentInstrumentData).

use document::{Text, choice, record};
use domain::{
    transaction::Transaction,
    used_card::{PanType, UsedCard},
};
use primitives::{AliasToken, Country, Expiry, HolderName, MaskedPan, Network, Reference};

use crate::records::wallet::UsedWallet;

choice! {
    pub(crate) enum InstrumentKind { Card = "UsedCard", Partner = "UsedAlternativePaymentMethod", }
}

record! {
    pub(crate) struct Instrument as "PaymentInstrumentData" {
        ..base: InstrumentBase,
        ..card: Card,
    }
}

record! {
    pub(crate) struct InstrumentBase as "PaymentInstrumentBase" {
        kind: InstrumentKind = "usedPaymentInstrument",
        brand: InstrumentType = "paymentInstrumentType",
        /// The wallet whose card paid, or was to pay.
        wallet: Option<UsedWallet> = "mxWallet",
    }
}

record! {
    pub(crate) struct InstrumentType as "PaymentInstrumentType" {
        code: Reference = "code",
    }
}

record! {
    /// The card that was used; no member is there where the buyer paid at a partner.
    #[derive(Default)]
    pub(crate) struct Card as "Card" {
        holder_name: Option<HolderName> = "holderName",
        expiration_date: Option<Expiry> = "expirationDate",
        /// The same card of the same merchant has the same token.
        mx_token: Option<AliasToken> = "mxToken",
        masked_number: Option<MaskedPan> = "maskedNumber",
        pan_type: Option<PanType> = "panType",
        /// The issuer's country.
        country: Option<Country> = "country",
        /// The network that the payment runs on.
        selected_network: Option<Network> = "selectedNetwork",
        /// The one or two brands of the card: CB, VISA, CB-VISA.
        network: Option<Text<0, 50>> = "network",
    }
}

impl Instrument {
    pub(super) fn of(payment: &Transaction) -> Self {
        let brand = InstrumentType { code: payment.instrument_type.clone() };
        let (kind, card) = match &payment.card {
            Some(card) => (InstrumentKind::Card, Card::of(card)),
            None => (InstrumentKind::Partner, Card::default()),
        };
        let wallet = payment.origin.paying_card().map(UsedWallet::from);
        Self { base: InstrumentBase { kind, brand, wallet }, card }
    }
}

impl Card {
    pub(crate) fn of(used: &UsedCard) -> Self {
        Self {
            holder_name: used.holder_name.clone(),
            expiration_date: used.expiry,
            mx_token: used.token.clone(),
            masked_number: used.masked_number.clone(),
            pan_type: Some(used.pan_type),
            country: used.country,
            selected_network: used.selected_network,
            network: used.brands.clone(),
        }
    }

    /// Returns the token of a card that has replaced another. `None` for any other card.
    pub(crate) fn token_of_new_card(&self) -> Option<&AliasToken> {
        self.mx_token.as_ref().filter(|_| self.pan_type == Some(PanType::UpdatedPan))
    }
}
