//! What issuers are told of a buyer and of the device (EMV 3-D Secure 2.2.0, table A.1).

use primitives::Uuid;

/// A browser.
#[derive(Clone, PartialEq, Eq)]
pub struct BrowserDevice {
    pub accept_header: String,
    /// The address, if it is known.
    pub ip: Option<String>,
    pub has_java: bool,
    pub has_javascript: bool,
    /// The language, such as `fr-FR`.
    pub language: String,
    /// In bits.
    pub color_depth: u8,
    /// In pixels.
    pub screen_height: u32,
    pub screen_width: u32,
    /// Minutes from local time to UTC: -60 in Paris in winter.
    pub time_zone_offset_min: i32,
    pub user_agent: String,
}

/// An app with a 3DS SDK.
#[derive(Clone, PartialEq, Eq)]
pub struct AppDevice {
    pub app: Uuid,
    pub sdk_transaction: Uuid,
    pub sdk_reference: String,
    /// The public key of the SDK: the coordinates of a point of P-256, in base64url.
    pub ephemeral_key: (String, String),
    /// What the SDK knows of the device, sealed for the directory server: a JWE in compact form.
    pub sealed_device: String,
    /// In minutes.
    pub max_timeout_min: u8,
    /// `01` native, `02` HTML, `03` both.
    pub interface: &'static str,
    /// The templates that it can show, two digits each.
    pub templates: Vec<&'static str>,
}

/// What the merchant knows of the buyer. An absent part is not told to the issuer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct BuyerFacts {
    pub email: Option<String>,
    /// Digits, with the country's code first.
    pub mobile: Option<String>,
    pub billing: Option<PostalAddress>,
    pub shipping: Option<PostalAddress>,
}

/// An address.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PostalAddress {
    pub lines: Vec<String>,
    pub city: Option<String>,
    pub zip: Option<String>,
    /// Of two letters.
    pub country: Option<String>,
}
