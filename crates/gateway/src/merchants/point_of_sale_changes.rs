//! Creates and changes points of sale.

use document::Text;
use domain::{
    echo::Echo,
    merchant::{Activity, Mcc, Merchant, PageSettings, ParameterName, PointOfSale, SessionMinutes},
};
use jiff::Timestamp;
use primitives::{Country, Reference, WebUrl};

use super::{
    change::{Decided, change},
    points_of_sale::{UNKNOWN, parse},
};
use crate::{
    Gateway, Refusal, SetupFault,
    ports::{MerchantWrite, Setup},
    wallets::{Answered, Asking},
};

/// The largest number of points of sale of a merchant. A change reads all of them.
pub const MAX_POINTS_OF_SALE: usize = 200;

/// What a merchant says of a shop.
#[derive(Clone)]
pub struct Shop {
    pub name: Text<1, 50>,
    pub mcc: Mcc,
    /// The country of the postal address.
    pub country: Option<Country>,
    pub details: Echo,
}

/// The settings of the payment page that a merchant sets. Absent ones are as the contract says. The others are an operator's, and
/// stay.
#[derive(Clone)]
pub struct MerchantPageSettings {
    pub shop_url: WebUrl,
    pub session_minutes: Option<SessionMinutes>,
    pub session_parameter: Option<ParameterName>,
    pub automatic_return: Option<bool>,
    pub shows_address: Option<bool>,
}

/// A change of a point of sale.
#[derive(Clone)]
pub enum PointOfSaleChange {
    /// Replaces what the merchant says of the shop.
    Shop(Shop),
    /// Takes new sessions and payments, or no more.
    Status(Activity),
    PageSettings(MerchantPageSettings),
    /// Replaces all settings, as an operator does.
    AllSettings(Box<PageSettings>),
}

/// Writes the answer, which a repeat of the request gets again.
pub type WritePointOfSale<'a> = &'a (dyn Fn(&PointOfSale) -> Echo + Sync);

/// Creates a point of sale without payment methods.
pub async fn create_point_of_sale(
    gateway: &Gateway,
    merchant: &Merchant,
    reference: Reference,
    shop: Shop,
    request: Asking,
    answer: WritePointOfSale<'_>,
) -> Result<Answered, Refusal> {
    let decide = |setup: &Setup, _| {
        let others = &setup.points_of_sale;
        let mut faults = Vec::new();
        if others.iter().any(|other| other.reference == reference) {
            faults.push(SetupFault::ReferenceTaken);
        }
        faults.extend(name_fault(setup, None, &shop));
        if others.len() >= MAX_POINTS_OF_SALE {
            faults.push(SetupFault::TooManyPointsOfSale);
        }
        if !faults.is_empty() {
            return Err(Refusal::Setup(faults));
        }
        let new = PointOfSale {
            reference: reference.clone(),
            name: String::new(),
            inactive_since: None,
            details: Echo::empty(),
            settings: PageSettings::default(),
        };
        let point_of_sale = with_shop(new, &shop);
        Ok(Decided {
            action: "POINT_OF_SALE_CREATED",
            subject: reference.as_str().to_owned(),
            answer: answer(&point_of_sale),
            writes: vec![MerchantWrite::AddPointOfSale {
                merchant: merchant.id,
                point_of_sale: Box::new(point_of_sale),
            }],
        })
    };
    change(gateway, merchant, request, decide).await
}

/// Changes a point of sale, from the next request on. A malformed reference, an unknown one and another merchant's get the same
/// refusal.
pub async fn change_point_of_sale(
    gateway: &Gateway,
    merchant: &Merchant,
    reference: &str,
    asked: PointOfSaleChange,
    request: Asking,
    answer: WritePointOfSale<'_>,
) -> Result<Answered, Refusal> {
    let reference = parse(reference)?;
    let decide = |setup: &Setup, now| {
        let mut all = setup.points_of_sale.iter();
        let present = all.find(|one| one.reference == reference).ok_or(UNKNOWN)?.clone();
        if let PointOfSaleChange::Shop(shop) = &asked
            && let Some(fault) = name_fault(setup, Some(&reference), shop)
        {
            return Err(Refusal::Setup(vec![fault]));
        }
        let point_of_sale = apply(present, &asked, now);
        Ok(Decided {
            action: asked.name(),
            subject: reference.as_str().to_owned(),
            answer: answer(&point_of_sale),
            writes: vec![MerchantWrite::UpdatePointOfSale {
                merchant: merchant.id,
                point_of_sale: Box::new(point_of_sale),
            }],
        })
    };
    change(gateway, merchant, request, decide).await
}

fn apply(mut point_of_sale: PointOfSale, change: &PointOfSaleChange, now: Timestamp) -> PointOfSale {
    match change {
        PointOfSaleChange::Shop(shop) => return with_shop(point_of_sale, shop),
        PointOfSaleChange::Status(status) => {
            point_of_sale.inactive_since = switched(point_of_sale.inactive_since, *status, now);
        }
        PointOfSaleChange::PageSettings(page) => {
            point_of_sale.settings = PageSettings {
                shop_url: Some(page.shop_url.clone()),
                session_minutes: page.session_minutes,
                session_parameter: page.session_parameter.clone(),
                automatic_return: page.automatic_return,
                shows_address: page.shows_address,
                ..point_of_sale.settings
            };
        }
        PointOfSaleChange::AllSettings(settings) => point_of_sale.settings = (**settings).clone(),
    }
    point_of_sale
}

/// Returns since when something is inactive. What is switched off twice is so since the first time.
pub(super) fn switched(since: Option<Timestamp>, status: Activity, now: Timestamp) -> Option<Timestamp> {
    match status {
        Activity::Active => None,
        Activity::Inactive => since.or(Some(now)),
    }
}

fn with_shop(point_of_sale: PointOfSale, shop: &Shop) -> PointOfSale {
    let settings = PageSettings {
        mcc: Some(shop.mcc.clone()),
        country: shop.country.or(point_of_sale.settings.country),
        ..point_of_sale.settings
    };
    PointOfSale {
        name: shop.name.as_str().to_owned(),
        details: shop.details.clone(),
        settings,
        ..point_of_sale
    }
}

/// A name belongs to one point of sale of the merchant.
fn name_fault(setup: &Setup, own: Option<&Reference>, shop: &Shop) -> Option<SetupFault> {
    let mut others = setup.points_of_sale.iter().filter(|other| Some(&other.reference) != own);
    others.any(|other| other.name == shop.name.as_str()).then_some(SetupFault::NameTaken)
}

impl PointOfSaleChange {
    /// The name of the change in the audit log.
    const fn name(&self) -> &'static str {
        match self {
            Self::Shop(_) => "POINT_OF_SALE_CHANGED",
            Self::Status(Activity::Active) => "POINT_OF_SALE_ACTIVATED",
            Self::Status(Activity::Inactive) => "POINT_OF_SALE_DEACTIVATED",
            Self::PageSettings(_) | Self::AllSettings(_) => "POINT_OF_SALE_SET",
        }
    }
}
