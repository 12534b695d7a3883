//! `POST securedPaymentRequest`: a card is paid with (session services, section 7.2).

use axum::extract::{Request, State};
use document::{Fault, Tree};
use domain::echo::Echo;
use gateway::{
    Refusal,
    sessions::{self, CardPayment, Look},
};
use primitives::{Cvx, Expiry, HolderName, Pan};

use super::{Asker, Token, answer_to_payment, elsewhere, networks::network_of, problems::Reader};
use crate::{
    answer::{Answer, of_typed_card},
    app::App,
    body, echo,
};

/// Apps send a form of a partner that has something secret in it here, too.
pub(super) async fn pay(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let look = sessions::open(&app.gateway, &token, &asker.visitor).await?;
    let content = body::read(&parts.headers, content).await?;
    let echo = echo::of_payment(&look.session, &asker.visitor);
    let look = if is_for_a_partner(&look, &content.tree) {
        let choice = elsewhere::read(&content.tree)?;
        sessions::pay_at_partner(&app.gateway, look, &asker.visitor, choice, echo).await?
    } else {
        let payment = read(&content.tree, echo)?;
        sessions::pay_by_card(&app.gateway, look, &asker.visitor, payment).await.map_err(of_typed_card)?
    };
    Ok(answer_to_payment(&app, &look, &asker))
}

fn is_for_a_partner(look: &Look, tree: &Tree) -> bool {
    let code = tree.at(&["cardCode"]).and_then(Tree::as_text);
    let mut named = look.methods.iter().filter(|method| Some(method.instrument_type.as_str()) == code);
    named.any(|method| !method.takes_cards())
}

fn read(tree: &Tree, echo: Echo) -> Result<CardPayment, Refusal> {
    const DIGITS: Fault = Fault::Pattern("a card number of 13 to 19 digits");
    const CHECK_VALUE: Fault = Fault::Pattern("3 or 4 digits");
    const CODE: Fault = Fault::Rule("is no code of availablecardnetworks");
    let mut reader = Reader::new(tree);
    reader.outer("paymentParams");
    reader.outer("securedPaymentParams");
    let method = elsewhere::read_choice(&mut reader);
    let pan = reader.needed(&["securedPaymentParams", "PAN"], |text| Pan::parse(text).map_err(|_| DIGITS));
    let expiry = reader.needed(&["paymentParams", "EXPI_DATE"], Expiry::parse);
    let cvx =
        reader.parsed(&["securedPaymentParams", "CVV"], |text| Cvx::parse(text).map_err(|_| CHECK_VALUE));
    let holder = reader.parsed(&["paymentParams", "HOLDER"], HolderName::parse);
    let network = reader.parsed(&["paymentParams", "NETWORK"], |text| network_of(text).ok_or(CODE));
    reader.end()?;
    match (method, pan, expiry) {
        (Some(method), Some(pan), Some(expiry)) => {
            Ok(CardPayment { method, pan, expiry, cvx, holder, network, echo })
        }
        _ => Err(Refusal::Internal),
    }
}

/// `POST walletPaymentRequest`: no session offers a wallet yet.
pub(super) async fn pay_from_wallet(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    const RULE: &str = "is no card of a wallet that this session offers";
    sessions::open(&app.gateway, &token, &asker.visitor).await?;
    Err(Answer::of_field("index", Fault::Rule(RULE)))
}
