//! `/pay/…`: the payment page and the way back to the shop, as far as it can be seen without a browser.

mod names;

use client::Answer;
use document::Tree;

use crate::harness::{
    Buyer, Caller, Card, Gateway, MERCHANT_ID, Partner, RETURN_URL, SESSIONS, assert_refused_fields,
    assert_result, assert_state, guichet_on, parameters, put, reference, session, session_of, shared,
};

/// Returns the shop's URL to which this page sends the buyer.
fn way_back(page: &Answer) -> Option<String> {
    if let Some(location) = page.header("location") {
        return Some(location.to_owned());
    }
    let html = page.body_text();
    let start = html.find("https://shop.example.com/")?;
    let end = start + html[start..].find(['"', '\'', '<', ' '])?;
    Some(html[start..end].replace("&amp;", "&").replace("&#38;", "&"))
}

async fn returned(buyer: &Buyer) -> String {
    let page = buyer.opens_page().await;
    way_back(&page).unwrap_or_else(|| panic!("no way back: {} {}", page.status, page.body_text()))
}

#[track_caller]
fn assert_way_back(url: &str, kept: &str, id: &str, own: &str) {
    let rest = url.strip_prefix(kept).unwrap_or_else(|| panic!("{url} is not {kept}"));
    let mut found = parameters(rest.trim_start_matches(['?', '&']));
    found.sort();
    let mut expected = vec![("paylinetoken", id), ("token", id), (own, id)];
    expected.sort_unstable();
    let expected: Vec<_> =
        expected.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    assert_eq!(found, expected, "{url}");
}

#[tokio::test]
async fn what_a_browser_is_told() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let page = buyer.opens_page().await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    // The address holds the credential.
    let referrer = page.header("referrer-policy").unwrap();
    assert!(["no-referrer", "same-origin"].contains(&referrer), "{referrer}");
    assert!(page.header("access-control-allow-origin").is_none());
    for link in links(&page.body_text()) {
        let own = link.starts_with('/') && !link.starts_with("//");
        let kept = link.starts_with('#') || link.starts_with("data:");
        assert!(own || kept || link.starts_with("https://shop.example.com/"), "{link} is on another host");
    }
}

/// Returns the URLs that a browser would load or follow.
fn links(html: &str) -> Vec<&str> {
    let values = |name: &'static str| {
        html.split(name).skip(1).map(|rest| rest.split('"').next().expect("a split has a first part"))
    };
    ["src=\"", "href=\"", "action=\""].into_iter().flat_map(values).collect()
}

#[tokio::test]
async fn sites_that_may_show_it_in_a_frame() {
    let gateway = Gateway::start("frames");
    gateway.set_point_of_sale(&[
        "--frame-origin",
        "https://shop.example.com",
        "--frame-origin",
        "https://www.shop.example.com",
    ]);
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let page = buyer.opens_page().await;
    let policy = page.header("content-security-policy").unwrap();
    let ancestors = policy.split(';').find_map(|rule| rule.trim().strip_prefix("frame-ancestors "));
    assert_eq!(ancestors, Some("https://shop.example.com https://www.shop.example.com"));
    for wrong in
        ["shop.example.com", "https://shop.example.com/path", "*", "javascript:alert(1)", "https://a b"]
    {
        let words = ["point-of-sale", "set", MERCHANT_ID, "SHOP1", "--frame-origin", wrong];
        let refused = guichet_on(&gateway, &words);
        assert!(refused.code.is_some_and(|code| code != 0), "{wrong} is taken");
    }
}

/// Returns the same request for another order.
fn another(request: &Tree) -> Tree {
    put(request, "order.reference", reference().as_str())
}

