//! The settings of a point of sale as a JSON text. Its members keep the names of the first release. Stored settings
//! are not checked against today's limits.

use document::{Object, Text, Tree, read_json, write_json};
use domain::merchant::{
    Attempts, Colour, CustomPage, Mcc, NotificationDelay, Origin, PageSettings, ParameterName, SessionMinutes,
};
use domain::own_limits::Allowed;
use primitives::{Country, WebUrl};

/// What [`write`] returns if nothing is set, as for most points of sale.
pub(super) const NOTHING_SET: &str = "{}";

pub(super) fn write(settings: &PageSettings) -> String {
    let mut object = Object::new();
    let mut add = |name: &str, value: Option<Tree>| {
        if let Some(value) = value {
            object.set(name, value);
        }
    };
    add("sessionMinutes", settings.session_minutes.map(|minutes| minutes.number().into()));
    add("attempts", settings.attempts.map(|attempts| attempts.number().into()));
    add("automaticReturn", settings.automatic_return.map(Tree::from));
    add("sessionParameter", settings.session_parameter.as_ref().map(|name| name.as_str().into()));
    let origins = settings.frame_origins.as_ref();
    add("frameOrigins", origins.map(|all| all.iter().map(Origin::as_str).collect::<Vec<_>>().into()));
    add("notificationUrl", settings.notification_url.as_ref().map(|url| url.as_str().into()));
    add("notificationDelayS", settings.notification_delay_s.map(|delay| delay.number().into()));
    add(
        "pages",
        settings.pages.as_ref().map(|pages| pages.iter().map(write_page).collect::<Vec<_>>().into()),
    );
    add("allowHttp", settings.allow_http.map(Tree::from));
    add("country", settings.country.map(|country| country.as_str().into()));
    add("mcc", settings.mcc.as_ref().map(|mcc| mcc.as_str().into()));
    add("shopUrl", settings.shop_url.as_ref().map(|url| url.as_str().into()));
    add("showsAddress", settings.shows_address.map(Tree::from));
    add("cardsPerMinute", settings.cards_per_minute.map(|allowed| allowed.number().into()));
    add("sessionKibPerMinute", settings.session_kib_per_minute.map(|allowed| allowed.number().into()));
    add("cardsPerSessionPerHour", settings.cards_per_session_per_hour.map(|allowed| allowed.number().into()));
    add("paymentsPerCardPerHour", settings.payments_per_card_per_hour.map(|allowed| allowed.number().into()));
    add("cardsPerAddressPerHour", settings.cards_per_address_per_hour.map(|allowed| allowed.number().into()));
    write_json(&object.into())
}

fn write_page(page: &CustomPage) -> Object {
    Object::new().with("code", page.code.as_str()).with("colour", page.colour.as_str())
}

pub(super) fn read(text: &str) -> Option<PageSettings> {
    let tree = read_json(text.as_bytes()).ok()?;
    let member = |name| tree.at(&[name]);
    let text = |name| member(name).and_then(Tree::as_text);
    let integer = |name| member(name).and_then(Tree::as_integer);
    let list = |name| member(name).and_then(Tree::as_list);
    let origins = |all: &[Tree]| all.iter().map(|origin| origin.as_text().map(Origin::stored)).collect();
    let pages = |all: &[Tree]| all.iter().map(to_page).collect();
    Some(PageSettings {
        session_minutes: integer("sessionMinutes").map(SessionMinutes::stored),
        attempts: integer("attempts").map(Attempts::stored),
        automatic_return: member("automaticReturn").map(|truth| matches!(truth, Tree::Bool(true))),
        session_parameter: text("sessionParameter").map(ParameterName::stored),
        frame_origins: list("frameOrigins").and_then(origins),
        notification_url: text("notificationUrl").and_then(WebUrl::stored),
        notification_delay_s: integer("notificationDelayS").map(NotificationDelay::stored),
        pages: list("pages").and_then(pages),
        allow_http: member("allowHttp").map(|truth| matches!(truth, Tree::Bool(true))),
        country: text("country").and_then(|code| Country::parse(code).ok()),
        mcc: text("mcc").map(Mcc::stored),
        shop_url: text("shopUrl").and_then(WebUrl::stored),
        shows_address: member("showsAddress").map(|truth| matches!(truth, Tree::Bool(true))),
        cards_per_minute: integer("cardsPerMinute").map(Allowed::stored),
        session_kib_per_minute: integer("sessionKibPerMinute").map(Allowed::stored),
        cards_per_session_per_hour: integer("cardsPerSessionPerHour").map(Allowed::stored),
        payments_per_card_per_hour: integer("paymentsPerCardPerHour").map(Allowed::stored),
        cards_per_address_per_hour: integer("cardsPerAddressPerHour").map(Allowed::stored),
    })
}

fn to_page(tree: &Tree) -> Option<CustomPage> {
    let text = |name| tree.at(&[name]).and_then(Tree::as_text);
    Some(CustomPage { code: Text::stored(text("code")?), colour: Colour::stored(text("colour")?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were() {
        let settings = PageSettings {
            session_minutes: Some(SessionMinutes::stored(5_000)),
            attempts: Some(Attempts::stored(7)),
            automatic_return: Some(true),
            session_parameter: Some(ParameterName::stored("order")),
            frame_origins: Some(vec![Origin::stored("https://shop.example")]),
            notification_url: WebUrl::stored("https://shop.example/n"),
            notification_delay_s: Some(NotificationDelay::stored(86_400)),
            pages: Some(vec![CustomPage { code: Text::stored("summer"), colour: Colour::stored("#1a5fb4") }]),
            country: Country::parse("FR").ok(),
            mcc: Some(Mcc::stored("5732")),
            allow_http: Some(true),
            shop_url: WebUrl::stored("https://shop.example/"),
            shows_address: Some(true),
            cards_per_minute: Some(Allowed::stored(6_000)),
            session_kib_per_minute: Some(Allowed::stored(1_024)),
            cards_per_session_per_hour: Some(Allowed::stored(5)),
            payments_per_card_per_hour: Some(Allowed::stored(6)),
            cards_per_address_per_hour: Some(Allowed::stored(7)),
        };
        assert!(read(&write(&settings)).is_some_and(|read| read == settings));
        assert_eq!(write(&PageSettings::default()), NOTHING_SET);
        assert!(read(NOTHING_SET).is_some_and(|read| read == PageSettings::default()));
    }
}
