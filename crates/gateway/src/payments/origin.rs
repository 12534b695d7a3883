//! The differences between payments of different origins until the bank is asked. Those at the outcome are in
//! [`crate::outcome_writes`].

use std::net::IpAddr;

use domain::ReturnCode;
use domain::{
    duplicate::Holder,
    terms::Terms,
    transaction::{Origin, Transaction, WalletUse},
};
use jiff::Timestamp;
use primitives::WebUrl;
use vault::Fingerprint;

use crate::{
    Gateway, Refusal,
    limits::{BuyerAddress, CardTry, PointOfSaleKey},
    notifications,
    ports::{Channel, CommitError, Write},
};

/// The origin of a payment that is being created.
pub(crate) trait PaymentOrigin: Sync {
    /// Refuses a payment that the method does not take. A session was checked when it was created, and goes on.
    fn check_method(&self, channel: &Channel, terms: &Terms) -> Result<(), Refusal>;

    /// Refuses a payment where a limit is reached already, before its card is looked for: an envelope costs an RSA operation.
    fn look(&self, gateway: &Gateway, at: PointOfSaleKey<'_>) -> Result<(), Refusal>;

    /// Returns the fingerprint of the card, where it was computed before the payment.
    fn fingerprint(&self) -> Option<Fingerprint>;

    /// Counts the card that is about to be tried at this point of sale, and refuses it where a limit is reached. `None` is a token
    /// that belongs to no card.
    fn admit(
        &self,
        gateway: &Gateway,
        at: PointOfSaleKey<'_>,
        card: Option<&Fingerprint>,
    ) -> Result<(), Refusal>;

    /// Returns the origin that the payment keeps. `notification_url` is that of the point of sale.
    fn origin(&self, notification_url: Option<WebUrl>) -> Origin;

    /// Returns the writes that join the commit before the bank is asked.
    fn on_begin(&self, transaction: &Transaction, now: Timestamp) -> Result<Vec<Write>, CommitError>;

    /// Returns the writes that join the commit of a refusal before a bank is asked.
    fn on_refusal(
        &self,
        gateway: &Gateway,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<Vec<Write>, Refusal>;

    /// Decides what is done where another payment holds the claim to the order reference.
    fn on_claimed(&self, holder: Holder) -> Claimed;

    /// Returns the refusal for a row that changed after it was read.
    fn on_stale(&self) -> Refusal;

    /// Returns the number of payment methods that were tried before because their banks could not be reached.
    fn fallback(&self) -> u8;
}

/// What is done with a payment whose order reference is claimed by another.
pub(crate) enum Claimed {
    /// The payment is not recorded, and the caller gets the refusal.
    Refuse(Refusal),
    /// The payment is recorded as refused with the code.
    Record(ReturnCode),
}

/// The origin of payments that a merchant asks for.
pub(crate) struct ByMerchant {
    /// The address of the buyer, where the merchant tells it.
    pub(crate) buyer_address: Option<IpAddr>,
    /// The card of a wallet that pays.
    pub(crate) wallet: Option<WalletUse>,
}

impl PaymentOrigin for ByMerchant {
    fn check_method(&self, channel: &Channel, terms: &Terms) -> Result<(), Refusal> {
        if !channel.is_active() {
            return Err(Refusal::Inactive);
        }
        let is_taken = channel.method.takes_capture(terms.capture.mode());
        if is_taken { Ok(()) } else { Err(Refusal::CaptureNotTaken) }
    }

    fn look(&self, gateway: &Gateway, at: PointOfSaleKey<'_>) -> Result<(), Refusal> {
        gateway.limits.look_at_merchant(at, gateway.clock.now())
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        None
    }

    fn admit(
        &self,
        gateway: &Gateway,
        at: PointOfSaleKey<'_>,
        card: Option<&Fingerprint>,
    ) -> Result<(), Refusal> {
        let address = self.buyer_address.map(BuyerAddress::Told);
        let tried = CardTry { at, session: None, address, card };
        gateway.limits.admit_card(&tried, gateway.clock.now())
    }

    fn origin(&self, notification_url: Option<WebUrl>) -> Origin {
        match self.wallet.clone() {
            Some(card) => Origin::Wallet { notification_url, card },
            None => Origin::Merchant { notification_url },
        }
    }

    fn on_begin(&self, _: &Transaction, _: Timestamp) -> Result<Vec<Write>, CommitError> {
        Ok(Vec::new())
    }

    fn on_refusal(
        &self,
        gateway: &Gateway,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<Vec<Write>, Refusal> {
        Ok(notifications::of_payment(gateway, transaction, now).into_iter().collect())
    }

    fn on_claimed(&self, holder: Holder) -> Claimed {
        Claimed::Refuse(Refusal::Duplicate { pending: !holder.accepted })
    }

    fn on_stale(&self) -> Refusal {
        tracing::error!("a commit that depends on no version is stale");
        Refusal::Internal
    }

    fn fallback(&self) -> u8 {
        0
    }
}
