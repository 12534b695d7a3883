use document::read_json;

use super::*;

fn problems_of(tree: &Tree, step: Step) -> Vec<String> {
    match read(tree, step, Timestamp::UNIX_EPOCH, &TimeZone::UTC) {
        Err(Refusal::Malformed(problems)) => {
            problems.into_iter().map(|problem| format!("{} {}", problem.name, problem.fault.code())).collect()
        }
        _ => Vec::new(),
    }
}

fn example(index: usize) -> Tree {
    read_json(REQUEST_EXAMPLES[index].1.as_bytes()).unwrap()
}

/// Returns the tree with a value at a path, or without it.
fn with(tree: &Tree, path: &[&str], value: Option<Tree>) -> Tree {
    let Tree::Object(object) = tree else { panic!("no object at {path:?}") };
    let mut object = object.clone();
    let (name, rest) = path.split_first().expect("a path has a name");
    let before = object.remove(name);
    let after = if rest.is_empty() { value } else { Some(with(&before.unwrap(), rest, value)) };
    if let Some(after) = after {
        object.set(*name, after);
    }
    object.into()
}

const DEVICE: [&str; 2] = ["threeDS", "deviceInterface"];

#[test]
fn the_examples_are_requests_that_we_take() {
    for (index, (name, _)) in REQUEST_EXAMPLES.iter().enumerate() {
        assert_eq!(problems_of(&example(index), Step::First), [""; 0], "{name}");
    }
    assert_eq!(problems_of(&read_json(CONTINUATION.as_bytes()).unwrap(), Step::Next), [""; 0]);
}

/// Every member that the contract demands is named where it is missing.
#[test]
fn what_is_missing_is_named() {
    let first = ["paymentMethodId", "order", "payment", "paymentInstrument", "threeDS", "returnURL"];
    for name in first {
        let problems = problems_of(&with(&example(0), &[name], None), Step::First);
        assert_eq!(problems, [format!("{name} {{field.required}}")]);
    }
    assert_eq!(problems_of(&with(&example(0), &["payment"], None), Step::Next), [""; 0]);
    for name in [
        "merchantName",
        "challengeInd",
        "threeDSMethodResult",
        "threeDSMethodNotificationURL",
        "deviceInterface",
    ] {
        let problems = problems_of(&with(&example(0), &["threeDS", name], None), Step::First);
        assert_eq!(problems, [format!("threeDS.{name} {{field.required}}")]);
    }
    let of_browser = [
        "acceptHeader",
        "javaEnabled",
        "javascriptEnabled",
        "language",
        "colorDepth",
        "screenHeight",
        "screenWidth",
        "timeZoneOffset",
        "userAgent",
        "deviceChannel",
    ];
    let of_app = [
        "appID",
        "deviceRenderingOptionsIF",
        "deviceRenderOptionsUI",
        "ephemPubKey",
        "referenceNumber",
        "transID",
        "encData",
    ];
    for (index, names) in [(0, &of_browser[..]), (1, &of_app[..])] {
        for name in names {
            let problems =
                problems_of(&with(&example(index), &[DEVICE[0], DEVICE[1], name], None), Step::First);
            assert_eq!(problems, [format!("threeDS.deviceInterface.{name} {{field.required}}")]);
        }
    }
}

/// A request without anything is told everything that it lacks at once.
#[test]
fn all_that_is_missing_is_named_at_once() {
    let problems = problems_of(&Object::new().into(), Step::First);
    let mut names: Vec<&str> = problems.iter().map(|problem| problem.split(' ').next().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["order", "payment", "paymentInstrument", "paymentMethodId", "returnURL", "threeDS"]);
}

