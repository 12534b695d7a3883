//! The home page, and the headers of every page.

use crate::{
    fake_gateway::{ACCESS_KEY, MERCHANT, SESSION},
    visit::Visit,
};

#[tokio::test]
async fn the_home_page_offers_products_and_choices() {
    let visit = Visit::start().await;
    let answer = visit.get("/").await;
    assert_eq!(answer.status, 200);
    let html = answer.body_text();
    for part in ["€24.90", "€14.50", "€6.90", "€18.90", "<form method=\"post\" action=\"/orders\">"] {
        assert!(html.contains(part), "{part}");
    }
    for (name, value) in [("product", "bell"), ("outcome", "slow"), ("capture", "MANUAL")] {
        assert!(html.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}={value}");
    }
    assert!(html.contains("<option value=\"HE\" lang=\"he\">"));
}

#[tokio::test]
async fn every_page_keeps_to_its_policy() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    let returned = format!("/return?order={order}");
    for path in ["/", "/orders", &returned, "/return", "/nowhere", "/notification", "/icon.svg"] {
        let answer = visit.get(path).await;
        let policy = answer.header("content-security-policy").unwrap();
        for part in ["default-src 'none'", "connect-src 'self'", "form-action 'self' http: https:"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
    }
}

#[tokio::test]
async fn the_policy_lets_in_the_style_and_the_script_of_the_page_and_nothing_else_is_inside() {
    let visit = Visit::start().await;
    let answer = visit.get("/").await;
    let policy = answer.header("content-security-policy").unwrap().to_owned();
    let html = answer.body_text();
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
        let inside: Vec<_> = html.split(&format!("<{element}>")).skip(1).collect();
        let [inside] = inside[..] else { panic!("one {element} of ours, and none with attributes") };
        let text = inside.split(&format!("</{element}>")).next().unwrap();
        assert!(policy.contains(&format!("{directive} 'sha256-{}'", hash(text))), "{element}: {policy}");
    }
    for outside in ["src=\"http", "href=\"http", " style=", " onclick=", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[tokio::test]
async fn no_page_shows_the_credentials() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    let returned = format!("/return?order={order}&token={SESSION}");
    for path in ["/", "/orders", &returned, "/nowhere"] {
        let html = visit.get(path).await.body_text();
        for secret in [MERCHANT, ACCESS_KEY, "MTIzNDU2Nzg5"] {
            assert!(!html.contains(secret), "{path}");
        }
    }
}

#[tokio::test]
async fn an_unknown_page_and_a_wrong_method() {
    let visit = Visit::start().await;
    assert_eq!(visit.get("/nowhere").await.status, 404);
    assert_eq!(visit.post("/return", "").await.status, 405);
}

fn hash(text: &str) -> String {
    use aws_lc_rs::digest::{SHA256, digest};
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    STANDARD.encode(digest(&SHA256, text.as_bytes()))
}
