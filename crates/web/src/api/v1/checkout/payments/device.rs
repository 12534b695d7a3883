//! The JSON of a card of a wallet on the buyer's device: XPay (Retail API, section 3.2).

use document::{Fault, Member as _, Object, Path, Problems, Schemas, Text, Tree, Value as _};
use primitives::Network;
use xpay::{Token, apple, google};

/// What pays, and the network that the wallet shows.
pub(super) struct DeviceInstrument {
    pub(super) network: Network,
    pub(super) token: Token,
}

/// The wallet's id of the token.
type TransactionId = Text<0, 128>;

impl DeviceInstrument {
    pub(super) fn read(object: &Object, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let network = Network::read_member(object.get("network"), &at.member("network"), problems);
        let token = read_token(object.get("tokenData"), &at.member("tokenData"), problems);
        let name = "transactionId";
        let id = Option::<TransactionId>::read_member(object.get(name), &at.member(name), problems);
        let (network, token) = (network?, token?);
        if id?.is_some_and(|id| is_of_another(&id, &token)) {
            const RULE: &str = "is not that of the token: they belong to two payments";
            problems.add(&at.member(name), Fault::Rule(RULE));
            return None;
        }
        Some(Self { network, token })
    }
}

fn read_token(member: Option<&Tree>, at: &Path<'_>, problems: &mut Problems) -> Option<Token> {
    let fault = match member {
        None | Some(Tree::Null) => Fault::Missing,
        Some(Tree::Object(token)) => return Token::read(token, at, problems),
        Some(_) => Fault::Type("an object"),
    };
    problems.add(at, fault);
    None
}

/// Whether the id names another token. Google Pay's tokens show no id.
fn is_of_another(id: &TransactionId, token: &Token) -> bool {
    match token {
        Token::Apple(token) => {
            let own = token.header.0.transaction_id.as_str();
            !id.as_str().is_empty() && !id.as_str().eq_ignore_ascii_case(own)
        }
        Token::Google(_) => false,
    }
}

pub(super) fn schema(schemas: &mut Schemas) -> Tree {
    schemas.component("XPay", |schemas| {
        let selected = Object::new().with("type", "string").with("const", "XPay");
        let tokens = vec![apple::Token::schema(schemas), google::Token::schema(schemas)];
        let token = Object::new()
            .with("description", "The token of Apple Pay (its paymentData) or of Google Pay. It pays once.")
            .with("anyOf", tokens);
        let id = Object::new()
            .with("type", "string")
            .with("maxLength", 128)
            .with("description", "The id of Apple Pay's token. It is compared with the one in the token.");
        let properties = Object::new()
            .with("selectedPaymentInstrument", selected)
            .with("network", Network::schema(schemas))
            .with("tokenData", token)
            .with("transactionId", id);
        Object::new()
            .with("type", "object")
            .with("properties", properties)
            .with("required", vec!["selectedPaymentInstrument", "network", "tokenData"])
            .into()
    })
}
