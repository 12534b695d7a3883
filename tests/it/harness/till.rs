//! A client of a shop. It sends requests, compares every answer with the description, and keeps every refusal
//! for the search by `leaks`.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use client::{Answer, Client, Connection, Method};
use document::Tree;

use super::gateway::run_dir;
use super::{hold, run, transaction_id};

pub(crate) const PAYMENTS: &str = "/v1/checkout/payments";
pub(crate) const TRANSACTIONS: &str = "/v1/checkout/transactions";
pub(crate) const KEYS: &str = "/v1/security/encryption/keys";

pub(crate) struct Till {
    shop: Client,
    connection: Option<Connection>,
}

impl Till {
    pub(crate) fn new(shop: Client) -> Self {
        Self { shop, connection: None }
    }

    pub(crate) fn authorization(&self) -> String {
        self.shop.authorization().to_owned()
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    pub(crate) async fn pay(&mut self, request: &Tree) -> Answer {
        self.post(PAYMENTS, &[], request).await
    }

    pub(crate) async fn pay_once(&mut self, key: &str, request: &Tree) -> Answer {
        self.post(PAYMENTS, &[("idempotency-key", key)], request).await
    }

    pub(crate) async fn transaction(&mut self, id: &str) -> Answer {
        self.get(&format!("{TRANSACTIONS}/{id}")).await
    }

    /// Makes a payment, and reads its transaction.
    pub(crate) async fn pay_and_read(&mut self, request: &Tree) -> (Answer, Answer) {
        let paid = self.pay(request).await;
        let read = self.transaction(&transaction_id(&paid)).await;
        (paid, read)
    }

    pub(crate) async fn post(&mut self, path: &str, headers: &[(&str, &str)], body: &Tree) -> Answer {
        self.send(Method::POST, path, headers, Some(body)).await
    }

    /// Sends a request as a shop does, on a connection that is kept. It is opened again when the gateway has
    /// closed it.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Tree>,
    ) -> Answer {
        let answer = match self.try_send(method, path, headers, body).await {
            Ok(answer) => answer,
            Err(error) => panic!("{path}: {error}"),
        };
        keep(&answer);
        answer
    }

    /// Sends a request when the gateway may be gone.
    pub(crate) async fn try_send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Tree>,
    ) -> Result<Answer, client::Error> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.shop.connect().await?,
        };
        let answer = connection.send(method.clone(), path, headers, body).await?;
        hold(&method, path, &answer);
        if answer.header("connection") != Some("close") {
            self.connection = Some(connection);
        }
        Ok(answer)
    }

    /// Sends exactly these headers and bytes, on a connection of its own.
    pub(crate) async fn raw(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &[u8])],
        body: impl Into<bytes::Bytes>,
    ) -> Answer {
        let mut connection = self.shop.connect().await.unwrap();
        let answer = connection.send_raw(method.clone(), path, headers, body).await.unwrap();
        hold(&method, path, &answer);
        keep(&answer);
        answer
    }

    /// Makes a payment whose body is written by hand.
    pub(crate) async fn pay_text(&self, body: impl Into<bytes::Bytes>) -> Answer {
        let authorization = self.authorization();
        let headers: [(&str, &[u8]); 2] =
            [("authorization", authorization.as_bytes()), ("content-type", b"application/json")];
        self.raw(Method::POST, PAYMENTS, &headers, body).await
    }
}

/// Writes every body that is no success to a file, because an error must not contain a secret.
pub(crate) fn keep(answer: &Answer) {
    if !(200..300).contains(&answer.status) {
        keep_text(&format!("{} {}", answer.status, answer.body_text()));
    }
}

pub(crate) fn keep_text(text: &str) {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = format!("{:06}.txt", COUNT.fetch_add(1, Ordering::Relaxed));
    fs::write(run_dir().join(run::ERRORS).join(name), text).unwrap();
}
