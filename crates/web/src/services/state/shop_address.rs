//! `pointOfSaleAddress`: where the shop is, if it wants buyers to know.

use document::{Object, Tree};
use domain::merchant::PointOfSale;

use crate::echo::members;

/// Returns the address that the merchant has given, where the settings show it.
pub(super) fn of(point_of_sale: &PointOfSale) -> Option<Object> {
    if !point_of_sale.settings.shows_address() {
        return None;
    }
    let details = members(&point_of_sale.details);
    let address = details.get("address")?.as_object()?;
    let text = |name| address.get(name).and_then(Tree::as_text);
    let street: Vec<&str> = [text("streetNumber"), text("street")].into_iter().flatten().collect();
    let parts = [
        ("address1", Some(street.join(" ")).filter(|street| !street.is_empty())),
        ("address2", text("complement").map(str::to_owned)),
        ("city", text("city").map(str::to_owned)),
        ("zipCode", text("zip").map(str::to_owned)),
    ];
    let mut shown = Object::new();
    for (name, value) in parts {
        if let Some(value) = value {
            shown.set(name, value);
        }
    }
    Some(shown)
}
