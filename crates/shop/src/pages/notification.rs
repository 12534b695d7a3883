//! The gateway calls (Behaviour, section 4): the shop notes it, and asks what became of the session.

use axum::extract::{RawQuery, State};

use crate::{Shop, clock, form::Form, look::Look};

/// A notification tells that there is something to know, and not what: it can be forged.
pub(crate) async fn receive(State(shop): State<Shop>, RawQuery(query): RawQuery) -> &'static str {
    let query = Form::parse(query.unwrap_or_default().as_bytes());
    let order = query.text("order").and_then(|reference| shop.orders.find(reference));
    shop.notifications.add(clock::now(), query);
    if let Some(order) = order
        && let Ok(look) = Look::take(&shop.gateway, &order.session).await
    {
        shop.orders.learn(&order.reference, &look);
    }
    "OK"
}
