//! Creates and changes payment methods.

use domain::{
    echo::Echo,
    merchant::{Activity, Merchant, PaymentMethod},
    payment_method::MethodProfile,
    terms::CaptureMode,
};
use primitives::{Network, Reference};

use super::{
    change::{Decided, change},
    point_of_sale_changes::switched,
    points_of_sale::{UNKNOWN, parse},
};
use crate::{
    Gateway, Refusal, SetupFault,
    ports::{DescribedMethod, MerchantWrite, Setup},
    wallets::{Answered, Asking},
};

/// The largest number of payment methods of a merchant, over all points of sale. A change reads all of them.
pub const MAX_PAYMENT_METHODS: usize = 200;

/// A payment method to create.
#[derive(Clone)]
pub struct NewPaymentMethod {
    /// The id, unique within the merchant.
    pub id: Reference,
    pub instrument_type: Reference,
    pub rules: MethodRules,
}

/// What the merchant decides about a payment method.
#[derive(Clone)]
pub struct MethodRules {
    /// Empty for a method of a partner.
    pub networks: Vec<Network>,
    /// Empty for all modes.
    pub captures: Vec<CaptureMode>,
    pub checks_duplicates: bool,
    pub profile: MethodProfile,
}

/// A change of a payment method.
#[derive(Clone)]
pub enum PaymentMethodChange {
    Rules(MethodRules),
    /// Takes new sessions and payments, or no more.
    Status(Activity),
}

/// The point of sale of a path, and the payment method where the path names one. Both as they stand there.
pub struct MethodPath {
    pub point_of_sale: String,
    pub id: String,
}

/// Writes the answer, which a repeat of the request gets again.
pub type WritePaymentMethod<'a> = &'a (dyn Fn(&DescribedMethod) -> Echo + Sync);

/// Creates a payment method of a point of sale.
pub async fn create_payment_method(
    gateway: &Gateway,
    merchant: &Merchant,
    point_of_sale: &str,
    new: NewPaymentMethod,
    request: Asking,
    answer: WritePaymentMethod<'_>,
) -> Result<Answered, Refusal> {
    let reference = parse(point_of_sale)?;
    let decide = |setup: &Setup, _| {
        if setup.points_of_sale.iter().all(|one| one.reference != reference) {
            return Err(UNKNOWN);
        }
        let mut faults: Vec<SetupFault> =
            partner_fault(gateway, &new.instrument_type, &new.rules).into_iter().collect();
        if setup.methods.iter().any(|other| other.id == new.id) {
            faults.push(SetupFault::MethodIdTaken);
        }
        if setup.methods.len() >= MAX_PAYMENT_METHODS {
            faults.push(SetupFault::TooManyPaymentMethods);
        }
        if !faults.is_empty() {
            return Err(Refusal::Setup(faults));
        }
        let method = with_rules(
            PaymentMethod {
                id: new.id.clone(),
                point_of_sale: reference.clone(),
                instrument_type: new.instrument_type.clone(),
                networks: Vec::new(),
                checks_duplicates: true,
                captures: Vec::new(),
                inactive_since: None,
            },
            &new.rules,
        );
        let add = MerchantWrite::AddPaymentMethod { merchant: merchant.id, method: method.clone() };
        Ok(decided(merchant, "PAYMENT_METHOD_CREATED", add, method, Some(&new.rules.profile), answer))
    };
    change(gateway, merchant, request, decide).await
}

/// Changes a payment method, from the next request on. Malformed names, unknown ones and another merchant's get the same refusal,
/// as does a method of another point of sale.
pub async fn change_payment_method(
    gateway: &Gateway,
    merchant: &Merchant,
    path: &MethodPath,
    asked: PaymentMethodChange,
    request: Asking,
    answer: WritePaymentMethod<'_>,
) -> Result<Answered, Refusal> {
    let (reference, id) = (parse(&path.point_of_sale)?, parse(&path.id)?);
    let decide = |setup: &Setup, now| {
        let is_meant = |one: &&PaymentMethod| one.point_of_sale == reference && one.id == id;
        let present = setup.methods.iter().find(is_meant).ok_or(UNKNOWN)?.clone();
        let (method, profile) = match &asked {
            PaymentMethodChange::Rules(rules) => {
                if let Some(fault) = partner_fault(gateway, &present.instrument_type, rules) {
                    return Err(Refusal::Setup(vec![fault]));
                }
                (with_rules(present, rules), Some(&rules.profile))
            }
            PaymentMethodChange::Status(status) => {
                let inactive_since = switched(present.inactive_since, *status, now);
                (PaymentMethod { inactive_since, ..present }, None)
            }
        };
        let update = MerchantWrite::UpdatePaymentMethod { merchant: merchant.id, method: method.clone() };
        Ok(decided(merchant, asked.name(), update, method, profile, answer))
    };
    change(gateway, merchant, request, decide).await
}

fn decided(
    merchant: &Merchant,
    action: &'static str,
    write: MerchantWrite,
    method: PaymentMethod,
    profile: Option<&MethodProfile>,
    answer: WritePaymentMethod<'_>,
) -> Decided {
    let mut writes = vec![write];
    writes.extend(profile.map(|profile| MerchantWrite::SetMethodProfile {
        merchant: merchant.id,
        payment_method: method.id.clone(),
        profile: Box::new(profile.clone()),
    }));
    let subject = method.id.as_str().to_owned();
    let answer = answer(&DescribedMethod { method, profile: profile.cloned() });
    Decided { writes, action, subject, answer }
}

fn with_rules(method: PaymentMethod, rules: &MethodRules) -> PaymentMethod {
    PaymentMethod {
        networks: rules.networks.clone(),
        captures: rules.captures.clone(),
        checks_duplicates: rules.checks_duplicates,
        ..method
    }
}

/// A method without networks is one of a partner, to whose page buyers are sent, or one that pays out.
fn partner_fault(gateway: &Gateway, instrument_type: &Reference, rules: &MethodRules) -> Option<SetupFault> {
    let pays_out = instrument_type.as_str() == PaymentMethod::BANK_TRANSFER;
    let takes_no_cards = pays_out || gateway.acquirer.has_partner(instrument_type);
    match (rules.networks.is_empty(), takes_no_cards) {
        (true, false) => Some(SetupFault::NetworksMissing),
        (false, true) => Some(SetupFault::NetworksOfPartner),
        (true, true) | (false, false) => None,
    }
}

impl PaymentMethodChange {
    /// The name of the change in the audit log.
    const fn name(&self) -> &'static str {
        match self {
            Self::Rules(_) => "PAYMENT_METHOD_CHANGED",
            Self::Status(Activity::Active) => "PAYMENT_METHOD_ACTIVATED",
            Self::Status(Activity::Inactive) => "PAYMENT_METHOD_DEACTIVATED",
        }
    }
}
