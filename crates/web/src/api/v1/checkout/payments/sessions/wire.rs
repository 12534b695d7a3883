//! The JSON of a session (Retail API, section 3.1: SessionRequest, SessionResponse, SessionDetailResponse).

use document::{Object, Problems, Record, Schemas, Strings, Text, Tree, Value, read_json};
use gateway::{
    Refusal,
    sessions::{CreateSession, Created, Found},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    api::v1::checkout::transactions::wire as transactions,
    echo,
    records::{
        buyer::{Buyer, PersonTitle},
        delivery::Delivery,
        device::Device,
        order::Order,
        session_request::SessionRequest,
    },
};

pub(super) fn read(mut tree: Tree, now: Timestamp, calendar: &TimeZone) -> Result<CreateSession, Refusal> {
    for path in [&["buyer"][..], &["buyer", "billingAddress"], &["delivery", "address"]] {
        forget_free_title(&mut tree, path);
    }
    let mut problems = Problems::new();
    let request = SessionRequest::from_document(&tree, &mut problems);
    if let Some(request) = &request {
        request.check(now, calendar, &mut problems);
    }
    let request = request.filter(|_| problems.is_empty());
    request.and_then(wish).ok_or_else(|| Refusal::Malformed(problems.into_vec()))
}

fn wish(request: SessionRequest) -> Option<CreateSession> {
    Some(CreateSession {
        terms: request.terms()?,
        echo: request.echo(),
        point_of_sale: request.point_of_sale_reference,
        notification_url: request.notification_url,
        page_code: request.custom_payment_page_code.as_ref().map(Text::as_str).map(str::to_owned),
        repeatable: None,
    })
}

/// A shipped shop plugin sends the title as its customers typed it: what is none of the documented ones is no title.
fn forget_free_title(tree: &mut Tree, path: &[&str]) {
    const MOST: usize = 20;
    let Tree::Object(object) = tree else { return };
    match path {
        [] => {
            let title = object.get("title").and_then(Tree::as_text);
            let is_free = title
                .is_some_and(|title| PersonTitle::parse(title).is_none() && title.chars().count() <= MOST);
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

pub(super) fn created(created: &Created) -> Object {
    Object::new().with("sessionId", created.id.text()).with("redirectURL", created.redirect_url.as_str())
}

pub(super) fn details(found: &Found) -> Object {
    let said = echo::members(&found.session.echo);
    let mut body = Object::new();
    if !found.transactions.is_empty() {
        body.set("transactions", found.transactions.iter().map(transactions::of).collect::<Vec<_>>());
    }
    echo::copy(&said, &["order", "buyer", "delivery"], &mut body);
    if let Some(device) = &found.session.device {
        body.set("device", echo::members(device));
    }
    echo::copy(&said, &["privateData"], &mut body);
    body
}

pub(super) fn schema(schemas: &mut Schemas) -> Tree {
    SessionRequest::schema(schemas)
}

pub(super) fn created_schemas() -> Vec<(&'static str, Tree)> {
    let text = |max: i64| Object::new().with("type", "string").with("maxLength", max);
    vec![("sessionId", text(50).into()), ("redirectURL", text(2048).with("format", "uri").into())]
}

pub(super) fn detail_schemas(schemas: &mut Schemas) -> Vec<(&'static str, Tree)> {
    let transaction = transactions::transaction_schema(schemas);
    vec![
        ("transactions", Object::new().with("type", "array").with("items", transaction).into()),
        ("order", Order::schema(schemas)),
        ("buyer", Buyer::schema(schemas)),
        ("delivery", Delivery::schema(schemas)),
        ("device", Device::schema(schemas)),
        ("privateData", Strings::<99>::schema(schemas)),
    ]
}

/// Shown in the description, and read by a test.
const REQUEST_EXAMPLE: &str = r#"{"pointOfSaleReference":"SHOP1","paymentMethod":{"paymentMethodIDs":["CB","MOCKPAY"]},
    "order":{"reference":"order-1","amount":2499,"currency":"EUR","origin":"E_COM","country":"FR",
    "items":[{"reference":"bell","price":2499,"quantity":1,"comment":"Counter bell"}]},
    "payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"},
    "buyer":{"id":"42","firstName":"Camille","lastName":"Martin","email":"camille@example.com"},
    "privateData":{"cart":"17"},"returnURL":"https://shop.example/return?order=order-1",
    "notificationURL":"https://shop.example/notification","languageCode":"FR"}"#;

pub(super) fn examples() -> Object {
    let value = read_json(REQUEST_EXAMPLE.as_bytes()).expect("an example is JSON");
    Object::new().with("session", Object::new().with("value", value))
}

pub(super) const CREATED_EXAMPLE: &str = r#"{"result":{"title":"ACCEPTED","code":"00000",
    "detail":"Transaction approved"},"sessionId":"1kQz5TfBwX8mLr2aY4951795348800123",
    "redirectURL":"https://pay.example/pay/1kQz5TfBwX8mLr2aY4951795348800123"}"#;

pub(super) const DETAIL_EXAMPLE: &str = r#"{"result":{"title":"ACCEPTED","code":"00000","detail":"Transaction approved"},
    "transactions":[{"id":"17953488000000018","date":"2026-11-22T12:00:00.000+00:00","type":"AUTHORIZATION_AND_CAPTURE",
    "currency":"EUR","paymentType":"ONE_OFF","capture":"AUTOMATIC","requestedAmount":2499,"authorizedAmount":2499,
    "paymentMethodId":"CB","paymentInstrumentData":{"usedPaymentInstrument":"UsedCard",
    "paymentInstrumentType":{"code":"CB"},"expirationDate":"1230","mxToken":"497010gPNzHt5140",
    "maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"VISA","network":"CB-VISA"},
    "partnerReturnedData":{"authorizationNumber":"A00018","authorizationDate":"2026-11-22T12:00:00.000+00:00",
    "issuerTransactionId":"953488000000018"}}],"order":{"reference":"order-1","amount":2499,"currency":"EUR"},
    "device":{"type":"COMPUTER","operatingSystem":"Linux","browserUserAgent":"Mozilla/5.0 (X11; Linux x86_64)"},
    "privateData":{"cart":"17"}}"#;

#[cfg(test)]
mod tests {
    use super::*;

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
