//! What a search has found.

use domain::{
    ReturnCode,
    used_card::{PanType, UsedCard},
};
use primitives::{AliasToken, Pan};

use crate::{
    payments::card::{self, Card},
    ports::CardUpdate,
};

/// What a search has found.
pub struct Finding {
    pub code: ReturnCode,
    /// The card from now on, or the one that was asked about where nothing is known of it.
    pub card: UsedCard,
    /// The number of a card that has replaced the one that was asked about, in the clear. `None` where there is no new number.
    pub number: Option<Pan>,
}

/// A card of the merchant, or the reason for which there is none.
pub(super) enum Verdict {
    /// The card that the merchant is to use.
    Use {
        card: Card,
        pan_type: PanType,
    },
    Refused {
        card: Card,
        code: ReturnCode,
    },
}

impl Verdict {
    pub(super) fn of(
        update: CardUpdate,
        asked: Card,
        fingerprint: impl Fn(&Pan) -> vault::Fingerprint,
    ) -> Self {
        let refused = |card, code| Self::Refused { card, code };
        match update {
            CardUpdate::Replaced { pan, expiry } => {
                let fingerprint = fingerprint(&pan);
                Self::Use {
                    card: Card { pan, fingerprint, token: None, expiry, ..asked },
                    pan_type: PanType::UpdatedPan,
                }
            }
            CardUpdate::Renewed { expiry } => {
                Self::Use { card: Card { expiry, ..asked }, pan_type: PanType::CardPan }
            }
            CardUpdate::NotReplaced => Self::Use { card: asked, pan_type: PanType::CardPan },
            CardUpdate::Unknown => refused(asked, ReturnCode::BANK_CARD_UNKNOWN),
            CardUpdate::Closed => refused(asked, ReturnCode::BANK_ACCOUNT_UNKNOWN),
            CardUpdate::NotConnected => refused(asked, ReturnCode::ACQUIRER_MISCONFIGURED),
            CardUpdate::Silence => refused(asked, ReturnCode::TIME_LIMIT),
        }
    }
}

impl Finding {
    /// A card that the merchant is to use, under its token.
    pub(super) fn use_card(used: &Card, pan_type: PanType, token: AliasToken) -> Self {
        let card = UsedCard { pan_type, ..card::show(used, Some(token), None) };
        let number = (pan_type == PanType::UpdatedPan).then(|| used.pan.clone());
        Self { code: ReturnCode::APPROVED, card, number }
    }

    /// A card of which nothing is known. It has a token where it was asked about by that.
    pub(super) fn refused(asked: &Card, token: Option<AliasToken>, code: ReturnCode) -> Self {
        Self { code, card: card::show(asked, token, None), number: None }
    }

    /// Whether a repeat of the request gets this answer again. Where the card updater gave no answer it is asked again.
    pub(super) fn is_final(&self) -> bool {
        self.code != ReturnCode::TIME_LIMIT && self.code != ReturnCode::ACQUIRER_MISCONFIGURED
    }
}
