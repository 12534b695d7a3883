//! Bodies of the operations that create points of sale and payment methods, and a merchant who sends them.

use client::{Answer, Method};
use document::Tree;

use crate::harness::{Gateway, Till, json, put};

/// A merchant of a test's own.
pub(crate) struct Owner {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) till: Till,
}

impl Owner {
    pub(crate) fn new(gateway: &Gateway) -> Self {
        let (id, key) = gateway.new_merchant();
        let till = gateway.till_of(&id, &key);
        Self { id, key, till }
    }

    /// The same merchant at another instance.
    pub(crate) fn at(&self, gateway: &Gateway) -> Self {
        let (id, key) = (self.id.clone(), self.key.clone());
        let till = gateway.till_of(&id, &key);
        Self { id, key, till }
    }

    pub(crate) fn path(&self, below: &str) -> String {
        format!("/v1/merchants/{}/pointsofsale{below}", self.id)
    }

    pub(crate) async fn get(&mut self, below: &str) -> Answer {
        let path = self.path(below);
        self.till.get(&path).await
    }

    pub(crate) async fn post(&mut self, below: &str, body: &Tree) -> Answer {
        let path = self.path(below);
        self.till.post(&path, &[], body).await
    }

    pub(crate) async fn put(&mut self, below: &str, body: &Tree) -> Answer {
        let path = self.path(below);
        self.till.send(Method::PUT, &path, &[], Some(body)).await
    }

    pub(crate) async fn switch(&mut self, below: &str, status: &str) {
        let answer =
            self.put(&format!("{below}/status"), &json(&format!(r#"{{"status":"{status}"}}"#))).await;
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        let read = self.get(&format!("{below}/status")).await;
        assert_eq!((answer.text(&["status"]), read.text(&["status"])), (Some(status), Some(status)));
    }

    /// Creates a point of sale of this reference, with a name of its own.
    pub(crate) async fn shop(&mut self, reference: &str) {
        let made = self.post("", &new_shop(reference)).await;
        assert_eq!(made.status, 201, "{}", made.body_text());
    }

    pub(crate) async fn method(&mut self, shop: &str, id: &str) {
        let made = self.post(&format!("/{shop}/paymentMethods"), &new_method(id)).await;
        assert_eq!(made.status, 201, "{}", made.body_text());
    }
}

pub(crate) fn new_shop(reference: &str) -> Tree {
    let shop = put(&shop(&format!("Shop {reference}")), "reference", reference);
    put(&shop, "salesChannel", "ONLINE")
}

/// What a merchant says of a shop.
pub(crate) fn shop(name: &str) -> Tree {
    json(&format!(
        r#"{{"name": "{name}", "legalIdentificationNumber": "12345678900011", "mcc": "5732", "email": "shop@example.com",
            "language": "fr-FR", "timezone": "Europe/Paris", "phone": "+33100000000", "comment": "near the station",
            "address": {{"street": "rue de Rivoli", "city": "Paris", "zip": "75001", "country": "FR"}}}}"#
    ))
}

pub(crate) fn new_method(id: &str) -> Tree {
    let method = put(&method(&["CARTES_BANCAIRES", "VISA"]), "id", id);
    put(&method, "paymentInstrumentType", json(r#"{"code": "CB"}"#))
}

/// What a merchant says of a payment method.
pub(crate) fn method(networks: &[&str]) -> Tree {
    let method = json(
        r#"{"name": "Cards", "description": "of all banks", "acquirer": {"code": "BANK1", "name": "A bank"},
            "acquirerMerchantId": "0012345"}"#,
    );
    put(&method, "networks", networks.to_vec())
}

/// The first bytes of a PNG of one pixel, in base64.
pub(crate) const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
