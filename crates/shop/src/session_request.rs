//! An order as the gateway wants to be told (Retail API, section 3.1, `SessionRequest`).

use document::{Object, Tree};

use crate::wish::Wish;

/// The point of sale that a new merchant of the gateway has.
const POINT_OF_SALE: &str = "SHOP1";
/// In hundredths of a percent. Prices include it, so that it is a sixth of what is paid.
const TAX_RATE: i64 = 2_000;
const TAXED_SHARE: i64 = 6;

/// The buyer comes back to `own_url`, and notifications go there; both with the order's reference.
pub(crate) fn session_request(wish: &Wish, reference: &str, own_url: &str) -> Tree {
    let request = Object::new()
        .with("pointOfSaleReference", POINT_OF_SALE)
        .with("order", order(wish, reference))
        .with("payment", Object::new().with("paymentType", "ONE_OFF").with("capture", wish.capture.word()))
        .with("buyer", buyer())
        .with("delivery", delivery(wish))
        .with("threeDS", Object::new().with("challengeInd", "NO_PREFERENCE"))
        .with("privateData", private_data(wish))
        .with("returnURL", format!("{own_url}/return?order={reference}"))
        .with("notificationURL", format!("{own_url}/notification?order={reference}"));
    match wish.language {
        Some(language) => request.with("languageCode", language.code).into(),
        None => request.into(),
    }
}

fn order(wish: &Wish, reference: &str) -> Object {
    let total = wish.total().0;
    let item = Object::new()
        .with("reference", wish.product.reference)
        .with("price", wish.product.price.0)
        .with("quantity", 1)
        .with("comment", wish.product.name)
        .with("taxRate", TAX_RATE);
    Object::new()
        .with("reference", reference)
        .with("amount", total)
        .with("taxes", total / TAXED_SHARE)
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

fn delivery(wish: &Wish) -> Object {
    let provider = if wish.postage().0 == 0 { "Bicycle" } else { "Balloon post" };
    Object::new().with("charge", wish.postage().0).with("provider", provider).with("address", address())
}

fn address() -> Object {
    person()
        .with("streetNumber", "7")
        .with("street", "rue du Guichet")
        .with("city", "Lyon")
        .with("zip", "69001")
        .with("country", "FR")
}

/// The telephone number is of those that the French regulator keeps for fiction.
fn person() -> Object {
    Object::new()
        .with("firstName", "Camille")
        .with("lastName", "Martin")
        .with("email", "camille.martin@example.com")
        .with("mobile", "+33639980101")
}

/// Comes back as it is with every GET: what the shop wants to remember and the gateway need not understand.
fn private_data(wish: &Wish) -> Object {
    Object::new().with("product", wish.product.word).with("wish", wish.outcome.word())
}
