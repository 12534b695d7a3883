//! One page, one file. A page is complete without script; the script adds notifications to it as they arrive.

pub(crate) mod events;
pub(crate) mod home;
pub(crate) mod notification;
pub(crate) mod order;
pub(crate) mod orders;
pub(crate) mod returned;
pub(crate) mod trouble;

use askama::Template;
use axum::{
    http::{StatusCode, header::CONTENT_TYPE},
    response::{Html, IntoResponse, Response},
};

use crate::{assets, notifications::Notification, notifications::Notifications};

/// Shown at once; the orders page has the counts of all.
const MOST_SHOWN: usize = 20;

pub(crate) async fn icon() -> impl IntoResponse {
    ([(CONTENT_TYPE, "image/svg+xml")], assets::ICON)
}

fn page(status: StatusCode, template: &impl Template) -> Response {
    let html = template.render().expect("nothing on a page can fail to be written to a text");
    (status, Html(html)).into_response()
}

/// A list of notifications that goes on by itself.
struct Live {
    /// Newest first.
    notifications: Vec<Notification>,
    /// Where the script hears of those that come after these.
    events: String,
}

impl Live {
    /// Of one order, or of all.
    fn of(notifications: &Notifications, order: Option<&str>) -> Self {
        // Asked first: what arrives while the list is made is left to the stream, which begins here.
        let newest = notifications.newest();
        let mut list = notifications.list(order);
        list.retain(|notification| notification.number <= newest);
        list.truncate(MOST_SHOWN);
        let events = match order {
            Some(order) => format!("/events?after={newest}&order={order}"),
            None => format!("/events?after={newest}"),
        };
        Self { notifications: list, events }
    }
}
