//! The masked card of a payment as a JSON text. Its members keep the names of the first release.

use document::{Object, Text, Tree, read_json, write_json};
use domain::used_card::{ExternalWallet, PanType, UsedCard};
use primitives::{AliasToken, Country, Expiry, HolderName, MaskedPan, Network};

pub(crate) fn write(card: &UsedCard) -> String {
    let mut object = Object::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            object.set(name, value);
        }
    };
    add("holderName", card.holder_name.as_ref().map(|name| name.as_str().to_owned()));
    add("expirationDate", card.expiry.map(|expiry| expiry.to_string()));
    add("mxToken", card.token.as_ref().map(|token| token.as_str().to_owned()));
    add("maskedNumber", card.masked_number.as_ref().map(|number| number.as_str().to_owned()));
    add("panType", Some(card.pan_type.as_str().to_owned()));
    add("externalWallet", card.external_wallet.map(|wallet| wallet.as_str().to_owned()));
    add("country", card.country.map(|country| country.as_str().to_owned()));
    add("selectedNetwork", card.selected_network.map(|network| network.as_str().to_owned()));
    add("network", card.brands.as_ref().map(|brands| brands.as_str().to_owned()));
    write_json(&object.into())
}

/// Reads a masked card. Returns `None` if a member that decisions depend on cannot be read; one that is only
/// displayed is then left out.
pub(crate) fn read(text: &str) -> Option<UsedCard> {
    let tree = read_json(text.as_bytes()).ok()?;
    let member = |name| tree.at(&[name]).and_then(Tree::as_text);
    Some(UsedCard {
        holder_name: member("holderName").map(HolderName::stored),
        expiry: maybe(member("expirationDate"), |text| Expiry::parse(text).ok())?,
        token: member("mxToken").map(AliasToken::stored),
        masked_number: member("maskedNumber").map(MaskedPan::stored),
        pan_type: member("panType").and_then(PanType::parse)?,
        external_wallet: member("externalWallet").and_then(ExternalWallet::parse),
        country: member("country").and_then(|code| Country::parse(code).ok()),
        selected_network: maybe(member("selectedNetwork"), Network::parse)?,
        brands: member("network").map(Text::stored),
    })
}

/// Returns `Some(None)` if there is no text, and `None` if the text is not a valid value.
#[expect(clippy::option_option, reason = "wrong, absent and there are three things")]
fn maybe<T>(text: Option<&str>, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    match text {
        None => Some(None),
        Some(text) => parse(text).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_comes_back_as_it_was_whatever_is_accepted_today() {
        let card = UsedCard {
            holder_name: Some(HolderName::stored(&"x".repeat(99))),
            expiry: Expiry::parse("1230").ok(),
            token: Some(AliasToken::stored("497010gPNzHt5140")),
            masked_number: Some(MaskedPan::stored("497010XXXXXX5140")),
            pan_type: PanType::DeviceToken,
            external_wallet: Some(ExternalWallet::ApplePay),
            country: Country::parse("FR").ok(),
            selected_network: Some(Network::CartesBancaires),
            brands: Some(Text::stored("CB-VISA")),
        };
        assert!(read(&write(&card)).is_some_and(|read| read == card));
        for text in ["", "{}", r#"{"panType":"CARD_PAN","expirationDate":"1330"}"#] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
