//! A message that breaks the rules gets the code of the specification, and the names of its elements.

use document::{Object, Text, Tree, read_json, write_json};
use emv3ds::{
    ARes, CRes, Erro, Kind, RReq,
    codes::{Component, DeviceChannel, ErrorCode, MessageCategory, TransStatus},
    table::{self, Inclusion},
};

use crate::samples;

/// A sample with a member set, or taken away.
fn with(message: &[u8], name: &str, value: Option<Tree>) -> Vec<u8> {
    let Tree::Object(mut object) = read_json(message).unwrap() else { panic!("a message is an object") };
    let (within, name) = match name.split_once('.') {
        Some((parent, name)) => match object.get_mut(parent) {
            Some(Tree::Object(within)) => (within, name),
            _ => panic!("{parent} is an object"),
        },
        None => (&mut object, name),
    };
    within.remove(name);
    if let Some(value) = value {
        within.set(name, value);
    }
    write_json(&object.into()).into_bytes()
}

fn refused(kind: Kind, bytes: &[u8]) -> Box<Erro> {
    samples::reread(kind, bytes).expect_err("it is at fault")
}

fn check(kind: Kind, bytes: &[u8], code: ErrorCode, detail: &str) {
    let erro = refused(kind, bytes);
    assert_eq!((erro.error_code, &erro.error_detail), (code, &Text::stored(detail)), "{}", kind.as_str());
    assert_eq!(erro.error_message_type, Some(kind));
}

fn has(message: &[u8], name: &str) -> bool {
    let path: Vec<&str> = name.split('.').collect();
    read_json(message).unwrap().at(&path).is_some()
}

/// Every element that a sample has, as the table has it.
#[test]
fn each_element_is_checked() {
    let mut seen = 0;
    for (kind, message) in samples::all() {
        for field in table::fields().iter().filter(|field| field.message == kind && has(&message, field.name))
        {
            let head = ["messageType", "messageVersion"].contains(&field.name);
            // The id of the SDK's transaction tells the channel, except in an AReq.
            let is_of_app = kind == Kind::AReq || has(&message, "sdkTransID");
            let applies = field.channels != [DeviceChannel::App] || is_of_app && field.name != "sdkTransID";
            if !head && field.inclusion == Inclusion::Required && applies {
                let without = with(&message, field.name, None);
                let erro = refused(kind, &without);
                assert_eq!(erro.error_code, ErrorCode::ElementMissing, "{} {}", kind.as_str(), field.name);
                assert!(erro.error_detail.as_str().split(',').any(|name| name == field.name), "{erro:?}");
                seen += 1;
            }
            if !head {
                for wrong in [Tree::Null, "".into(), 7.into(), Tree::List(vec![7.into()])] {
                    let erro = refused(kind, &with(&message, field.name, Some(wrong)));
                    assert_eq!(
                        erro.error_code,
                        ErrorCode::ElementInvalid,
                        "{} {}",
                        kind.as_str(),
                        field.name
                    );
                    assert!(erro.error_detail.as_str().split(',').any(|name| name == field.name), "{erro:?}");
                }
            }
        }
    }
    assert!(seen > 90, "{seen}");
}

