//! The window of the shop.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};

use super::{Live, page};
use crate::{
    Shop,
    catalogue::{PRODUCTS, Product},
    wish::{Capture, LANGUAGES, Language, Outcome},
};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    products: &'static [Product],
    outcomes: [Outcome; 3],
    captures: [Capture; 2],
    languages: &'static [Language],
    live: Live,
}

pub(crate) async fn show(State(shop): State<Shop>) -> Response {
    let home = Home {
        products: &PRODUCTS,
        outcomes: Outcome::ALL,
        captures: Capture::ALL,
        languages: &LANGUAGES,
        live: Live::of(&shop.notifications, None),
    };
    page(StatusCode::OK, &home)
}
