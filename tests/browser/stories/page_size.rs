//! The requests and the bytes that a page takes.

use crate::driver::story;
use crate::harness::Card;
use crate::visit::Visit;

/// The size that the page may have with its headers, in bytes.
const MAX_PAGE_BYTES: u64 = 60_000;

/// The buyer can type after one request.
#[tokio::test]
async fn is_there_after_one_round_trip() {
    story("page-size", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.read_traffic().await;
        browser.go(visit.page_url()).await;
        browser.fill("#number", "4111").await;
        assert_eq!(browser.read("#brand").await, "Visa", "the script runs");
        let traffic = browser.read_traffic().await;
        let requests: Vec<_> =
            traffic.requests.iter().map(|request| (&*request.method, &*request.url)).collect();
        assert_eq!(
            requests.iter().filter(|(_, url)| !url.starts_with("data:")).collect::<Vec<_>>(),
            [&("GET", visit.page_url())]
        );
        assert!((1_000..MAX_PAGE_BYTES).contains(&traffic.bytes), "{} bytes", traffic.bytes);
    })
    .await;
}

/// A whole payment sends requests to the page's own host only.
#[tokio::test]
async fn sends_requests_to_its_own_host_only() {
    story("own-host", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page_url()).await;
        browser.pay_with(&Card::cb_visa()).await;
        browser.until_heading("Payment accepted").await;
        let traffic = browser.read_traffic().await;
        assert!(traffic.requests.iter().any(|request| request.method == "POST"), "a payment was seen");
        for request in &traffic.requests {
            let own = request.url.starts_with(visit.gateway.base_url()) || request.url.starts_with("data:");
            assert!(own, "{} {}", request.method, request.url);
        }
    })
    .await;
}
