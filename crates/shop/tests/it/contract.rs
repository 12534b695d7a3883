//! The members of a session request in the contract, with their types and limits (Retail API, section 3.1).

use document::{Object, Tree};

pub(crate) enum Kind {
    /// A text of at most so many characters.
    Text(usize),
    /// One of these words.
    Word(&'static [&'static str]),
    /// An integer from the first to the second.
    Integer(i64, i64),
    Url,
    Record(&'static [Member]),
    /// A list of such records.
    List(&'static [Member]),
    /// An object whose members are texts.
    Texts,
}

pub(crate) struct Member(&'static str, Need, Kind);

#[derive(PartialEq)]
pub(crate) enum Need {
    Required,
    Optional,
}

use Kind::{Integer, List, Record, Text, Texts, Url, Word};
use Need::{Optional, Required};

const AMOUNT: Kind = Integer(0, 1_000_000_000_000_000_000);
const COUNTRY: Kind = Word(&["FR"]);

/// The members that the shop sends; the contract has more.
pub(crate) const SESSION_REQUEST: &[Member] = &[
    Member("pointOfSaleReference", Required, Text(50)),
    Member("order", Required, Record(ORDER)),
    Member("payment", Optional, Record(PAYMENT)),
    Member("buyer", Optional, Record(BUYER)),
    Member("delivery", Optional, Record(DELIVERY)),
    Member("threeDS", Optional, Record(THREE_DS)),
    Member("privateData", Optional, Texts),
    Member("returnURL", Required, Url),
    Member("notificationURL", Optional, Url),
    Member("languageCode", Optional, Word(&["EN", "FR", "DE", "ES", "EL", "HE"])),
];
const ORDER: &[Member] = &[
    Member("reference", Required, Text(50)),
    Member("amount", Required, AMOUNT),
    Member("taxes", Optional, AMOUNT),
    Member("currency", Required, Word(&["EUR"])),
    Member("origin", Optional, Word(&["E_COM", "TO", "MO"])),
    Member("country", Optional, COUNTRY),
    Member("items", Optional, List(ITEM)),
];
const ITEM: &[Member] = &[
    Member("reference", Optional, Text(50)),
    Member("price", Optional, AMOUNT),
    Member("quantity", Optional, Integer(1, i64::MAX)),
    Member("comment", Optional, Text(255)),
    Member("taxRate", Optional, Integer(0, 9_999)),
];
const PAYMENT: &[Member] = &[
    Member("paymentType", Required, Word(&["ONE_OFF"])),
    Member("capture", Required, Word(&["AUTOMATIC", "MANUAL"])),
];
const BUYER: &[Member] = &[
    Member("id", Optional, Text(50)),
    Member("legalStatus", Optional, Word(&["CORPORATE", "PRIVATE"])),
    Member("firstName", Optional, Text(100)),
    Member("lastName", Optional, Text(100)),
    Member("email", Optional, Text(150)),
    Member("mobile", Optional, Text(15)),
    Member("billingAddress", Optional, Record(ADDRESS)),
];
const ADDRESS: &[Member] = &[
    Member("firstName", Optional, Text(100)),
    Member("lastName", Optional, Text(100)),
    Member("email", Optional, Text(150)),
    Member("mobile", Optional, Text(15)),
    Member("streetNumber", Optional, Text(100)),
    Member("street", Optional, Text(100)),
    Member("city", Optional, Text(150)),
    Member("zip", Optional, Text(12)),
    Member("country", Optional, COUNTRY),
];
const DELIVERY: &[Member] = &[
    Member("charge", Optional, AMOUNT),
    Member("provider", Optional, Text(100)),
    Member("address", Optional, Record(ADDRESS)),
];
const THREE_DS: &[Member] = &[Member("challengeInd", Optional, Word(&["NO_PREFERENCE"]))];

/// Returns the path of every member that is missing, unknown or wrong.
pub(crate) fn faults(request: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    check(request, &Record(SESSION_REQUEST), "", &mut faults);
    let text = |path: &[&str]| request.at(path).and_then(Tree::as_text).unwrap_or_default();
    if text(&["order", "reference"]).contains('/') {
        faults.push(".order.reference".to_owned());
    }
    // The published pattern knows no top-level name of more than four letters.
    let top = text(&["buyer", "email"]).rsplit('.').next().unwrap_or_default();
    if !(2..=4).contains(&top.len()) {
        faults.push(".buyer.email".to_owned());
    }
    faults
}

fn check(tree: &Tree, kind: &Kind, path: &str, faults: &mut Vec<String>) {
    let is_valid = match (kind, tree) {
        (Text(most), Tree::Text(text)) => text.chars().count() <= *most,
        (Word(words), Tree::Text(text)) => words.contains(&text.as_str()),
        (Integer(from, to), Tree::Integer(number)) => (from..=to).contains(&number),
        (Url, Tree::Text(text)) => text.starts_with("http://127.0.0.1:"),
        (Texts, Tree::Object(object)) => object.iter().all(|(_, value)| value.as_text().is_some()),
        (Record(members), Tree::Object(object)) => {
            check_members(object, members, path, faults);
            true
        }
        (List(members), Tree::List(items)) => {
            for item in items {
                check(item, &Record(members), &format!("{path}[]"), faults);
            }
            true
        }
        _ => false,
    };
    if !is_valid {
        faults.push(path.to_owned());
    }
}

fn check_members(object: &Object, members: &'static [Member], path: &str, faults: &mut Vec<String>) {
    for Member(name, need, kind) in members {
        match object.get(name) {
            Some(value) => check(value, kind, &format!("{path}.{name}"), faults),
            None if *need == Required => faults.push(format!("{path}.{name}")),
            None => {}
        }
    }
    for (name, _) in object.iter() {
        if !members.iter().any(|member| member.0 == name) {
            faults.push(format!("{path}.{name}"));
        }
    }
}

#[test]
fn the_check_finds_faults() {
    let order = Object::new().with("reference", "a/b").with("amount", "2490").with("colour", "red");
    let request = Object::new().with("order", order).with("returnURL", "javascript:alert(1)");
    let expected = [
        ".pointOfSaleReference",
        ".order.amount",
        ".order.currency",
        ".order.colour",
        ".returnURL",
        ".order.reference",
        ".buyer.email",
    ];
    assert_eq!(faults(&request.into()), expected);
}
