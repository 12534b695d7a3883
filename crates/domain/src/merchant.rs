//! A merchant, with its points of sale and payment methods.

use document::{Fault, Object, Text, choice, whole_number};
use jiff::{SignedDuration, Timestamp};
use primitives::{Country, MerchantId, Reference, WebUrl};

pub use crate::payment_method::PaymentMethod;
use crate::{echo::Echo, own_limits::Allowed};

choice! {
    /// Whether the merchant's credentials are accepted. Those of a locked merchant are refused (09102).
    pub enum MerchantStatus { Active = "ACTIVE", Locked = "LOCKED", }
}

/// A merchant. It has been authenticated, or an operator reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    pub id: MerchantId,
    pub name: String,
    pub status: MerchantStatus,
}

choice! {
    /// Whether a point of sale or a payment method takes new sessions and payments.
    pub enum Activity { Active = "ACTIVE", Inactive = "INACTIVE", }
}

impl Activity {
    pub const fn of(is_active: bool) -> Self {
        if is_active { Self::Active } else { Self::Inactive }
    }
}

/// A shop of a merchant, with its settings.
#[derive(Clone, PartialEq)]
pub struct PointOfSale {
    pub reference: Reference,
    pub name: String,
    /// The time at which it was switched off. `None` while it is active.
    pub inactive_since: Option<Timestamp>,
    /// What the merchant says of the shop besides: its e-mail address, its postal address, …
    pub details: Echo,
    pub settings: PageSettings,
}

impl PointOfSale {
    pub const fn is_active(&self) -> bool {
        self.inactive_since.is_none()
    }
}

/// The settings of a point of sale: its sessions, payment page and trade. An absent setting has the default of the
/// contract, which the methods here return.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PageSettings {
    /// The lifetime of a session in minutes.
    pub session_minutes: Option<SessionMinutes>,
    /// The number of refused payments after which a session ends.
    pub attempts: Option<Attempts>,
    /// Whether the buyer returns to the shop without seeing the receipt page.
    pub automatic_return: Option<bool>,
    /// A further parameter of the return URL that carries the session's id.
    pub session_parameter: Option<ParameterName>,
    /// The web origins that may show the payment page in a frame, such as `https://shop.example`.
    pub frame_origins: Option<Vec<Origin>>,
    /// The notification URL for sessions that name none and for payments without a page.
    pub notification_url: Option<WebUrl>,
    /// The number of seconds for which the first notification of a session waits for the buyer's return.
    pub notification_delay_s: Option<NotificationDelay>,
    /// The variants of the page that a session may name.
    pub pages: Option<Vec<CustomPage>>,
    /// Whether return and notification URLs may be http in production.
    pub allow_http: Option<bool>,
    /// The country of the trade.
    pub country: Option<Country>,
    /// The merchant category code, which tells the trade (ISO 18245).
    pub mcc: Option<Mcc>,
    /// The address of the shop in the web.
    pub shop_url: Option<WebUrl>,
    /// Whether apps are told the postal address of the shop.
    pub shows_address: Option<bool>,
    /// How many cards may be tried in a minute. This limit and the next four stand in the place of the gateway's.
    pub cards_per_minute: Option<Allowed>,
    /// How many KiB of sessions may be made in a minute.
    pub session_kib_per_minute: Option<Allowed>,
    pub cards_per_session_per_hour: Option<Allowed>,
    pub payments_per_card_per_hour: Option<Allowed>,
    pub cards_per_address_per_hour: Option<Allowed>,
}

/// A variant of the payment page.
#[derive(Clone, PartialEq, Eq)]
pub struct CustomPage {
    pub code: Text<1, 50>,
    pub colour: Colour,
}

whole_number!(
    /// The lifetime of a session in minutes.
    SessionMinutes, 10, 90
);
whole_number!(
    /// The number of refused payments after which a session ends.
    Attempts, 1, 10
);
whole_number!(
    /// The time for which the first notification of a session waits for the buyer's return, in seconds.
    NotificationDelay, 0, 3_600
);

/// The default lifetime of a session in minutes.
const SESSION_MINUTES: i64 = 30;
/// The default number of refused payments after which a session ends.
const ATTEMPTS: i64 = 3;
const SESSION_PARAMETER: &str = "monext_session_id";
/// The code for "not set": ISO 18245 assigns it to no trade.
const MCC_NOT_SET: &str = "0000";

impl PageSettings {
    pub fn session_minutes(&self) -> i64 {
        self.session_minutes.map_or(SESSION_MINUTES, SessionMinutes::number)
    }

    /// Returns the number of refused payments after which a session ends.
    pub fn attempts(&self) -> u32 {
        let attempts = self.attempts.map_or(ATTEMPTS, Attempts::number);
        u32::try_from(attempts).expect("between 1 and 10")
    }

    pub fn session_parameter(&self) -> &str {
        self.session_parameter.as_ref().map_or(SESSION_PARAMETER, |name| &name.0)
    }

