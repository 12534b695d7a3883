//! A payment method of a point of sale, and how buyers and the merchant see it.

use jiff::Timestamp;
use primitives::{Network, Reference};

use crate::{echo::Echo, logo::Logo, terms::CaptureMode, used_card::ExternalWallet};

/// A payment method of a point of sale. Ids are unique within the merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentMethod {
    pub id: Reference,
    pub point_of_sale: Reference,
    /// The type of instrument, such as `CB` or `AMEX`; `paymentInstrumentType.code` in answers.
    pub instrument_type: Reference,
    /// The card networks that the method accepts. An empty list means a method of a partner, or one that pays out, not of cards.
    pub networks: Vec<Network>,
    /// Whether the duplicate check applies (behaviour, section 3.7).
    pub checks_duplicates: bool,
    /// The capture modes of the payments that the method takes. An empty list means all of them.
    pub captures: Vec<CaptureMode>,
    /// The time at which it was switched off. `None` while it is active.
    pub inactive_since: Option<Timestamp>,
}

impl PaymentMethod {
    /// The type of the methods that pay out by bank transfer; no buyer pays with one.
    pub const BANK_TRANSFER: &str = "BANKTRANSFER";

    pub const fn takes_cards(&self) -> bool {
        !self.networks.is_empty()
    }

    /// Whether the method pays out, and takes no payments.
    pub fn pays_out(&self) -> bool {
        self.networks.is_empty() && self.instrument_type.as_str() == Self::BANK_TRANSFER
    }

    /// Returns the wallet on the buyer's device that gives the cards of this method. `None` where the buyer types them.
    pub fn external_wallet(&self) -> Option<ExternalWallet> {
        ExternalWallet::parse(self.instrument_type.as_str()).filter(|_| self.takes_cards())
    }

    /// Whether the buyer may type a card for this method.
    pub fn takes_typed_cards(&self) -> bool {
        self.takes_cards() && self.external_wallet().is_none()
    }

    pub const fn is_active(&self) -> bool {
        self.inactive_since.is_none()
    }

    /// Whether a session of that age may still be paid with the method: a session goes on with a method that was switched off
    /// after it was created.
    pub fn serves_session_of(&self, created: Timestamp) -> bool {
        self.inactive_since.is_none_or(|since| created < since)
    }

    pub fn takes_capture(&self, mode: CaptureMode) -> bool {
        self.captures.is_empty() || self.captures.contains(&mode)
    }
}

/// What a merchant says of a payment method besides. No payment depends on it.
#[derive(Clone, PartialEq, Eq)]
pub struct MethodProfile {
    /// Its name, its description, its acquirer, …
    pub details: Echo,
    pub logo: Option<Logo>,
}
