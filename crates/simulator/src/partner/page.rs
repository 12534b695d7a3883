//! The partner's pages in HTML. Texts of merchants are escaped.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{Html, IntoResponse, Response},
};
use domain::transaction::State;
use gateway::{Refusal, partner::Visit};

use super::decision::Decision;

pub(super) const STYLE: &str = include_str!("../../assets/partner.css");

/// The page that shows the amount and the possible decisions.
#[derive(Template)]
#[template(path = "open.html")]
struct Open<'a> {
    shop: &'a str,
    amount: String,
    order: &'a str,
    is_pending: bool,
    back: &'a str,
}

/// The page of a payment that is already decided.
#[derive(Template)]
#[template(path = "closed.html")]
struct Closed<'a> {
    shop: &'a str,
    amount: String,
    back: &'a str,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Troubled {
    title: &'static str,
    words: &'static str,
}

/// The reason for which no payment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    NoSuchPage,
    /// The form holds no known decision, so the partner's page did not make it.
    NoDecision,
    TooLarge,
    Unavailable,
    Internal,
}

pub(super) fn payment(visit: &Visit) -> Response {
    let terms = &visit.payment.terms;
    let number = terms.currency.decimal(i128::from(visit.payment.amount().minor_units()));
    let amount = format!("{number} {}", terms.currency.as_str());
    let (shop, back) = (visit.shop.as_str(), visit.back.as_str());
    if visit.is_open {
        let is_pending = matches!(visit.payment.state, State::OnHold(_));
        page(StatusCode::OK, &Open { shop, amount, order: terms.order_reference.as_str(), is_pending, back })
    } else {
        page(StatusCode::OK, &Closed { shop, amount, back })
    }
}

fn page(status: StatusCode, template: &impl Template) -> Response {
    let html = template.render().expect("nothing on a page can fail to be written to a text");
    (status, Html(html)).into_response()
}

impl Trouble {
    const fn told(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoSuchPage => (
                StatusCode::NOT_FOUND,
                "No payment here",
                "This address does not belong to a payment. Go back to the shop, and choose MOCKPAY again.",
            ),
            Self::NoDecision => (
                StatusCode::BAD_REQUEST,
                "That was no decision",
                "Nothing has changed. Go back, and take one of the buttons.",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "That was too much",
                "Nothing has changed. Go back, and take one of the buttons.",
            ),
            Self::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Not available right now",
                "Nobody knows whether this was decided. Load the page again in a moment.",
            ),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong",
                "It is the sandbox's fault: its log says more.",
            ),
        }
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, title, words) = self.told();
        let mut response = page(status, &Troubled { title, words });
        if self == Self::Unavailable {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown(_) => Self::NoSuchPage,
            Refusal::Unavailable | Refusal::CommitUnknown => Self::Unavailable,
            other => {
                tracing::error!(refusal = ?other, "the partner's page could not be shown");
                Self::Internal
            }
        }
    }
}
