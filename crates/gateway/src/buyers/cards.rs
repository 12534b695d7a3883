//! Deletes the cards of a buyer.

use domain::ledger::Ledger;
use jiff::{SignedDuration, Timestamp};
use primitives::{AliasToken, MerchantId, Reference};

use super::Erasure;
use crate::{
    Refusal,
    deadlines::later,
    ports::{RetentionWrite, StoreError, Write},
    retention::CARD_USE_KNOWN_TO,
};

/// The time after which no authorisation needs the card that it was made with: a day more than authorisations live.
const CARD_NEEDED: SignedDuration = SignedDuration::from_hours(8 * 24);

/// A card of the buyer.
pub(super) struct Card {
    pub(super) token: AliasToken,
    /// Whether an open payment needs it, or a wallet that stays.
    pub(super) is_needed: bool,
}

impl Erasure<'_> {
    /// Returns the card of a payment. `None` where it has none, or an earlier payment had the same.
    pub(super) async fn card_of(
        &self,
        merchant: MerchantId,
        payment: &Ledger,
    ) -> Result<Option<Card>, Refusal> {
        match payment.payment.card.as_ref().and_then(|card| card.token.as_ref()) {
            Some(token) => self.card(merchant, token, None).await,
            None => Ok(None),
        }
    }

    /// Returns a card. `None` where it is deleted already, or is going to be. `in_wallet` is the wallet that is being deleted.
    pub(super) async fn card(
        &self,
        merchant: MerchantId,
        token: &AliasToken,
        in_wallet: Option<&Reference>,
    ) -> Result<Option<Card>, Refusal> {
        if self.tokens.contains(&(merchant, token.as_str().to_owned())) {
            return Ok(None);
        }
        match self.gateway.store.card(merchant, token).await {
            Ok(None) => return Ok(None),
            // One that cannot be read is deleted as well.
            Ok(Some(_)) | Err(StoreError::Inconsistent) => {}
            Err(error) => return Err(error.into()),
        }
        let is_needed = self.gateway.store.card_is_needed(merchant, token, in_wallet).await?;
        Ok(Some(Card { token: token.clone(), is_needed }))
    }

    /// Returns the write that deletes a card, or has it deleted once no open payment can need it.
    pub(super) fn forget_card(&self, merchant: MerchantId, card: &Card) -> Write {
        if card.is_needed {
            return self.age_card(merchant, card);
        }
        RetentionWrite::DeleteCard { merchant, token: card.token.clone() }.into()
    }

    /// Returns the write that has a card deleted once no open payment can need it.
    pub(super) fn age_card(&self, merchant: MerchantId, card: &Card) -> Write {
        let (retention, calendar) = (self.gateway.settings.retention, &self.gateway.settings.calendar);
        let used = retention.cards.before(later(self.gateway.clock.now(), CARD_NEEDED), calendar);
        let used = used.saturating_sub(CARD_USE_KNOWN_TO).unwrap_or(Timestamp::MIN);
        RetentionWrite::AgeCard { merchant, token: card.token.clone(), used }.into()
    }

    /// Counts a card whose write was committed.
    pub(super) fn count_card(&mut self, merchant: MerchantId, Card { token, is_needed }: Card) {
        let erased = self.of(merchant);
        *(if is_needed { &mut erased.cards_needed } else { &mut erased.cards }) += 1;
        self.tokens.insert((merchant, token.as_str().to_owned()));
    }
}
