//! Payment links: the requests of a shop, and a buyer who opens one.

use client::{Answer, Method};
use document::Tree;

use super::{Buyer, Caller, Gateway, Session, Till, assert_result, is_session_id, json, note_secret, put};

pub(crate) const LINKS: &str = "/v1/checkout/paybylink/paymentlinks";

/// A payment link as a shop knows it.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) id: String,
    /// What the buyer is sent.
    pub(crate) url: String,
}

impl Till {
    pub(crate) async fn new_link(&mut self, request: &Tree) -> Link {
        link_of(&self.post(LINKS, &[], request).await)
    }

    /// Reads a link as the shop does.
    pub(crate) async fn link(&mut self, id: &str) -> Answer {
        self.get(&format!("{LINKS}/{id}")).await
    }

    pub(crate) async fn set_link_status(&mut self, id: &str, status: &str) -> Answer {
        let asked = put(&json("{}"), "status", status);
        self.send(Method::PUT, &format!("{LINKS}/{id}/status"), &[], Some(&asked)).await
    }

    pub(crate) async fn cancel_link(&mut self, id: &str) {
        let done = self.set_link_status(id, "CANCELLED").await;
        assert_cancelled(&done);
    }

    /// Asserts the status of a link, and returns what else is read of it.
    pub(crate) async fn assert_link(&mut self, id: &str, status: &str) -> Answer {
        let read = self.link(id).await;
        assert_result(&read, 200, "ACCEPTED", "00000");
        assert_eq!(read.text(&["paymentLink", "status"]), Some(status), "{}", read.body_text());
        read
    }
}

/// Asserts the answer to a cancellation.
#[track_caller]
pub(crate) fn assert_cancelled(done: &Answer) {
    let told = |path: &[&str]| done.text(path).map(str::to_owned);
    assert_eq!(
        (done.status, told(&["result", "code"])),
        (200, Some("00000".to_owned())),
        "{}",
        done.body_text()
    );
    assert_eq!(told(&["status"]), Some("CANCELLED".to_owned()));
}

/// Returns the link that this answer made.
#[track_caller]
pub(crate) fn link_of(made: &Answer) -> Link {
    assert_result(made, 201, "ACCEPTED", "00000");
    let text = |name| made.text(&["paymentLink", name]).unwrap_or_else(|| panic!("{}", made.body_text()));
    let url = text("link").to_owned();
    // The secret part of the token: neither a log nor a store must hold it.
    note_secret("link", &url[url.len() - 32..url.len() - 16]);
    Link { id: text("id").to_owned(), url }
}

impl Gateway {
    /// Gets the URL of a link, or another page of the gateway, as a browser does.
    pub(crate) async fn visits(&self, method: Method, url: &str, language: &str) -> Answer {
        let start = url.find("/pay/").unwrap_or_else(|| panic!("{url} is elsewhere"));
        let headers: [(&str, &[u8]); 2] =
            [("accept", b"text/html"), ("accept-language", language.as_bytes())];
        self.till().raw(method, &url[start..], &headers, "").await
    }

    /// Opens a link, and returns the buyer in the session to which it leads.
    pub(crate) async fn opens(&self, link: &Link) -> Buyer {
        let answer = self.visits(Method::GET, &link.url, "FR").await;
        assert_eq!(answer.status, 303, "{}", answer.body_text());
        let id = answer.header("location").and_then(|url| url.strip_prefix("../")).unwrap().to_owned();
        assert!(is_session_id(&id), "the id is {id:?}");
        let page = format!("{}/pay/{id}", self.base_url());
        self.buyer(Caller::Web, &Session { id, page })
    }

    /// Opens a link that is not to be paid any more, and asserts the heading of the page that says so.
    pub(crate) async fn finds_ended(&self, link: &Link, heading: &str) {
        let answer = self.visits(Method::GET, &link.url, "EN").await;
        assert_eq!(answer.status, 410, "{}", answer.body_text());
        assert!(
            answer.body_text().contains(&format!("<h1 id=\"heading\">{heading}</h1>")),
            "{}",
            answer.body_text()
        );
        assert!(answer.header("location").is_none());
    }
}
