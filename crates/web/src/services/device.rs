//! The tokens of Apple Pay and Google Pay in `POST paymentRequest` (session services, sections 7.5 and 7.6).

use document::{Fault, Object, Path, Tree, read_json};
use domain::{echo::Echo, used_card::ExternalWallet};
use gateway::{
    Refusal,
    sessions::{DevicePayment, MethodChoice, SessionView},
};
use primitives::Network;
use xpay::Token;

use super::{elsewhere, problems::BodyReader};

/// The member with the token of Apple Pay, an object, and that of Google Pay, a text with the JSON of one.
const APPLE: &str = "APPLE_PAY_TOKEN";
const GOOGLE: &str = "data";

/// The path of the member with the token, which refusals name.
pub(super) const fn member(wallet: ExternalWallet) -> &'static str {
    match wallet {
        ExternalWallet::ApplePay => "paymentParams.APPLE_PAY_TOKEN",
        ExternalWallet::GooglePay => "paymentParams.data",
    }
}

/// Returns the wallet on a device that the request is for. `None` where it is for another method.
pub(super) fn wallet_of(shown: &SessionView, tree: &Tree) -> Option<ExternalWallet> {
    let code = tree.at(&["cardCode"]).and_then(Tree::as_text)?;
    let mut named = shown.methods.iter().filter(|method| method.instrument_type.as_str() == code);
    named.find_map(domain::merchant::PaymentMethod::external_wallet)
}

pub(super) fn read(wallet: ExternalWallet, tree: &Tree, echo: Echo) -> Result<DevicePayment, Refusal> {
    let mut reader = BodyReader::new(tree);
    reader.object("paymentParams");
    let method = elsewhere::read_choice(&mut reader);
    let given = match wallet {
        ExternalWallet::ApplePay => read_apple(&mut reader),
        ExternalWallet::GooglePay => read_google(&mut reader),
    };
    reader.finish()?;
    match (method, given) {
        (Some(method), Some((token, network))) => Ok(payment(method, token, network, echo)),
        _ => Err(Refusal::Internal),
    }
}

fn payment(method: MethodChoice, token: Token, network: Option<Network>, echo: Echo) -> DevicePayment {
    DevicePayment { method, token, network, echo }
}

/// Reads a PKPaymentToken.
fn read_apple(reader: &mut BodyReader<'_>) -> Option<(Token, Option<Network>)> {
    let Some(given) = reader.member(&["paymentParams", APPLE]).filter(|tree| !matches!(tree, Tree::Null))
    else {
        reader.add_fault(&["paymentParams", APPLE], Fault::Missing);
        return None;
    };
    let Some(token) = given.at(&["paymentData"]).and_then(Tree::as_object) else {
        reader.add_fault(&["paymentParams", APPLE], Fault::Rule("is a PKPaymentToken with paymentData"));
        return None;
    };
    let network = given.at(&["paymentMethod", "network"]).and_then(Tree::as_text).and_then(network);
    Some((read_token(reader, APPLE, ExternalWallet::ApplePay, token)?, network))
}

/// Reads the text of a PaymentData, in which the token is a text again.
fn read_google(reader: &mut BodyReader<'_>) -> Option<(Token, Option<Network>)> {
    const RULE: Fault =
        Fault::Rule("is the JSON of a PaymentData with paymentMethodData.tokenizationData.token");
    let given =
        reader.required(&["paymentParams", GOOGLE], |text| read_json(text.as_bytes()).map_err(|_| RULE))?;
    let token = given.at(&["paymentMethodData", "tokenizationData", "token"]).and_then(Tree::as_text);
    let Some(Tree::Object(token)) = token.and_then(|text| read_json(text.as_bytes()).ok()) else {
        reader.add_fault(&["paymentParams", GOOGLE], RULE);
        return None;
    };
    let network =
        given.at(&["paymentMethodData", "info", "cardNetwork"]).and_then(Tree::as_text).and_then(network);
    Some((read_token(reader, GOOGLE, ExternalWallet::GooglePay, &token)?, network))
}

/// Reads a token, which must be of the wallet of the method.
fn read_token(
    reader: &mut BodyReader<'_>,
    name: &'static str,
    wallet: ExternalWallet,
    token: &Object,
) -> Option<Token> {
    let (root, problems) = (Path::ROOT, reader.problems());
    let outer = root.member("paymentParams");
    let token = Token::read(token, &outer.member(name), problems);
    let is_of_wallet = match (&token, wallet) {
        (Some(Token::Apple(_)), ExternalWallet::ApplePay)
        | (Some(Token::Google(_)), ExternalWallet::GooglePay) => true,
        (Some(_), _) => {
            problems.add(&outer.member(name), Fault::Rule("is a token of another wallet than cardCode says"));
            false
        }
        (None, _) => false,
    };
    token.filter(|_| is_of_wallet)
}

/// Returns the network by the name that a wallet gives it. Apple's names begin with a capital or not.
fn network(name: &str) -> Option<Network> {
    Some(match name.to_ascii_uppercase().as_str() {
        "CARTESBANCAIRES" => Network::CartesBancaires,
        "VISA" => Network::Visa,
        "MASTERCARD" => Network::Mastercard,
        "AMEX" => Network::AmericanExpress,
        "JCB" => Network::Jcb,
        _ => return None,
    })
}

/// Returns the networks of a method as Apple Pay names them.
pub(super) fn apple_networks(networks: &[Network]) -> Vec<&'static str> {
    let name = |network: &Network| {
        Some(match network {
            Network::CartesBancaires => "cartesBancaires",
            Network::Visa => "visa",
            Network::Mastercard => "masterCard",
            Network::AmericanExpress => "amex",
            Network::Jcb | Network::Cetelem | Network::Cofinoga | Network::DinersClub => return None,
        })
    };
    networks.iter().filter_map(name).collect()
}

/// Returns the networks of a method as Google Pay names them. It does not know Cartes Bancaires.
pub(super) fn google_networks(networks: &[Network]) -> Vec<&'static str> {
    let name = |network: &Network| {
        Some(match network {
            Network::Visa => "VISA",
            Network::Mastercard => "MASTERCARD",
            Network::AmericanExpress => "AMEX",
            Network::Jcb => "JCB",
            Network::CartesBancaires | Network::Cetelem | Network::Cofinoga | Network::DinersClub => {
                return None;
            }
        })
    };
    networks.iter().filter_map(name).collect()
}
