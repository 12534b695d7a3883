//! `GET cardCode/{cardCode}/activewaiting/isDone`: whether the bank or the partner has answered (session
//! services, section 10).

use axum::{extract::State, http::StatusCode};
use document::Tree;
use gateway::sessions::{self, Client, SessionStatus, Visitor};

use super::{Requester, Token};
use crate::{answer::Answer, app::App};

pub(super) async fn is_done(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    // A client that calls this service knows the waiting state, whatever its version says.
    let visitor = Visitor { client: Client::Page, ..requester.visitor };
    let shown = sessions::open(&app.gateway, &token, &visitor).await?;
    Ok(Answer::plain(StatusCode::OK, Tree::Bool(shown.status != SessionStatus::Waiting)))
}
