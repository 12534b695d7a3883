//! `POST securedPaymentRequest`: a card is paid with (session services, section 7.2).

use axum::extract::{Request, State};
use document::{Fault, Path};
use gateway::{
    Refusal,
    sessions::{self, CardPayment, MethodChoice},
};
use primitives::{Cvx, Expiry, HolderName, Pan};

use super::{Asker, Token, answer_to_payment, elsewhere, networks::network_of, problems::Reader};
use crate::{answer::Answer, app::App, body};

pub(super) async fn pay(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let content = body::read(&parts.headers, content).await?;
    // Apps send a form of a partner that has something secret in it here.
    let look = if content.tree.at(&["securedPaymentParams", "PAN"]).is_some() {
        sessions::pay_by_card(&app.gateway, &token, &asker.visitor, read(&content.tree)?).await?
    } else if is_card(&app, &token, &asker, &content.tree).await? {
        return Err(
            Refusal::field(&Path::ROOT.member("securedPaymentParams").member("PAN"), Fault::Missing).into()
        );
    } else {
        sessions::pay_elsewhere(&app.gateway, &token, &asker.visitor, elsewhere::read(&content.tree)?).await?
    };
    Ok(answer_to_payment(&app, &look, &asker))
}

/// Whether what is named takes cards.
async fn is_card(app: &App, token: &str, asker: &Asker, tree: &document::Tree) -> Result<bool, Refusal> {
    let choice = elsewhere::read(tree)?;
    let look = sessions::open(&app.gateway, token, &asker.visitor).await?;
    let mut named = look.methods.iter().filter(|method| method.instrument_type.as_str() == choice.code);
    Ok(named.any(domain::merchant::PaymentMethod::takes_cards))
}

fn read(tree: &document::Tree) -> Result<CardPayment, Refusal> {
    let mut reader = Reader::new(tree);
    let code = reader.needed(&["cardCode"]);
    let contract = reader.text(&["contractNumber"]);
    let number = &["securedPaymentParams", "PAN"];
    const DIGITS: Fault = Fault::Pattern("a card number of 13 to 19 digits");
    let pan = reader.needed(number).and_then(|text| {
        let pan = Pan::parse(text);
        if pan.is_err() {
            reader.fault(number, DIGITS);
        }
        pan.ok()
    });
    let expiry = ["paymentParams", "EXPI_DATE"];
    let expiry = match reader.needed(&expiry) {
        Some(_) => reader.parsed(&expiry, Expiry::parse),
        None => None,
    };
    let cvx = reader.parsed(&["securedPaymentParams", "CVV"], |text| {
        Cvx::parse(text).map_err(|_| Fault::Pattern("3 or 4 digits"))
    });
    let holder = reader.parsed(&["paymentParams", "HOLDER"], HolderName::parse);
    let network = reader.parsed(&["paymentParams", "NETWORK"], |text| {
        network_of(text).ok_or(Fault::Rule("is no code of availablecardnetworks"))
    });
    let read = (code, pan, expiry);
    reader.end()?;
    let (Some(code), Some(pan), Some(expiry)) = read else { return Err(Refusal::Internal) };
    let method = MethodChoice { code: code.to_owned(), contract: contract.map(str::to_owned) };
    Ok(CardPayment { method, pan, expiry, cvx, holder, network })
}

/// `POST walletPaymentRequest`: no session offers a wallet yet.
pub(super) async fn pay_from_wallet(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    sessions::open(&app.gateway, &token, &asker.visitor).await?;
    const RULE: &str = "is no card of a wallet that this session offers";
    Err(Refusal::field(&Path::ROOT.member("index"), Fault::Rule(RULE)).into())
}
