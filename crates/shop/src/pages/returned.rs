//! The buyer is back. What came with them proves nothing, so the gateway is asked.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};

use super::{Live, page, trouble};
use crate::{Shop, form::Form, look::Look, orders::Order, session_id::SessionId};

#[derive(Template)]
#[template(path = "returned.html")]
struct Returned {
    look: Look,
    order: Option<Order>,
    parameters: Form,
    by_hand: String,
    live: Live,
}

pub(crate) async fn show(State(shop): State<Shop>, RawQuery(query): RawQuery) -> Response {
    let parameters = Form::parse(query.unwrap_or_default().as_bytes());
    let order = parameters.text("order").and_then(|reference| shop.orders.find(reference));
    let Some(session) = session(order.as_ref(), &parameters) else { return trouble::no_such_order() };
    let look = match Look::take(&shop.gateway, &session).await {
        Ok(look) => look,
        Err(error) => return trouble::unreachable(&error),
    };
    let reference = order.as_ref().map(|order| order.reference.as_str());
    if let Some(reference) = reference {
        shop.orders.learn(reference, &look);
    }
    let live = Live::of(&shop.notifications, reference);
    let by_hand = by_hand(&shop.gateway.gateway_url(), &session);
    page(StatusCode::OK, &Returned { look, order, parameters, by_hand, live })
}

impl Returned {
    /// A payment counts for an order when it is of the order's amount.
    fn is_of_another_amount(&self) -> bool {
        let (Some(order), Some((amount, currency))) = (&self.order, &self.look.amount) else { return false };
        (*amount, currency.as_str()) != (order.wish.total().0, "EUR")
    }

    fn is_of_another_session(&self) -> bool {
        let Some(order) = &self.order else { return false };
        let told = ["token", "paylinetoken"].into_iter().filter_map(|name| self.parameters.text(name));
        told.into_iter().any(|token| token != order.session.as_str())
    }
}

/// The shop's own note of the session counts; the buyer's word does only when the order is forgotten.
fn session(order: Option<&Order>, parameters: &Form) -> Option<SessionId> {
    if let Some(order) = order {
        return Some(order.session.clone());
    }
    SessionId::parse(parameters.text("token").or_else(|| parameters.text("paylinetoken"))?)
}

/// The same question, to be typed. The credentials stay in the terminal.
fn by_hand(gateway_url: &str, session: &SessionId) -> String {
    let trust = if gateway_url.starts_with("https:") { " --cacert \"$CERTIFICATE\"" } else { "" };
    format!("curl -sS{trust} -u \"$ID:$KEY\" \\\n  {gateway_url}/v1/checkout/payments/sessions/{session}")
}
