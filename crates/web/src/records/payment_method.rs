//! What a merchant says of a payment method (Retail API, section 5.1: PaymentMethod). The operations that write are inferred from what
//! they answer, and networks, capture modes and the duplicate check are members of our own (ADR 33).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use document::{Fault, List, Object, Path, Problems, Text, record, write_json};
use domain::{
    echo::Echo,
    logo::{ImageType, Logo},
    payment_method::MethodProfile,
    terms::CaptureMode,
};
use gateway::merchants::{MethodRules, NewPaymentMethod};
use primitives::{Identifier, Network, Prose, Reference};

record! {
    pub struct AcquirerRecord as "Acquirer" {
        code: Option<Identifier<Text<0, 50>>> = "code",
        name: Option<Prose<Text<0, 100>>> = "name",
    }
}

record! {
    /// A picture of at most 8 KiB and 1024 pixels a side. Its bytes must be of the type, and an SVG must only draw.
    pub struct LogoRecord as "Logo" {
        image: Prose<Base64Image> = "image",
        mime_type: ImageType = "mimeType",
    }
}

record! {
    /// The type of the payment instrument, such as CB or AMEX.
    pub struct InstrumentTypeRequest as "PaymentInstrumentTypeRequest" {
        code: Identifier<Reference> = "code",
    }
}

record! {
    /// What is absent is removed, or gets its default again.
    pub struct MethodRequest as "PaymentMethodUpdateRequest" {
        name: Prose<Text<1, 50>> = "name",
        description: Option<Prose<Text<0, 255>>> = "description",
        acquirer: Option<AcquirerRecord> = "acquirer",
        /// The number under which the acquirer knows the merchant.
        acquirer_merchant_id: Option<Identifier<Text<0, 50>>> = "acquirerMerchantId",
        logo: Option<LogoRecord> = "logo",
        /// The card networks that the method takes. Required, except for a method of a partner, which has none.
        networks: Option<List<Network, 8>> = "networks",
        /// The capture modes of the payments that the method takes; all of them where it is absent or empty. A payment of another mode
        /// is a 400.
        captures: Option<List<CaptureMode, 3>> = "captureModes",
        /// Whether a payment, capture or refund is refused that repeats an accepted one of today or yesterday (02001); true where it is
        /// absent.
        checks_duplicates: Option<bool> = "duplicateCheck",
    }
}

record! {
    pub struct NewMethodRequest as "PaymentMethodCreateRequest" {
        ..method: MethodRequest,
        /// The merchant's own id, which payments name as `paymentMethodId`. No other method of the merchant has it.
        id: Identifier<Reference> = "id",
        instrument_type: InstrumentTypeRequest = "paymentInstrumentType",
    }
}

impl MethodRequest {
    /// The format number of stored profiles; see [`Echo`].
    const FORMAT: i64 = 1;

    /// Returns what the request decides. `None` where the logo or a list is not sound, which is added to `problems`.
    pub fn into_rules(self, problems: &mut Problems) -> Option<MethodRules> {
        let networks = self.networks.as_ref().map(|list| list.0.clone()).unwrap_or_default();
        let captures = self.captures.as_ref().map(|list| list.0.clone()).unwrap_or_default();
        let mut sound = is_a_set(&networks, "networks", problems);
        sound &= is_a_set(&captures, "captureModes", problems);
        let logo = self.logo.as_ref().map(|logo| logo.parse(problems));
        let logo = match logo {
            None => None,
            Some(logo) => Some(logo?),
        };
        sound.then(|| MethodRules {
            networks,
            captures,
            checks_duplicates: self.checks_duplicates != Some(false),
            profile: MethodProfile { details: self.details(), logo },
        })
    }

    /// Returns what is only given back.
    fn details(self) -> Echo {
        let said = Self { logo: None, networks: None, captures: None, checks_duplicates: None, ..self };
        Echo::new(Self::FORMAT, write_json(&document::Value::write(&said)))
    }
}

impl NewMethodRequest {
    pub fn into_new(self, problems: &mut Problems) -> Option<NewPaymentMethod> {
        let rules = self.method.into_rules(problems)?;
        let instrument_type = (*self.instrument_type.code).clone();
        Some(NewPaymentMethod { id: (*self.id).clone(), instrument_type, rules })
    }
}

impl LogoRecord {
    fn parse(&self, problems: &mut Problems) -> Option<Logo> {
        let logo = Logo::parse(self.mime_type, self.image.0.clone());
        logo.map_err(|fault| problems.add(&Path::ROOT.member("logo").member("image"), fault)).ok()
    }
}

impl From<&Logo> for LogoRecord {
    fn from(logo: &Logo) -> Self {
        Self { image: Prose::ours(Base64Image(logo.bytes().to_vec())), mime_type: logo.kind() }
    }
}

fn is_a_set<T: PartialEq>(items: &[T], name: &str, problems: &mut Problems) -> bool {
    let twice = items.iter().enumerate().any(|(index, item)| items[..index].contains(item));
    if twice {
        problems.add(&Path::ROOT.member(name), Fault::Rule("must name nothing twice"));
    }
    !twice
}

/// Bytes in base64 (RFC 4648, section 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base64Image(Vec<u8>);

/// The largest number of characters: those of [`Logo::MAX_BYTES`] and the padding.
const MAX_CHARS: usize = Logo::MAX_BYTES.div_ceil(3) * 4;

impl Base64Image {
    fn parse(text: &str) -> Result<Self, Fault> {
        if text.is_empty() || text.len() > MAX_CHARS {
            return Err(Fault::Size { min: 1, max: MAX_CHARS });
        }
        STANDARD.decode(text).map(Self).map_err(|_| Fault::Rule("must be base64 with padding (RFC 4648)"))
    }
}

document::text_value!(
    Base64Image,
    Base64Image::parse,
    |value: &Base64Image| STANDARD.encode(&value.0),
    Object::new()
        .with("type", "string")
        .with("minLength", 4)
        .with("maxLength", i64::try_from(MAX_CHARS).unwrap_or(i64::MAX))
        .with("pattern", "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
);
