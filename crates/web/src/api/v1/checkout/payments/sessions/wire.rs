//! The JSON of a new session (Retail API, section 3.1: SessionRequest).

use document::{Problems, Record, Tree};
use gateway::{CardLike, Refusal, sessions::CreateSession};
use jiff::{Timestamp, tz::TimeZone};
use primitives::Masked;

use crate::{
    body::check_kept,
    openapi::Examples,
    records::{buyer::PersonTitle, session_request::SessionRequest},
};

pub(super) fn read(mut tree: Tree, now: Timestamp, calendar: &TimeZone) -> Result<CreateSession, Refusal> {
    forget_free_titles(&mut tree);
    let mut problems = Problems::new();
    let request = SessionRequest::from_document(&tree, &mut problems);
    if let Some(request) = &request {
        request.check(now, calendar, &mut problems);
    }
    let card_likes = gateway::card_likes(&mut problems);
    let request = request.filter(|_| problems.is_empty());
    let wish = request
        .and_then(|request| wish(request, card_likes))
        .ok_or_else(|| Refusal::Malformed(problems.into_vec()))?;
    Ok(CreateSession { echo: check_kept(wish.echo)?, ..wish })
}

pub(crate) fn wish(request: SessionRequest, card_likes: Vec<CardLike>) -> Option<CreateSession> {
    Some(CreateSession {
        terms: request.terms()?,
        echo: request.echo(),
        point_of_sale: request.point_of_sale_reference,
        notification_url: request.notification_url.map(Masked::into_inner),
        page_code: request.custom_payment_page_code.as_ref().map(|code| code.as_str().to_owned()),
        card_likes,
        repeatable: None,
    })
}

/// Removes titles of persons that are none of the documented ones.
pub(crate) fn forget_free_titles(tree: &mut Tree) {
    for path in [&["buyer"][..], &["buyer", "billingAddress"], &["delivery", "address"]] {
        forget_free_title(tree, path);
    }
}

/// Removes a title that is none of the documented ones. A shipped shop plugin sends the title as its
/// customers typed it.
fn forget_free_title(tree: &mut Tree, path: &[&str]) {
    const MAX_TITLE_LENGTH: usize = 20;
    let Tree::Object(object) = tree else { return };
    match path {
        [] => {
            let title = object.get("title").and_then(Tree::as_text);
            let is_free = title.is_some_and(|title| {
                PersonTitle::parse(title).is_none() && title.chars().count() <= MAX_TITLE_LENGTH
            });
            if is_free && let Some(title) = object.get_mut("title") {
                *title = Tree::Null;
            }
        }
        [name, rest @ ..] => {
            if let Some(member) = object.get_mut(name) {
                forget_free_title(member, rest);
            }
        }
    }
}

/// The example in the description, which a test reads.
const REQUEST_EXAMPLE: &str = r#"{"pointOfSaleReference":"SHOP1","paymentMethod":{"paymentMethodIDs":["CB","MOCKPAY"]},
    "order":{"reference":"order-1","amount":2499,"currency":"EUR","origin":"E_COM","country":"FR",
    "items":[{"reference":"bell","price":2499,"quantity":1,"comment":"Counter bell"}]},
    "payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"},
    "buyer":{"id":"42","firstName":"Camille","lastName":"Martin","email":"camille@example.com"},
    "privateData":{"cart":"17"},"returnURL":"https://shop.example/return?order=order-1",
    "notificationURL":"https://shop.example/notification","languageCode":"FR"}"#;

pub(super) const EXAMPLES: Examples = Examples::Named(&[("session", REQUEST_EXAMPLE)]);

#[cfg(test)]
mod tests {
    use document::read_json;

    use super::*;
    use crate::echo;

    fn parse(text: &str) -> Result<CreateSession, Vec<String>> {
        read(read_json(text.as_bytes()).unwrap(), Timestamp::UNIX_EPOCH, &TimeZone::UTC).map_err(|refusal| {
            match refusal {
                Refusal::Malformed(problems) => problems.into_iter().map(|problem| problem.name).collect(),
                _ => Vec::new(),
            }
        })
    }

    #[test]
    fn the_example_is_a_session_that_we_take() {
        let wish = parse(REQUEST_EXAMPLE).unwrap_or_else(|names| panic!("{names:?}"));
        assert_eq!(wish.terms.methods.len(), 2);
    }

    #[test]
    fn a_title_as_customers_type_it_is_no_title() {
        let with = |title: &str| {
            parse(&format!(
                r#"{{"pointOfSaleReference":"1","order":{{"reference":"1","amount":1,"currency":"EUR"}},
                    "returnURL":"https://s.example","buyer":{{"title":"{title}","billingAddress":{{"title":"{title}"}}}}}}"#
            ))
        };
        let title = |text: &str| {
            let said = echo::members(&with(text).unwrap().echo);
            said.at(&["buyer", "title"]).and_then(Tree::as_text).map(str::to_owned)
        };
        assert_eq!(title("MRS").as_deref(), Some("MRS"));
        assert_eq!(title("Dr. med."), None);
        assert_eq!(title(""), None);
        let long = "x".repeat(21);
        assert_eq!(with(&long).err().unwrap(), ["buyer.title", "buyer.billingAddress.title"]);
    }
}