#[test]
fn what_is_absurd_is_named() {
    let long = |size: usize| Tree::text("a".repeat(size));
    let of_device = |index: usize, name: &str, value: Tree| {
        problems_of(&with(&example(index), &[DEVICE[0], DEVICE[1], name], Some(value)), Step::First)
    };
    for (index, name, value) in [
        (0, "deviceChannel", Tree::text("BROWSER")),
        (0, "acceptHeader", long(2049)),
        (0, "acceptHeader", Tree::text("")),
        (0, "javaEnabled", Tree::text("true")),
        (0, "language", Tree::text("??")),
        (0, "colorDepth", Tree::text("24")),
        (0, "screenWidth", 1_000_000.into()),
        (0, "screenHeight", (-1).into()),
        (0, "timeZoneOffset", 841.into()),
        (0, "timeZoneOffset", (-841).into()),
        (0, "userAgent", long(2049)),
        (0, "ip", Tree::text("nowhere")),
        (1, "appID", Tree::text("1")),
        (1, "transID", Tree::text("1")),
        (1, "deviceRenderingOptionsIF", Tree::text("01")),
        (1, "deviceRenderOptionsUI", Tree::text("ALL")),
        (1, "ephemPubKey", Tree::text("key")),
        (1, "maxTimeout", 4.into()),
        (1, "maxTimeout", 100.into()),
        (1, "referenceNumber", long(33)),
        (1, "encData", long(64_001)),
        (1, "encData", Tree::text("a.b.c")),
    ] {
        let problems = of_device(index, name, value);
        assert!(
            matches!(&problems[..], [one] if one.starts_with(&format!("threeDS.deviceInterface.{name} "))),
            "{name}: {problems:?}"
        );
    }
    for (path, value) in [
        (&["returnURL"][..], Tree::text("javascript:alert(1)")),
        (&["sessionId"], long(51)),
        (&["threeDS", "threeDSMethodNotificationURL"], Tree::text("ftp://shop.example/")),
        (&["threeDS", "challengeInd"], Tree::text("01")),
        (&["threeDS", "threeDSMethodResult"], Tree::text("Y")),
        (&["threeDS", "challengeWindowSize"], Tree::text("05")),
    ] {
        let problems = problems_of(&with(&example(0), path, Some(value)), Step::First);
        assert!(
            matches!(&problems[..], [one] if one.starts_with(&format!("{} ", path.join(".")))),
            "{problems:?}"
        );
    }
    let device = read_json(br#"{"selectedPaymentInstrument":"XPay"}"#).unwrap();
    assert_eq!(
        problems_of(&with(&example(0), &["paymentInstrument"], Some(device)), Step::First),
        ["paymentInstrument.selectedPaymentInstrument {field.rule}"]
    );
}

/// After the method an app needs no URL of a browser, and a browser does.
#[test]
fn who_goes_on_names_card_and_url_again() {
    let next = |index: usize, name: &str| problems_of(&with(&example(index), &[name], None), Step::Next);
    assert_eq!(next(0, "returnURL"), ["returnURL {field.rule}"]);
    assert_eq!(next(1, "returnURL"), [""; 0]);
    assert_eq!(next(0, "paymentInstrument"), ["paymentInstrument {field.required}"]);
}

#[test]
fn an_empty_id_is_none() {
    let id = |text: &str| {
        let tree = with(&example(0), &["sessionId"], Some(Tree::text(text)));
        read(&tree, Step::First, Timestamp::UNIX_EPOCH, &TimeZone::UTC).ok().unwrap().authenticate.id
    };
    assert_eq!(id(""), None);
    assert_eq!(id("md").unwrap().as_str(), "md");
}

/// What an issuer is told of the buyer.
#[test]
fn a_mobile_number_is_told_with_the_code_of_its_country_only() {
    let mobile = |text: &str| {
        let tree = with(&example(0), &["buyer", "mobile"], Some(Tree::text(text)));
        let asked = read(&tree, Step::First, Timestamp::UNIX_EPOCH, &TimeZone::UTC).ok().unwrap();
        asked.authenticate.given.buyer.mobile
    };
    assert_eq!(mobile("+33600000000").as_deref(), Some("33600000000"));
    assert_eq!(mobile("0033600000000").as_deref(), Some("33600000000"));
    assert_eq!(mobile("0600000000"), None);
    assert_eq!(mobile("+"), None);
}
