//! What a merchant asks for.

use domain::{
    authentication::{AuthenticationId, ChallengePreference},
    terms::{PaymentType, Terms},
};
use primitives::{Network, Reference};

use crate::{
    CardLike, Repeatable,
    payments::Means,
    ports::{AuthenticationReason, BuyerFacts, Device, MethodCompletion},
};

/// A request to authenticate a buyer, or to go on with it after the 3DS method.
pub struct Authenticate {
    /// The merchant's own id of the authentication. `None` where it has none.
    pub id: Option<AuthenticationId>,
    pub payment_method: Reference,
    pub selected_network: Option<Network>,
    /// The terms of the payment to come.
    pub terms: Terms,
    pub means: Means,
    pub given: Given,
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// What the issuer is told of the buyer and of the occasion.
pub struct Given {
    pub preference: ChallengePreference,
    /// The name of the shop that the issuer shows.
    pub merchant_name: String,
    pub device: Device,
    pub buyer: BuyerFacts,
    pub occasion: Occasion,
}

/// When the merchant asks.
pub enum Occasion {
    /// Before the issuer's 3DS method, if there is one, which reports to this URL.
    First { method_notification_url: String },
    /// After it.
    AfterMethod(MethodCompletion),
}

/// Returns what is authenticated.
pub(super) const fn reason(payment_type: PaymentType) -> AuthenticationReason {
    match payment_type {
        PaymentType::AccountVerification => AuthenticationReason::CardCheck,
        _ if begins_series(payment_type) => AuthenticationReason::FirstOfSeries,
        _ => AuthenticationReason::Payment,
    }
}

/// Whether a payment of this type, made by the buyer, begins a series that the merchant goes on with. Its buyer must pass a challenge
/// (behaviour, section 7.4).
pub(crate) const fn begins_series(payment_type: PaymentType) -> bool {
    matches!(
        payment_type,
        PaymentType::Recurring
            | PaymentType::Installment
            | PaymentType::MxRecurring
            | PaymentType::MxInstallment
            | PaymentType::Unscheduled
    )
}