#[test]
fn formats_are_checked() {
    let browser = samples::areq(DeviceChannel::Browser).write().to_vec();
    let app = samples::areq(DeviceChannel::App).write().to_vec();
    for (message, name, value, code) in [
        (&browser, "cardExpiryDate", "2913", ErrorCode::ElementInvalid),
        (&browser, "purchaseDate", "20260231000000", ErrorCode::ElementInvalid),
        (&browser, "purchaseDate", "20260228240000", ErrorCode::ElementInvalid),
        (&browser, "purchaseAmount", "19.99", ErrorCode::ElementInvalid),
        (&browser, "browserIP", "1.2.3", ErrorCode::ElementInvalid),
        (&browser, "browserTZ", "+99:0", ErrorCode::ElementInvalid),
        (&browser, "browserColorDepth", "25", ErrorCode::ElementInvalid),
        (&browser, "notificationURL", "server.example", ErrorCode::ElementInvalid),
        (&browser, "acctNumber", "497010518181", ErrorCode::ElementInvalid),
        (&browser, "browserLanguage", "fr_FR", ErrorCode::ElementInvalid),
        (&browser, "cardholderName", "Zoé", ErrorCode::ElementInvalid),
        (&browser, "email", "ada", ErrorCode::ElementInvalid),
        (&browser, "deviceChannel", "04", ErrorCode::ElementInvalid),
        (&browser, "merchantCountryCode", "901", ErrorCode::IsoCodeInvalid),
        (&browser, "purchaseCurrency", "999", ErrorCode::IsoCodeInvalid),
        (&app, "sdkMaxTimeout", "04", ErrorCode::ElementInvalid),
        (&app, "sdkEphemPubKey.crv", "P-384", ErrorCode::ElementInvalid),
    ] {
        check(Kind::AReq, &with(message, name, Some(value.into())), code, name);
    }
    check(
        Kind::AReq,
        &with(&browser, "browserUserAgent", Some("x".repeat(2_049).into())),
        ErrorCode::ElementInvalid,
        "browserUserAgent",
    );
}

#[test]
fn an_element_of_another_channel_is_ignored() {
    let browser = samples::areq(DeviceChannel::Browser).write().to_vec();
    let more = with(&with(&browser, "sdkAppID", Some(7.into())), "other", Some(true.into()));
    assert_eq!(samples::reread(Kind::AReq, &more).unwrap(), browser);
}

#[test]
fn each_card_range_is_checked() {
    let pres = String::from_utf8(samples::pres().write().to_vec()).unwrap();
    let second = |from: &str, to: &str| {
        let at = pres.rfind(from).unwrap();
        format!("{}{to}{}", &pres[..at], &pres[at + from.len()..]).into_bytes()
    };
    let missing = second("endRange", "other");
    check(Kind::PRes, &missing, ErrorCode::ElementMissing, "cardRangeData.endRange");
    let wrong = second("5130000000000000", "51300000X0000000");
    check(Kind::PRes, &wrong, ErrorCode::ElementInvalid, "cardRangeData.startRange");
}

#[test]
fn conditions_are_checked() {
    let browser = samples::areq(DeviceChannel::Browser).write().to_vec();
    let series = with(&browser, "threeDSRequestorAuthenticationInd", Some("02".into()));
    check(Kind::AReq, &series, ErrorCode::ElementMissing, "recurringExpiry,recurringFrequency");
    let state = with(&with(&browser, "billAddrState", Some("IDF".into())), "billAddrCountry", None);
    check(Kind::AReq, &state, ErrorCode::ElementMissing, "billAddrCountry");
    let scripts = with(&browser, "browserTZ", None);
    check(Kind::AReq, &scripts, ErrorCode::ElementMissing, "browserTZ");
    let none = with(&scripts, "browserJavascriptEnabled", Some(false.into()));
    assert!(samples::reread(Kind::AReq, &none).is_ok(), "a browser without scripts tells no time zone");

    let ares = samples::ares(DeviceChannel::Browser).write().to_vec();
    check(
        Kind::ARes,
        &with(&ares, "acsChallengeMandated", None),
        ErrorCode::ElementMissing,
        "acsChallengeMandated",
    );
    let rreq = samples::rreq(DeviceChannel::Browser).write().to_vec();
    check(
        Kind::RReq,
        &with(&rreq, "authenticationValue", None),
        ErrorCode::ElementMissing,
        "authenticationValue",
    );
    let refused = with(&rreq, "transStatus", Some("N".into()));
    check(Kind::RReq, &refused, ErrorCode::ElementMissing, "transStatusReason");
    let longer = with(&rreq, "authenticationValue", Some("kBNS2K+b0zjbAQPomm3SKBVhXwxO".into()));
    assert!(RReq::read(&longer).is_ok(), "Mastercard's values have 21 bytes");
    let verification = with(&with(&rreq, "authenticationValue", None), "messageCategory", Some("02".into()));
    assert!(RReq::read(&verification).is_ok(), "an account verification need not have a value");
}

