//! The page of orders, each with its state as the gateway told it.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};

use super::page;
use crate::{Shop, orders::Order};

#[derive(Template)]
#[template(path = "orders.html")]
struct Orders {
    rows: Vec<Row>,
}

struct Row {
    order: Order,
    notifications: usize,
}

pub(crate) async fn show(State(shop): State<Shop>) -> Response {
    let row = |order: Order| {
        let notifications = shop.notifications.list(Some(&order.reference)).len();
        Row { order, notifications }
    };
    page(StatusCode::OK, &Orders { rows: shop.orders.list().into_iter().map(row).collect() })
}
