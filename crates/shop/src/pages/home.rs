//! The home page: the products and the order form.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};

use super::{NotificationList, page};
use crate::{
    Shop,
    catalogue::{PRODUCTS, Product},
    choices::{BankAnswer, Capture, LANGUAGES, Language},
};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    products: &'static [Product],
    bank_answers: [BankAnswer; 3],
    captures: [Capture; 2],
    languages: &'static [Language],
    notification_list: NotificationList,
}

pub(crate) async fn show(State(shop): State<Shop>) -> Response {
    let home = Home {
        products: &PRODUCTS,
        bank_answers: BankAnswer::ALL,
        captures: Capture::ALL,
        languages: &LANGUAGES,
        notification_list: NotificationList::of(&shop.notifications, None),
    };
    page(StatusCode::OK, &home)
}
