//! The origin of payments that a buyer makes in a session.

use domain::{
    ReturnCode,
    duplicate::Holder,
    link::PaymentLink,
    session::{Outcome, Session, SessionInput},
    terms::Terms,
    transaction::{Origin, State, Transaction, WalletUse},
};
use jiff::Timestamp;
use primitives::WebUrl;
use vault::Fingerprint;

use super::follow::moved_on;
use crate::{
    Gateway, Refusal, caller,
    limits::{BuyerAddress, CardTry, PointOfSaleKey},
    links,
    payments::{Claimed, PaymentOrigin},
    ports::{Channel, CommitError, SessionWrite, Versioned, Write},
};

/// The next payment of a session.
pub(crate) struct SessionOrigin {
    /// The session and the version that was read. The first commit on that version makes the payment.
    pub(crate) session: Versioned<Session>,
    /// The payment link of the session.
    pub(crate) link: Option<Versioned<PaymentLink>>,
    /// Whether a refusal ends the session.
    pub(crate) last: bool,
    /// The number of payment methods that were tried before because their banks could not be reached.
    pub(crate) fallback: u8,
    /// The card that the buyer typed. `None` for a saved card and at a partner.
    pub(crate) card: Option<Fingerprint>,
    /// The card of a wallet that pays, or the wallet into which the card comes.
    pub(crate) wallet: Option<WalletUse>,
}

impl PaymentOrigin for SessionOrigin {
    fn check_method(&self, _: &Channel, _: &Terms) -> Result<(), Refusal> {
        Ok(())
    }

    /// A typed card was counted when the buyer sent it, and may have taken the last token.
    fn look(&self, _: &Gateway, _: PointOfSaleKey<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        self.card.clone()
    }

    /// Counts a saved card, which is known only now, once however many banks are asked.
    fn admit(
        &self,
        gateway: &Gateway,
        at: PointOfSaleKey<'_>,
        card: Option<&Fingerprint>,
    ) -> Result<(), Refusal> {
        if self.card.is_some() || self.fallback > 0 {
            return Ok(());
        }
        let session = Some(self.session.value.number);
        let address = caller::address().map(BuyerAddress::Seen);
        gateway.limits.admit_card(&CardTry { at, session, address, card }, gateway.clock.now())
    }

    /// Keeps no URL in the payment, because the merchant is notified of the session.
    fn origin(&self, _: Option<WebUrl>) -> Origin {
        Origin::Session { number: self.session.value.number, wallet: self.wallet.clone() }
    }

    /// Fails as [`CommitError::Stale`] where the session or its link takes no payment now, and as [`CommitError::Claimed`] where another
    /// payment holds the link.
    fn on_begin(&self, transaction: &Transaction, now: Timestamp) -> Result<Vec<Write>, CommitError> {
        let input = SessionInput::Tried { transaction: transaction.id, last: self.last };
        let next = self.session.value.step(input, now).map_err(|_| CommitError::Stale)?;
        let next = Versioned { value: next, version: self.session.version };
        let held = self.link.as_ref().map(|link| links::hold(link, transaction.id, now)).transpose()?;
        Ok(held.into_iter().chain([SessionWrite::Update(Box::new(next)).into()]).collect())
    }

    /// Writes the session's steps to the try and to the refusal in one commit.
    fn on_refusal(
        &self,
        gateway: &Gateway,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<Vec<Write>, Refusal> {
        // An order that is paid already must not be paid by a fallback.
        let is_paid = matches!(transaction.state, State::Refused(code) if code == ReturnCode::DUPLICATE);
        let tried = SessionInput::Tried { transaction: transaction.id, last: self.last || is_paid };
        let ended = SessionInput::Ended { transaction: transaction.id, outcome: Outcome::Refused };
        let next = self.session.value.step(tried, now).and_then(|session| session.step(ended, now));
        let next = next.map_err(|_| Refusal::SessionMoved)?;
        let mut writes = moved_on(gateway, Versioned { value: next, version: self.session.version }, now);
        if let (Some(link), State::Refused(code)) = (&self.link, &transaction.state) {
            writes.extend(links::refuse(link, *code, now));
        }
        Ok(writes)
    }

    /// Records the duplicate as a refused payment, whose code the merchant reads.
    fn on_claimed(&self, holder: Holder) -> Claimed {
        Claimed::Record(if holder.accepted { ReturnCode::DUPLICATE } else { ReturnCode::DUPLICATE_PENDING })
    }

    fn on_stale(&self) -> Refusal {
        Refusal::SessionMoved
    }

    fn fallback(&self) -> u8 {
        self.fallback
    }
}
