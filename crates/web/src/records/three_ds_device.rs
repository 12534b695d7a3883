//! The device of a buyer who is authenticated (Retail API, section 3.7: DeviceInterface, Browser, SDK).

use std::net::IpAddr;

use document::{
    Fault, Member as _, Object, Path, Problems, Record as _, Schemas, Text, Tree, Value, choice, read_json,
    record, whole_number,
};
use gateway::ports::{AppDevice, BrowserDevice};
use primitives::{Identifier, Masked, Prose, Uuid};

choice! {
    /// The values of the discriminator `deviceChannel`.
    pub(crate) enum Channel { Browser = "Browser", App = "SDK", }
}

/// A browser, or an app with a 3DS SDK.
#[derive(Clone, PartialEq)]
pub(crate) enum DeviceInterface {
    Browser(Box<Browser>),
    App(Box<Sdk>),
}

record! {
    pub(crate) struct Browser as "Browser" {
        /// The address of the buyer: IPv4 or IPv6.
        ip: Option<Prose<DeviceIp>> = "ip",
        accept_header: Masked<Text<1, 2048>> = "acceptHeader",
        java_enabled: bool = "javaEnabled",
        javascript_enabled: bool = "javascriptEnabled",
        language: Prose<Language> = "language",
        color_depth: ColorDepth = "colorDepth",
        screen_height: Pixels = "screenHeight",
        screen_width: Pixels = "screenWidth",
        /// Minutes from local time to UTC, as `getTimezoneOffset()` of a browser tells: -60 in Paris in winter.
        time_zone_offset: OffsetMinutes = "timeZoneOffset",
        user_agent: Masked<Text<1, 2048>> = "userAgent",
    }
}

choice! {
    pub(crate) enum ColorDepth {
        Bits1 = "CD_1", Bits4 = "CD_4", Bits8 = "CD_8", Bits15 = "CD_15", Bits16 = "CD_16", Bits24 = "CD_24",
        Bits32 = "CD_32", Bits48 = "CD_48",
    }
}
whole_number!(Pixels, 0, 999_999);
whole_number!(
    /// Minutes from local time to UTC. Time zones are at most 14 hours off.
    OffsetMinutes, -840, 840
);

record! {
    pub(crate) struct Sdk as "SDK" {
        /// The address of the buyer: IPv4 or IPv6. It is not passed on.
        ip: Option<Prose<DeviceIp>> = "ip",
        app_id: Uuid = "appID",
        interface: Interface = "deviceRenderingOptionsIF",
        template: Template = "deviceRenderOptionsUI",
        ephemeral_key: EphemeralKey = "ephemPubKey",
        /// The time that the buyer has for a challenge, in minutes. Absent, it is 5.
        max_timeout: Option<TimeoutMinutes> = "maxTimeout",
        reference_number: Identifier<Text<1, 32>> = "referenceNumber",
        trans_id: Uuid = "transID",
        /// What the SDK knows of the device: a JWE in compact form, of at most 64,000 characters.
        enc_data: SealedDevice = "encData",
    }
}

choice! {
    pub(crate) enum Interface { Native = "NATIVE", Html = "HTML", Both = "BOTH", }
}
choice! {
    pub(crate) enum Template {
        Text = "TEXT", SingleSelect = "SINGLE_SELECT", MultiSelect = "MULTI_SELECT", OutOfBand = "OOB", Html = "HTML_OTHER",
    }
}
whole_number!(
    /// Minutes. EMV 3-D Secure writes them with two digits.
    TimeoutMinutes, 5, 99
);

/// The address of the buyer. `""` is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceIp(Option<IpAddr>);

document::text_value!(
    DeviceIp,
    |text: &str| match text.trim() {
        "" => Ok(DeviceIp(None)),
        text => text
            .parse()
            .map(|ip| DeviceIp(Some(ip)))
            .map_err(|_| Fault::Rule("must be an IPv4 or IPv6 address")),
    },
    |value: &DeviceIp| value.0.map(|ip| ip.to_string()).unwrap_or_default(),
    Object::new().with("type", "string").with("maxLength", 256)
);