/// Three parameters behind the shop's own, whatever became of the payment.
#[tokio::test]
async fn the_way_back_to_the_shop() {
    let gateway = shared();
    for (url, kept) in [
        (RETURN_URL, RETURN_URL),
        ("https://shop.example.com/return", "https://shop.example.com/return"),
        (
            "https://shop.example.com/?a=%C3%A9&a=b+c&empty=",
            "https://shop.example.com/?a=%C3%A9&a=b+c&empty=",
        ),
    ] {
        let request = put(&session(1_000), "returnURL", url);
        let paid = gateway.buyer_of(Caller::Web, &request).await;
        assert_state(&paid.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        let cancelled = gateway.buyer_of(Caller::Web, &another(&request)).await;
        assert_state(&cancelled.cancels().await, "PAYMENT_CANCELED");
        let refused = gateway.buyer_of(Caller::Web, &another(&request)).await;
        let card = refused.card_request(&Card::refused_with("01116"), None).await;
        for _ in 0..3 {
            refused.sends(&card).await;
        }
        for buyer in [paid, cancelled, refused] {
            assert_way_back(&returned(&buyer).await, kept, &buyer.session.id, "monext_session_id");
        }
    }
}

#[tokio::test]
async fn the_name_that_the_shop_gave_the_parameter() {
    let gateway = Gateway::start("parameter");
    gateway.set_point_of_sale(&["--session-parameter", "sessionNumber"]);
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert_way_back(&returned(&buyer).await, RETURN_URL, &buyer.session.id, "sessionNumber");
    // 20 characters at most.
    for wrong in ["x".repeat(21), "a b".to_owned(), "a&b".to_owned(), "a=b".to_owned()] {
        let words = ["point-of-sale", "set", MERCHANT_ID, "SHOP1", "--session-parameter", &wrong];
        let refused = guichet_on(&gateway, &words);
        assert!(refused.code.is_some_and(|code| code != 0), "{wrong} is taken");
    }
}

/// The shop can read the result before its buyer comes.
#[tokio::test]
async fn back_from_a_partner() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let partner = Partner::of(&gateway, &buyer.chooses_partner().await);
    let mut url = partner.decides("accept").await;
    for _ in 0..3 {
        let page = buyer.browse(&url).await;
        let Some(next) = page.header("location") else { break };
        url = match next {
            _ if next.contains("://") => next.to_owned(),
            _ if next.starts_with('/') => format!("{}{next}", gateway.base_url()),
            // Beside the page that sends there.
            _ => format!("{}/{next}", url.rsplit_once('/').unwrap().0),
        };
        if url.starts_with("https://shop.example.com/") {
            break;
        }
    }
    let last = if url.starts_with("https://shop.example.com/") {
        url
    } else {
        way_back(&buyer.browse(&url).await).unwrap()
    };
    assert_way_back(&last, RETURN_URL, &buyer.session.id, "monext_session_id");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
}

/// Whatever a shop sends is shown as text.
#[tokio::test]
async fn hostile_texts() {
    const HOSTILE: &str = "\"'><img src=x onerror=alert(1)><script>alert(1)";
    let gateway = shared();
    let mut request = session(1_000);
    for path in [
        "order.reference",
        "order.items[0].reference",
        "order.items[0].comment",
        "order.items[0].brand",
        "buyer.firstName",
        "buyer.lastName",
        "delivery.provider",
        "privateData.x",
        "languageCode",
        "threeDS.merchantName",
    ] {
        request = put(&request, path, HOSTILE);
    }
    let hostile_url =
        put(&request, "returnURL", "https://shop.example.com/?a=\"><script>alert(1)</script>&b='x'");
    let made = gateway.till().post(SESSIONS, &[], &hostile_url).await;
    // A URL with such characters may be refused; if it is not, it is written as text as well.
    let session = if made.status == 400 {
        assert_refused_fields(&made, &["returnURL"]);
        gateway.till().new_session(&request).await
    } else {
        session_of(&made)
    };
    let buyer = gateway.buyer(Caller::Web, &session);
    let open = buyer.opens_page().await;
    buyer.cancels().await;
    for page in [open, buyer.opens_page().await] {
        let html = page.body_text();
        for raw in ["<img src=x", "<script>alert", "\"'>"] {
            assert!(!html.contains(raw), "{raw} is in the page");
        }
    }
}

#[tokio::test]
async fn pages_of_sessions_that_are_not_there() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let id = &buyer.session.id;
    for wrong in [
        format!("{}0000000000000", &id[..20]),
        "1".to_owned(),
        "%3Cscript%3E".to_owned(),
        id.to_lowercase() + "x",
    ] {
        let page = buyer.browse(&format!("{}/pay/{wrong}", gateway.base_url())).await;
        assert_eq!(page.status, 404, "{wrong}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "a person reads it");
        assert!(!page.body_text().contains("<script>") && !page.body_text().contains(id.as_str()));
    }
}
