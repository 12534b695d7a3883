//! One connection to the gateway, which is kept alive: a shop uses it with its credentials, or a buyer
//! without any.

use std::sync::Arc;

use client::{Answer, Client, Connection, Method};

use crate::run::Error;

pub(crate) struct Line {
    connection: Connection,
    authorization: Arc<str>,
}

impl Line {
    /// Opens a connection, with its handshake and first request.
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

    /// Posts as the script of the page does.
    pub(crate) async fn buyer_posts(&mut self, path: &str, body: String) -> Result<Answer, Error> {
        let headers: [(&str, &[u8]); 2] = [("content-type", b"application/json"), BROWSER];
        Ok(self.connection.send_raw(Method::POST, path, &headers, body).await?)
    }

    /// Gets a page as a browser does.
    pub(crate) async fn buyer_opens(&mut self, path: &str, language: &str) -> Result<Answer, Error> {
        let headers: [(&str, &[u8]); 3] =
            [("accept", b"text/html"), ("accept-language", language.as_bytes()), BROWSER];
        Ok(self.connection.send_raw(Method::GET, path, &headers, "").await?)
    }
}

const BROWSER: (&str, &[u8]) =
    ("user-agent", b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
