//! URLs of merchants in production: https only, unless the point of sale allows http, and notifications to ports of the web.

use document::Tree;

use crate::harness::{Finished, Gateway, SESSIONS, assert_refused_fields, guichet, put, session, shared};

struct Production {
    gateway: Gateway,
    merchant: String,
    access_key: String,
}

impl Production {
    fn start() -> Self {
        let (gateway, merchant, access_key) = Gateway::start_in_production("production");
        Self { gateway, merchant, access_key }
    }

    fn set(&self, change: &[&str]) -> Finished {
        let words = [&["point-of-sale", "set", &self.merchant, "SHOP1"], change].concat();
        let data = self.gateway.data();
        let settings = self.gateway.settings();
        let settings: Vec<&str> = settings.iter().flat_map(|setting| ["--set", setting]).collect();
        let words = [&words, &["--data", data.to_str().unwrap()][..], &settings].concat();
        guichet(&words, &self.gateway.environment())
    }
}

fn with_urls(back: &str, told: Option<&str>) -> Tree {
    let request = put(&session(1_000), "returnURL", back);
    told.map_or(request.clone(), |told| put(&request, "notificationURL", told))
}

const SECURE: &str = "https://shop.example/return";
const CLEAR: &str = "http://shop.example/return";

#[tokio::test]
async fn urls_in_clear_are_refused() {
    let production = Production::start();
    let mut till = production.gateway.till_of(&production.merchant, &production.access_key);
    for (back, told, named) in [
        (SECURE, None, &[][..]),
        (SECURE, Some("https://shop.example:8443/told"), &[]),
        (CLEAR, None, &["returnURL"]),
        (SECURE, Some("http://shop.example/told"), &["notificationURL"]),
        (CLEAR, Some("http://shop.example/told"), &["returnURL", "notificationURL"]),
        (SECURE, Some("https://shop.example:22/told"), &["notificationURL"]),
        (SECURE, Some("https://shop.example:6379/told"), &["notificationURL"]),
        // A browser goes where it likes.
        ("https://shop.example:6379/", None, &[]),
    ] {
        let answer = till.post(SESSIONS, &[], &with_urls(back, told)).await;
        if named.is_empty() {
            assert_eq!(answer.status, 201, "{back} {told:?}: {}", answer.body_text());
        } else {
            assert_refused_fields(&answer, named);
        }
        let sandbox = shared();
        let answer = sandbox.till().post(SESSIONS, &[], &with_urls(back, told)).await;
        assert_eq!(answer.status, 201, "the sandbox takes {back} {told:?}: {}", answer.body_text());
    }
    for url in ["http://shop.example/told", "https://shop.example:5432/told"] {
        let refused = production.set(&["--notification-url", url]);
        assert_ne!(refused.code, Some(0));
        assert!(refused.stderr.contains("--notification-url must"), "{}", refused.stderr);
    }

    let set = production.set(&["--allow-http", "true", "--notification-url", "http://shop.example/told"]);
    assert_eq!(set.code, Some(0), "{}", set.stderr);
    let answer = till.post(SESSIONS, &[], &with_urls(CLEAR, Some("http://shop.example/told"))).await;
    assert_eq!(answer.status, 201, "{}", answer.body_text());
    let answer = till.post(SESSIONS, &[], &with_urls(CLEAR, Some("http://shop.example:3306/"))).await;
    assert_refused_fields(&answer, &["notificationURL"]);
}
