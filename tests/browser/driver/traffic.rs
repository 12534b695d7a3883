//! The requests of the browser, and the messages on its console.

use client::Method;
use serde_json::{Value, json};

use super::Browser;

/// What the browser has logged since the log was read before.
pub(crate) struct Traffic {
    pub(crate) requests: Vec<Request>,
    /// The size of all responses in bytes, as they were transferred, with their headers.
    pub(crate) bytes: u64,
    pub(crate) console_messages: Vec<String>,
}

pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) url: String,
    /// The page that sent the request.
    page: String,
    /// Whether the request loads a page. Pages may lead to any host.
    is_navigation: bool,
}

impl Browser {
    pub(crate) async fn read_traffic(&self) -> Traffic {
        let mut traffic = Traffic { requests: Vec::new(), bytes: 0, console_messages: Vec::new() };
        for entry in self.log("performance").await {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            let parameters = &event["message"]["params"];
            match event["message"]["method"].as_str() {
                Some("Network.requestWillBeSent") => traffic.requests.push(Request::of(parameters)),
                Some("Network.loadingFinished") => {
                    // The number is whole, but written with a decimal point.
                    let bytes = parameters["encodedDataLength"].to_string();
                    traffic.bytes += bytes.split('.').next().unwrap().parse::<u64>().unwrap();
                }
                _ => {}
            }
        }
        for entry in self.log("browser").await {
            traffic.console_messages.push(entry["message"].as_str().unwrap().to_owned());
        }
        traffic
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.send(Method::POST, "/se/log", Some(json!({"type": kind}))).await;
        log.unwrap().as_array().unwrap().clone()
    }

    /// Expects a message with these words on the console: the story fails without it.
    pub(crate) fn expect_console_message(&self, words: &'static str) {
        self.inner.expected.lock().unwrap().push(words);
    }

    /// Checks, at the end of every story, the messages on the console and the hosts of the requests.
    pub(super) async fn assert_no_faults(&self) {
        let traffic = self.read_traffic().await;
        let expected = self.inner.expected.lock().unwrap().clone();
        let is_expected = |message: &&String| expected.iter().any(|words| message.contains(words));
        let unexpected: Vec<_> =
            traffic.console_messages.iter().filter(|message| !is_expected(message)).collect();
        assert!(unexpected.is_empty(), "unexpected messages on the console: {unexpected:#?}");
        for words in expected {
            let is_there = traffic.console_messages.iter().any(|message| message.contains(words));
            assert!(is_there, "no message on the console has {words:?}");
        }
        for request in traffic.requests {
            assert!(request.is_allowed(), "{} sends a request to {}", request.page, request.url);
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
            is_navigation: parameters["type"] == "Document",
        }
    }

    /// Whether the request goes to the page's own host, or loads another page.
    fn is_allowed(&self) -> bool {
        self.is_navigation || self.url.starts_with("data:") || origin(&self.url) == origin(&self.page)
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
    async fn messages_on_the_console_are_found() {
        story("console_messages", |browser| async move {
            let visit = Visit::new(&[]).await;
            browser.go(visit.page_url()).await;
            browser
                .run("console.error('planted'); document.body.append(document.createElement('style'))")
                .await;
            browser.expect_console_message("planted");
            browser.run("document.querySelector('style').textContent += '/* another */'").await;
            browser.expect_console_message(
                "violates the following Content Security Policy directive 'style-src",
            );
            browser.run("fetch('https://localhost:1/').catch(() => (document.title = 'caught'))").await;
            browser.until("document.title === 'caught'").await;
            browser.expect_console_message("Connecting to 'https://localhost:1/' violates the following");
            browser.expect_console_message("violates the document's Content Security Policy");
        })
        .await;
    }

    #[test]
    fn a_page_may_send_requests_to_its_own_host_and_lead_to_any() {
        let page = "https://127.0.0.1:1/pay/x";
        let is_allowed = |url: &str, is_navigation| {
            let (url, page) = (url.to_owned(), page.to_owned());
            Request { method: "GET".to_owned(), url, page, is_navigation }.is_allowed()
        };
        for url in ["https://127.0.0.1:1/services/token/x/state/current", "data:,"] {
            assert!(is_allowed(url, false), "{url}");
        }
        for url in ["https://127.0.0.1:11/x", "http://127.0.0.1:1/x", "https://127.0.0.1:1.example.com/"] {
            assert!(!is_allowed(url, false) && is_allowed(url, true), "{url}");
        }
    }
}
