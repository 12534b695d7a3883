//! The limits that a card which is tried counts against.

use std::{fmt::Write as _, net::IpAddr};

use domain::own_limits::OwnLimits;
use jiff::Timestamp;
use primitives::{MerchantId, Reference, SessionNumber};
use vault::Fingerprint;

use super::{
    LimitKind, Limits,
    bucket_name::{Counted, network, own},
};
use crate::Refusal;

/// The number of bytes of a fingerprint in the name of a bucket: two cards of a merchant have never the same.
const FINGERPRINT_BYTES: usize = 16;

/// A point of sale, and the limits that stand in the place of the gateway's there.
#[derive(Clone, Copy)]
pub(crate) struct PointOfSaleKey<'a> {
    pub(crate) merchant: MerchantId,
    pub(crate) reference: &'a Reference,
    pub(crate) limits: OwnLimits,
}

/// A card that is about to be tried.
pub(crate) struct CardTry<'a> {
    pub(crate) at: PointOfSaleKey<'a>,
    /// `None` without a session.
    pub(crate) session: Option<SessionNumber>,
    /// The address of the buyer. `None` where nobody has told it.
    pub(crate) address: Option<BuyerAddress>,
    /// `None` for a token that belongs to no card.
    pub(crate) card: Option<&'a Fingerprint>,
}

/// The address of a buyer, by its source.
#[derive(Clone, Copy)]
pub(crate) enum BuyerAddress {
    /// The gateway's own caller.
    Seen(IpAddr),
    /// What a merchant says. It counts for this merchant alone, or one merchant could shut out the buyers of others.
    Told(IpAddr),
}

impl Limits {
    /// Counts a card that is about to be tried, and refuses it where it is one too many.
    pub(crate) fn admit_card(&self, tried: &CardTry<'_>, now: Timestamp) -> Result<(), Refusal> {
        let counted = [
            Some(self.of_merchant(tried.at)),
            tried.session.map(|session| self.of_session(tried.at, session)),
            tried.address.and_then(|address| self.of_address(tried.at, address)),
            tried.card.map(|card| self.of_card(tried.at, card)),
        ];
        self.take(&counted.into_iter().flatten().collect::<Vec<_>>(), now)
    }

    /// Refuses a card of a merchant who has tried too many.
    pub(crate) fn look_at_merchant(&self, at: PointOfSaleKey<'_>, now: Timestamp) -> Result<(), Refusal> {
        self.look(&self.of_merchant(at), now)
    }

    /// Counts a card that a merchant asks about at no point of sale, and refuses it where it is one too many. It counts as a card
    /// that is tried: whoever tries numbers learns as much from the answer. `None` is a token that belongs to no card.
    pub(crate) fn admit_search(
        &self,
        merchant: MerchantId,
        card: Option<&Fingerprint>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let of_card = card.map(|card| self.payments_with(merchant, card));
        self.take(&[Some(self.cards_of(merchant)), of_card].into_iter().flatten().collect::<Vec<_>>(), now)
    }

    /// Refuses a question about a card where a merchant has tried too many.
    pub(crate) fn look_at_searches(&self, merchant: MerchantId, now: Timestamp) -> Result<(), Refusal> {
        self.look(&self.cards_of(merchant), now)
    }

    fn of_merchant(&self, at: PointOfSaleKey<'_>) -> Counted {
        match at.limits.cards {
            Some(limit) => Counted::new(LimitKind::CardsPerMerchant, limit, own(at, "cards")),
            None => self.cards_of(at.merchant),
        }
    }

    fn cards_of(&self, merchant: MerchantId) -> Counted {
        let limit = self.settings.cards_per_merchant;
        Counted::new(LimitKind::CardsPerMerchant, limit, format!("cards of {merchant}"))
    }

    fn of_session(&self, at: PointOfSaleKey<'_>, session: SessionNumber) -> Counted {
        let limit = at.limits.cards_per_session.unwrap_or(self.settings.cards_per_session);
        Counted::new(LimitKind::CardsPerSession, limit, format!("cards in session {session}"))
    }

    /// `None` for an address that cannot be a buyer's: a shop that tells its own, or a placeholder.
    fn of_address(&self, at: PointOfSaleKey<'_>, address: BuyerAddress) -> Option<Counted> {
        let kind = LimitKind::CardsPerAddress;
        let name = match address {
            BuyerAddress::Seen(address) => of_address(address),
            BuyerAddress::Told(address) if is_private(address) => return None,
            BuyerAddress::Told(address) => format!("{} told by {}", of_address(address), at.merchant),
        };
        Some(match at.limits.cards_per_address {
            Some(limit) => Counted::new(kind, limit, own(at, &name)),
            None => Counted::new(kind, self.settings.cards_per_address, name),
        })
    }

    fn of_card(&self, at: PointOfSaleKey<'_>, card: &Fingerprint) -> Counted {
        match at.limits.payments_per_card {
            Some(limit) => {
                Counted::new(LimitKind::PaymentsPerCard, limit, own(at, &payments_by(at.merchant, card)))
            }
            None => self.payments_with(at.merchant, card),
        }
    }

    fn payments_with(&self, merchant: MerchantId, card: &Fingerprint) -> Counted {
        let limit = self.settings.payments_per_card;
        Counted::new(LimitKind::PaymentsPerCard, limit, payments_by(merchant, card))
    }
}

fn payments_by(merchant: MerchantId, card: &Fingerprint) -> String {
    let mut name = format!("payments of {merchant} by card ");
    for byte in card.as_bytes().iter().take(FINGERPRINT_BYTES) {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// Whether an address is one of a machine's own or of a private network.
fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified(),
        IpAddr::V6(v6) => {
            v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified()
        }
    }
}

fn of_address(address: IpAddr) -> String {
    format!("cards from {}", network(address))
}
