//! The pages, one in each file. A page is complete without its script, which adds notifications as they
//! arrive.

pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod home;
pub(crate) mod notification;
pub(crate) mod order;
pub(crate) mod orders;
pub(crate) mod returned;

use askama::Template;
use axum::{
    http::{StatusCode, header::CONTENT_TYPE},
    response::{Html, IntoResponse, Response},
};

use crate::{
    assets,
    notifications::{Notification, Notifications},
};

/// The largest number of notifications that a page shows. The page of orders counts all of them.
const MAX_NOTIFICATIONS_SHOWN: usize = 20;

pub(crate) async fn icon() -> impl IntoResponse {
    ([(CONTENT_TYPE, "image/svg+xml")], assets::ICON)
}

fn page(status: StatusCode, template: &impl Template) -> Response {
    let html = template.render().expect("no value on a page can fail to be shown");
    (status, Html(html)).into_response()
}

/// The list of notifications on a page, which the script continues.
struct NotificationList {
    /// The notifications, the newest first.
    notifications: Vec<Notification>,
    /// The URL from which the script gets the notifications that come after these.
    events_url: String,
}

impl NotificationList {
    /// Lists the notifications of an order, or of all.
    fn of(notifications: &Notifications, order: Option<&str>) -> Self {
        // This is read first: the stream begins here, and brings what arrives while the list is made.
        let newest = notifications.newest();
        let mut list = notifications.list(order);
        list.retain(|notification| notification.number <= newest);
        list.truncate(MAX_NOTIFICATIONS_SHOWN);
        let events_url = match order {
            Some(order) => format!("/events?after={newest}&order={order}"),
            None => format!("/events?after={newest}"),
        };
        Self { notifications: list, events_url }
    }
}
