//! `info`: the order, as apps show it. Flat members with the platform's prefix.

use document::{Moment, Object, Path, Problems, Tree, Value as _};
use gateway::sessions::Look;

use super::Wording;

pub(super) fn of(look: &Look, wording: &Wording<'_>) -> Object {
    let (terms, said) = (&look.session.terms.payment, &wording.said);
    let ordered = said.at(&["order", "date"]).and_then(to_moment).unwrap_or(look.session.created);
    let mut info = Object::new()
        .with("PaylineAmountSmallestUnit", terms.amount.minor_units())
        .with("PaylineOrderAmountSmallestUnit", terms.order_amount.minor_units())
        .with("PaylineCurrencyCode", terms.currency.as_str())
        .with("PaylineCurrencyDigits", i64::from(terms.currency.decimals()))
        .with("PaylineFormattedAmount", wording.with_code(terms.amount))
        .with("PaylineFormattedOrderAmount", wording.with_code(terms.order_amount))
        .with("PaylineMerchantCountry", look.shop.point_of_sale.settings.country().as_str())
        .with("PaylineOrderDate", wording.moment(ordered))
        .with("PaylineOrderRef", terms.order_reference.as_str());
    if let Some(buyer) = said.get("buyer") {
        add(&mut info, "PaylineBuyer", buyer, &BUYER);
        if let Some(address) = buyer.at(&["billingAddress"]) {
            add(&mut info, "PaylineBuyerBillingAddress.", address, &ADDRESS);
        }
    }
    if let Some(address) = said.at(&["delivery", "address"]) {
        add(&mut info, "PaylineBuyerShippingAddress.", address, &ADDRESS);
    }
    let items = said.at(&["order", "items"]).and_then(Tree::as_list).unwrap_or_default();
    info.with("PaylineOrderDetails", items.iter().map(item).collect::<Vec<Tree>>())
}

/// What apps call a member, and what merchants call it.
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

const ITEM: [Names; 6] = [
    ("ref", "reference"),
    ("comment", "comment"),
    ("category", "category"),
    ("brand", "brand"),
    ("price", "price"),
    ("quantity", "quantity"),
];

fn add(to: &mut Object, prefix: &str, from: &Tree, names: &[Names]) {
    for (shown, said) in names {
        if let Some(value) = from.at(&[said]) {
            to.set(format!("{prefix}{shown}"), value.clone());
        }
    }
}

fn item(item: &Tree) -> Tree {
    let mut wire = Object::new();
    add(&mut wire, "", item, &ITEM);
    wire.into()
}

fn to_moment(tree: &Tree) -> Option<jiff::Timestamp> {
    Moment::read(tree, &Path::ROOT, &mut Problems::new()).map(|Moment(at)| at)
}
