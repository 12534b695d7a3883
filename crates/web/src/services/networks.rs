//! `POST availablecardnetworks` and `GET directoryServerSdkKeys` (session services, sections 7.1 and 8).

use axum::{
    extract::{Request, State},
    http::StatusCode,
};
use document::{Fault, Member as _, Object, Path, Text, Tree};
use gateway::{Refusal, sessions};
use primitives::Network;

use super::{Asker, Token, problems::Reader};
use crate::{answer::Answer, app::App, body};

/// Names and codes of networks as apps know them; the codes of the first two are theirs, the others ours.
const NETWORKS: [(Network, &str, &str); 6] = [
    (Network::CartesBancaires, "CB", "1"),
    (Network::Visa, "VISA", "2"),
    (Network::Mastercard, "MASTERCARD", "3"),
    (Network::AmericanExpress, "AMEX", "4"),
    (Network::DinersClub, "DINERS", "5"),
    (Network::Jcb, "JCB", "6"),
];

pub(super) fn network_of(code: &str) -> Option<Network> {
    NETWORKS.iter().find(|(_, _, known)| *known == code).map(|(network, ..)| *network)
}

fn known(network: Network) -> Option<(&'static str, &'static str)> {
    NETWORKS.iter().find(|(other, ..)| *other == network).map(|(_, name, code)| (*name, *code))
}

pub(super) fn name_of(network: Network) -> &'static str {
    known(network).map_or(network.as_str(), |(name, _)| name)
}

pub(super) async fn available(
    Token(token): Token,
    asker: Asker,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let look = sessions::open(&app.gateway, &token, &asker.visitor).await?;
    let content = body::read(&parts.headers, content).await?;
    let (digits, handled) = read(&content.tree)?;
    let mut body = Object::new();
    if let Some(found) = sessions::networks(&look.methods, &handled, &digits) {
        body.set("selectedContractNumber", found.method.as_str());
        if let Some((name, code)) = known(found.preferred) {
            body.set("defaultNetwork", name);
            body.set("defaultNetworkCode", code);
        }
        if let Some((name, code)) = found.alternative.and_then(known) {
            body.set("alternativeNetwork", name);
            body.set("alternativeNetworkCode", code);
        }
    }
    Ok(Answer::plain(StatusCode::OK, body.into()))
}

/// Code and id of a method.
type Handled = Vec<(String, String)>;

/// More than ten digits are nobody's business before the buyer pays.
fn read(tree: &Tree) -> Result<(String, Handled), Refusal> {
    const DIGITS: Fault = Fault::Pattern("the first 6 to 10 digits of a card number");
    let mut reader = Reader::new(tree);
    let digits = reader.needed(&["cardNumber"], |text| {
        let sound = (6..=10).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
        if sound { Ok(text.to_owned()) } else { Err(DIGITS) }
    });
    let at = Path::ROOT.member("handledContracts");
    let handled = Vec::<Contract>::read_member(tree.at(&["handledContracts"]), &at, reader.problems());
    reader.end()?;
    let handled = handled
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
    asker: Asker,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    sessions::open(&app.gateway, &token, &asker.visitor).await?;
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
