//! Pays with a card of the session's wallet.

use domain::{echo::Echo, wallet::Rank};
use primitives::Cvx;

use super::{
    SessionView, Visitor,
    pay::{Tried, check_merchant, request, takes_payment, try_each, with_fallbacks},
};
use crate::{ChoicePart, Gateway, Refusal, payments::Instrument};

/// A buyer's request to pay with a saved card.
pub struct SavedCardPayment {
    /// The code of the type of method, such as `CB`; `cardCode` in the session services.
    pub code: String,
    /// The rank of the card in the wallet.
    pub rank: Rank,
    /// The number of payments that the client had seen, as in [`super::MethodChoice`].
    pub tries: Option<u32>,
    /// The last digits of the card that the client showed, where it tells them.
    pub last_digits: Option<String>,
    pub cvx: Option<Cvx>,
    /// The fields of the merchant's request for the session that are given back with the payment.
    pub echo: Echo,
}

/// Pays with a saved card. Returns the session as it is afterwards, whatever the outcome. Nothing is done where the session
/// takes no payment now. A card that was disabled or has expired since it was shown makes a refused payment, so that an app, which
/// reads no refusal of a request, learns of it.
pub async fn pay_by_saved_card(
    gateway: &Gateway,
    seen: SessionView,
    visitor: &Visitor,
    payment: SavedCardPayment,
) -> Result<SessionView, Refusal> {
    if !takes_payment(&seen, payment.tries) {
        return Ok(seen);
    }
    check_merchant(&seen)?;
    let not_offered = Refusal::NotOffered(ChoicePart::SavedCard);
    let card = seen.saved.find(payment.rank);
    // The card that was shown has left this rank since: the buyer is shown the cards anew, and decides again.
    if let Some(digits) = &payment.last_digits
        && card.is_none_or(|card| card.last_digits(digits.len()) != digits)
    {
        return Ok(seen);
    }
    let card = card.ok_or(not_offered.clone())?.clone();
    let (pays, used) = seen.saved.payer(payment.rank, payment.cvx).ok_or(not_offered)?;
    if card.method.instrument_type.as_str() != payment.code {
        return Err(Refusal::NotOffered(ChoicePart::Code));
    }
    let methods = with_fallbacks(&seen, &card.method, |other| other.networks.contains(&card.network));
    let attempt = |method, terms| {
        // The network of the payment that the card came from decides.
        let request = request(method, None, terms, payment.echo.clone());
        (request, Instrument::Kept(pays.clone()))
    };
    try_each(gateway, seen, visitor, Tried { methods, typed: None, wallet: Some(used) }, attempt).await
}
