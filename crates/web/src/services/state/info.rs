//! `info`: the order and the buyer as apps show them, in flat members with the platform's prefix.

use document::{Moment, Object, Path, Problems, Tree, Value as _};
use gateway::sessions::SessionView;

use super::SessionLocale;

pub(super) fn of(shown: &SessionView, locale: &SessionLocale<'_>) -> Object {
    let (terms, request) = (&shown.session.terms.payment, &locale.request);
    let ordered = request.at(&["order", "date"]).and_then(to_moment).unwrap_or(shown.session.created);
    let mut info = Object::new()
        .with("PaylineAmountSmallestUnit", terms.amount.minor_units())
        .with("PaylineOrderAmountSmallestUnit", terms.order_amount.minor_units())
        .with("PaylineCurrencyCode", terms.currency.as_str())
        .with("PaylineCurrencyDigits", i64::from(terms.currency.decimals()))
        .with("PaylineFormattedAmount", locale.amount_with_code(terms.amount))
        .with("PaylineFormattedOrderAmount", locale.amount_with_code(terms.order_amount))
        .with("PaylineMerchantCountry", shown.setup.point_of_sale.settings.country().as_str())
        .with("PaylineOrderDate", locale.date_time(ordered))
        .with("PaylineOrderRef", terms.order_reference.as_str());
    if shown.shows_buyer {
        add_buyer(&mut info, request);
    }
    let items = request.at(&["order", "items"]).and_then(Tree::as_list).unwrap_or_default();
    // A comment is free text, and may name the buyer.
    let item = |one| item(one, &ITEM[usize::from(!shown.shows_buyer)..]);
    info.with("PaylineOrderDetails", items.iter().map(item).collect::<Vec<Tree>>())
}

/// Adds what is known of the buyer: name, mail, phone and addresses.
fn add_buyer(info: &mut Object, request: &Object) {
    if let Some(buyer) = request.get("buyer") {
        add(info, "PaylineBuyer", buyer, &BUYER);
        if let Some(address) = buyer.at(&["billingAddress"]) {
            add(info, "PaylineBuyerBillingAddress.", address, &ADDRESS);
        }
    }
    if let Some(address) = request.at(&["delivery", "address"]) {
        add(info, "PaylineBuyerShippingAddress.", address, &ADDRESS);
    }
}

/// The name of a member in `info`, and the one in the merchant's request.
type Names = (&'static str, &'static str);

const BUYER: [Names; 5] = [
    ("Title", "title"),
    ("FirstName", "firstName"),
    ("LastName", "lastName"),
    ("Email", "email"),
    ("MobilePhone", "mobile"),
];

const ADDRESS: [Names; 9] = [
    ("firstName", "firstName"),
    ("lastName", "lastName"),
    ("name", "label"),
    ("street1", "street"),
    ("street2", "complement"),
    ("cityName", "city"),
    ("zipCode", "zip"),
    ("country", "country"),
    ("phone", "mobile"),
];

/// The comment is the first.
const ITEM: [Names; 6] = [
    ("comment", "comment"),
    ("ref", "reference"),
    ("category", "category"),
    ("brand", "brand"),
    ("price", "price"),
    ("quantity", "quantity"),
];

fn add(to: &mut Object, prefix: &str, from: &Tree, names: &[Names]) {
    for (name, requested_name) in names {
        if let Some(value) = from.at(&[requested_name]) {
            to.set(format!("{prefix}{name}"), value.clone());
        }
    }
}

fn item(item: &Tree, names: &[Names]) -> Tree {
    let mut wire = Object::new();
    add(&mut wire, "", item, names);
    wire.into()
}

fn to_moment(tree: &Tree) -> Option<jiff::Timestamp> {
    Moment::read(tree, &Path::ROOT, &mut Problems::new()).map(|Moment(at)| at)
}
