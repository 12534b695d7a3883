//! The issuer's pages in HTML. Texts of merchants are escaped.

use askama::Template;
use axum::{
    http::{StatusCode, header::CONTENT_TYPE},
    response::{Html, IntoResponse, Response},
};

use document::{Object, Tree, write_json};

use super::{
    examples,
    headers::NoFrame,
    outcome::{Ending, Outcome},
    ticket::Ticket,
    verdict::{CODE, MAX_TRIES},
};

pub(super) const STYLE: &str = include_str!("../../assets/issuer.css");

/// The one script of the issuer: it sends a form that a person can send as well.
pub(super) const SUBMIT: &str = "document.forms[0].submit()";

#[derive(Template)]
#[template(path = "issuer/challenge.html")]
struct Challenge<'a> {
    ticket: &'a Ticket,
    words: &'static str,
    left: u8,
    code: &'static str,
    action: &'a str,
    session_data: &'a str,
}

/// A form that sends itself, and has a button where scripts are off.
#[derive(Template)]
#[template(path = "issuer/leave.html")]
struct Leave<'a> {
    title: &'static str,
    sentence: &'static str,
    action: &'a str,
    fields: &'a [(&'static str, &'a str)],
}

#[derive(Template)]
#[template(path = "issuer/words.html")]
struct Words {
    title: &'static str,
    sentence: &'static str,
}

/// The reason for which nothing is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    NoSuchPage,
    /// The challenge request, or the data of the 3DS method, breaks the specification.
    BadRequest,
    /// The form holds no known choice, so the issuer's page did not make it.
    NoChoice,
    TooLarge,
}

pub(super) fn challenge(ticket: &Ticket, action: &str, session_data: &str) -> Response {
    let words = examples::words(Outcome::Challenge(ticket.ending));
    // That it is a challenge is seen here.
    let words = words.strip_prefix("Challenge. ").unwrap_or(words);
    let left = MAX_TRIES.saturating_sub(ticket.tries);
    let mut response =
        page(StatusCode::OK, &Challenge { ticket, words, left, code: CODE, action, session_data });
    if ticket.ending == Ending::NoFrame {
        response.extensions_mut().insert(NoFrame);
    }
    response
}

/// Returns the page that brings the cardholder back to the merchant.
pub(super) fn leave(action: &str, fields: &[(&'static str, &str)]) -> Response {
    let (title, sentence) =
        ("Back to the merchant", "The issuer has answered. The merchant goes on from here.");
    page(StatusCode::OK, &Leave { title, sentence, action, fields })
}

/// Returns the page of the 3DS method that reports. It is in a hidden frame.
pub(super) fn method_report(action: &str, fields: &[(&'static str, &str)]) -> Response {
    let (title, sentence) = ("3DS method", "The issuer reports that it has looked at the browser.");
    page(StatusCode::OK, &Leave { title, sentence, action, fields })
}

/// Returns the page of the 3DS method that never reports.
pub(super) fn method_silence() -> Response {
    let (title, sentence) = ("3DS method", "This test card's issuer never reports that its method is done.");
    page(StatusCode::OK, &Words { title, sentence })
}

fn page(status: StatusCode, template: &impl Template) -> Response {
    let html = template.render().expect("nothing on a page can fail to be written to a text");
    (status, Html(html)).into_response()
}

impl Trouble {
    /// Tells it to a person on a page, or to a script as JSON.
    pub(super) fn answer(self, is_script: bool) -> Response {
        let (status, title, sentence) = self.told();
        if is_script {
            let object = Object::new().with("title", title).with("detail", sentence);
            return (status, [(CONTENT_TYPE, "application/json")], write_json(&Tree::Object(object)))
                .into_response();
        }
        page(status, &Words { title, sentence })
    }

    const fn told(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoSuchPage => (
                StatusCode::NOT_FOUND,
                "No challenge here",
                "This address does not belong to a challenge. Go back to the shop, and pay again.",
            ),
            Self::BadRequest => (
                StatusCode::BAD_REQUEST,
                "The request cannot be read",
                "The shop has sent something that breaks the rules of EMV 3-D Secure. Nothing has changed.",
            ),
            Self::NoChoice => (
                StatusCode::BAD_REQUEST,
                "That was no choice",
                "Nothing has changed. Go back, and take one of the buttons.",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "That was too much",
                "Nothing has changed. Go back, and take one of the buttons.",
            ),
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        self.answer(false)
    }
}
