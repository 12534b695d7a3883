//! The JSON of a new payment: PaymentRequest and its three instruments (Retail API, section 3.2).

use document::{Fault, Member, Object, Path, Problems, Record, Schemas, Tree, Value, choice};
use gateway::{
    Refusal,
    payments::{CreatePayment, Instrument, Means},
    wallets::WalletChoice,
};
use jiff::{Timestamp, tz::TimeZone};
use primitives::{Network, Reference};

use super::{NewPayment, device::DeviceInstrument};
use crate::{
    body::check_kept,
    openapi::Examples,
    records::{card_instrument, payment::PaymentDetails, wallet::WalletInstrument},
};

choice! {
    /// The values of the discriminator `selectedPaymentInstrument`.
    enum Selected { Card = "CardManualEntry", Wallet = "MXWallet", Device = "XPay", }
}

/// Reads the request of a payment. Every field is read before the first fault counts, so that all faults are
/// reported.
pub(super) fn read(tree: &Tree, now: Timestamp, calendar: &TimeZone) -> Result<NewPayment, Refusal> {
    let mut problems = Problems::new();
    let payment = read_all(tree, now, calendar, &mut problems);
    let card_likes = gateway::card_likes(&mut problems);
    match payment {
        Some(NewPayment { request, means }) if problems.is_empty() => {
            let request = CreatePayment { echo: check_kept(request.echo)?, card_likes, ..request };
            Ok(NewPayment { request, means })
        }
        _ => Err(Refusal::Malformed(problems.into_vec())),
    }
}

fn read_all(tree: &Tree, now: Timestamp, calendar: &TimeZone, problems: &mut Problems) -> Option<NewPayment> {
    let root = Path::ROOT;
    let Some(object) = tree.as_object() else {
        problems.add(&root, Fault::Type("an object"));
        return None;
    };
    let payment_method =
        Reference::read_member(object.get("paymentMethodId"), &root.member("paymentMethodId"), problems);
    let details = PaymentDetails::read_members(object, &root, problems);
    if let Some(details) = &details {
        details.check(now, calendar, problems);
    }
    let at = root.member("paymentInstrument");
    let instrument = match object.get("paymentInstrument") {
        None | Some(Tree::Null) => {
            problems.add(&at, Fault::Missing);
            None
        }
        Some(Tree::Object(instrument)) => read_instrument(instrument, &at, problems),
        Some(_) => {
            problems.add(&at, Fault::Type("an object"));
            None
        }
    };
    let (means, selected_network) = instrument?;
    let details = details?;
    let request = CreatePayment {
        authentication: details.claimed(),
        payment_method: payment_method?,
        selected_network,
        terms: details.terms()?,
        echo: details.echo(),
        card_likes: Vec::new(),
        buyer_address: details.buyer_address(),
        repeatable: None,
    };
    Some(NewPayment { request, means })
}

fn read_instrument(
    object: &Object,
    at: &Path<'_>,
    problems: &mut Problems,
) -> Option<(Means, Option<Network>)> {
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
            let DeviceInstrument { network, token } = DeviceInstrument::read(object, at, problems)?;
            Some((Means::Card(Instrument::OnDevice(Box::new(token))), Some(network)))
        }
    }
}

pub(super) fn schema(schemas: &mut Schemas) -> Tree {
    schemas.component("PaymentRequest", |schemas| {
        let (mut properties, mut required) = (Object::new(), Vec::new());
        properties.set("paymentMethodId", Reference::schema(schemas));
        let instruments = vec![
            card_instrument::schema(schemas),
            WalletInstrument::schema(schemas),
            super::device::schema(schemas),
        ];
        properties.set("paymentInstrument", Object::new().with("oneOf", instruments));
        required.extend(["paymentMethodId", "paymentInstrument"].map(Tree::from));
        PaymentDetails::member_schemas(schemas, &mut properties, &mut required);
        Object::new().with("type", "object").with("properties", properties).with("required", required).into()
    })
}

