//! The settings of a point of sale as an operator writes them.

use document::{Text, record};
use domain::merchant::{
    Attempts, Colour, CustomPage as DomainPage, Mcc, NotificationDelay, Origin,
    PageSettings as DomainSettings, ParameterName, SessionMinutes,
};
use domain::own_limits::Allowed;
use primitives::{Country, WebUrl};

record! {
    /// The settings of a point of sale: its sessions, payment page and trade. An absent setting has the
    /// default of the contract.
    #[derive(Default)]
    pub struct PageSettings as "PageSettings" {
        session_minutes: Option<SessionMinutes> = "sessionMinutes",
        /// The number of refused payments after which a session ends.
        attempts: Option<Attempts> = "attempts",
        /// Whether the buyer returns to the shop without seeing the receipt page.
        automatic_return: Option<bool> = "automaticReturn",
        /// A further parameter of the return URL that carries the session's id.
        session_parameter: Option<ParameterName> = "sessionParameter",
        /// The web origins that may show the page in a frame: `https://shop.example`.
        frame_origins: Option<Vec<Origin>> = "frameOrigins",
        /// The notification URL for sessions that name none, and for payments without a page.
        notification_url: Option<WebUrl> = "notificationUrl",
        /// The number of seconds for which the first notification of a session waits for the buyer's return.
        notification_delay_s: Option<NotificationDelay> = "notificationDelayS",
        /// The variants of the page that `customPaymentPageCode` may name.
        pages: Option<Vec<CustomPage>> = "pages",
        /// Whether return and notification URLs may be http in production.
        allow_http: Option<bool> = "allowHttp",
        country: Option<Country> = "country",
        /// The merchant category code, which tells the trade (ISO 18245).
        mcc: Option<Mcc> = "mcc",
        /// The address of the shop in the web.
        shop_url: Option<WebUrl> = "shopUrl",
        /// Whether apps are told the postal address of the shop.
        shows_address: Option<bool> = "showsAddress",
        /// How many cards may be tried in a minute. This limit and the next four stand in the place of the gateway's.
        cards_per_minute: Option<Allowed> = "cardsPerMinute",
        /// How many KiB of sessions may be made in a minute.
        session_kib_per_minute: Option<Allowed> = "sessionKibPerMinute",
        cards_per_session_per_hour: Option<Allowed> = "cardsPerSessionPerHour",
        payments_per_card_per_hour: Option<Allowed> = "paymentsPerCardPerHour",
        cards_per_address_per_hour: Option<Allowed> = "cardsPerAddressPerHour",
    }
}

record! {
    /// A variant of the payment page.
    pub struct CustomPage as "CustomPage" {
        code: Text<1, 50> = "code",
        colour: Colour = "colour",
    }
}

impl From<&DomainSettings> for PageSettings {
    fn from(settings: &DomainSettings) -> Self {
        let page = |page: &DomainPage| CustomPage { code: page.code.clone(), colour: page.colour.clone() };
        Self {
            session_minutes: settings.session_minutes,
            attempts: settings.attempts,
            automatic_return: settings.automatic_return,
            session_parameter: settings.session_parameter.clone(),
            frame_origins: settings.frame_origins.clone(),
            notification_url: settings.notification_url.clone(),
            notification_delay_s: settings.notification_delay_s,
            pages: settings.pages.as_ref().map(|pages| pages.iter().map(page).collect()),
            allow_http: settings.allow_http,
            country: settings.country,
            mcc: settings.mcc.clone(),
            shop_url: settings.shop_url.clone(),
            shows_address: settings.shows_address,
            cards_per_minute: settings.cards_per_minute,
            session_kib_per_minute: settings.session_kib_per_minute,
            cards_per_session_per_hour: settings.cards_per_session_per_hour,
            payments_per_card_per_hour: settings.payments_per_card_per_hour,
            cards_per_address_per_hour: settings.cards_per_address_per_hour,
        }
    }
}

impl From<PageSettings> for DomainSettings {
    fn from(settings: PageSettings) -> Self {
        let page = |page: CustomPage| DomainPage { code: page.code, colour: page.colour };
        Self {
            session_minutes: settings.session_minutes,
            attempts: settings.attempts,
            automatic_return: settings.automatic_return,
            session_parameter: settings.session_parameter,
            frame_origins: settings.frame_origins,
            notification_url: settings.notification_url,
            notification_delay_s: settings.notification_delay_s,
            pages: settings.pages.map(|pages| pages.into_iter().map(page).collect()),
            allow_http: settings.allow_http,
            country: settings.country,
            mcc: settings.mcc,
            shop_url: settings.shop_url,
            shows_address: settings.shows_address,
            cards_per_minute: settings.cards_per_minute,
            session_kib_per_minute: settings.session_kib_per_minute,
            cards_per_session_per_hour: settings.cards_per_session_per_hour,
            payments_per_card_per_hour: settings.payments_per_card_per_hour,
            cards_per_address_per_hour: settings.cards_per_address_per_hour,
        }
    }
}
