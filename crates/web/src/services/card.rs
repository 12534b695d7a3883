//! `POST securedPaymentRequest`: the buyer pays by card (session services, section 7.2).

use axum::extract::{Request, State};
use document::{Fault, Tree};
use domain::echo::Echo;
use gateway::{
    Refusal,
    sessions::{self, CardPayment, MethodChoice, SessionView},
};
use primitives::{Cvx, Expiry, HolderName, Pan, Prose};

use super::{
    PaymentRequest, Requester, Token, answer_to_payment, elsewhere, networks::network_of,
    problems::BodyReader,
};
use crate::{
    answer::{Answer, of_typed_card},
    app::App,
};

/// Pays by card or at a partner. Apps use this service for a partner whose form has a secret field.
pub(super) async fn pay(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let asked = PaymentRequest::read(&app, &token, &requester, request).await?;
    let PaymentRequest { received, shown, echo, kept_bytes } = asked;
    let read = |tree: Tree| {
        if is_for_a_partner(&shown, &tree) {
            elsewhere::read(&tree).map(Choice::Partner)
        } else {
            read(&tree, echo.clone()).map(|payment| Choice::Card(Box::new(payment)))
        }
    };
    let (choice, _claim) = received.parse(read, |_| kept_bytes)?;
    let shown = match choice {
        Choice::Partner(choice) => {
            sessions::pay_at_partner(&app.gateway, shown, &requester.visitor, choice, echo).await?
        }
        Choice::Card(payment) => sessions::pay_by_card(&app.gateway, shown, &requester.visitor, *payment)
            .await
            .map_err(of_typed_card)?,
    };
    Ok(answer_to_payment(&app, &shown, &requester).await)
}

/// What the buyer chose to pay with.
enum Choice {
    Card(Box<CardPayment>),
    Partner(MethodChoice),
}

fn is_for_a_partner(shown: &SessionView, tree: &Tree) -> bool {
    let code = tree.at(&["cardCode"]).and_then(Tree::as_text);
    let mut named = shown.methods.iter().filter(|method| Some(method.instrument_type.as_str()) == code);
    named.any(|method| !method.takes_cards())
}

fn read(tree: &Tree, echo: Echo) -> Result<CardPayment, Refusal> {
    const DIGITS: Fault = Fault::Pattern("a card number of 13 to 19 digits");
    const CODE: Fault = Fault::Rule("is no code of availablecardnetworks");
    let mut reader = BodyReader::new(tree);
    reader.object("paymentParams");
    reader.object("securedPaymentParams");
    let method = elsewhere::read_choice(&mut reader);
    let pan = reader.required(&["securedPaymentParams", "PAN"], |text| Pan::parse(text).map_err(|_| DIGITS));
    let expiry = reader.required(&["paymentParams", "EXPI_DATE"], Expiry::parse);
    let cvx = read_cvx(&mut reader, false);
    let holder = reader.optional(&["paymentParams", "HOLDER"], |text| {
        Prose::parse(text, HolderName::parse).map(Prose::into_inner)
    });
    let network = reader.optional(&["paymentParams", "NETWORK"], |text| network_of(text).ok_or(CODE));
    let saves = read_wish_to_keep(&mut reader);
    reader.finish()?;
    match (method, pan, expiry) {
        (Some(method), Some(pan), Some(expiry)) => {
            Ok(CardPayment { method, pan, expiry, cvx, holder, network, saves, echo })
        }
        _ => Err(Refusal::Internal),
    }
}

/// Reads the security code. It may be left out unless it `is_needed`.
pub(super) fn read_cvx(reader: &mut BodyReader<'_>, is_needed: bool) -> Option<Cvx> {
    const CHECK_VALUE: Fault = Fault::Pattern("3 or 4 digits");
    const PATH: [&str; 2] = ["securedPaymentParams", "CVV"];
    let parse = |text: &str| Cvx::parse(text).map_err(|_| CHECK_VALUE);
    if is_needed { reader.required(&PATH, parse) } else { reader.optional(&PATH, parse) }
}

/// Reads whether the buyer wants the card to be kept. An app sends an empty text for a value that it does not have.
fn read_wish_to_keep(reader: &mut BodyReader<'_>) -> bool {
    const PATH: [&str; 2] = ["paymentParams", "SAVE_PAYMENT_DATA"];
    match reader.member(&PATH) {
        Some(Tree::Bool(wish)) => *wish,
        None | Some(Tree::Null) => false,
        Some(Tree::Text(text)) if text.is_empty() => false,
        Some(_) => {
            reader.add_fault(&PATH, Fault::Type("true or false"));
            false
        }
    }
}
