//! `POST paymentRequest`: the buyer is sent to a partner (session services, section 7.4).

use axum::extract::{Request, State};
use document::{Fault, Tree};
use gateway::{
    Refusal,
    sessions::{self, MethodChoice},
};

use super::{Asker, Token, answer_to_payment, problems::Reader};
use crate::{answer::Answer, app::App, body, echo};

pub(super) async fn pay(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let look = sessions::open(&app.gateway, &token, &asker.visitor).await?;
    let content = body::read(&parts.headers, content).await?;
    let choice = read(&content.tree)?;
    let echo = echo::of_payment(&look.session, &asker.visitor);
    let look = sessions::pay_at_partner(&app.gateway, look, &asker.visitor, choice, echo).await?;
    Ok(answer_to_payment(&app, &look, &asker))
}

/// Where the buyer comes back to is ours to say: any text is taken as `merchantReturnUrl`, and none is followed.
pub(super) fn read(tree: &Tree) -> Result<MethodChoice, Refusal> {
    let mut reader = Reader::new(tree);
    let choice = read_choice(&mut reader);
    reader.end()?;
    choice.ok_or(Refusal::Internal)
}

/// `tries` is an addition of ours: the page says which payment of the session it is about to make.
pub(super) fn read_choice(reader: &mut Reader<'_>) -> Option<MethodChoice> {
    let code = reader.needed(&["cardCode"], |text| Ok(text.to_owned()));
    let contract = reader.needed(&["contractNumber"], |text| Ok(text.to_owned()));
    let tries = match reader.member(&["tries"]) {
        None | Some(Tree::Null) => None,
        Some(tree) => {
            let tries = tree.as_integer().and_then(|tries| u32::try_from(tries).ok());
            if tries.is_none() {
                reader.fault(&["tries"], Fault::Type("a count"));
            }
            tries
        }
    };
    Some(MethodChoice { code: code?, contract: contract?, tries })
}
