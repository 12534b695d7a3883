//! A view to HTML.

mod body;
mod order;
mod script;

use askama::Template;
use body::{Body, Sign};
use script::ScriptData;

use crate::{
    Colour, Language, Problem, Standing, Test, TextKey, View,
    addresses::is_web,
    methods::{self, Entry},
    policy, ticket,
    words::Words,
};

/// What is sent to the browser.
#[derive(Debug, Clone)]
pub struct Page {
    pub html: String,
    /// The header's value without `frame-ancestors`: who may frame the page is known to the one who serves it.
    pub content_security_policy: String,
}

/// The page of a session.
pub fn render(view: &View) -> Page {
    let words = Words { language: view.language };
    let shop = view.shop.name.as_str();
    let heading = heading(view, words);
    let document = Document {
        words,
        title: title(view, words, &heading),
        heading,
        script: Some(ScriptData::of(view)),
        accent_style: view.accent.map(Colour::style),
        shop: Some(shop),
        test: view.test.as_ref(),
        body: Body::of(view, words),
        way_back: way_back(view).map(|url| (url, shop)),
    };
    document.page()
}

/// A page where there is no session to show.
pub fn render_problem(language: Language, problem: Problem) -> Page {
    let words = Words { language };
    let (heading, explanation, may_try_again) = match problem {
        Problem::UnknownSession => (TextKey::UnknownHeading, TextKey::UnknownExplanation, false),
        Problem::TooManyRequests => (TextKey::BusyHeading, TextKey::BusyExplanation, true),
        Problem::Unavailable => (TextKey::UnavailableHeading, TextKey::UnavailableExplanation, true),
    };
    let heading = words.say(heading);
    let document = Document {
        words,
        title: heading.clone(),
        heading,
        script: None,
        accent_style: None,
        shop: None,
        test: None,
        body: Body::problem(words.say(explanation), may_try_again),
        way_back: None,
    };
    document.page()
}

#[derive(Template)]
#[template(path = "page.html")]
struct Document<'a> {
    words: Words,
    title: String,
    heading: String,
    /// There unless nothing is left to do.
    script: Option<ScriptData<'a>>,
    accent_style: Option<String>,
    shop: Option<&'a str>,
    test: Option<&'a Test>,
    body: Body<'a>,
    /// Where the buyer goes from here, and the name of the shop that is there.
    way_back: Option<(&'a str, &'a str)>,
}

impl Document<'_> {
    fn page(&self) -> Page {
        let html = self.render().expect("it is written to memory, and nothing that is shown can fail");
        let content_security_policy = policy::of(self.accent_style.as_deref(), self.body.forms());
        Page { html, content_security_policy }
    }
}

fn heading(view: &View, words: Words) -> String {
    let key = match &view.standing {
        Standing::Choose { .. } => return words.with_shop(TextKey::ChooseHeading, &view.shop.name),
        Standing::AtPartner { method, .. } => {
            return words.with_partner(TextKey::PartnerContinue, &methods::name(&method.code));
        }
        Standing::Waiting { .. } => TextKey::WaitingHeading,
        Standing::Paid { .. } => TextKey::PaidHeading,
        Standing::Refused { .. } => TextKey::RefusedHeading,
        Standing::OnHold => TextKey::OnHoldHeading,
        Standing::Cancelled => TextKey::CancelledHeading,
        Standing::Expired => TextKey::ExpiredHeading,
    };
    words.say(key)
}

/// The state comes first: it is what a screen reader says, and what a narrow tab shows.
fn title(view: &View, words: Words, heading: &str) -> String {
    match &view.standing {
        Standing::Choose { refused: None, .. } => heading.to_owned(),
        Standing::Choose { refused: Some(_), .. } => {
            format!("{} – {heading}", words.say(TextKey::RefusedHeading))
        }
        _ => format!("{heading} – {}", view.shop.name),
    }
}

/// The return with the session's parameters, else the shop's own address.
fn way_back(view: &View) -> Option<&str> {
    let addresses = [view.return_url.as_deref(), view.shop.url.as_deref()];
    addresses.into_iter().flatten().find(|url| is_web(url))
}
