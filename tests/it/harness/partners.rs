//! The simulated partner's page, to which a session sends its buyer.

use client::{Answer, Client, Method, Trust};
use document::Tree;

use super::{Gateway, Till, assert_state};

/// The values of the buttons on the page.
pub(crate) const DECISIONS: [&str; 5] = ["accept", "refuse", "cancel", "pending", "pending-accept"];

pub(crate) struct Partner {
    till: Till,
    path: String,
    /// The URL at which the buyer must arrive afterwards.
    back: String,
}

impl Partner {
    /// Returns the page to which this state sends the buyer.
    #[track_caller]
    pub(crate) fn of(gateway: &Gateway, state: &Answer) -> Self {
        assert_state(state, "PAYMENT_REDIRECT_NO_RESPONSE");
        let data = |name| state.at(&["paymentRedirectNoResponse", "redirectionData", name]);
        assert_eq!(data("requestType").and_then(Tree::as_text), Some("GET"));
        let url = data("requestUrl").and_then(Tree::as_text).unwrap();
        // A mobile SDK takes any page of the gateway's own host for the end of the redirect.
        assert!(!url.starts_with(gateway.base_url()), "{url}");
        let id = state.text(&["token"]).unwrap();
        Self::at(gateway, url, id)
    }

    fn at(gateway: &Gateway, url: &str, id: &str) -> Self {
        let rest = url.find("://").map(|place| place + 3).unwrap();
        let end = url[rest..].find('/').map_or(url.len(), |place| rest + place);
        let trust =
            if url.starts_with("https:") { Trust::Certificate(gateway.certificate()) } else { Trust::Nobody };
        let till = Till::new(Client::new(&url[..end], "nobody", "nothing", trust).unwrap());
        let back = format!("{}/pay/back?paylinetoken={id}&paymentEndpoint=1", gateway.base_url());
        Self { till, path: url[end..].to_owned(), back }
    }

    pub(crate) async fn page(&self) -> Answer {
        self.till.raw(Method::GET, &self.path, &[("accept", b"text/html")], "").await
    }

    /// Presses one of the buttons, whatever the answer is.
    pub(crate) async fn press(&self, decision: &str) -> Answer {
        let headers: [(&str, &[u8]); 1] = [("content-type", b"application/x-www-form-urlencoded")];
        self.till.raw(Method::POST, &self.path, &headers, format!("decision={decision}")).await
    }

    /// Presses one of the buttons, asserts the redirect back, and returns its URL.
    pub(crate) async fn decides(&self, decision: &str) -> String {
        let answer = self.press(decision).await;
        let location = answer.header("location");
        assert_eq!((answer.status, location), (303, Some(self.back.as_str())), "{}", answer.body_text());
        self.back.clone()
    }
}
