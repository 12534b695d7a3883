//! Pays in a session with a card of a wallet on the buyer's device: Apple Pay and Google Pay.

use domain::{echo::Echo, merchant::PaymentMethod};
use primitives::Network;
use xpay::Token;

use super::{
    MethodChoice, SessionView, Visitor,
    pay::{Tried, check_merchant, chosen, request, takes_payment, try_each},
};
use crate::{
    Gateway, Refusal,
    payments::{self, Instrument},
};

/// A buyer's request to pay with the token of a device.
pub struct DevicePayment {
    pub method: MethodChoice,
    pub token: Token,
    /// The network that the device shows. `None` where it names one that is unknown here.
    pub network: Option<Network>,
    /// The fields of the merchant's request for the session that are given back with the payment.
    pub echo: Echo,
}

/// Pays with a token. Returns the session as it is afterwards, whatever the outcome. No other method is tried where the bank cannot be
/// reached: the token has been used.
pub async fn pay_by_device(
    gateway: &Gateway,
    seen: SessionView,
    visitor: &Visitor,
    payment: DevicePayment,
) -> Result<SessionView, Refusal> {
    if !takes_payment(&seen, payment.method.tries) {
        return Ok(seen);
    }
    check_merchant(&seen)?;
    let wallet = payments::wallet_of(payment.token.wallet());
    let is_of = |method: &PaymentMethod| method.external_wallet() == Some(wallet);
    let methods = vec![chosen(&seen.methods, &payment.method, is_of)?.clone()];
    let attempt = |method, terms| {
        let request = request(method, payment.network, terms, payment.echo.clone());
        (request, Instrument::OnDevice(Box::new(payment.token.clone())))
    };
    try_each(gateway, seen, visitor, Tried { methods, typed: None, wallet: None }, attempt).await
}
