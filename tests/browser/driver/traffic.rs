//! What the browser asked of whom, and what it complained of.

use client::Method;
use serde_json::{Value, json};

use super::Browser;

/// Since it was read last.
pub(crate) struct Traffic {
    pub(crate) requests: Vec<Request>,
    /// Bytes on the wire of everything that has arrived, heads included.
    pub(crate) bytes: u64,
    pub(crate) complaints: Vec<String>,
}

pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) url: String,
    /// The page that asked.
    page: String,
    /// A visit to another page, which may be anybody's.
    is_visit: bool,
}

impl Browser {
    pub(crate) async fn read_traffic(&self) -> Traffic {
        let mut traffic = Traffic { requests: Vec::new(), bytes: 0, complaints: Vec::new() };
        for entry in self.log("performance").await {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            let parameters = &event["message"]["params"];
            match event["message"]["method"].as_str() {
                Some("Network.requestWillBeSent") => traffic.requests.push(Request::of(parameters)),
                Some("Network.loadingFinished") => {
                    // A whole number, written with a point.
                    let bytes = parameters["encodedDataLength"].to_string();
                    traffic.bytes += bytes.split('.').next().unwrap().parse::<u64>().unwrap();
                }
                _ => {}
            }
        }
        for entry in self.log("browser").await {
            traffic.complaints.push(entry["message"].as_str().unwrap().to_owned());
        }
        traffic
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.ask(Method::POST, "/se/log", Some(json!({"type": kind}))).await;
        log.unwrap().as_array().unwrap().clone()
    }

    /// A complaint with these words belongs to the story: it must come.
    pub(crate) fn expect_complaint(&self, words: &'static str) {
        self.inner.expected.lock().unwrap().push(words);
    }

    /// At the end of every story.
    pub(super) async fn assert_well_behaved(&self) {
        let traffic = self.read_traffic().await;
        let expected = self.inner.expected.lock().unwrap().clone();
        let is_expected = |complaint: &&String| expected.iter().any(|words| complaint.contains(words));
        let unexpected: Vec<_> = traffic.complaints.iter().filter(|told| !is_expected(told)).collect();
        assert!(unexpected.is_empty(), "the browser complains: {unexpected:#?}");
        for words in expected {
            let told = traffic.complaints.iter().any(|complaint| complaint.contains(words));
            assert!(told, "the browser does not complain of {words:?}");
        }
        for request in traffic.requests {
            assert!(request.is_at_home(), "{} asks {}", request.page, request.url);
        }
    }
}

impl Request {
    fn of(parameters: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Self {
            method: text(&parameters["request"]["method"]),
            url: text(&parameters["request"]["url"]),
            page: text(&parameters["documentURL"]),
            is_visit: parameters["type"] == "Document",
        }
    }

    fn is_at_home(&self) -> bool {
        self.is_visit || self.url.starts_with("data:") || origin(&self.url) == origin(&self.page)
    }
}

fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |place| place + 3);
    url[host..].find('/').map_or(url, |end| &url[..host + end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::story;
    use crate::visit::Visit;

    #[tokio::test]
    async fn what_a_browser_complains_of_is_heard() {
        story("complaints", |browser| async move {
            let visit = Visit::new(&[]).await;
            browser.go(visit.page()).await;
            browser
                .run("console.error('planted'); document.body.append(document.createElement('style'))")
                .await;
            browser.expect_complaint("planted");
            browser.run("document.querySelector('style').textContent += '/* another */'").await;
            browser.expect_complaint("violates the following Content Security Policy directive 'style-src");
            browser.run("fetch('https://localhost:1/').catch(() => (document.title = 'caught'))").await;
            browser.until("document.title === 'caught'").await;
            browser.expect_complaint("Connecting to 'https://localhost:1/' violates the following");
            browser.expect_complaint("violates the document's Content Security Policy");
        })
        .await;
    }

    #[test]
    fn a_page_may_ask_its_own_host_and_lead_anywhere() {
        let page = "https://127.0.0.1:1/pay/x";
        let at_home = |url: &str, is_visit| {
            let (url, page) = (url.to_owned(), page.to_owned());
            Request { method: "GET".to_owned(), url, page, is_visit }.is_at_home()
        };
        for url in ["https://127.0.0.1:1/services/token/x/state/current", "data:,"] {
            assert!(at_home(url, false), "{url}");
        }
        for url in ["https://127.0.0.1:11/x", "http://127.0.0.1:1/x", "https://127.0.0.1:1.example.com/"] {
            assert!(!at_home(url, false) && at_home(url, true), "{url}");
        }
    }
}
