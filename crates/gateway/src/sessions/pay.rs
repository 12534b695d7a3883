//! A buyer pays in a session: by card, or at a partner.

use std::sync::Arc;

use document::{Fault, Path};
use domain::{ReturnCode, device::Device, merchant::PaymentMethod, session::Session, transaction::State};
use primitives::{Brands, CardEntry, Cvx, Expiry, HolderName, Network, Pan};

use super::{
    Look, Standing, Visitor,
    create::fallbacks,
    look::{look, opened},
};
use crate::{
    Gateway, Refusal,
    payments::{self, CreatePayment, Instrument, Turn},
    ports::Versioned,
};

/// What the buyer chose of what the session offers.
pub struct MethodChoice {
    /// `CB`: what the session services call `cardCode`.
    pub code: String,
    /// Which method of that code; absent: the first.
    pub contract: Option<String>,
}

pub struct CardPayment {
    pub method: MethodChoice,
    pub pan: Pan,
    pub expiry: Expiry,
    pub cvx: Option<Cvx>,
    pub holder: Option<HolderName>,
    /// The buyer's choice for a co-badged card.
    pub network: Option<Network>,
}

/// Whatever becomes of it is told by the look. Where the session takes no payment now, nothing is done: a double click, a
/// second tab and a paid session see what is true.
pub async fn pay_by_card(
    gateway: &Gateway,
    token: &str,
    visitor: &Visitor,
    payment: CardPayment,
) -> Result<Look, Refusal> {
    let mut session = opened(gateway, token, visitor).await?;
    let seen = look(gateway, session.value.clone(), visitor.client).await?;
    let Standing::Choose { .. } = seen.standing else { return Ok(seen) };
    let method = chosen(&seen.methods, &payment.method, PaymentMethod::takes_cards)?;
    if let Some(words) = gateway.acquirer.objection(&payment.pan) {
        return Err(Refusal::field(
            &Path::ROOT.member("securedPaymentParams").member("PAN"),
            Fault::Rule(words),
        ));
    }
    let mut methods = vec![method.clone()];
    methods.extend(fallbacks(&seen.shop, &seen.session.request).into_iter().filter(|other| {
        other.id != method.id && Brands::of(&payment.pan).is_some_and(|brands| takes(other, brands))
    }));
    let details = Arc::new(seen.session.request.details(device(&session.value, visitor)));
    for (rank, method) in methods.iter().enumerate() {
        let turn = Turn {
            session,
            last: !visitor.client.can_retry(),
            fallback: u8::try_from(rank).unwrap_or(u8::MAX),
        };
        let card = CardEntry {
            pan: Some(payment.pan.clone()),
            expiry: Some(payment.expiry),
            cvx: payment.cvx.clone(),
            holder: payment.holder.clone(),
        };
        let request = CreatePayment {
            payment_method: method.id.clone(),
            instrument: Instrument::Clear(card),
            selected_network: payment.network,
            details: Arc::clone(&details),
            repeatable: None,
            turn: Some(turn),
        };
        match payments::create(gateway, &seen.shop.merchant, request).await {
            Ok(made) if was_not_sent(&made.transaction.state) => {}
            Ok(_) | Err(Refusal::SessionMoved) => break,
            Err(refusal) => return Err(refusal),
        }
        session = opened(gateway, token, visitor).await?;
    }
    super::open(gateway, token, visitor).await
}

/// The buyer is to be sent to a partner: the look says where.
pub async fn pay_elsewhere(
    gateway: &Gateway,
    token: &str,
    visitor: &Visitor,
    choice: MethodChoice,
) -> Result<Look, Refusal> {
    let session: Versioned<Session> = opened(gateway, token, visitor).await?;
    let seen = look(gateway, session.value.clone(), visitor.client).await?;
    let Standing::Choose { .. } = seen.standing else { return Ok(seen) };
    let method = chosen(&seen.methods, &choice, |method| !method.takes_cards())?;
    let details = seen.session.request.details(device(&session.value, visitor));
    let turn = Turn { session, last: !visitor.client.can_retry(), fallback: 0 };
    match payments::pay_elsewhere(gateway, &seen.shop.merchant, method, details, turn).await {
        Ok(_) | Err(Refusal::SessionMoved) => super::open(gateway, token, visitor).await,
        Err(refusal) => Err(refusal),
    }
}

/// What the session does not offer is not there, whoever names it.
fn chosen<'a>(
    methods: &'a [PaymentMethod],
    choice: &MethodChoice,
    fits: impl Fn(&PaymentMethod) -> bool,
) -> Result<&'a PaymentMethod, Refusal> {
    const RULE: &str = "is not one that this session offers for such a payment";
    let coded = |method: &&PaymentMethod| method.instrument_type.as_str() == choice.code && fits(method);
    let mut of_code = methods.iter().filter(coded).peekable();
    if of_code.peek().is_none() {
        return Err(Refusal::field(&Path::ROOT.member("cardCode"), Fault::Rule(RULE)));
    }
    let named =
        |method: &&PaymentMethod| choice.contract.as_deref().is_none_or(|id| method.id.as_str() == id);
    of_code.find(named).ok_or_else(|| Refusal::field(&Path::ROOT.member("contractNumber"), Fault::Rule(RULE)))
}

fn takes(method: &PaymentMethod, brands: Brands) -> bool {
    method.networks.iter().any(|network| brands.contains(*network))
}

/// The line to the bank could not be opened: another may be tried.
fn was_not_sent(state: &State) -> bool {
    matches!(state, State::Refused(code) if *code == ReturnCode::ACQUIRER_UNREACHABLE)
}

fn device(session: &Session, visitor: &Visitor) -> Option<Device> {
    visitor.device.clone().or_else(|| session.device.clone())
}
