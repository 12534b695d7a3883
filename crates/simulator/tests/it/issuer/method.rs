//! The 3DS method in its hidden frame.

use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use document::{Object, Tree, write_json};

use super::{SERVER_ID, Sandbox, object, text};

fn data(id: &str, url: &str) -> String {
    let object = Object::new().with("threeDSServerTransID", id).with("threeDSMethodNotificationURL", url);
    format!("threeDSMethodData={}", URL_SAFE_NO_PAD.encode(write_json(&Tree::Object(object))))
}

#[tokio::test]
async fn one_method_reports_to_the_url_that_it_was_given() {
    let sandbox = Sandbox::new();
    let url = "https://pay.example/pay/method?a=1&b=2";
    let page = sandbox.post("/acs/method", "text/html", data(SERVER_ID, url)).await.unwrap();
    assert_eq!((page.status, page.action()), (StatusCode::OK, url.to_owned()));
    let report = object(&URL_SAFE_NO_PAD.decode(page.field("threeDSMethodData")).unwrap());
    assert_eq!((text(&report, "threeDSServerTransID"), report.len()), (SERVER_ID.to_owned(), 1));
    assert!(page.body.contains("<script>document.forms[0].submit()</script>"), "{}", page.body);
}

#[tokio::test]
async fn the_other_never_does() {
    let sandbox = Sandbox::new();
    let form = data(SERVER_ID, "https://pay.example/pay/method");
    let page = sandbox.post("/acs/method/silent", "text/html", form).await.unwrap();
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("<form") && !page.body.contains("<script"), "{}", page.body);
}

#[tokio::test]
async fn what_is_no_data_of_a_method_is_a_page_that_says_so() {
    let sandbox = Sandbox::new();
    for form in [
        String::new(),
        "threeDSMethodData=!!".to_owned(),
        "threeDSMethodData=e30".to_owned(),
        data("1", "https://pay.example"),
        data(SERVER_ID, "javascript:alert(1)"),
        data(SERVER_ID, "/pay/method"),
    ] {
        let page = sandbox.post("/acs/method", "text/html", form.clone()).await.unwrap();
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{form}");
        assert!(page.body.contains("The request cannot be read"));
    }
    let large = sandbox.post("/acs/method", "text/html", "x".repeat(65 * 1024)).await.unwrap();
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}
