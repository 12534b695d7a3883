//! A shop with a fake gateway, and requests to its pages.

use client::{Answer, Method, Trust};
use shop::{Shop, router};

use crate::{
    fake_gateway::FakeGateway,
    served::{self, Served},
};

pub(crate) struct Visit {
    pub(crate) gateway: FakeGateway,
    pub(crate) shop: Shop,
    pub(crate) served: Served,
}

impl Visit {
    pub(crate) async fn start() -> Self {
        let gateway = FakeGateway::start().await;
        let credentials = gateway.credentials();
        let mut opened = None;
        let served =
            served::serve(|url| router(opened.insert(Shop::new(credentials, url.to_owned())).clone())).await;
        Self { gateway, shop: opened.unwrap(), served }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "").await
    }

    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        self.send(Method::POST, path, form).await
    }

    /// Buys a bell, and returns the reference of the order.
    pub(crate) async fn buy(&self) -> String {
        let answer = self.post("/orders", "product=bell").await;
        assert_eq!(answer.status, 303, "{}", answer.body_text());
        let request = self.gateway.requests().pop().unwrap();
        request.at(&["order", "reference"]).unwrap().as_text().unwrap().to_owned()
    }

    async fn send(&self, method: Method, path: &str, form: &str) -> Answer {
        let browser = client::Client::new(&self.served.url, "", "", Trust::Nobody).unwrap();
        let headers: &[(&str, &[u8])] = &[("content-type", b"application/x-www-form-urlencoded")];
        let mut connection = browser.connect().await.unwrap();
        connection.send_raw(method, path, headers, form.to_owned()).await.unwrap()
    }
}
