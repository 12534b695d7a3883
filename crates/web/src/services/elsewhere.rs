//! `POST paymentRequest`: the buyer pays at a partner (session services, section 7.4).

use axum::extract::{Request, State};
use document::{Fault, Tree};
use gateway::{
    Refusal,
    sessions::{self, MethodChoice},
};

use super::{PaymentRequest, Requester, Token, answer_to_payment, problems::BodyReader};
use crate::{answer::Answer, app::App};

pub(super) async fn pay(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let asked = PaymentRequest::read(&app, &token, &requester, request).await?;
    let PaymentRequest { received, shown, echo, kept_bytes } = asked;
    let (choice, _claim) = received.parse(|tree| read(&tree), |_| kept_bytes)?;
    let shown = sessions::pay_at_partner(&app.gateway, shown, &requester.visitor, choice, echo).await?;
    Ok(answer_to_payment(&app, &shown, &requester).await)
}

/// Reads the choice of a partner. `merchantReturnUrl` is ignored: the gateway decides where the buyer returns
/// to.
pub(super) fn read(tree: &Tree) -> Result<MethodChoice, Refusal> {
    let mut reader = BodyReader::new(tree);
    let choice = read_choice(&mut reader);
    reader.finish()?;
    choice.ok_or(Refusal::Internal)
}

/// Reads the chosen method.
pub(super) fn read_choice(reader: &mut BodyReader<'_>) -> Option<MethodChoice> {
    let code = reader.required(&["cardCode"], |text| Ok(text.to_owned()));
    let contract = reader.required(&["contractNumber"], |text| Ok(text.to_owned()));
    let tries = read_tries(reader);
    Some(MethodChoice { code: code?, contract: contract?, tries })
}

/// Reads `tries`, which is not in the contract: it is the number of payments of the session that the page knows of.
pub(super) fn read_tries(reader: &mut BodyReader<'_>) -> Option<u32> {
    match reader.member(&["tries"]) {
        None | Some(Tree::Null) => None,
        Some(tree) => {
            let tries = tree.as_integer().and_then(|tries| u32::try_from(tries).ok());
            if tries.is_none() {
                reader.add_fault(&["tries"], Fault::Type("a count"));
            }
            tries
        }
    }
}
