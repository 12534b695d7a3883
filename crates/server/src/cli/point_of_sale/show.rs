//! Prints a point of sale: the settings in force, and which of them were set.

use document::{Object, write_json};
use domain::{
    merchant::{Activity, PageSettings, PointOfSale},
    own_limits::Allowed,
};
use primitives::MerchantId;

use crate::terminal::say;

pub(super) fn one(merchant: MerchantId, point_of_sale: &PointOfSale, json: bool) {
    if json {
        say(write_json(&wire(merchant, point_of_sale).into()));
        return;
    }
    let (reference, name) = (point_of_sale.reference.as_str(), &point_of_sale.name);
    say(format!("{reference}  {name}  {}", status(point_of_sale).as_str()));
    for (name, value, is_set) in rows(point_of_sale) {
        let origin = if is_set { "" } else { "  (default)" };
        say(format!("  {name:<26} {value}{origin}"));
    }
}

/// Returns the settings under the names of the flags of `set`.
fn rows(point_of_sale: &PointOfSale) -> Vec<(&'static str, String, bool)> {
    let settings = &point_of_sale.settings;
    let mut rows = vec![
        ("session-minutes", settings.session_minutes().to_string(), settings.session_minutes.is_some()),
        ("attempts", settings.attempts().to_string(), settings.attempts.is_some()),
        ("automatic-return", settings.returns_by_itself().to_string(), settings.automatic_return.is_some()),
        ("session-parameter", settings.session_parameter().to_owned(), settings.session_parameter.is_some()),
    ];
    rows.extend(several("frame-origin", settings.frame_origins().map(str::to_owned)));
    rows.push(match &settings.notification_url {
        Some(url) => ("notification-url", url.as_str().to_owned(), true),
        None => ("notification-url", NONE.to_owned(), false),
    });
    let delay_s = settings.notification_delay().as_secs().to_string();
    rows.push(("notification-delay-s", delay_s, settings.notification_delay_s.is_some()));
    let pages = settings.pages.iter().flatten();
    rows.extend(several(
        "page",
        pages.map(|page| format!("{}={}", page.code.as_str(), page.colour.as_str())),
    ));
    rows.push(("allow-http", settings.allows_http().to_string(), settings.allow_http.is_some()));
    rows.push(("country", settings.country().as_str().to_owned(), settings.country.is_some()));
    rows.push(("mcc", settings.mcc().as_str().to_owned(), settings.mcc.is_some()));
    rows.push(match &settings.shop_url {
        Some(url) => ("shop-url", url.as_str().to_owned(), true),
        None => ("shop-url", NONE.to_owned(), false),
    });
    rows.push(("shows-address", settings.shows_address().to_string(), settings.shows_address.is_some()));
    rows.extend(limits(settings).map(|(name, allowed)| match allowed {
        Some(allowed) => (name, allowed.number().to_string(), true),
        None => (name, "as the gateway".to_owned(), false),
    }));
    rows
}

/// Returns the limits under the names of the flags of `set`.
fn limits(settings: &PageSettings) -> [(&'static str, Option<Allowed>); 5] {
    [
        ("cards-per-minute", settings.cards_per_minute),
        ("session-kib-per-minute", settings.session_kib_per_minute),
        ("cards-per-session-per-hour", settings.cards_per_session_per_hour),
        ("payments-per-card-per-hour", settings.payments_per_card_per_hour),
        ("cards-per-address-per-hour", settings.cards_per_address_per_hour),
    ]
}

const NONE: &str = "none";

fn several(name: &'static str, values: impl Iterator<Item = String>) -> Vec<(&'static str, String, bool)> {
    let rows: Vec<_> = values.map(|value| (name, value, true)).collect();
    if rows.is_empty() { vec![(name, NONE.to_owned(), false)] } else { rows }
}

pub(super) const fn status(point_of_sale: &PointOfSale) -> Activity {
    Activity::of(point_of_sale.is_active())
}

fn wire(merchant: MerchantId, point_of_sale: &PointOfSale) -> Object {
    let settings = &point_of_sale.settings;
    let pages: Vec<Object> = settings
        .pages
        .iter()
        .flatten()
        .map(|page| Object::new().with("code", page.code.as_str()).with("colour", page.colour.as_str()))
        .collect();
    let origins: Vec<String> = settings.frame_origins().map(str::to_owned).collect();
    let mut wire = Object::new()
        .with("merchant_id", merchant.to_string())
        .with("reference", point_of_sale.reference.as_str())
        .with("name", point_of_sale.name.as_str())
        .with("status", status(point_of_sale).as_str())
        .with("session_minutes", settings.session_minutes())
        .with("attempts", i64::from(settings.attempts()))
        .with("automatic_return", settings.returns_by_itself())
        .with("session_parameter", settings.session_parameter())
        .with("frame_origins", origins)
        .with("notification_delay_s", settings.notification_delay().as_secs())
        .with("pages", pages)
        .with("country", settings.country().as_str())
        .with("mcc", settings.mcc().as_str());
    wire.set("shows_address", settings.shows_address());
    if let Some(url) = &settings.shop_url {
        wire.set("shop_url", url.as_str());
    }
    if let Some(url) = &settings.notification_url {
        wire.set("notification_url", url.as_str());
    }
    for (name, allowed) in limits(settings) {
        if let Some(allowed) = allowed {
            wire.set(name.replace('-', "_"), allowed.number());
        }
    }
    wire
}
