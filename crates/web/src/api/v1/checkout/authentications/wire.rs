//! The JSON of a request for an authentication: AuthenticationCreateRequest and AuthenticationContinueRequest (Retail API, section 3.7).

use document::{Fault, Member, Object, Path, Problems, Record, Schemas, Text, Tree, Value, choice};
use domain::echo::Echo;
use gateway::{Refusal, payments::Means, three_ds::Authenticate, wallets::WalletChoice};
use jiff::{Timestamp, tz::TimeZone};
use primitives::{Identifier, Network, Reference};

use super::verify::echo_of;
use crate::{
    body::check_kept,
    openapi::Examples,
    records::{authentication::AuthenticationDetails, card_instrument, wallet::WalletInstrument},
};

/// Whether an authentication begins, or goes on after the 3DS method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    First,
    Next,
}

/// A request, and what it gets back.
pub(super) struct Asked {
    pub(super) authenticate: Authenticate,
    pub(super) echo: Echo,
}

choice! {
    /// The values of the discriminator `selectedPaymentInstrument`.
    enum Selected { Card = "CardManualEntry", Wallet = "MXWallet", Device = "XPay", }
}

/// A merchant's own id. `""` is none.
type SessionId = Identifier<Text<0, 50>>;

/// Reads a request. Every field is read before the first fault counts, so that all faults are reported.
pub(super) fn read(tree: &Tree, step: Step, now: Timestamp, calendar: &TimeZone) -> Result<Asked, Refusal> {
    let mut problems = Problems::new();
    let asked = read_all(tree, step, now, calendar, &mut problems);
    let card_likes = gateway::card_likes(&mut problems);
    match asked {
        Some(Asked { authenticate, echo }) if problems.is_empty() => {
            let authenticate = Authenticate { card_likes, ..authenticate };
            Ok(Asked { authenticate, echo: check_kept(echo)? })
        }
        _ => Err(Refusal::Malformed(problems.into_vec())),
    }
}

fn read_all(
    tree: &Tree,
    step: Step,
    now: Timestamp,
    calendar: &TimeZone,
    problems: &mut Problems,
) -> Option<Asked> {
    let root = Path::ROOT;
    let Some(object) = tree.as_object() else {
        problems.add(&root, Fault::Type("an object"));
        return None;
    };
    let id = match step {
        Step::First => {
            Option::<SessionId>::read_member(object.get("sessionId"), &root.member("sessionId"), problems)
        }
        // The path names it.
        Step::Next => Some(None),
    };
    let method =
        Reference::read_member(object.get("paymentMethodId"), &root.member("paymentMethodId"), problems);
    let details = AuthenticationDetails::read_members(object, &root, problems);
    match &details {
        Some(details) => details.check(step == Step::First, now, calendar, problems),
        None => AuthenticationDetails::check_presence(object, step == Step::First, problems),
    }
    let means = read_means(object.get("paymentInstrument"), &root.member("paymentInstrument"), problems);
    let (means, selected_network) = means?;
    let details = details?;
    let authenticate = Authenticate {
        id: id?.and_then(|id| Text::parse(id.as_str()).ok()),
        payment_method: method?,
        selected_network,
        terms: details.terms()?,
        means,
        given: details.given()?,
        card_likes: Vec::new(),
        repeatable: None,
    };
    Some(Asked { authenticate, echo: echo_of(details.private_data.as_ref()) })
}

fn read_means(
    member: Option<&Tree>,
    at: &Path<'_>,
    problems: &mut Problems,
) -> Option<(Means, Option<Network>)> {
    const PROVED: &str = "is authenticated by the buyer's device: pay with it as it is";
    let object = match member {
        Some(Tree::Object(object)) => object,
        None | Some(Tree::Null) => {
            problems.add(at, Fault::Missing);
            return None;
        }
        Some(_) => {
            problems.add(at, Fault::Type("an object"));
            return None;
        }
    };
    let name = "selectedPaymentInstrument";
    match Selected::read_member(object.get(name), &at.member(name), problems)? {
        Selected::Card => {
            let (instrument, network) = card_instrument::read(object, at, problems)?;
            Some((Means::Card(instrument), network))
        }
        Selected::Wallet => {
            let WalletInstrument { id, rank, .. } = WalletInstrument::read_members(object, at, problems)?;
            Some((Means::Wallet(WalletChoice { wallet: (*id).clone(), rank }), None))
        }
        Selected::Device => {
            problems.add(&at.member(name), Fault::Rule(PROVED));
            None
        }
    }
}

