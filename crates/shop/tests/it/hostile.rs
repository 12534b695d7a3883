//! Hostile texts of buyers and of the gateway are shown as text.

use crate::{
    fake_gateway::{SESSION, result},
    visit::Visit,
};

const HOSTILE: &str = "%3C%2Fcode%3E%3Cimg%20src%3Dx%20onerror%3D%22alert(1)%22%3E%27%26";

fn assert_harmless(html: &str) {
    assert!(html.contains("&#60;img src=x onerror=&#34;alert(1)&#34;&#62;"), "it is shown: {html}");
    assert!(!html.contains("<img"), "{html}");
}

#[tokio::test]
async fn in_the_address_of_the_return_page() {
    let visit = Visit::start().await;
    let html = visit.get(&format!("/return?{HOSTILE}={HOSTILE}&token={SESSION}")).await.body_text();
    assert_harmless(&html);
}

#[tokio::test]
async fn in_a_notification() {
    let visit = Visit::start().await;
    let path = format!("/notification?notificationType={HOSTILE}&{HOSTILE}={HOSTILE}%0D%0A%0Aevent:%20x");
    assert_eq!(visit.get(&path).await.status, 200);
    assert_harmless(&visit.get("/").await.body_text());
}

#[tokio::test]
async fn in_an_answer_of_the_gateway() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    let text = "</code><img src=x onerror=\"alert(1)\">";
    visit.gateway.answer(200, result(text, text, text));
    assert_harmless(&visit.get(&format!("/return?order={order}")).await.body_text());
}
