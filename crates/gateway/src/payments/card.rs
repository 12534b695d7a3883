//! Finds the card of an instrument, and seals and masks cards.

use domain::{
    ReturnCode,
    merchant::Merchant,
    used_card::{PanType, UsedCard},
};
use primitives::{AliasToken, Brands, CardEntry, Cvx, Expiry, HolderName, MerchantId, Network, Pan};
use vault::{Fingerprint, Place, SealedColumn};

use super::{
    Instrument,
    device::{self, OnDevice},
    request::{Kept, Payer},
};
use crate::{
    CardFault, Gateway, Refusal,
    draws::{Draws, MAX_DRAWS},
    keys::{open_envelope, unseal},
    ports::{CommitError, StoreError, StoredCard},
};

/// A card in the clear, for the question to the acquirer.
pub(crate) struct Card {
    pub pan: Pan,
    pub fingerprint: Fingerprint,
    /// The token by which the card was found. `None` for a card that was sent.
    pub token: Option<AliasToken>,
    pub expiry: Expiry,
    pub cvx: Option<Cvx>,
    pub holder: Option<HolderName>,
    /// Whether the card was sent with the request, and not found by its token.
    pub entered: bool,
    /// The network that the payment runs on where the method takes it and the buyer does not choose.
    pub usual_network: Option<Network>,
    /// The wallet on a device that gave the card. `None` for any other card.
    pub device: Option<OnDevice>,
}

/// The result of looking for the card of an instrument.
pub(crate) enum Found {
    Card(Card),
    /// There is no card that may pay. The payment is recorded as refused with the code.
    Refused(UsedCard, ReturnCode),
}

impl Found {
    /// Returns the card. `None` where the merchant has no such card.
    pub(super) const fn card(&self) -> Option<&Card> {
        match self {
            Self::Card(card) => Some(card),
            Self::Refused(..) => None,
        }
    }
}

/// Finds the card of an instrument. `known` is its fingerprint where that was computed before.
pub(crate) async fn find(
    gateway: &Gateway,
    merchant: &Merchant,
    instrument: Instrument,
    known: Option<Fingerprint>,
) -> Result<Found, Refusal> {
    let (entry, is_encrypted) = match instrument {
        Instrument::Clear(entry) => (complete(entry)?, false),
        Instrument::Encrypted { jwe, expiry, holder } => {
            let entry = open_envelope(gateway, merchant, &jwe).await?;
            let (expiry, holder) = (entry.expiry.or(expiry), entry.holder.or(holder));
            // All faults of an envelope get the same refusal, also that of a card without a number or an
            // expiry.
            let entry = CardEntry { expiry, holder, ..entry };
            (complete(entry).map_err(|_| Refusal::Envelope)?, true)
        }
        Instrument::Token { token, expiry, cvx, holder } => {
            let payer = Payer { token, expiry, cvx, holder, usual_network: None };
            return stored(gateway, merchant, payer, known).await;
        }
        Instrument::Kept(Kept::Payer(payer)) => return stored(gateway, merchant, payer, known).await,
        Instrument::Kept(Kept::Refused(code, shown)) => return Ok(Found::Refused(*shown, code)),
        Instrument::OnDevice(token) => return device::find(gateway, merchant, &token),
    };
    let Complete { pan, expiry, cvx, holder } = entry;
    if let Some(words) = gateway.acquirer.objection(&pan) {
        return Err(Refusal::Card(CardFault::NotAllowed { is_encrypted, words }));
    }
    let fingerprint = known.unwrap_or_else(|| gateway.vault.fingerprint(merchant.id, &pan));
    let (token, entered, usual_network, device) = (None, true, None, None);
    Ok(Found::Card(Card { pan, fingerprint, token, expiry, cvx, holder, entered, usual_network, device }))
}

/// Finds a card by its token.
async fn stored(
    gateway: &Gateway,
    merchant: &Merchant,
    payer: Payer,
    known: Option<Fingerprint>,
) -> Result<Found, Refusal> {
    let Payer { token, expiry, cvx, holder, usual_network } = payer;
    let Some(pan) = pan_of(gateway, merchant.id, &token).await? else {
        return Ok(Found::Refused(show_token(token, expiry, holder), ReturnCode::TOKEN_UNKNOWN));
    };
    let fingerprint = known.unwrap_or_else(|| gateway.vault.fingerprint(merchant.id, &pan));
    let (token, entered, device) = (Some(token), false, None);
    Ok(Found::Card(Card { pan, fingerprint, token, expiry, cvx, holder, entered, usual_network, device }))
}

