//! The request of an authentication (Retail API, section 3.7: AuthenticationContinueRequest, ThreeDSInfoDirect).

use document::{Fault, Moment, Object, Path, Problems, Strings, Text, Tree, choice, record};
use domain::{authentication::ChallengePreference, terms::Terms};
use gateway::{
    ports::{BuyerFacts, Device, MethodCompletion, PostalAddress},
    three_ds::{Given, Occasion},
};
use jiff::{Timestamp, tz::TimeZone};
use primitives::{Identifier, Masked, Prose, WebUrl};

use super::{
    buyer::{BuyerData, ContactAddress, Person},
    delivery::Delivery,
    order::Order,
    payment::{self, Payment},
    three_ds_device::DeviceInterface,
};

record! {
    /// What a merchant says of an authentication but its id, the payment method and the card.
    pub(crate) struct AuthenticationDetails as "AuthenticationDetails" {
        order: Order = "order",
        payment: Option<Payment> = "payment",
        buyer: Option<BuyerData> = "buyer",
        delivery: Option<Delivery> = "delivery",
        three_ds: ThreeDSInfoDirect = "threeDS",
        /// The URL to which the buyer's browser brings the result of a challenge.
        return_url: Option<Masked<WebUrl>> = "returnURL",
        private_data: Option<Prose<Strings<99>>> = "privateData",
    }
}

record! {
    pub(crate) struct ThreeDSInfoDirect as "ThreeDSInfoDirect" {
        /// The name of the shop that the issuer shows. It is told the first 40 characters.
        merchant_name: Prose<Text<1, 255>> = "merchantName",
        challenge_ind: ChallengePreference = "challengeInd",
        /// It is not passed on.
        merchant_score: Option<Prose<Text<0, 255>>> = "merchantScore",
        method_result: MethodResult = "threeDSMethodResult",
        /// The URL to which the buyer's browser reports that the 3DS method has run.
        method_notification_url: Masked<WebUrl> = "threeDSMethodNotificationURL",
        /// What an answer before had. It is not needed.
        transient_data: Option<Identifier<Text<0, 16384>>> = "transientData",
        device: DeviceInterface = "deviceInterface",
        /// Absent, it is FULLSCREEN.
        window: Option<WindowSize> = "challengeWindowSize",
        /// This and the two that follow are not passed on.
        prior_auth_data: Option<Prose<Text<0, 2048>>> = "priorAuthData",
        prior_auth_method: Option<PriorMethod> = "priorAuthMethod",
        prior_auth_timestamp: Option<Moment> = "priorAuthTimestamp",
    }
}

choice! {
    /// INITIAL and DEVICE_DATA_COLLECTION come first, the others after the 3DS method has run, or was to run.
    pub(crate) enum MethodResult {
        Initial = "INITIAL", Successful = "SUCCESSFUL", Failed = "FAILED", Unavailable = "UNAVAILABLE",
        Collection = "DEVICE_DATA_COLLECTION",
    }
}
choice! {
    pub(crate) enum WindowSize {
        W250 = "WS_250X400", W390 = "WS_390X400", W500 = "WS_500X600", W600 = "WS_600X400", Full = "FULLSCREEN",
    }
}
choice! {
    pub(crate) enum PriorMethod {
        Frictionless = "FRICTIONLESS_AUTH_ACS", Challenge = "CARDHOLDER_CHALLENGE_ACS", AddressVerified = "AVS_VERIFIED",
        Other = "OTHER",
    }
}

/// The longest name of a shop in a message of EMV 3-D Secure, in characters.
const MAX_SHOP_NAME: usize = 40;
/// The longest line of an address there, in characters.
const MAX_LINE: usize = 50;

impl AuthenticationDetails {
    /// Returns the terms of the payment to come. `None` where the capture and its date do not agree, which [`check`](Self::check) reports.
    pub(crate) fn terms(&self) -> Option<Terms> {
        payment::terms(&self.order, self.payment.as_ref(), None)
    }

    /// Checks the rules between members, whose breach makes a request malformed. `is_first` tells whether the authentication begins.
    pub(crate) fn check(&self, is_first: bool, now: Timestamp, calendar: &TimeZone, problems: &mut Problems) {
        payment::check_payment(self.payment.as_ref(), now, calendar, problems);
        if is_first && self.payment.is_none() {
            problems.add(&Path::ROOT.member("payment"), Fault::Missing);
        }
        let is_needed = is_first || matches!(self.three_ds.device, DeviceInterface::Browser(_));
        if is_needed && self.return_url.is_none() {
            // A schema cannot say that it depends on the device.
            let fault = if is_first { Fault::Missing } else { Fault::Rule("is required with a browser") };
            problems.add(&Path::ROOT.member("returnURL"), fault);
        }
    }