/// The language of a browser (RFC 5646), such as `fr-FR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Language(String);

impl Language {
    /// The longest language that messages of EMV 3-D Secure take, in characters.
    const MAX_TOLD: usize = 8;

    fn parse(text: &str) -> Result<Self, Fault> {
        let mut parts = text.split('-');
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric());
        let begins = parts
            .next()
            .is_some_and(|first| is_part(first) && first.bytes().all(|c| c.is_ascii_alphabetic()));
        if text.len() <= 35 && begins && parts.all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Pattern("a language such as fr or fr-FR"))
        }
    }

    /// Returns the parts of the language that fit into a message: `zh-Hant` of `zh-Hant-TW`.
    fn told(&self) -> &str {
        let ends = self.0.match_indices('-').map(|(end, _)| end).chain([self.0.len()]);
        ends.take_while(|end| *end <= Self::MAX_TOLD).max().map_or("", |end| &self.0[..end])
    }
}

document::text_value!(
    Language,
    Language::parse,
    |value: &Language| value.0.clone(),
    Object::new()
        .with("type", "string")
        .with("maxLength", 35)
        .with("pattern", "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$")
);

/// The public key of an SDK: the coordinates of a point of P-256, in base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EphemeralKey {
    x: String,
    y: String,
}

impl EphemeralKey {
    const FORM: Fault = Fault::Rule("must be P-256;EC;x;y with x and y in base64url, or a JWK of P-256");

    fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > 256 {
            return Err(Fault::Size { min: 1, max: 256 });
        }
        let parts: Vec<&str> = text.split(';').collect();
        if let ["P-256", "EC", x, y] = parts[..] {
            return Self::of(x, y);
        }
        let jwk = read_json(text.as_bytes()).map_err(|_| Self::FORM)?;
        let member = |name: &str| jwk.at(&[name]).and_then(Tree::as_text).unwrap_or_default();
        if (member("kty"), member("crv")) == ("EC", "P-256") {
            Self::of(member("x"), member("y"))
        } else {
            Err(Self::FORM)
        }
    }

    fn of(x: &str, y: &str) -> Result<Self, Fault> {
        // 32 bytes in base64url without padding.
        let is_coordinate = |text: &str| text.len() == 43 && text.bytes().all(is_base64url);
        if is_coordinate(x) && is_coordinate(y) {
            Ok(Self { x: x.to_owned(), y: y.to_owned() })
        } else {
            Err(Self::FORM)
        }
    }
}

document::text_value!(
    EphemeralKey,
    EphemeralKey::parse,
    |key: &EphemeralKey| format!("P-256;EC;{};{}", key.x, key.y),
    Object::new().with("type", "string").with("minLength", 1).with("maxLength", 256)
);

/// A JWE in compact form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedDevice(String);

impl SealedDevice {
    const MAX: usize = 64_000;

    fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > Self::MAX {
            return Err(Fault::Size { min: 1, max: Self::MAX });
        }
        let is_part = |part: &str| part.bytes().all(is_base64url);
        if text.split('.').count() == 5 && text.split('.').all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Rule("must be a JWE in compact form"))
        }
    }
}

document::text_value!(
    SealedDevice,
    SealedDevice::parse,
    |value: &SealedDevice| value.0.clone(),
    Object::new().with("type", "string").with("minLength", 1).with("maxLength", 64_000)
);

const fn is_base64url(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_')
}

impl Value for DeviceInterface {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let Some(object) = tree.as_object() else {
            problems.add(at, Fault::Type("an object"));
            return None;
        };
        let name = "deviceChannel";
        match Channel::read_member(object.get(name), &at.member(name), problems)? {
            Channel::Browser => Browser::read_members(object, at, problems).map(Box::new).map(Self::Browser),
            Channel::App => Sdk::read_members(object, at, problems).map(Box::new).map(Self::App),
        }
    }

    fn write(&self) -> Tree {
        let (channel, device) = match self {
            Self::Browser(browser) => (Channel::Browser, browser.write()),
            Self::App(sdk) => (Channel::App, sdk.write()),
        };
        let object = Object::new().with("deviceChannel", channel.as_str());
        object.and(device.as_object().cloned().unwrap_or_default()).into()
    }

    fn schema(schemas: &mut Schemas) -> Tree {
        let variants = vec![
            of_channel(Channel::Browser, Browser::schema(schemas)),
            of_channel(Channel::App, Sdk::schema(schemas)),
        ];
        Object::new().with("oneOf", variants).into()
    }
}

