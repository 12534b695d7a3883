//! The card whose holder is authenticated, and the network that it is authenticated on.

use domain::{
    ReturnCode,
    card_check::{self, CardFacts},
    merchant::{Merchant, PaymentMethod},
    used_card::UsedCard,
};
use primitives::Network;

use crate::{
    Gateway, Refusal,
    payments::{
        Instrument,
        card::{self, Card, Found},
    },
};

/// A card, and the network that it is authenticated on.
pub(super) struct Subject {
    pub(super) card: Card,
    pub(super) network: Network,
}

/// The result of looking for the card.
pub(super) struct Looked {
    pub(super) shown: UsedCard,
    /// The card; or the reason for which nobody is asked about it.
    pub(super) subject: Result<Subject, ReturnCode>,
}

/// Finds the card, and checks the rules that a payment by it must meet.
pub(super) async fn find(
    gateway: &Gateway,
    merchant: &Merchant,
    method: &PaymentMethod,
    instrument: Instrument,
    selected: Option<Network>,
) -> Result<Looked, Refusal> {
    let card = match card::find(gateway, merchant, instrument, None).await? {
        Found::Card(card) => card,
        Found::Refused(shown, code) => return Ok(Looked { shown, subject: Err(code) }),
    };
    let usual = card.usual_network.filter(|network| method.networks.contains(network));
    let facts = CardFacts {
        pan: &card.pan,
        expiry: card.expiry,
        cvx_digits: None,
        cvx_expected: false,
        selected_network: selected.or(usual),
    };
    let today = gateway.clock.now().to_zoned(gateway.settings.calendar.clone()).date();
    let verdict = card_check::check(&facts, method, today);
    let shown = card::show(&card, card.token.clone(), verdict.as_ref().ok().map(|(_, network)| *network));
    Ok(Looked { shown, subject: verdict.map(|(_, network)| Subject { card, network }) })
}