/// The examples in the description, which a test reads.
const REQUEST_EXAMPLES: [(&str, &str); 5] = [
    (
        "encrypted",
        r#"{"paymentMethodId":"CB","order":{"reference":"order-1","amount":2499,"currency":"EUR","origin":"E_COM",
        "country":"FR"},"payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"},"paymentInstrument":{
        "selectedPaymentInstrument":"CardManualEntry","encryptedData":"eyJhbGciOiJSU0EtT0FFUC0yNTYi…"},
        "buyer":{"id":"42","firstName":"Camille","lastName":"Martin","email":"camille@example.com"},
        "privateData":{"channel":"web"}}"#,
    ),
    (
        "clear",
        r#"{"paymentMethodId":"CB","order":{"reference":"order-2","amount":2499,"currency":"EUR"},
        "payment":{"paymentType":"ONE_OFF","capture":"MANUAL"},"paymentInstrument":{
        "selectedPaymentInstrument":"CardManualEntry","number":"4970105151515140","expirationDate":"1230","cvx":"123",
        "holderName":"Camille Martin","selectedNetwork":"VISA"}}"#,
    ),
    (
        "wallet",
        r#"{"paymentMethodId":"CB","order":{"reference":"order-3","amount":2499,"currency":"EUR"},
        "payment":{"paymentType":"RECURRING","capture":"AUTOMATIC"},"paymentInstrument":{
        "selectedPaymentInstrument":"MXWallet","id":"wallet-42","paymentInstrumentRank":1}}"#,
    ),
    (
        "apple pay",
        r#"{"paymentMethodId":"CB","order":{"reference":"order-4","amount":2499,"currency":"EUR"},
        "paymentInstrument":{"selectedPaymentInstrument":"XPay","network":"VISA","transactionId":"6f2a…","tokenData":{
        "version":"EC_v1","data":"q1zL…","signature":"MIAGCSqG…","header":{"ephemeralPublicKey":"MFkwEwYH…",
        "publicKeyHash":"l0CnXdMv…","transactionId":"6f2a…"}}}}"#,
    ),
    (
        "google pay",
        r#"{"paymentMethodId":"CB","order":{"reference":"order-5","amount":2499,"currency":"EUR"},
        "paymentInstrument":{"selectedPaymentInstrument":"XPay","network":"VISA","tokenData":{"protocolVersion":"ECv2",
        "signature":"MEYCIQ…","intermediateSigningKey":{"signedKey":"{\"keyExpiration\":\"1795348800000\",…}",
        "signatures":["MEQCIG…"]},"signedMessage":"{\"encryptedMessage\":\"…\",…}"}}}"#,
    ),
];

pub(super) const EXAMPLES: Examples = Examples::Named(&REQUEST_EXAMPLES);

#[cfg(test)]
mod tests {
    use document::read_json;

    use super::*;

    #[test]
    fn the_examples_are_payments_that_we_take() {
        for (name, text) in REQUEST_EXAMPLES {
            let tree = read_json(text.as_bytes()).unwrap();
            assert!(read(&tree, Timestamp::UNIX_EPOCH, &TimeZone::UTC).is_ok(), "{name}");
        }
    }