    /// Whether apps are told the postal address of the shop.
    pub fn shows_address(&self) -> bool {
        self.shows_address == Some(true)
    }

    pub fn returns_by_itself(&self) -> bool {
        self.automatic_return == Some(true)
    }

    /// Whether return and notification URLs may be http in production.
    pub fn allows_http(&self) -> bool {
        self.allow_http == Some(true)
    }

    pub fn frame_origins(&self) -> impl Iterator<Item = &str> {
        self.frame_origins.iter().flatten().map(|origin| origin.0.as_str())
    }

    /// Returns the time for which the first notification of a session waits for the buyer's return.
    pub fn notification_delay(&self) -> SignedDuration {
        SignedDuration::from_secs(self.notification_delay_s.map_or(0, NotificationDelay::number))
    }

    pub fn country(&self) -> Country {
        self.country.unwrap_or(Country::FRANCE)
    }

    /// Returns the merchant category code. It is `0000` where none is set, because the contract requires four
    /// digits.
    pub fn mcc(&self) -> Mcc {
        self.mcc.clone().unwrap_or_else(|| Mcc::stored(MCC_NOT_SET))
    }

    pub fn page(&self, code: &str) -> Option<&CustomPage> {
        self.pages.iter().flatten().find(|page| page.code.as_str() == code)
    }
}

/// The name of a query parameter: 1 to 20 letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterName(String);

impl ParameterName {
    /// Takes a stored value without applying today's limits: an earlier version may have accepted it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn parse(text: &str) -> Result<Self, Fault> {
        let sound = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
        if (1..=20).contains(&text.len()) && text.bytes().all(sound) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Pattern("1 to 20 letters, digits, \"-\" and \"_\""))
        }
    }
}

document::text_value!(
    ParameterName,
    ParameterName::parse,
    |value: &ParameterName| value.0.clone(),
    Object::new().with("type", "string").with("pattern", "^[A-Za-z0-9_\\-]{1,20}$")
);

/// A merchant category code (ISO 18245): four digits that tell the trade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mcc(String);

impl Mcc {
    /// Takes a stored value without applying today's limits: an earlier version may have accepted it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Pattern("a merchant category code of 4 digits"))
        }
    }
}

document::text_value!(
    Mcc,
    Mcc::parse,
    |value: &Mcc| value.0.clone(),
    Object::new().with("type", "string").with("pattern", "^[0-9]{4}$")
);

/// A web origin: scheme, host and port, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Takes a stored value without applying today's limits: an earlier version may have accepted it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn parse(text: &str) -> Result<Self, Fault> {
        const RULE: &str = "an origin such as https://shop.example, without a path";
        let url = WebUrl::parse(text).map_err(|_| Fault::Pattern(RULE))?;
        let origin = url.origin();
        if text.trim_end_matches('/').eq_ignore_ascii_case(&origin) {
            Ok(Self(origin))
        } else {
            Err(Fault::Pattern(RULE))
        }
    }
}

document::text_value!(
    Origin,
    Origin::parse,
    |value: &Origin| value.0.clone(),
    Object::new().with("type", "string").with("format", "uri")
);

/// A colour in hexadecimal RGB, such as `#1a5fb4`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colour(String);

impl Colour {
    /// Takes a stored value without applying today's limits: an earlier version may have accepted it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn parse(text: &str) -> Result<Self, Fault> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        if digits.is_some_and(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit())) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(Fault::Pattern("a colour such as #1a5fb4"))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

document::text_value!(
    Colour,
    Colour::parse,
    |value: &Colour| value.0.clone(),
    Object::new().with("type", "string").with("pattern", "^#[0-9a-f]{6}$")
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_operator_may_set() {
        assert_eq!(Origin::parse("https://Shop.example/").unwrap().0, "https://shop.example");
        assert_eq!(Origin::parse("http://127.0.0.1:8080").unwrap().0, "http://127.0.0.1:8080");
        for bad in ["shop.example", "https://shop.example/path", "https://shop.example; script-src *", "*"] {
            assert!(Origin::parse(bad).is_err(), "{bad}");
        }
        assert!(
            Colour::parse("#1A5fb4").is_ok()
                && Colour::parse("red").is_err()
                && Colour::parse("#12345g").is_err()
        );
        for (text, is_taken) in [("5732", true), ("573", false), ("57322", false), ("573a", false)] {
            assert_eq!(Mcc::parse(text).is_ok(), is_taken, "{text}");
        }
        assert!(ParameterName::parse("monext_session_id").is_ok() && ParameterName::parse("a=b").is_err());
    }

    #[test]
    fn what_is_absent_is_as_the_contract_says() {
        let settings = PageSettings::default();
        assert_eq!((settings.session_minutes(), settings.attempts()), (30, 3));
        assert_eq!(settings.session_parameter(), "monext_session_id");
        assert!(!settings.returns_by_itself());
        assert_eq!(settings.mcc().as_str(), "0000");
    }
}
