//! What a merchant says of a point of sale (Retail API, section 5.2). The names of members that the published pages hide are inferred
//! from those of the published answers (ADR 33).

use document::{Fault, Object, Path, Problems, Schemas, Text, Tree, Value, choice, record};
use domain::{
    echo::Echo,
    merchant::{Activity, Mcc, ParameterName, SessionMinutes},
};
use gateway::merchants::{MerchantPageSettings, Shop};
use jiff::tz::TimeZone;
use primitives::{Email, Identifier, Masked, Prose, Reference, WebUrl};

use super::buyer::Address;

choice! {
    /// How a point of sale sells.
    pub enum SellsBy { Online = "ONLINE", }
}

record! {
    pub struct ShopRequest as "PointOfSaleUpdateRequest" {
        /// No other point of sale of the merchant has it.
        name: Prose<Text<1, 50>> = "name",
        legal_identification_number: Identifier<Text<1, 14>> = "legalIdentificationNumber",
        /// The merchant category code, which tells the trade (ISO 18245).
        mcc: Prose<Mcc> = "mcc",
        email: Prose<Email> = "email",
        /// The language of the shop, in the form xx-YY; fr-FR where it is absent.
        language: Option<Prose<LanguageTag>> = "language",
        /// A time zone of the IANA database; Europe/Paris where it is absent.
        time_zone: Option<Prose<TimeZoneName>> = "timezone",
        phone: Identifier<Text<1, 30>> = "phone",
        /// The postal address of the shop.
        address: Option<Address> = "address",
        comment: Option<Prose<Text<0, 255>>> = "comment",
    }
}

record! {
    pub struct NewShopRequest as "PointOfSaleCreateRequest" {
        ..shop: ShopRequest,
        /// The merchant's own reference, which sessions name as `pointOfSaleReference`.
        reference: Identifier<Reference> = "reference",
        /// ONLINE where it is absent.
        sells_by: Option<SellsBy> = "salesChannel",
    }
}

record! {
    pub struct ActivityRequest as "ActivityUpdateRequest" {
        status: Activity = "status",
    }
}

record! {
    /// What a merchant sets of the payment page. What is absent gets its default again.
    pub struct MerchantPageRequest as "PaymentPageSettingsRequest" {
        shop_url: Masked<ShopUrl> = "shopURL",
        /// The time in which a session is to be paid, in minutes; 30 where it is absent.
        session_minutes: Option<SessionMinutes> = "paymentTimeLimit",
        /// Whether apps are told the postal address of the point of sale.
        shows_address: Option<bool> = "displayPointOfSaleAddress",
        /// A further parameter of the return URL that carries the session's id; `monext_session_id` where it is absent.
        session_parameter: Option<Prose<ParameterName>> = "sessionIdParameterName",
        /// Whether the buyer returns to the shop without seeing the receipt page.
        automatic_return: Option<bool> = "automaticRedirect",
    }
}

const LANGUAGE: &str = "fr-FR";
const TIME_ZONE: &str = "Europe/Paris";

impl ShopRequest {
    /// The format number of stored shops; see [`Echo`].
    const FORMAT: i64 = 1;

    pub fn into_shop(self) -> Shop {
        let said = Self {
            language: self.language.clone().or_else(|| Some(Prose::ours(LanguageTag(LANGUAGE.to_owned())))),
            time_zone: self
                .time_zone
                .clone()
                .or_else(|| Some(Prose::ours(TimeZoneName(TIME_ZONE.to_owned())))),
            ..self.clone()
        };
        let mut details = Object::new();
        document::Record::write_members(&said, &mut details);
        // They are kept in columns and settings of their own.
        details.remove("name");
        details.remove("mcc");
        Shop {
            name: self.name.into_inner(),
            mcc: self.mcc.into_inner(),
            country: self.address.and_then(|address| address.country),
            details: Echo::new(Self::FORMAT, document::write_json(&details.into())),
        }
    }
}

impl From<MerchantPageRequest> for MerchantPageSettings {
    fn from(asked: MerchantPageRequest) -> Self {
        Self {
            shop_url: asked.shop_url.into_inner().0,
            session_minutes: asked.session_minutes,
            session_parameter: asked.session_parameter.map(Prose::into_inner),
            automatic_return: asked.automatic_return,
            shows_address: asked.shows_address,
        }
    }
}

/// The address of a shop in the web, of at most 255 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopUrl(WebUrl);

const MAX_URL_CHARS: usize = 255;

impl ShopUrl {
    fn parse(text: &str) -> Result<Self, Fault> {
        if text.chars().count() > MAX_URL_CHARS {
            return Err(Fault::Size { min: 1, max: MAX_URL_CHARS });
        }
        WebUrl::parse(text).map(Self)
    }
}

impl primitives::Maskable for ShopUrl {
    fn masked(self) -> Result<Self, Fault> {
        self.0.masked().map(Self)
    }
}

document::text_value!(
    ShopUrl,
    ShopUrl::parse,
    |value: &ShopUrl| value.0.as_str().to_owned(),
    Object::new().with("type", "string").with("format", "uri").with("maxLength", 255)
);

/// A language and a country, such as `fr-FR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageTag(String);

impl LanguageTag {
    fn parse(text: &str) -> Result<Self, Fault> {
        let sound = text.split_once('-').is_some_and(|(language, country)| {
            language.len() == 2
                && country.len() == 2
                && language.bytes().all(|c| c.is_ascii_lowercase())
                && country.bytes().all(|c| c.is_ascii_uppercase())
        });
        if sound { Ok(Self(text.to_owned())) } else { Err(Fault::Pattern("a language such as fr-FR")) }
    }
}

document::text_value!(
    LanguageTag,
    LanguageTag::parse,
    |value: &LanguageTag| value.0.clone(),
    Object::new().with("type", "string").with("pattern", "^[a-z]{2}-[A-Z]{2}$")
);

/// The name of a time zone, such as `Europe/Paris`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZoneName(String);

impl Value for TimeZoneName {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let parse = |text: &str| match TimeZone::get(text) {
            Ok(_) if text.len() <= 50 => Ok(Self(text.to_owned())),
            _ => Err(Fault::Rule("must be a time zone of the IANA database")),
        };
        document::parse_text(tree, at, problems, parse)
    }

    fn write(&self) -> Tree {
        self.0.as_str().into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new()
            .with("type", "string")
            .with("pattern", "^[A-Za-z0-9_+\\-/]{1,50}$")
            .with("examples", vec![TIME_ZONE])
            .into()
    }
}
