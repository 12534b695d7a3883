//! The lines of the order: items, delivery, discount, total and taxes.

use std::borrow::Cow;

use primitives::Amount;

use crate::{Item, Order, TextKey, locale::Locale};

pub(super) struct OrderLine<'a> {
    pub(super) label: Cow<'a, str>,
    /// The amount. It is empty for an item whose price the shop does not give.
    pub(super) value: String,
    pub(super) is_sum: bool,
}

pub(super) fn lines(order: &Order, locale: Locale) -> Vec<OrderLine<'_>> {
    let amount = |amount: Amount| locale.amount(amount, order.currency);
    let plain =
        |key: TextKey, value: String| OrderLine { label: locale.text(key).into(), value, is_sum: false };
    let sum = |key: TextKey, value: Amount| OrderLine { is_sum: true, ..plain(key, amount(value)) };

    let mut lines: Vec<_> = order
        .items
        .iter()
        .map(|item| OrderLine {
            label: label(item),
            value: item.price.map(amount).unwrap_or_default(),
            is_sum: false,
        })
        .collect();
    lines.extend(order.delivery_charge.map(|charge| plain(TextKey::OrderDelivery, amount(charge))));
    lines.extend(
        order
            .discount
            .map(|discount| plain(TextKey::OrderDiscount, locale.reduction(discount, order.currency))),
    );
    lines.push(sum(TextKey::OrderTotal, order.amount));
    lines.extend(order.taxes.map(|taxes| plain(TextKey::OrderTaxes, amount(taxes))));
    if order.payment_amount != order.amount {
        lines.push(sum(TextKey::OrderToPay, order.payment_amount));
    }
    lines.push(plain(TextKey::OrderReference, order.reference.clone()));
    lines
}

fn label(item: &Item) -> Cow<'_, str> {
    match item.quantity {
        Some(quantity) if quantity > 1 => format!("{quantity} × {}", item.label).into(),
        _ => item.label.as_str().into(),
    }
}
