//! `GET cardCode/{cardCode}/activewaiting/isDone`: whether a bank or a partner has answered (session services, section 10).

use axum::{extract::State, http::StatusCode};
use document::Tree;
use gateway::sessions::{self, Client, Standing, Visitor};

use super::{Asker, Token};
use crate::{answer::Answer, app::App};

pub(super) async fn is_done(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    // Who asks knows how to wait.
    let visitor = Visitor { client: Client::Page, ..asker.visitor };
    let look = sessions::open(&app.gateway, &token, &visitor).await?;
    Ok(Answer::plain(StatusCode::OK, Tree::Bool(look.standing != Standing::Waiting)))
}
