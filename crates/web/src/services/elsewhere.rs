//! `POST paymentRequest`: the buyer pays at a partner, or by a wallet on a device (session services, sections 7.4 to 7.6).

use axum::extract::{Request, State};
use document::{Fault, Tree};
use domain::used_card::ExternalWallet;
use gateway::{
    Refusal,
    sessions::{self, DevicePayment, MethodChoice},
};

use super::{PaymentRequest, Requester, Token, answer_to_payment, device, problems::BodyReader};
use crate::{
    answer::{Answer, of_device},
    app::App,
};

pub(super) async fn pay(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let asked = PaymentRequest::read(&app, &token, &requester, request).await?;
    let PaymentRequest { received, shown, echo, kept_bytes } = asked;
    let read = |tree: Tree| match device::wallet_of(&shown, &tree) {
        Some(wallet) => {
            device::read(wallet, &tree, echo.clone()).map(|payment| Choice::Device(wallet, Box::new(payment)))
        }
        None => read(&tree).map(Choice::Partner),
    };
    let (choice, _claim) = received.parse(read, |_| kept_bytes)?;
    let (gateway, visitor) = (&app.gateway, &requester.visitor);
    let shown = match choice {
        Choice::Partner(choice) => sessions::pay_at_partner(gateway, shown, visitor, choice, echo).await?,
        Choice::Device(wallet, payment) => sessions::pay_by_device(gateway, shown, visitor, *payment)
            .await
            .map_err(|refusal| of_device(refusal, device::member(wallet)))?,
    };
    Ok(answer_to_payment(&app, &shown, &requester).await)
}

/// What the buyer chose to pay with.
enum Choice {
    Partner(MethodChoice),
    Device(ExternalWallet, Box<DevicePayment>),
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