    /// Names what a request lacks that could not be read for other faults.
    pub(crate) fn check_presence(object: &Object, is_first: bool, problems: &mut Problems) {
        let is_absent = |name: &&str| matches!(object.get(name), None | Some(Tree::Null));
        for name in ["payment", "returnURL"].into_iter().filter(|_| is_first).filter(is_absent) {
            problems.add(&Path::ROOT.member(name), Fault::Missing);
        }
    }

    /// Returns what the issuer is told of the buyer. `None` where a browser has nowhere to return to, which [`check`](Self::check)
    /// reports.
    pub(crate) fn given(&self) -> Option<Given> {
        let told = &self.three_ds;
        let device = match &told.device {
            DeviceInterface::Browser(browser) => Device::Browser {
                browser: browser.device(),
                return_url: self.return_url.as_ref()?.as_str().to_owned(),
                window: told.window.unwrap_or(WindowSize::Full).code(),
            },
            DeviceInterface::App(sdk) => Device::App(sdk.device()),
        };
        Some(Given {
            preference: told.challenge_ind,
            merchant_name: Text::<0, MAX_SHOP_NAME>::cut(told.merchant_name.as_str()).as_str().to_owned(),
            device,
            buyer: self.buyer_facts(),
            occasion: told.occasion(),
        })
    }

    fn buyer_facts(&self) -> BuyerFacts {
        let buyer = self.buyer.as_ref().map(|data| &data.buyer);
        let delivery = self.delivery.as_ref().and_then(|delivery| delivery.address.as_ref());
        let billing = buyer.and_then(|buyer| buyer.billing_address.as_ref());
        let person = buyer.map(|buyer| &buyer.person);
        BuyerFacts {
            email: person.and_then(|person| person.email.as_ref()).map(|email| email.as_str().to_owned()),
            mobile: person.and_then(international_mobile),
            billing: billing.map(postal),
            shipping: delivery.map(postal),
        }
    }
}

impl ThreeDSInfoDirect {
    fn occasion(&self) -> Occasion {
        match self.method_result {
            MethodResult::Initial | MethodResult::Collection => {
                Occasion::First { method_notification_url: self.method_notification_url.as_str().to_owned() }
            }
            MethodResult::Successful => Occasion::AfterMethod(MethodCompletion::Done),
            MethodResult::Failed => Occasion::AfterMethod(MethodCompletion::Failed),
            MethodResult::Unavailable => Occasion::AfterMethod(MethodCompletion::Unavailable),
        }
    }
}

impl WindowSize {
    /// Returns the value of `challengeWindowSize` (EMV 3-D Secure 2.2.0, table A.1).
    const fn code(self) -> &'static str {
        match self {
            Self::W250 => "01",
            Self::W390 => "02",
            Self::W500 => "03",
            Self::W600 => "04",
            Self::Full => "05",
        }
    }
}

/// Returns the digits of a mobile number with the country's code. `None` for one without it, which says nothing abroad.
fn international_mobile(person: &Person) -> Option<String> {
    let text = person.mobile.as_ref()?.as_str();
    let number = text.strip_prefix('+').or_else(|| text.strip_prefix("00"))?;
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (8..=15).contains(&digits.len()).then_some(digits)
}

fn postal(contact: &ContactAddress) -> PostalAddress {
    let address = &contact.address;
    let number = address.street_number.as_ref().map(|number| number.as_str());
    let street = address.street.as_ref().map(|street| street.as_str());
    let first = [number, street].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let second = address.complement.as_ref().map_or("", |complement| complement.as_str());
    let lines = [first.as_str(), second].into_iter().filter(|line| !line.trim().is_empty());
    let cut = |text: &str| Text::<0, MAX_LINE>::cut(text).as_str().to_owned();
    let filled = |text: &str| Some(cut(text)).filter(|text| !text.trim().is_empty());
    PostalAddress {
        lines: lines.map(cut).collect(),
        city: address.city.as_ref().and_then(|city| filled(city.as_str())),
        zip: address.zip.as_ref().and_then(|zip| filled(zip.as_str())),
        country: address.country.as_ref().map(|country| country.as_str().to_owned()),
    }
}
