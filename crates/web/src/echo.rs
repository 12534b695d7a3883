//! Reading and composing what merchants sent and get back ([`Echo`]). No limit of a field is applied again.

use document::{Echoed, Object, Tree, Value, read_json, write_json};
use domain::{echo::Echo, session::Session, terms::Terms};
use gateway::sessions::Visitor;

/// The layout of a payment's document that was composed here; the same as that of `records::payment`.
const FORMAT: i64 = 1;

/// Members of a session's document that each of its payments gives back as well.
const OF_A_PAYMENT: [&str; 5] = ["order", "payment", "buyer", "delivery", "privateData"];

/// Returns the members of the document. There are none where it is no JSON object, which is logged.
pub(crate) fn members(echo: &Echo) -> Object {
    // There is one layout so far. Where a later one differs, it is told apart here by `echo.format()`.
    if let Ok(Tree::Object(members)) = read_json(echo.json().as_bytes()) {
        return members;
    }
    tracing::error!(format = echo.format(), "a stored document is no JSON object: run `guichet doctor`");
    Object::new()
}

/// Takes a member out of the document, as it is given back.
pub(crate) fn part<T>(said: &mut Object, name: &str) -> Option<Echoed<T>> {
    said.remove(name).map(Echoed::from)
}

/// Takes out a member that every request has.
pub(crate) fn needed<T>(said: &mut Object, name: &str) -> Echoed<T> {
    part(said, name).unwrap_or_else(|| {
        tracing::error!(name, "a stored document lacks a member: run `guichet doctor`");
        Tree::from(Object::new()).into()
    })
}

/// Returns the whole document as it is given back.
pub(crate) fn whole<T>(echo: &Echo) -> Echoed<T> {
    Tree::from(members(echo)).into()
}

/// What a payment of the session gives back: what the merchant said of the session, and the buyer's device.
pub(crate) fn of_payment(session: &Session, visitor: &Visitor) -> Echo {
    let mut payment = Object::new();
    let mut said = members(&session.echo);
    if session.managed_wallet().is_some() {
        said.set("order", order_of_check(&session.next_payment()));
    }
    for name in OF_A_PAYMENT {
        if let Some(value) = said.remove(name) {
            payment.set(name, value);
        }
    }
    if let Some(device) = visitor.device.as_ref().or(session.device.as_ref()) {
        payment.set("device", members(device));
    }
    Echo::new(FORMAT, write_json(&payment.into()))
}

/// The order of the check of a card, which no merchant has written.
fn order_of_check(terms: &Terms) -> Object {
    Object::new()
        .with("reference", terms.order_reference.as_str())
        .with("amount", terms.order_amount.minor_units())
        .with("currency", terms.currency.as_str())
}

/// Returns a record as a document of its own.
pub(crate) fn of<T: Value>(value: &T) -> Echo {
    Echo::new(FORMAT, write_json(&value.write()))
}
