//! The stream of notifications, as server-sent events. Each event is the line that a reload of the page would show.

use std::convert::Infallible;

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::sse::{Event, Sse},
};
use futures_util::stream::{Stream, unfold};

use crate::{Shop, form::Form, notifications::Notification};

#[derive(Template)]
#[template(path = "notification.html")]
struct Line<'a> {
    notification: &'a Notification,
}

/// Streams notifications. `after` is the number of the last notification on the page; `order` is the order
/// that the page is about. A browser that connects again sends the number of the last event.
pub(crate) async fn stream(
    State(shop): State<Shop>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let query = Form::parse(query.unwrap_or_default().as_bytes());
    let last_read =
        headers.get("last-event-id").and_then(|value| value.to_str().ok()).or(query.text("after"));
    let after = last_read.and_then(|number| number.parse().ok()).unwrap_or(0);
    let order = query.text("order").map(str::to_owned);
    let reader = shop.notifications.reader(after);
    Sse::new(unfold((shop, reader, order), async |(shop, mut reader, order)| {
        loop {
            let notification = shop.notifications.next(&mut reader).await?;
            if notification.is_about(order.as_deref()) {
                return Some((Ok(event(&notification)), (shop, reader, order)));
            }
        }
    }))
}

fn event(notification: &Notification) -> Event {
    let line = Line { notification }.render().expect("no value on a page can fail to be shown");
    Event::default().id(notification.number.to_string()).data(line)
}
