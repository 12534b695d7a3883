//! One connection to the gateway, kept alive: a shop speaks on it with its credentials, or a buyer without any.

use std::sync::Arc;

use client::{Answer, Client, Connection, Method};

use crate::run::Error;

pub(crate) struct Line {
    connection: Connection,
    authorization: Arc<str>,
}

impl Line {
    /// Handshake and first request are over when it is open.
    pub(crate) async fn open(shop: &Client) -> Result<Self, Error> {
        let mut connection = shop.connect().await?;
        connection.send(Method::GET, "/v1/checkout/alive", &[], None).await?;
        Ok(Self { connection, authorization: shop.authorization().into() })
    }

    pub(crate) async fn shop_posts(&mut self, path: &str, body: String) -> Result<Answer, Error> {
        let authorization = Arc::clone(&self.authorization);
        let headers: [(&str, &[u8]); 2] =
            [("authorization", authorization.as_bytes()), ("content-type", b"application/json")];
        Ok(self.connection.send_raw(Method::POST, path, &headers, body).await?)
    }

    pub(crate) async fn shop_gets(&mut self, path: &str) -> Result<Answer, Error> {
        let authorization = Arc::clone(&self.authorization);
        let headers: [(&str, &[u8]); 1] = [("authorization", authorization.as_bytes())];
        Ok(self.connection.send_raw(Method::GET, path, &headers, "").await?)
    }

    /// As the script of the page asks.
    pub(crate) async fn buyer_posts(&mut self, path: &str, body: String) -> Result<Answer, Error> {
        let headers: [(&str, &[u8]); 2] = [("content-type", b"application/json"), BROWSER];
        Ok(self.connection.send_raw(Method::POST, path, &headers, body).await?)
    }

    /// As a browser asks for a page.
    pub(crate) async fn buyer_opens(&mut self, path: &str, language: &str) -> Result<Answer, Error> {
        let headers: [(&str, &[u8]); 3] =
            [("accept", b"text/html"), ("accept-language", language.as_bytes()), BROWSER];
        Ok(self.connection.send_raw(Method::GET, path, &headers, "").await?)
    }
}

const BROWSER: (&str, &[u8]) =
    ("user-agent", b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
