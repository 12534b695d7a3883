//! The page to which the buyer returns. Its URL proves nothing, so the shop asks the gateway.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};

use super::{NotificationList, error, page};
use crate::{Shop, form::Form, orders::Order, session_detail::SessionDetail, session_id::SessionId};

#[derive(Template)]
#[template(path = "returned.html")]
struct Returned {
    session: SessionDetail,
    order: Option<Order>,
    parameters: Form,
    /// The command that asks the same by hand.
    command: String,
    notification_list: NotificationList,
}

pub(crate) async fn show(State(shop): State<Shop>, RawQuery(query): RawQuery) -> Response {
    let parameters = Form::parse(query.unwrap_or_default().as_bytes());
    let order = parameters.text("order").and_then(|reference| shop.orders.find(reference));
    let Some(id) = session_id(order.as_ref(), &parameters) else { return error::no_such_order() };
    let session = match SessionDetail::fetch(&shop.gateway, &id).await {
        Ok(session) => session,
        Err(error) => return error::unreachable(&error),
    };
    let reference = order.as_ref().map(|order| order.reference.as_str());
    if let Some(reference) = reference {
        shop.orders.update(reference, &session);
    }
    let notification_list = NotificationList::of(&shop.notifications, reference);
    let command = command(&shop.gateway.gateway_url(), &id);
    page(StatusCode::OK, &Returned { session, order, parameters, command, notification_list })
}

impl Returned {
    /// Whether the payment has another amount than the order, and so does not count for it.
    fn is_of_another_amount(&self) -> bool {
        let (Some(order), Some((amount, currency))) = (&self.order, &self.session.amount) else {
            return false;
        };
        (*amount, currency.as_str()) != (order.choices.total().0, "EUR")
    }

    /// Whether the buyer's address names another session than the order's.
    fn is_of_another_session(&self) -> bool {
        let Some(order) = &self.order else { return false };
        let tokens = ["token", "paylinetoken"].into_iter().filter_map(|name| self.parameters.text(name));
        tokens.into_iter().any(|token| token != order.session.as_str())
    }
}

/// Returns the session of the order. Where the shop has forgotten the order, it takes the one in the buyer's address.
fn session_id(order: Option<&Order>, parameters: &Form) -> Option<SessionId> {
    if let Some(order) = order {
        return Some(order.session.clone());
    }
    SessionId::parse(parameters.text("token").or_else(|| parameters.text("paylinetoken"))?)
}

/// Returns the command that asks the gateway by hand. The credentials are variables of the reader's terminal.
fn command(gateway_url: &str, session: &SessionId) -> String {
    let trust = if gateway_url.starts_with("https:") { " --cacert \"$CERTIFICATE\"" } else { "" };
    format!("curl -sS{trust} -u \"$ID:$KEY\" \\\n  {gateway_url}/v1/checkout/payments/sessions/{session}")
}
