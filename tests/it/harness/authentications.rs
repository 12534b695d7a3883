//! Authentications of buyers.

use client::Answer;
use document::{Object, Tree};

use super::{Card, Till, json, payment, put, reference};

pub(crate) const AUTHENTICATIONS: &str = "/v1/checkout/authentications";

/// Returns a request to authenticate the buyer of a payment, who uses a browser.
pub(crate) fn authentication(card: &Card, amount: i64) -> Tree {
    let browser = r#"{"deviceChannel": "Browser", "ip": "192.0.2.1", "acceptHeader": "text/html", "javaEnabled": false,
        "javascriptEnabled": true, "language": "fr-FR", "colorDepth": "CD_24", "screenHeight": 1080, "screenWidth": 1920,
        "timeZoneOffset": -60, "userAgent": "Mozilla/5.0"}"#;
    let three_ds = Object::new()
        .with("merchantName", "Shop")
        .with("challengeInd", "NO_PREFERENCE")
        .with("threeDSMethodResult", "INITIAL")
        .with("threeDSMethodNotificationURL", "https://shop.example/3ds/method")
        .with("deviceInterface", json(browser));
    let request = put(&payment(card, amount), "threeDS", three_ds);
    put(&request, "returnURL", "https://shop.example/3ds/return")
}

/// Returns the same request of a buyer who uses an app.
pub(crate) fn authentication_in_app(card: &Card, amount: i64) -> Tree {
    let coordinates =
        ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    let app = Object::new()
        .with("deviceChannel", "SDK")
        .with("appID", "6f8b1f2e-3b0b-4d5c-9a55-0d3a3e3f7a11")
        .with("deviceRenderingOptionsIF", "BOTH")
        .with("deviceRenderOptionsUI", "TEXT")
        .with("ephemPubKey", format!("P-256;EC;{};{}", coordinates.0, coordinates.1))
        .with("maxTimeout", 5)
        .with("referenceNumber", "3DS_LOA_SDK_0001")
        .with("transID", "b2385523-a66c-4907-ac3c-91848e8c0067")
        .with("encData", "eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVy.dGFn");
    put(&authentication(card, amount), "threeDS.deviceInterface", app)
}

/// Returns a request to verify what a browser brought.
pub(crate) fn verification(challenge_result: &str) -> Tree {
    Object::new().with("paymentMethodId", "CB").with("challengeResult", challenge_result).into()
}

impl Till {
    pub(crate) async fn authenticate(&mut self, request: &Tree) -> Answer {
        self.post(AUTHENTICATIONS, &[], request).await
    }

    /// Begins an authentication under an id that no other has, and returns the id.
    pub(crate) async fn new_authentication(&mut self) -> String {
        let id = reference();
        let request = put(&authentication(&Card::cb_visa(), 1_000), "sessionId", id.as_str());
        let begun = self.authenticate(&request).await;
        assert_eq!(begun.status, 201, "{}", begun.body_text());
        id
    }

    pub(crate) async fn verify(&mut self, id: &str, request: &Tree) -> Answer {
        self.post(&format!("{AUTHENTICATIONS}/{id}/verify"), &[], request).await
    }
}