#[test]
fn the_head_decides_before_the_rest() {
    let cres = samples::cres(DeviceChannel::Browser).write().to_vec();
    check(
        Kind::CRes,
        &with(&cres, "messageType", Some("ARes".into())),
        ErrorCode::MessageInvalid,
        "messageType",
    );
    check(
        Kind::CRes,
        &with(&cres, "messageVersion", Some("1.0.2".into())),
        ErrorCode::VersionUnsupported,
        "2.2.0",
    );
    check(Kind::CRes, &with(&cres, "messageVersion", None), ErrorCode::ElementMissing, "messageVersion");
    check(Kind::CRes, &vec![b' '; 300_000], ErrorCode::ElementInvalid, "the message is too long");
    check(Kind::CRes, b"[]", ErrorCode::MessageInvalid, "not an object");
    assert_eq!(refused(Kind::CRes, &cres[1..]).error_code, ErrorCode::MessageInvalid);
}

#[test]
fn an_element_that_is_there_twice_is_named() {
    let rres = String::from_utf8(samples::rres().write().to_vec()).unwrap();
    let more = |member: &str| format!("{},{member}}}", rres.trim_end_matches('}')).into_bytes();
    check(Kind::RRes, &more("\"resultsStatus\":\"02\""), ErrorCode::ElementTwice, "resultsStatus");
    let other = more("\"4970105181818183\":1,\"4970105181818183\":2");
    check(Kind::RRes, &other, ErrorCode::ElementTwice, "an element that the specification does not have");
}

#[test]
fn a_critical_extension_is_refused_and_another_is_kept() {
    let rres = samples::rres().write().to_vec();
    let extension = |critical: bool| {
        let one = Object::new().with("name", "n").with("id", "A1").with("criticalityIndicator", critical);
        Some(Tree::List(vec![one.with("data", Object::new()).into()]))
    };
    check(
        Kind::RRes,
        &with(&rres, "messageExtension", extension(true)),
        ErrorCode::CriticalExtensionUnknown,
        "A1",
    );
    let kept = samples::reread(Kind::RRes, &with(&rres, "messageExtension", extension(false))).unwrap();
    assert!(has(&kept, "messageExtension"));
}

#[test]
fn an_error_names_the_transaction_and_its_reporter() {
    let rreq = with(&samples::rreq(DeviceChannel::App).write(), "transStatus", Some("X".into()));
    let erro = refused(Kind::RReq, &rreq);
    let ids = [erro.three_ds_server_trans_id, erro.acs_trans_id, erro.ds_trans_id, erro.sdk_trans_id];
    assert_eq!(ids, [1, 2, 3, 4].map(|byte| Some(samples::id(byte))));
    assert_eq!(erro.error_component, Component::Server);
    assert!(Erro::read(&erro.write()).unwrap() == *erro, "it is a sound message itself");
    let cres = CRes::from_base64url("e30").err().unwrap();
    assert_eq!((cres.error_component, cres.error_code), (Component::Server, ErrorCode::MessageInvalid));
}

#[test]
fn an_answer_is_held_to_what_was_asked() {
    let ask = samples::areq(DeviceChannel::App);
    let answer = samples::ares(DeviceChannel::App);
    assert!(ARes::read_answer(&answer.write(), &ask).unwrap() == answer);
    let mut other = samples::areq(DeviceChannel::App);
    other.three_ds_server_trans_id = samples::id(9);
    let erro = ARes::read_answer(&answer.write(), &other).err().unwrap();
    assert_eq!(erro.error_code, ErrorCode::TransactionUnknown);

    let mut proven = samples::ares(DeviceChannel::App);
    proven.trans_status = TransStatus::Authenticated;
    let erro = ARes::read_answer(&proven.write(), &ask).err().unwrap();
    assert_eq!(erro.error_detail.as_str(), "authenticationValue", "a payment needs the proof");
    let mut verification = samples::areq(DeviceChannel::App);
    verification.message_category = MessageCategory::NonPayment;
    assert!(ARes::read_answer(&proven.write(), &verification).is_ok());
}
