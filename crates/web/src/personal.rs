//! What is personal in the documents of merchants, and what accounting needs of them.
//!
//! The lists name what is kept, so that a member that is added later is forgotten unless somebody decides otherwise.

use document::{Object, Tree, write_json};
use domain::echo::Echo;
use gateway::ports;

use crate::{echo::members, records::wallet::WalletRequest};

/// Knows what is personal in the documents of the API.
pub struct Documents;

/// Members of a payment's or a session's document that are kept as they are.
const KEPT: [&str; 3] = ["payment", "languageCode", "customPaymentPageCode"];
/// Members of the order that are kept. Its items are cut down to [`KEPT_OF_ITEM`].
const KEPT_OF_ORDER: [&str; 8] =
    ["reference", "amount", "taxes", "discount", "currency", "date", "origin", "country"];
/// Members of an item that an invoice has, without free text.
const KEPT_OF_ITEM: [&str; 4] = ["reference", "price", "quantity", "taxRate"];

/// Members of a buyer that are those of a wallet's holder.
const HOLDER: [&str; 5] = ["title", "firstName", "lastName", "email", "mobile"];

impl ports::Documents for Documents {
    fn without_personal_data(&self, echo: &Echo) -> Echo {
        let said = members(echo);
        let mut kept = only(&said, &KEPT);
        if let Some(order) = said.get("order").and_then(Tree::as_object) {
            let mut short = only(order, &KEPT_OF_ORDER);
            if let Some(items) = order.get("items").and_then(Tree::as_list) {
                let items = items.iter().filter_map(Tree::as_object).map(|item| only(item, &KEPT_OF_ITEM));
                short.set("items", items.collect::<Vec<_>>());
            }
            kept.set("order", short);
        }
        Echo::new(echo.format(), write_json(&kept.into()))
    }

    fn wallet_details(&self, payment: &Echo) -> Echo {
        let said = members(payment);
        let mut details = Object::new();
        if let Some(buyer) = said.get("buyer").and_then(Tree::as_object) {
            let holder = only(buyer, &HOLDER);
            if holder.iter().next().is_some() {
                details.set("holder", holder);
            }
        }
        Echo::new(WalletRequest::FORMAT, write_json(&details.into()))
    }

    fn names(&self, echo: &Echo, email: &str) -> bool {
        holds(&members(echo).into(), &email.trim().to_lowercase())
    }
}

fn only(object: &Object, names: &[&str]) -> Object {
    let mut kept = Object::new();
    for name in names {
        if let Some(value) = object.get(name) {
            kept.set(*name, value.clone());
        }
    }
    kept
}

fn holds(tree: &Tree, email: &str) -> bool {
    match tree {
        Tree::Text(text) => text.trim().to_lowercase() == email,
        Tree::List(items) => items.iter().any(|item| holds(item, email)),
        Tree::Object(object) => object.iter().any(|(_, value)| holds(value, email)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use gateway::ports::Documents as _;

    use super::*;

    const SAID: &str = r#"{"order":{"reference":"o-1","amount":2499,"currency":"EUR","taxes":400,"items":[{"reference":"A",
        "price":2499,"quantity":1,"comment":"for Camille","miscellaneous":{"to":"Camille"}}],"note":"later"},
        "payment":{"softDescriptor":"SHOP"},"buyer":{"lastName":"Martin","email":"Camille.Martin@example.com"},
        "delivery":{"address":{"street":"1 rue"}},"device":{"ip":"192.0.2.1"},"privateData":{"who":"camille@example.com"},
        "miscData":{"a":[{"b":"c@example.com"}]},"authentication3DSecure":{"sessionId":"s"},"languageCode":"FR"}"#;

    #[test]
    fn what_accounting_needs_is_left() {
        let left = Documents.without_personal_data(&Echo::new(1, SAID.to_owned()));
        let expected = r#"{"payment":{"softDescriptor":"SHOP"},"languageCode":"FR","order":{"reference":"o-1","amount":2499,"taxes":400,"currency":"EUR","items":[{"reference":"A","price":2499,"quantity":1}]}}"#;
        assert_eq!((left.json(), left.format()), (expected, 1));
        // Once more it changes nothing, and no JSON becomes an empty object.
        assert_eq!(Documents.without_personal_data(&left).json(), expected);
        assert_eq!(Documents.without_personal_data(&Echo::new(7, "?".to_owned())).json(), "{}");
    }

    #[test]
    fn an_address_is_found_wherever_it_is() {
        let said = Echo::new(1, SAID.to_owned());
        for email in ["camille.martin@EXAMPLE.com", " camille@example.com", "c@example.com"] {
            assert!(Documents.names(&said, email), "{email}");
        }
        for other in ["martin@example.com", "example.com", "", "e@example.com"] {
            assert!(!Documents.names(&said, other), "{other}");
        }
    }
}