fn of_channel(channel: Channel, device: Tree) -> Tree {
    let constant = Object::new().with("type", "string").with("const", channel.as_str());
    let discriminated = Object::new()
        .with("type", "object")
        .with("properties", Object::new().with("deviceChannel", constant))
        .with("required", vec!["deviceChannel"]);
    Object::new().with("allOf", vec![Tree::from(discriminated), device]).into()
}

impl Browser {
    pub(crate) fn device(&self) -> BrowserDevice {
        let pixels = |pixels: Pixels| u32::try_from(pixels.number()).unwrap_or_default();
        BrowserDevice {
            accept_header: self.accept_header.as_str().to_owned(),
            ip: self.ip.as_ref().and_then(|ip| ip.0).map(|ip| ip.to_string()),
            has_java: self.java_enabled,
            has_javascript: self.javascript_enabled,
            language: self.language.told().to_owned(),
            color_depth: self.color_depth.bits(),
            screen_height: pixels(self.screen_height),
            screen_width: pixels(self.screen_width),
            time_zone_offset_min: i32::try_from(self.time_zone_offset.number()).unwrap_or_default(),
            user_agent: self.user_agent.as_str().to_owned(),
        }
    }
}

impl ColorDepth {
    const fn bits(self) -> u8 {
        match self {
            Self::Bits1 => 1,
            Self::Bits4 => 4,
            Self::Bits8 => 8,
            Self::Bits15 => 15,
            Self::Bits16 => 16,
            Self::Bits24 => 24,
            Self::Bits32 => 32,
            Self::Bits48 => 48,
        }
    }
}

impl Sdk {
    pub(crate) fn device(&self) -> AppDevice {
        let minutes = self.max_timeout.map_or(5, TimeoutMinutes::number);
        AppDevice {
            app: self.app_id,
            sdk_transaction: self.trans_id,
            sdk_reference: self.reference_number.as_str().to_owned(),
            ephemeral_key: (self.ephemeral_key.x.clone(), self.ephemeral_key.y.clone()),
            sealed_device: self.enc_data.0.clone(),
            max_timeout_min: u8::try_from(minutes).unwrap_or(5),
            interface: match self.interface {
                Interface::Native => "01",
                Interface::Html => "02",
                Interface::Both => "03",
            },
            templates: vec![match self.template {
                Template::Text => "01",
                Template::SingleSelect => "02",
                Template::MultiSelect => "03",
                Template::OutOfBand => "04",
                Template::Html => "05",
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_in_eight_characters() {
        for (given, told) in
            [("fr", "fr"), ("fr-FR", "fr-FR"), ("zh-Hant-TW", "zh-Hant"), ("abcdefgh-x", "abcdefgh")]
        {
            assert_eq!(Language::parse(given).unwrap().told(), told, "{given}");
        }
        for absurd in ["", "-", "fr_FR", "4970105151515140", "fr-", "a-bcdefghij", "é"] {
            assert!(Language::parse(absurd).is_err(), "{absurd}");
        }
    }

    #[test]
    fn the_key_of_an_sdk_is_two_coordinates_in_either_form() {
        let (x, y) = ("x".repeat(43), "y".repeat(43));
        let key = EphemeralKey { x: x.clone(), y: y.clone() };
        assert_eq!(EphemeralKey::parse(&format!("P-256;EC;{x};{y}")), Ok(key.clone()));
        let jwk = format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#);
        assert_eq!(EphemeralKey::parse(&jwk), Ok(key));
        for absurd in [
            String::new(),
            format!("P-384;EC;{x};{y}"),
            format!("P-256;EC;{x}"),
            format!("P-256;EC;{x};y"),
            jwk.replace("EC", "RSA"),
        ] {
            assert!(EphemeralKey::parse(&absurd).is_err(), "{absurd}");
        }
    }
}
