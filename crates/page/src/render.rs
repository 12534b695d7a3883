//! Renders a view as HTML.

mod body;
mod order;
mod saved_cards;
mod script;
mod wallet;

use askama::Template;
use body::{Body, Icon};
use script::ScriptData;
use wallet::WalletBody;

use crate::{
    Colour, Language, LinkEnd, PageError, Screen, TestMode, TextKey, View, WalletScreen,
    locale::Locale,
    methods::{self, Entry},
    policy, ticket,
    urls::is_web_url,
};

/// The answer to a browser.
#[derive(Debug, Clone)]
pub struct Page {
    pub html: String,
    /// The value of the header, without `frame-ancestors`: the server knows which origins may frame the page,
    /// and adds them.
    pub content_security_policy: String,
}

/// Renders the page of a session.
pub fn render(view: &View) -> Page {
    let locale = Locale { language: view.language };
    let shop = view.shop_name.as_str();
    let heading = heading(view, locale);
    let document = Document {
        locale,
        title: title(view, locale, &heading),
        heading,
        script: Some(ScriptData::of(view)),
        accent_style: view.accent.map(Colour::style),
        shop: Some(shop),
        test_mode: view.test_mode.as_ref(),
        body: Body::of(view, locale),
        way_back: way_back(view).map(|url| (url, shop)),
    };
    document.page()
}

/// Renders the page that says why no session is shown.
pub fn render_error(language: Language, error: PageError) -> Page {
    let locale = Locale { language };
    let (heading, explanation, may_try_again) = match error {
        PageError::UnknownSession => (TextKey::UnknownHeading, TextKey::UnknownExplanation, false),
        PageError::TooManyRequests => (TextKey::BusyHeading, TextKey::BusyExplanation, true),
        PageError::Unavailable => (TextKey::UnavailableHeading, TextKey::UnavailableExplanation, true),
    };
    let heading = locale.text(heading);
    let document = Document {
        locale,
        title: heading.clone(),
        heading,
        script: None,
        accent_style: None,
        shop: None,
        test_mode: None,
        body: Body::error(locale.text(explanation), may_try_again),
        way_back: None,
    };
    document.page()
}

/// Renders the page that says why a payment link begins no session. `shop` is the name of the point of sale.
pub fn render_link_end(language: Language, shop: Option<&str>, end: LinkEnd) -> Page {
    let locale = Locale { language };
    let (heading, icon, explanation) = match end {
        LinkEnd::Paid => (TextKey::LinkPaidHeading, Icon::Tick, TextKey::LinkPaidExplanation),
        LinkEnd::Cancelled => (TextKey::LinkCancelledHeading, Icon::Cross, TextKey::LinkOverExplanation),
        LinkEnd::Blocked => (TextKey::LinkBlockedHeading, Icon::Cross, TextKey::LinkOverExplanation),
        LinkEnd::Expired => (TextKey::LinkExpiredHeading, Icon::Clock, TextKey::LinkOverExplanation),
    };
    let heading = locale.text(heading);
    let document = Document {
        locale,
        title: shop.map_or_else(|| heading.clone(), |shop| format!("{heading} – {shop}")),
        heading,
        script: None,
        accent_style: None,
        shop,
        test_mode: None,
        body: Body::ended(icon, locale.text(explanation)),
        way_back: None,
    };
    document.page()
}

#[derive(Template)]
#[template(path = "page.html")]
struct Document<'a> {
    locale: Locale,
    title: String,
    heading: String,
    /// The data for the script. `None` for a page without a script.
    script: Option<ScriptData<'a>>,
    accent_style: Option<String>,
    shop: Option<&'a str>,
    test_mode: Option<&'a TestMode>,
    body: Body<'a>,
    /// The URL at which the buyer returns to the shop, and the name of the shop.
    way_back: Option<(&'a str, &'a str)>,
}

impl Document<'_> {
    fn page(&self) -> Page {
        let html = self.render().expect("it is written to memory, and no value of it can fail to be shown");
        let content_security_policy = policy::of(self.accent_style.as_deref(), self.body.form_action());
        Page { html, content_security_policy }
    }
}

fn heading(view: &View, locale: Locale) -> String {
    let key = match &view.screen {
        Screen::Choose { .. } => return locale.with_shop(TextKey::ChooseHeading, &view.shop_name),
        Screen::AtPartner { method, .. } => {
            return locale.with_partner(TextKey::PartnerContinue, &methods::name(&method.code));
        }
        Screen::Waiting { .. } => TextKey::WaitingHeading,
        Screen::Paid { .. } => TextKey::PaidHeading,
        Screen::Refused { .. } => TextKey::RefusedHeading,
        Screen::OnHold => TextKey::OnHoldHeading,
        Screen::Cancelled => TextKey::CancelledHeading,
        Screen::Expired => TextKey::ExpiredHeading,
        Screen::Wallet(_) => return locale.with_shop(TextKey::WalletHeading, &view.shop_name),
        Screen::WalletWaiting { .. } => TextKey::WalletWaitingHeading,
        Screen::WalletOver(end) => wallet::heading(*end),
    };
    locale.text(key)
}

/// Returns the title. The state comes first, because a screen reader begins with it and a narrow tab shows no
/// more.
fn title(view: &View, locale: Locale, heading: &str) -> String {
    match &view.screen {
        Screen::Choose { failed_attempt: None, .. }
        | Screen::Wallet(WalletScreen { failed_attempt: None, .. }) => heading.to_owned(),
        Screen::Choose { failed_attempt: Some(_), .. } => {
            format!("{} – {heading}", locale.text(TextKey::RefusedHeading))
        }
        Screen::Wallet(WalletScreen { failed_attempt: Some(_), .. }) => {
            format!("{} – {heading}", locale.text(TextKey::WalletRefusedHeading))
        }
        _ => format!("{heading} – {}", view.shop_name),
    }
}

fn way_back(view: &View) -> Option<&str> {
    let urls = [view.return_url.as_deref(), view.shop_url.as_deref()];
    urls.into_iter().flatten().find(|url| is_web_url(url))
}
