//! The buyer buys: a session at the gateway, and off to its payment page.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use client::Answer;

use super::trouble;
use crate::{
    Shop, clock, form::Form, orders::Order, session_id::SessionId, session_request::session_request,
    wish::Wish,
};

pub(crate) async fn place(State(shop): State<Shop>, body: Bytes) -> Response {
    let Some(wish) = Wish::parse(&Form::parse(&body)) else { return trouble::not_offered() };
    let placed_at = clock::now();
    let reference = shop.orders.next_reference(placed_at);
    let request = session_request(&wish, &reference, &shop.own_url);
    let asked = async { shop.gateway.connect().await?.create_session(&request).await };
    let answer = match asked.await {
        Ok(answer) => answer,
        Err(error) => return trouble::unreachable(&error),
    };
    let Some(opened) = Opened::read(&answer) else { return trouble::refused(&answer) };
    shop.orders.add(Order { reference, wish, session: opened.session, placed_at, known: None });
    (StatusCode::SEE_OTHER, [(LOCATION, opened.payment_page)]).into_response()
}

/// A session that a buyer can be sent to (Retail API, section 3.1, `SessionResponse`).
struct Opened {
    session: SessionId,
    payment_page: HeaderValue,
}

impl Opened {
    fn read(answer: &Answer) -> Option<Self> {
        if answer.status != 201 {
            return None;
        }
        let session = SessionId::parse(answer.text(&["sessionId"])?)?;
        let url = answer.text(&["redirectURL"])?;
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        let payment_page = HeaderValue::from_str(url).ok().filter(|_| is_web)?;
        Some(Self { session, payment_page })
    }
}
