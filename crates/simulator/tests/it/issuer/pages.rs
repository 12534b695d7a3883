//! What a person sees, and what a browser is told about it.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use super::Sandbox;

#[tokio::test]
async fn the_page_says_who_wants_what_and_what_this_card_does() {
    let sandbox = Sandbox::new();
    let (_, page) = sandbox.challenge("4970100008010007").await;
    for words in [
        "lang=\"en\"",
        "&#60;b&#62;Tom &#38; Co&#60;/b&#62;",
        "24.99 EUR",
        "497010XXXXXX0007",
        "The buyer chooses on the page",
        "123456",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    for choice in ["right", "wrong", "give-up"] {
        assert_eq!(page.body.matches(&format!("name=\"choice\" value=\"{choice}\"")).count(), 1);
    }
    assert!(!page.body.contains("<script") && !page.body.contains("<b>Tom"), "{}", page.body);
    assert!(!page.body.contains("4970100008010007"), "the card number is masked");
    assert!(page.body.len() < 10_000, "{} bytes", page.body.len());

    let again = sandbox.post(&page.action(), "text/html", "choice=wrong").await.unwrap();
    assert!(again.body.contains("That code is wrong. 2 tries are left."), "{}", again.body);
    let last = sandbox.post(&again.action(), "text/html", "choice=wrong").await.unwrap();
    assert!(last.body.contains("One try is left."), "{}", last.body);
}

#[tokio::test]
async fn the_way_back_has_a_button_for_browsers_without_scripts() {
    let sandbox = Sandbox::new();
    let (_, page) = sandbox.challenge("4970100008010007").await;
    let left = sandbox.post(&page.action(), "text/html", "choice=right").await.unwrap();
    assert!(left.body.contains("<button>Continue</button>"));
    assert!(left.body.contains("<script>document.forms[0].submit()</script>"));
    assert!(left.header("content-security-policy").contains("script-src 'sha256-"));
}

#[tokio::test]
async fn one_card_refuses_to_be_shown_in_a_frame() {
    let sandbox = Sandbox::new();
    for (number, ancestors, options) in [
        ("4970100008010007", "frame-ancestors *", ""),
        ("4970100008015006", "frame-ancestors 'none'", "DENY"),
    ] {
        let (_, page) = sandbox.challenge(number).await;
        let again = sandbox.post(&page.action(), "text/html", "choice=wrong").await.unwrap();
        for page in [page, again] {
            assert!(page.header("content-security-policy").ends_with(ancestors), "{number}");
            assert_eq!(page.header("x-frame-options"), options);
        }
    }
}

#[tokio::test]
async fn every_answer_is_locked_down() {
    let sandbox = Sandbox::new();
    let (_, shown) = sandbox.challenge("4970100008010007").await;
    let get = Request::builder().method(Method::GET).uri("/elsewhere").body(Body::empty()).unwrap();
    let elsewhere = sandbox.send(get).await.unwrap();
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let method = sandbox.post("/acs/method", "text/html", "").await.unwrap();
    for page in [shown, elsewhere, method, sandbox.authenticate("4970105151515140").await] {
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        let policy = page.header("content-security-policy");
        for rule in
            ["default-src 'none'", "base-uri 'none'", "style-src 'sha256-", "form-action 'self' http: https:"]
        {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe"));
        assert!(!page.body.contains(" style="));
    }
}
