//! Takes a notification of the gateway (Behaviour, section 4): the shop keeps it, and reads the session.

use axum::extract::{RawQuery, State};

use crate::{Shop, clock, form::Form, session_detail::SessionDetail};

/// Takes a notification. It can be forged, so the shop reads the session and trusts only that answer.
pub(crate) async fn receive(State(shop): State<Shop>, RawQuery(query): RawQuery) -> &'static str {
    let query = Form::parse(query.unwrap_or_default().as_bytes());
    let order = query.text("order").and_then(|reference| shop.orders.find(reference));
    shop.notifications.add(clock::now(), query);
    if let Some(order) = order
        && let Ok(detail) = SessionDetail::fetch(&shop.gateway, &order.session).await
    {
        shop.orders.update(&order.reference, &detail);
    }
    "OK"
}
