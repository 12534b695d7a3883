//! Notifications as they arrive, as server-sent events: each the line that a reload of the page would show.

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

/// `after` is the number of the last one that the page has, `order` the one that it is about. A browser that
/// connects again says itself how far it has read.
pub(crate) async fn stream(
    State(shop): State<Shop>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let query = Form::parse(query.unwrap_or_default().as_bytes());
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).or(query.text("after"));
    let after = last.and_then(|number| number.parse().ok()).unwrap_or(0);
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
    let line = Line { notification }.render().expect("nothing on a page can fail to be written to a text");
    Event::default().id(notification.number.to_string()).data(line)
}
