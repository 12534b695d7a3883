//! `POST walletPaymentRequest`: the buyer pays with a card of the session's wallet (session services, section 7.3).

use axum::extract::{Request, State};
use document::{Member as _, Path, Tree};
use domain::{echo::Echo, wallet::Rank};
use gateway::{
    Refusal,
    sessions::{self, SavedCardPayment},
};

use super::{
    PaymentRequest, Requester, Token, answer_to_payment, card::read_cvx, elsewhere::read_tries,
    problems::BodyReader,
};
use crate::{answer::Answer, app::App};

pub(super) async fn pay(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let asked = PaymentRequest::read(&app, &token, &requester, request).await?;
    let PaymentRequest { received, shown, echo, kept_bytes } = asked;
    let asks_cvx = shown.saved.asks_cvx;
    let (payment, _claim) = received.parse(|tree| read(&tree, asks_cvx, echo.clone()), |_| kept_bytes)?;
    let shown = sessions::pay_by_saved_card(&app.gateway, shown, &requester.visitor, payment).await?;
    Ok(answer_to_payment(&app, &shown, &requester).await)
}

/// Reads a payment. `merchantReturnUrl` and `paymentParams` are ignored: nothing of them is needed for a card that is known.
fn read(tree: &Tree, asks_cvx: bool, echo: Echo) -> Result<SavedCardPayment, Refusal> {
    let mut reader = BodyReader::new(tree);
    reader.object("securedPaymentParams");
    let code = reader.required(&["cardCode"], |text| Ok(text.to_owned()));
    let index = Path::ROOT.member("index");
    let rank = Rank::read_member(reader.member(&["index"]), &index, reader.problems());
    let tries = read_tries(&mut reader);
    // Not in the contract: the last digits of the card that the page showed.
    let last_digits = reader.optional(&["lastDigits"], |text| Ok(text.to_owned()));
    let cvx = read_cvx(&mut reader, asks_cvx);
    reader.finish()?;
    match (code, rank) {
        (Some(code), Some(rank)) => Ok(SavedCardPayment { code, rank, tries, last_digits, cvx, echo }),
        _ => Err(Refusal::Internal),
    }
}
