//! `info`: the order and the buyer as apps show them, in flat members with the platform's prefix.

use document::{Object, Tree};
use domain::{buyer::ContactAddress, order::OrderItem};
use gateway::sessions::Look;

use super::SessionLocale;

pub(super) fn of(look: &Look, locale: &SessionLocale<'_>) -> Object {
    let request = &look.session.request;
    let (order, amount) = (&request.order, request.amount());
    let ordered = order.date.map_or(look.session.created, |date| date.0);
    let mut info = Object::new()
        .with("PaylineAmountSmallestUnit", amount.minor_units())
        .with("PaylineOrderAmountSmallestUnit", order.amount.minor_units())
        .with("PaylineCurrencyCode", order.currency.as_str())
        .with("PaylineCurrencyDigits", i64::from(order.currency.decimals()))
        .with("PaylineFormattedAmount", locale.amount_with_code(amount))
        .with("PaylineFormattedOrderAmount", locale.amount_with_code(order.amount))
        .with("PaylineMerchantCountry", look.shop.point_of_sale.settings.country().as_str())
        .with("PaylineOrderDate", locale.date_time(ordered))
        .with("PaylineOrderRef", order.reference.as_str());
    if let Some(buyer) = &request.buyer {
        let person = &buyer.person;
        let text = |value: Option<&str>| value.map(str::to_owned);
        let members = [
            ("PaylineBuyerTitle", text(person.title.map(domain::buyer::PersonTitle::as_str))),
            ("PaylineBuyerFirstName", text(person.first_name.as_ref().map(document::Text::as_str))),
            ("PaylineBuyerLastName", text(person.last_name.as_ref().map(document::Text::as_str))),
            ("PaylineBuyerEmail", text(person.email.as_ref().map(primitives::Email::as_str))),
            ("PaylineBuyerMobilePhone", text(person.mobile.as_ref().map(document::Text::as_str))),
        ];
        for (name, value) in members {
            if let Some(value) = value {
                info.set(name, value);
            }
        }
        if let Some(address) = &buyer.billing_address {
            add_address(&mut info, "PaylineBuyerBillingAddress", address);
        }
    }
    if let Some(address) = request.delivery.as_ref().and_then(|delivery| delivery.address.as_ref()) {
        add_address(&mut info, "PaylineBuyerShippingAddress", address);
    }
    let items = order.items.iter().flatten().map(item).collect::<Vec<Tree>>();
    info.with("PaylineOrderDetails", items)
}

/// Adds the members of an address. The dot is part of their names.
fn add_address(info: &mut Object, prefix: &str, contact: &ContactAddress) {
    let (person, address) = (&contact.person, &contact.address);
    let members = [
        ("firstName", person.first_name.as_ref().map(document::Text::as_str)),
        ("lastName", person.last_name.as_ref().map(document::Text::as_str)),
        ("name", address.label.as_ref().map(document::Text::as_str)),
        ("street1", address.street.as_ref().map(document::Text::as_str)),
        ("street2", address.complement.as_ref().map(document::Text::as_str)),
        ("cityName", address.city.as_ref().map(document::Text::as_str)),
        ("zipCode", address.zip.as_ref().map(document::Text::as_str)),
        ("country", address.country.map(primitives::Country::as_str)),
        ("phone", person.mobile.as_ref().map(document::Text::as_str)),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            info.set(format!("{prefix}.{name}"), value);
        }
    }
}

fn item(item: &OrderItem) -> Tree {
    let mut wire = Object::new();
    let texts = [
        ("ref", item.reference.as_ref().map(document::Text::as_str)),
        ("comment", item.comment.as_ref().map(document::Text::as_str)),
        ("category", item.category.as_ref().map(document::Text::as_str)),
        ("brand", item.brand.as_ref().map(document::Text::as_str)),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            wire.set(name, value);
        }
    }
    if let Some(price) = item.price {
        wire.set("price", price.minor_units());
    }
    if let Some(quantity) = item.quantity {
        wire.set("quantity", quantity.number());
    }
    wire.into()
}