pub(super) fn creation_schema(schemas: &mut Schemas) -> Tree {
    schemas.component("AuthenticationCreateRequest", |schemas| {
        let id = SessionId::schema(schemas);
        body_schema(schemas, Object::new().with("sessionId", id), &["payment", "returnURL"])
    })
}

pub(super) fn continuation_schema(schemas: &mut Schemas) -> Tree {
    schemas.component("AuthenticationContinueRequest", |schemas| body_schema(schemas, Object::new(), &[]))
}

fn body_schema(schemas: &mut Schemas, mut properties: Object, also_required: &[&'static str]) -> Tree {
    properties.set("paymentMethodId", Reference::schema(schemas));
    let instruments = vec![card_instrument::schema(schemas), WalletInstrument::schema(schemas)];
    properties.set("paymentInstrument", Object::new().with("oneOf", instruments));
    let mut required: Vec<Tree> = ["paymentMethodId", "paymentInstrument"].map(Tree::from).into();
    required.extend(also_required.iter().map(|name| Tree::from(*name)));
    AuthenticationDetails::member_schemas(schemas, &mut properties, &mut required);
    Object::new().with("type", "object").with("properties", properties).with("required", required).into()
}

/// The examples in the description, which a test reads.
const REQUEST_EXAMPLES: [(&str, &str); 2] = [
    (
        "browser",
        r#"{"sessionId":"md-1","paymentMethodId":"CB","order":{"reference":"order-1","amount":2499,"currency":"EUR"},
        "payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"},"paymentInstrument":{
        "selectedPaymentInstrument":"CardManualEntry","number":"4970105151515140","expirationDate":"1230","cvx":"123"},
        "buyer":{"email":"camille@example.com","mobile":"+33600000000"},"returnURL":"https://shop.example/3ds/return",
        "threeDS":{"merchantName":"Shop","challengeInd":"NO_PREFERENCE","threeDSMethodResult":"INITIAL",
        "threeDSMethodNotificationURL":"https://shop.example/3ds/method","challengeWindowSize":"WS_500X600",
        "deviceInterface":{"deviceChannel":"Browser","ip":"192.0.2.1","acceptHeader":"text/html","javaEnabled":false,
        "javascriptEnabled":true,"language":"fr-FR","colorDepth":"CD_24","screenHeight":1080,"screenWidth":1920,
        "timeZoneOffset":-60,"userAgent":"Mozilla/5.0"}},"privateData":{"channel":"web"}}"#,
    ),
    (
        "app",
        r#"{"paymentMethodId":"CB","order":{"reference":"order-2","amount":2499,"currency":"EUR"},
        "payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"},"paymentInstrument":{
        "selectedPaymentInstrument":"CardManualEntry","mxToken":"497010gPNzHt5140","expirationDate":"1230"},
        "returnURL":"https://shop.example/3ds/return","threeDS":{"merchantName":"Shop","challengeInd":"NO_PREFERENCE",
        "threeDSMethodResult":"UNAVAILABLE","threeDSMethodNotificationURL":"https://shop.example/3ds/method",
        "deviceInterface":{"deviceChannel":"SDK","appID":"6f8b1f2e-3b0b-4d5c-9a55-0d3a3e3f7a11",
        "deviceRenderingOptionsIF":"BOTH","deviceRenderOptionsUI":"TEXT",
        "ephemPubKey":"P-256;EC;f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU;x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "maxTimeout":5,"referenceNumber":"3DS_LOA_SDK_0001","transID":"b2385523-a66c-4907-ac3c-91848e8c0067",
        "encData":"eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVy.dGFn"}}}"#,
    ),
];

pub(super) const EXAMPLES: Examples = Examples::Named(&REQUEST_EXAMPLES);

/// The example of a request that goes on, which a test reads.
pub(super) const CONTINUATION: &str = r#"{"paymentMethodId":"CB","order":{"reference":"order-1","amount":2499,
    "currency":"EUR"},"paymentInstrument":{"selectedPaymentInstrument":"CardManualEntry","number":"4970105151515140",
    "expirationDate":"1230","cvx":"123"},"returnURL":"https://shop.example/3ds/return","threeDS":{"merchantName":"Shop",
    "challengeInd":"NO_PREFERENCE","threeDSMethodResult":"SUCCESSFUL",
    "threeDSMethodNotificationURL":"https://shop.example/3ds/method","deviceInterface":{"deviceChannel":"Browser",
    "acceptHeader":"text/html","javaEnabled":false,"javascriptEnabled":true,"language":"fr-FR","colorDepth":"CD_24",
    "screenHeight":1080,"screenWidth":1920,"timeZoneOffset":-60,"userAgent":"Mozilla/5.0"}}}"#;

#[cfg(test)]
mod tests;