    fn problems(instrument: &str) -> Vec<String> {
        let text = format!(
            r#"{{"paymentMethodId":"CB","order":{{"reference":"1","amount":1,"currency":"EUR"}},"paymentInstrument":{instrument}}}"#
        );
        match read(&read_json(text.as_bytes()).unwrap(), Timestamp::UNIX_EPOCH, &TimeZone::UTC) {
            Err(Refusal::Malformed(problems)) => problems
                .into_iter()
                .map(|problem| format!("{} {}", problem.name, problem.fault.code()))
                .collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn exactly_one_way_to_give_a_card() {
        let card =
            |rest: &str| problems(&format!(r#"{{"selectedPaymentInstrument":"CardManualEntry"{rest}}}"#));
        assert_eq!(
            card(""),
            [
                "paymentInstrument.number {field.required}",
                "paymentInstrument.expirationDate {field.required}"
            ]
        );
        assert_eq!(card(r#","number":"4970105151515140","expirationDate":"1230""#), [""; 0]);
        assert_eq!(card(r#","mxToken":"497010gPNzHt5140","expirationDate":"1230""#), [""; 0]);
        assert_eq!(
            card(r#","mxToken":"497010gPNzHt5140""#),
            ["paymentInstrument.expirationDate {field.required}"]
        );
        assert_eq!(card(r#","encryptedData":"x""#), [""; 0]);
        assert_eq!(
            card(r#","encryptedData":"x","cvx":"123""#),
            ["paymentInstrument.encryptedData {field.rule}"]
        );
        assert_eq!(
            card(r#","number":"4970105151515140","mxToken":"497010gPNzHt5140""#),
            ["paymentInstrument.mxToken {field.rule}"]
        );
    }

    #[test]
    fn every_member_that_a_token_lacks_is_named() {
        let token = |rest: &str| problems(&format!(r#"{{"selectedPaymentInstrument":"XPay"{rest}}}"#));
        let named = |names: &[&str], code: &str| -> Vec<String> {
            names.iter().map(|name| format!("paymentInstrument.{name} {code}")).collect()
        };
        assert_eq!(token(""), named(&["network", "tokenData"], "{field.required}"));
        let any = token(r#","network":"VISA","tokenData":{}"#);
        assert_eq!(any, named(&["tokenData"], "{field.rule}"));
        let apple = token(r#","network":"VISA","tokenData":{"version":"EC_v1","header":{}}"#);
        let missing = [
            "tokenData.data",
            "tokenData.signature",
            "tokenData.header.ephemeralPublicKey",
            "tokenData.header.publicKeyHash",
            "tokenData.header.transactionId",
        ];
        assert_eq!(apple, named(&missing, "{field.required}"));
        let google = token(r#","network":"VISA","tokenData":{"protocolVersion":"ECv2"}"#);
        let missing = ["tokenData.signature", "tokenData.intermediateSigningKey", "tokenData.signedMessage"];
        assert_eq!(google, named(&missing, "{field.required}"));
        let old = token(
            r#","network":"VISA","tokenData":{"version":"RSA_v1","data":"a","signature":"a","header":"{"}"#,
        );
        assert_eq!(
            old,
            [
                "paymentInstrument.tokenData.version {field.choice}",
                "paymentInstrument.tokenData.header {field.rule}"
            ]
        );
        // The schema of the contract says that all members are texts.
        let header = r#""{\"ephemeralPublicKey\":\"a\",\"publicKeyHash\":\"a\",\"transactionId\":\"aB\"}""#;
        let of_texts = format!(
            r#","network":"VISA","tokenData":{{"version":"EC_v1","data":"a","signature":"a","header":{header}}}"#
        );
        assert_eq!(token(&of_texts), [""; 0]);
        assert_eq!(token(&format!(r#"{of_texts},"transactionId":"Ab""#)), [""; 0]);
        let other = token(&format!(r#"{of_texts},"transactionId":"ac""#));
        assert_eq!(other, named(&["transactionId"], "{field.rule}"));
    }

    #[test]
    fn a_wallet_is_named_by_its_id_and_a_card_by_its_rank() {
        let wallet = |rest: &str| problems(&format!(r#"{{"selectedPaymentInstrument":"MXWallet"{rest}}}"#));
        assert_eq!(wallet(r#","id":"w1""#), [""; 0]);
        assert_eq!(wallet(r#","id":"w1","paymentInstrumentRank":99"#), [""; 0]);
        assert_eq!(wallet(""), ["paymentInstrument.id {field.required}"]);
        assert_eq!(wallet(r#","id":"-""#).len(), 1);
        for rank in ["0", "100", "\"1\"", "1.5"] {
            let told = wallet(&format!(r#","id":"w1","paymentInstrumentRank":{rank}"#));
            assert!(
                matches!(&told[..], [one] if one.starts_with("paymentInstrument.paymentInstrumentRank")),
                "{told:?}"
            );
        }
    }
}
