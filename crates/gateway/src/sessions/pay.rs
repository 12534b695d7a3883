//! Pays in a session, by card or at a partner.

use domain::{
    ReturnCode,
    echo::Echo,
    merchant::{MerchantStatus, PaymentMethod},
    terms::Terms,
    transaction::{State, WalletUse},
};
use primitives::{Brands, CardEntry, Cvx, Expiry, HolderName, Network, Pan, Reference};
use vault::Fingerprint;

use super::{
    SessionStatus, SessionView, Visitor, create::fallbacks, origin::SessionOrigin, view::open_again, wallet,
};
use crate::{
    CardFault, ChoicePart, Gateway, Refusal, caller,
    limits::{BuyerAddress, CardTry, PointOfSaleKey},
    payments::{self, CreatePayment, Instrument},
};

/// The buyer's choice of a payment method of the session.
pub struct MethodChoice {
    /// The code of the type of method, such as `CB`; `cardCode` in the session services.
    pub code: String,
    /// The id of the method.
    pub contract: String,
    /// The number of payments that the page had seen. Where the session has another number, the request
    /// repeats an earlier one and makes no payment.
    pub tries: Option<u32>,
}

/// A buyer's request to pay by card.
pub struct CardPayment {
    pub method: MethodChoice,
    pub pan: Pan,
    pub expiry: Expiry,
    pub cvx: Option<Cvx>,
    pub holder: Option<HolderName>,
    /// The buyer's choice for a co-badged card.
    pub network: Option<Network>,
    /// Whether the buyer wants the card to be kept in the wallet of the session.
    pub saves: bool,
    /// The fields of the merchant's request for the session that are given back with the payment.
    pub echo: Echo,
}

impl CardPayment {
    fn card(&self) -> CardEntry {
        CardEntry {
            pan: Some(self.pan.clone()),
            expiry: Some(self.expiry),
            cvx: self.cvx.clone(),
            holder: self.holder.clone(),
        }
    }
}

/// Pays by card. Returns the session as it is afterwards, whatever the outcome. Nothing is done where the
/// session takes no payment now: after a double click, in a second tab or once it is paid.
pub async fn pay_by_card(
    gateway: &Gateway,
    seen: SessionView,
    visitor: &Visitor,
    payment: CardPayment,
) -> Result<SessionView, Refusal> {
    if !takes_payment(&seen, payment.method.tries) {
        return Ok(seen);
    }
    check_merchant(&seen)?;
    let method = chosen(&seen.methods, &payment.method, PaymentMethod::takes_typed_cards)?;
    if let Some(words) = gateway.acquirer.objection(&payment.pan) {
        return Err(Refusal::Card(CardFault::NotAllowed { is_encrypted: false, words }));
    }
    wallet::refuse_twice(gateway, &seen, &payment.pan)?;
    let card = gateway.vault.fingerprint(seen.setup.merchant.id, &payment.pan);
    admit(gateway, &seen, &card)?;
    let brands = Brands::of(&payment.pan);
    let methods = with_fallbacks(&seen, method, |other| brands.is_some_and(|brands| takes(other, brands)));
    let wallet = seen.session.terms.wallet.as_ref().filter(|_| payment.saves && seen.saved.keeps);
    let wallet = wallet.map(|wallet| &wallet.id);
    // The card also comes into the wallet that the buyer looks after.
    let wallet = wallet.or(seen.session.managed_wallet().map(|wallet| &wallet.id));
    let wallet = wallet.map(|wallet| WalletUse { wallet: wallet.clone(), rank: None });
    let attempt = |method, terms| {
        let request = request(method, payment.network, terms, payment.echo.clone());
        (request, Instrument::Clear(payment.card()))
    };
    try_each(gateway, seen, visitor, Tried { methods, typed: Some(card), wallet }, attempt).await
}

/// What is tried for one payment of the buyer.
pub(super) struct Tried {
    /// The methods, one after the other until a bank is reached.
    pub(super) methods: Vec<PaymentMethod>,
    /// The card that the buyer typed.
    pub(super) typed: Option<Fingerprint>,
    /// The saved card that pays, or the wallet into which the card comes.
    pub(super) wallet: Option<WalletUse>,
}

/// Tries the methods. Returns the session as it is afterwards. `attempt` returns the request for a payment by a method, and the card.
pub(super) async fn try_each(
    gateway: &Gateway,
    mut seen: SessionView,
    visitor: &Visitor,
    tried: Tried,
    attempt: impl Fn(Reference, Terms) -> (CreatePayment, Instrument),
) -> Result<SessionView, Refusal> {
    let token = seen.id.text();
    let Tried { methods, typed, wallet } = tried;
    for (rank, method) in methods.into_iter().enumerate() {
        let (request, card) = attempt(method.id, seen.session.next_payment());
        let turn = SessionOrigin { wallet: wallet.clone(), ..turn(&seen, visitor, rank, typed.clone()) };
        match payments::create_from(gateway, &seen.setup.merchant, request, card, &turn).await {
            Ok(made) if was_not_sent(&made.transaction.state) => {}
            Ok(_) | Err(Refusal::SessionMoved) => break,
            Err(refusal) => return Err(refusal),
        }
        seen = open_again(gateway, &token, visitor).await?;
    }
    open_again(gateway, &token, visitor).await
}