/// A card that was sent, with the parts that every payment needs.
struct Complete {
    pan: Pan,
    expiry: Expiry,
    cvx: Option<Cvx>,
    holder: Option<HolderName>,
}

/// Fails without a number or an expiry. Whether the other parts are needed depends on the payment.
fn complete(entry: CardEntry) -> Result<Complete, Refusal> {
    let CardEntry { pan, expiry, cvx, holder } = entry;
    let pan = pan.ok_or(Refusal::Card(CardFault::NumberMissing))?;
    let expiry = expiry.ok_or(Refusal::Card(CardFault::ExpiryMissing))?;
    Ok(Complete { pan, expiry, cvx, holder })
}

/// Unseals the number of the card with the token. `None` where the merchant has no such card.
pub(crate) async fn pan_of(
    gateway: &Gateway,
    merchant: MerchantId,
    token: &AliasToken,
) -> Result<Option<Pan>, Refusal> {
    let Some(card) = gateway.store.card(merchant, token).await? else { return Ok(None) };
    let row = StoredCard::row(merchant, token);
    let digits = unseal(gateway, Place::new(SealedColumn::CardNumber, &row), &card.sealed_pan).await?;
    let pan = std::str::from_utf8(&digits).ok().and_then(|digits| Pan::parse(digits).ok());
    pan.map(Some).ok_or_else(|| {
        tracing::error!("a sealed card holds no card number: run `guichet doctor`");
        Refusal::Internal
    })
}

/// Returns the stored form of a card: its sealed number, fingerprint and token.
pub(crate) fn seal(gateway: &Gateway, merchant: MerchantId, card: &Card, attempt: u8) -> StoredCard {
    let token = gateway.vault.alias(merchant, &card.pan, attempt);
    let row = StoredCard::row(merchant, &token);
    let place = Place::new(SealedColumn::CardNumber, &row);
    let sealed_pan = gateway.vault.seal(place, gateway.nonce(), card.pan.expose().as_bytes());
    StoredCard { merchant, fingerprint: card.fingerprint.clone(), token, sealed_pan }
}

/// Returns the token of a card, if the merchant has the card. This reads the store for a card that was sent. So only refused
/// payments ask for it: an accepted one stores its card.
pub(super) async fn known_token(
    gateway: &Gateway,
    merchant: MerchantId,
    card: &Card,
) -> Result<Option<AliasToken>, StoreError> {
    if card.token.is_some() {
        return Ok(card.token.clone());
    }
    for attempt in 0..=MAX_DRAWS {
        let token = gateway.vault.alias(merchant, &card.pan, attempt);
        match gateway.store.card(merchant, &token).await? {
            Some(stored) if stored.fingerprint == card.fingerprint => return Ok(Some(token)),
            // Another card has the token: this one would have the next.
            Some(_) => {}
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// Counts that another card has the token of this card, which then takes the next one. So many tokens of one card are not taken by
/// chance: the rows of the store contradict each other, and no repeat of the request mends them.
pub(crate) fn draw_another_token(
    gateway: &Gateway,
    draws: &mut Draws,
    merchant: MerchantId,
    card: &Card,
) -> Result<(), Refusal> {
    draws.again_after(CommitError::TokenTaken).inspect_err(|_| {
        let token = gateway.vault.alias(merchant, &card.pan, 0);
        tracing::error!(
            %merchant,
            token = token.as_str(),
            "the stored fingerprint of a card is that of another card: run `guichet doctor`"
        );
    })
}

/// Returns the public form of a card, with a masked number.
pub(crate) fn show(card: &Card, token: Option<AliasToken>, selected_network: Option<Network>) -> UsedCard {
    let brands = Brands::of(&card.pan);
    UsedCard {
        holder_name: card.holder.clone(),
        expiry: Some(card.expiry),
        token,
        masked_number: Some(card.pan.masked()),
        pan_type: card.device.as_ref().map_or(PanType::CardPan, |device| device.pan_type),
        external_wallet: card.device.as_ref().map(|device| device.wallet),
        country: brands.and_then(Brands::issuer_country),
        selected_network,
        brands: brands.and_then(|brands| document::Text::parse(brands.label()).ok()),
    }
}

/// Returns the public form of a card of which only the token is known.
fn show_token(token: AliasToken, expiry: Expiry, holder: Option<HolderName>) -> UsedCard {
    UsedCard {
        holder_name: holder,
        expiry: Some(expiry),
        masked_number: Some(token.masked()),
        token: Some(token),
        pan_type: PanType::CardPan,
        external_wallet: None,
        country: None,
        selected_network: None,
        brands: None,
    }
}
