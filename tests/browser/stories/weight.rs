//! How much is asked of a buyer's line.

use crate::driver::story;
use crate::harness::Card;
use crate::visit::Visit;

/// What the page may weigh, heads included.
const MOST_BYTES: u64 = 60_000;

/// One request, and the buyer can type.
#[tokio::test]
async fn is_there_after_one_round_trip() {
    story("weight", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.read_traffic().await;
        browser.go(visit.page()).await;
        browser.fill("#number", "4111").await;
        assert_eq!(browser.read("#brand").await, "Visa", "the script is at work");
        let traffic = browser.read_traffic().await;
        let asked: Vec<_> =
            traffic.requests.iter().map(|request| (&*request.method, &*request.url)).collect();
        assert_eq!(
            asked.iter().filter(|(_, url)| !url.starts_with("data:")).collect::<Vec<_>>(),
            [&("GET", visit.page())]
        );
        assert!((1_000..MOST_BYTES).contains(&traffic.bytes), "{} bytes", traffic.bytes);
    })
    .await;
}

/// A whole payment asks nobody but the page's own host.
#[tokio::test]
async fn asks_its_own_host_only() {
    story("own-host", |browser| async move {
        let visit = Visit::new(&[]).await;
        browser.go(visit.page()).await;
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