/// Begins a payment at a partner. Returns the session, which tells where the buyer is sent.
pub async fn pay_at_partner(
    gateway: &Gateway,
    seen: SessionView,
    visitor: &Visitor,
    choice: MethodChoice,
    echo: Echo,
) -> Result<SessionView, Refusal> {
    if !takes_payment(&seen, choice.tries) {
        return Ok(seen);
    }
    check_merchant(&seen)?;
    let method = chosen(&seen.methods, &choice, |method| !method.takes_cards())?;
    let (merchant, terms) = (&seen.setup.merchant, seen.session.terms.payment.clone());
    let turn = turn(&seen, visitor, 0, None);
    let deadline = seen.session.expires;
    let paid = payments::pay_at_partner(gateway, merchant, method, terms, echo, &turn, deadline).await;
    match paid {
        Ok(_) | Err(Refusal::SessionMoved) => open_again(gateway, &seen.id.text(), visitor).await,
        Err(refusal) => Err(refusal),
    }
}

/// Returns the request for a payment that a buyer makes in a session.
pub(super) fn request(
    payment_method: Reference,
    selected_network: Option<Network>,
    terms: Terms,
    echo: Echo,
) -> CreatePayment {
    CreatePayment {
        authentication: None,
        payment_method,
        selected_network,
        terms,
        echo,
        card_likes: Vec::new(),
        buyer_address: caller::address(),
        repeatable: None,
    }
}

/// Whether the session takes a payment now from a client that has seen so many.
pub(super) fn takes_payment(seen: &SessionView, tries: Option<u32>) -> bool {
    let is_new = tries.is_none_or(|tries| tries == seen.session.tries);
    let takes = match seen.status {
        SessionStatus::Choose { .. } => true,
        SessionStatus::Manage { takes_card, .. } => takes_card,
        _ => false,
    };
    takes && is_new
}

/// Refuses payments of a locked merchant, also in open sessions. The buyer is not told why.
pub(super) fn check_merchant(seen: &SessionView) -> Result<(), Refusal> {
    match seen.setup.merchant.status {
        MerchantStatus::Active => Ok(()),
        MerchantStatus::Locked => Err(Refusal::Unavailable),
    }
}

/// Counts the card once, however many banks are asked.
fn admit(gateway: &Gateway, seen: &SessionView, card: &Fingerprint) -> Result<(), Refusal> {
    let (merchant, shop) = (seen.setup.merchant.id, &seen.setup.point_of_sale);
    let tried = CardTry {
        at: PointOfSaleKey { merchant, reference: &shop.reference, limits: shop.settings.limits() },
        session: Some(seen.session.number),
        address: caller::address().map(BuyerAddress::Seen),
        card: Some(card),
    };
    gateway.limits.admit_card(&tried, gateway.clock.now())
}

fn turn(seen: &SessionView, visitor: &Visitor, rank: usize, card: Option<Fingerprint>) -> SessionOrigin {
    SessionOrigin {
        session: seen.seen(),
        link: seen.link.clone(),
        last: !visitor.client.can_retry(),
        fallback: u8::try_from(rank).unwrap_or(u8::MAX),
        card,
        // The card comes into the wallet that the buyer looks after.
        wallet: seen
            .session
            .managed_wallet()
            .map(|wallet| WalletUse { wallet: wallet.id.clone(), rank: None }),
    }
}

/// Returns the method, and behind it those to try where its bank cannot be reached, of those that take the card.
pub(super) fn with_fallbacks(
    seen: &SessionView,
    method: &PaymentMethod,
    takes_card: impl Fn(&PaymentMethod) -> bool,
) -> Vec<PaymentMethod> {
    let fallbacks = fallbacks(&seen.setup, &seen.session.terms, seen.session.created);
    let others = fallbacks.into_iter().filter(|other| other.id != method.id && takes_card(other));
    std::iter::once(method.clone()).chain(others).collect()
}

/// Finds the chosen method among those that the session offers.
pub(super) fn chosen<'a>(
    methods: &'a [PaymentMethod],
    choice: &MethodChoice,
    fits: impl Fn(&PaymentMethod) -> bool,
) -> Result<&'a PaymentMethod, Refusal> {
    let coded = |method: &&PaymentMethod| method.instrument_type.as_str() == choice.code && fits(method);
    let mut of_code = methods.iter().filter(coded).peekable();
    if of_code.peek().is_none() {
        return Err(Refusal::NotOffered(ChoicePart::Code));
    }
    let named = |method: &&PaymentMethod| method.id.as_str() == choice.contract;
    of_code.find(named).ok_or(Refusal::NotOffered(ChoicePart::Method))
}

fn takes(method: &PaymentMethod, brands: Brands) -> bool {
    method.takes_typed_cards() && method.networks.iter().any(|network| brands.contains(*network))
}

/// Whether the question did not reach the bank, so that another bank may be asked.
fn was_not_sent(state: &State) -> bool {
    matches!(state, State::Refused(code) if *code == ReturnCode::ACQUIRER_UNREACHABLE)
}
