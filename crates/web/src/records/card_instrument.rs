//! A card in a request: exactly one of a clear card, a JWE and a card token (Retail API, section 3.2: CardManualEntry).

use document::{Fault, Member as _, Object, Path, Problems, Schemas, Text, Tree, Value as _};
use gateway::payments::Instrument;
use primitives::{AliasToken, CardEntry, HolderName, Network, Prose};
use zeroize::Zeroizing;

use super::card_token;

/// An encrypted card. Its limit is the length of the longest JWE that is opened, in characters.
type Jwe = Text<1, 16_384>;

/// Reads a card and the network that is chosen for it.
pub(crate) fn read(
    object: &Object,
    at: &Path<'_>,
    problems: &mut Problems,
) -> Option<(Instrument, Option<Network>)> {
    let instrument = read_card(object, at, problems);
    let name = "selectedNetwork";
    let network = Option::read_member(object.get(name), &at.member(name), problems);
    Some((instrument?, network?))
}

fn read_card(object: &Object, at: &Path<'_>, problems: &mut Problems) -> Option<Instrument> {
    let entry = CardEntry::read(object, at, problems);
    let jwe = Option::<Jwe>::read_member(object.get("encryptedData"), &at.member("encryptedData"), problems);
    let token = Option::<AliasToken>::read_member(object.get("mxToken"), &at.member("mxToken"), problems);
    let (entry, jwe, token) = (entry?, jwe?, token?);
    let mut missing = |name| problems.add(&at.member(name), Fault::Missing);
    match (entry, jwe, token) {
        (CardEntry { pan: None, cvx: None, expiry, holder }, Some(jwe), None) => {
            Some(Instrument::Encrypted { jwe: Zeroizing::new(jwe.as_str().to_owned()), expiry, holder })
        }
        (_, Some(_), _) => {
            const RULE: &str = "stands in the place of number, cvx and mxToken: give it, or them, not both";
            problems.add(&at.member("encryptedData"), Fault::Rule(RULE));
            None
        }
        (CardEntry { pan: Some(_), .. }, None, Some(_)) => {
            problems.add(&at.member("mxToken"), card_token::WITH_A_NUMBER);
            None
        }
        (CardEntry { expiry: None, .. }, None, Some(_)) => {
            problems.add(&at.member("expirationDate"), card_token::WITHOUT_EXPIRY);
            None
        }
        (CardEntry { expiry: Some(expiry), cvx, holder, .. }, None, Some(token)) => {
            Some(Instrument::Token { token, expiry, cvx, holder })
        }
        (CardEntry { pan, expiry, .. }, None, None) if pan.is_none() || expiry.is_none() => {
            if pan.is_none() {
                missing("number");
            }
            if expiry.is_none() {
                missing("expirationDate");
            }
            None
        }
        (entry, None, None) => Some(Instrument::Clear(entry)),
    }
}

pub(crate) fn schema(schemas: &mut Schemas) -> Tree {
    schemas.component("CardManualEntry", |schemas| {
        let digits = |pattern: &str| Object::new().with("type", "string").with("pattern", pattern);
        let selected = Object::new().with("type", "string").with("const", "CardManualEntry");
        let jwe = Object::new()
            .with("type", "string")
            .with("minLength", 1)
            .with("maxLength", 16_384)
            .with("description", "The card as a compact JWE, in the place of number and cvx.");
        let properties = Object::new()
            .with("selectedPaymentInstrument", selected)
            .with("encryptedData", jwe)
            .with("number", digits("^[0-9]{13,19}$"))
            .with("mxToken", AliasToken::schema(schemas))
            .with("expirationDate", primitives::Expiry::schema(schemas))
            .with("cvx", digits("^[0-9]{3,4}$"))
            .with("holderName", Prose::<HolderName>::schema(schemas))
            .with("selectedNetwork", Network::schema(schemas));
        Object::new()
            .with("type", "object")
            .with("description", "One of encryptedData, number and mxToken.")
            .with("properties", properties)
            .with("required", vec!["selectedPaymentInstrument"])
            .with("oneOf", ways_to_name_a_card())
            .into()
    })
}

/// What [`read_card`] takes, as schemas.
fn ways_to_name_a_card() -> Vec<Object> {
    let needs = |names: &[&'static str]| Object::new().with("required", names.to_vec());
    vec![
        needs(&["encryptedData"]).with("not", needs(&["cvx"])),
        needs(&["number", "expirationDate"]),
        needs(&["mxToken", "expirationDate"]),
    ]
}
