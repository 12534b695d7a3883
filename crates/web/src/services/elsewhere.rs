//! `POST paymentRequest`: the buyer is sent to a partner (session services, section 7.4).

use axum::extract::{Request, State};
use document::Tree;
use gateway::{
    Refusal,
    sessions::{self, MethodChoice},
};

use super::{Asker, Token, answer_to_payment, problems::Reader};
use crate::{answer::Answer, app::App, body};

pub(super) async fn pay(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let content = body::read(&parts.headers, content).await?;
    let choice = read(&content.tree)?;
    let look = sessions::pay_elsewhere(&app.gateway, &token, &asker.visitor, choice).await?;
    Ok(answer_to_payment(&app, &look, &asker))
}

/// Where the buyer comes back to is ours to say: any text is taken as `merchantReturnUrl`, and none is followed.
pub(super) fn read(tree: &Tree) -> Result<MethodChoice, Refusal> {
    let mut reader = Reader::new(tree);
    let code = reader.needed(&["cardCode"]).map(str::to_owned);
    let contract = reader.text(&["contractNumber"]).map(str::to_owned);
    reader.end()?;
    Ok(MethodChoice { code: code.ok_or(Refusal::Internal)?, contract })
}
