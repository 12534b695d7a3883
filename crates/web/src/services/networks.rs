//! `POST availablecardnetworks`: the networks of a card number. `GET directoryServerSdkKeys`: the keys by which apps seal
//! device data for 3-D Secure (session services, sections 7.1 and 8).

use axum::{
    extract::{Request, State},
    http::StatusCode,
};
use document::{Fault, List, Member as _, Object, Path, Text, Tree};
use gateway::{Refusal, sessions};
use primitives::Network;

use super::{Requester, Token, problems::BodyReader};
use crate::{answer::Answer, app::App, body};

/// The networks with their names and codes in the session services. Apps know the codes of the first two; the others are ours.
const NETWORKS: [(Network, &str, &str); 6] = [
    (Network::CartesBancaires, "CB", "1"),
    (Network::Visa, "VISA", "2"),
    (Network::Mastercard, "MASTERCARD", "3"),
    (Network::AmericanExpress, "AMEX", "4"),
    (Network::DinersClub, "DINERS", "5"),
    (Network::Jcb, "JCB", "6"),
];

pub(super) fn network_of(code: &str) -> Option<Network> {
    NETWORKS.iter().find(|(_, _, other)| *other == code).map(|(network, ..)| *network)
}

fn name_and_code(network: Network) -> Option<(&'static str, &'static str)> {
    NETWORKS.iter().find(|(other, ..)| *other == network).map(|(_, name, code)| (*name, *code))
}

pub(super) fn name_of(network: Network) -> &'static str {
    name_and_code(network).map_or(network.as_str(), |(name, _)| name)
}

pub(super) async fn available(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let received = body::read(&app, &parts.headers, content, body::SERVICE).await?;
    let shown = sessions::open(&app.gateway, &token, &requester.visitor).await?;
    let ((digits, handled), _claim) = received.parse(|tree| read(&tree), |_| 0)?;
    let mut body = Object::new();
    if let Some(found) = sessions::networks(&shown.methods, &handled, &digits) {
        body.set("selectedContractNumber", found.method.as_str());
        if let Some((name, code)) = name_and_code(found.preferred) {
            body.set("defaultNetwork", name);
            body.set("defaultNetworkCode", code);
        }
        if let Some((name, code)) = found.alternative.and_then(name_and_code) {
            body.set("alternativeNetwork", name);
            body.set("alternativeNetworkCode", code);
        }
    }
    Ok(Answer::plain(StatusCode::OK, body.into()))
}

/// The methods that the client supports, each by its code and its id.
type HandledContracts = Vec<(String, String)>;

/// The largest number of methods that a client may name: that of a session (`paymentMethodIDs`).
const MAX_HANDLED: usize = 100;

/// Reads the digits and the methods. More than ten digits are refused: a whole card number must not be sent
/// before the buyer pays.
fn read(tree: &Tree) -> Result<(String, HandledContracts), Refusal> {
    const DIGITS: Fault = Fault::Pattern("the first 6 to 10 digits of a card number");
    let mut reader = BodyReader::new(tree);
    let digits = reader.required(&["cardNumber"], |text| {
        let is_valid = (6..=10).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
        if is_valid { Ok(text.to_owned()) } else { Err(DIGITS) }
    });
    let at = Path::ROOT.member("handledContracts");
    let handled =
        List::<Contract, MAX_HANDLED>::read_member(tree.at(&["handledContracts"]), &at, reader.problems());
    reader.finish()?;
    let handled = handled
        .map(|List(contracts)| contracts)
        .unwrap_or_default()
        .into_iter()
        .map(|contract| (contract.code.as_str().to_owned(), contract.contract.as_str().to_owned()));
    Ok((digits.ok_or(Refusal::Internal)?, handled.collect()))
}

document::record! {
    struct Contract as "HandledContract" {
        code: Text<0, 50> = "cardCode",
        contract: Text<0, 50> = "contractNumber",
    }
}

pub(super) async fn sdk_keys(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    sessions::open(&app.gateway, &token, &requester.visitor).await?;
    let keys = app.gateway.directory.sdk_keys().into_iter().map(|key| {
        Object::new()
            .with("scheme", key.scheme)
            .with("rid", key.rid)
            .with("publicKey", key.public_key)
            .with("rootPublicKey", key.root_public_key)
    });
    let body = Object::new().with("directoryServerSdkKeyList", keys.collect::<Vec<_>>());
    Ok(Answer::plain(StatusCode::OK, body.into()))
}
