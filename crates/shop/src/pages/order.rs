//! Takes an order: opens a session at the gateway, and sends the buyer to its payment page.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use client::Answer;

use super::error;
use crate::{
    Shop, choices::Choices, clock, form::Form, orders::Order, session_id::SessionId,
    session_request::session_request,
};

pub(crate) async fn place(State(shop): State<Shop>, body: Bytes) -> Response {
    let Some(choices) = Choices::parse(&Form::parse(&body)) else { return error::not_offered() };
    let placed_at = clock::now();
    let reference = shop.orders.next_reference(placed_at);
    let request = session_request(&choices, &reference, &shop.own_url);
    let created = async { shop.gateway.connect().await?.create_session(&request).await };
    let answer = match created.await {
        Ok(answer) => answer,
        Err(error) => return error::unreachable(&error),
    };
    let Some(opened) = OpenedSession::read(&answer) else { return error::no_session(&answer) };
    shop.orders.add(Order { reference, choices, session: opened.session, placed_at, known: None });
    (StatusCode::SEE_OTHER, [(LOCATION, opened.payment_page)]).into_response()
}

/// A session with a payment page to which a buyer can be sent (Retail API, section 3.1, `SessionResponse`).
struct OpenedSession {
    session: SessionId,
    payment_page: HeaderValue,
}

impl OpenedSession {
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
