//! The request that opens a session for an order (Retail API, section 3.1, `SessionRequest`).

use document::{Object, Tree};

use crate::choices::Choices;

/// The point of sale that every new merchant of the gateway has.
const POINT_OF_SALE: &str = "SHOP1";
/// The tax rate in hundredths of a percent.
const TAX_RATE: i64 = 2_000;
/// Prices include the tax, so that a sixth of an amount is tax.
const TAX_DIVISOR: i64 = 6;

/// Returns the request. The buyer comes back to `own_url` and notifications go there, both with the order's reference.
pub(crate) fn session_request(choices: &Choices, reference: &str, own_url: &str) -> Tree {
    let request = Object::new()
        .with("pointOfSaleReference", POINT_OF_SALE)
        .with("order", order(choices, reference))
        .with("payment", Object::new().with("paymentType", "ONE_OFF").with("capture", choices.capture.name()))
        .with("buyer", buyer())
        .with("delivery", delivery(choices))
        .with("threeDS", Object::new().with("challengeInd", "NO_PREFERENCE"))
        .with("privateData", private_data(choices))
        .with("returnURL", format!("{own_url}/return?order={reference}"))
        .with("notificationURL", format!("{own_url}/notification?order={reference}"));
    match choices.language {
        Some(language) => request.with("languageCode", language.code).into(),
        None => request.into(),
    }
}

fn order(choices: &Choices, reference: &str) -> Object {
    let total = choices.total().0;
    let item = Object::new()
        .with("reference", choices.product.reference)
        .with("price", choices.product.price.0)
        .with("quantity", 1)
        .with("comment", choices.product.name)
        .with("taxRate", TAX_RATE);
    Object::new()
        .with("reference", reference)
        .with("amount", total)
        .with("taxes", total / TAX_DIVISOR)
        .with("currency", "EUR")
        .with("origin", "E_COM")
        .with("country", "FR")
        .with("items", vec![item])
}

fn buyer() -> Object {
    Object::new()
        .with("id", "camille")
        .with("legalStatus", "PRIVATE")
        .and(person())
        .with("billingAddress", address())
}

fn delivery(choices: &Choices) -> Object {
    let provider = if choices.postage().0 == 0 { "Bicycle" } else { "Balloon post" };
    Object::new().with("charge", choices.postage().0).with("provider", provider).with("address", address())
}

fn address() -> Object {
    person()
        .with("streetNumber", "7")
        .with("street", "rue du Guichet")
        .with("city", "Lyon")
        .with("zip", "69001")
        .with("country", "FR")
}

/// Returns the buyer. The telephone number is one that the French regulator reserves for fiction.
fn person() -> Object {
    Object::new()
        .with("firstName", "Camille")
        .with("lastName", "Martin")
        .with("email", "camille.martin@example.com")
        .with("mobile", "+33639980101")
}

/// Returns data of the shop, which the gateway gives back unchanged with every GET.
fn private_data(choices: &Choices) -> Object {
    Object::new().with("product", choices.product.id).with("wish", choices.bank_answer.name())
}
