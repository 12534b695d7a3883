//! `/pay/link/{token}`: a payment link, which begins a session and leads to its page.

use axum::{
    extract::{Path, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use document::Tree;
use domain::link::LinkStatus;
use gateway::links::{self, Opened, Over};
use page::{Language, LinkEnd, render_link_end};

use super::{error, html, private, see_other};
use crate::{app::App, echo::members, services::Requester};

pub(super) async fn open(
    method: Method,
    Path(token): Path<String>,
    requester: Requester,
    State(app): State<App>,
) -> Response {
    // A HEAD comes from a program that checks the link, and not from the buyer: it must begin no session.
    if method == Method::HEAD {
        return look(&app, &token, &requester).await;
    }
    match links::open(&app.gateway, &token).await {
        // The address is relative: the browser stays on the host and under the path by which it reaches the link.
        Ok(Opened::Session(id)) => see_other(&format!("../{}", id.text())),
        Ok(Opened::Over(over)) => show_end(&over, &requester),
        Err(refusal) => error(&requester, &refusal),
    }
}

/// Answers a HEAD with the status of a GET. That of a link that can be paid has no address, because there is no session to go to.
async fn look(app: &App, token: &str, requester: &Requester) -> Response {
    match links::look(&app.gateway, token).await {
        Ok(None) => (StatusCode::SEE_OTHER, private()).into_response(),
        Ok(Some(over)) => show_end(&over, requester),
        Err(refusal) => error(requester, &refusal),
    }
}

/// Says why the link is not to be paid any more: 410, because it never will be again.
fn show_end(over: &Over, requester: &Requester) -> Response {
    let end = match over.status {
        LinkStatus::Paid => LinkEnd::Paid,
        LinkStatus::Blocked => LinkEnd::Blocked,
        LinkStatus::Expired => LinkEnd::Expired,
        LinkStatus::Cancelled | LinkStatus::Unpaid => LinkEnd::Cancelled,
    };
    let said = members(&over.echo);
    let wanted = said.get("languageCode").and_then(Tree::as_text);
    let language = Language::negotiate(wanted, requester.languages.as_deref());
    html(StatusCode::GONE, render_link_end(language, over.shop_name.as_deref(), end), &[])
}
