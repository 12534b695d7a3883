//! Orders: from the button to the payment page.

use client::Trust;
use document::Tree;
use shop::{Shop, router};

use crate::{fake_gateway::PAYMENT_PAGE, served, visit::Visit};

#[tokio::test]
async fn a_choice_becomes_a_session_that_the_contract_allows() {
    let visit = Visit::start().await;
    for (form, amount, charge, capture, language) in [
        ("", 2_490, 0, "AUTOMATIC", None),
        ("product=keys&outcome=accepted&capture=MANUAL&language=HE", 1_450, 0, "MANUAL", Some("HE")),
        ("product=tickets&outcome=refused&language=FR", 33_305, 32_615, "AUTOMATIC", Some("FR")),
        ("product=stamp&outcome=slow&language=", 77_702, 75_812, "AUTOMATIC", None),
    ] {
        let answer = visit.post("/orders", form).await;
        assert_eq!(answer.status, 303, "{form}: {}", answer.body_text());
        assert_eq!(answer.header("location"), Some(PAYMENT_PAGE), "{form}");
        let request = visit.gateway.requests().pop().unwrap();
        let integer = |path: &[&str]| request.at(path).and_then(Tree::as_integer);
        let text = |path: &[&str]| request.at(path).and_then(Tree::as_text);
        assert_eq!(integer(&["order", "amount"]), Some(amount), "{form}");
        assert_eq!(integer(&["delivery", "charge"]), Some(charge), "{form}");
        let [item] = request.at(&["order", "items"]).unwrap().as_list().unwrap() else { panic!("{form}") };
        assert_eq!(item.at(&["price"]).unwrap().as_integer(), Some(amount - charge), "{form}");
        assert_eq!(text(&["payment", "capture"]), Some(capture), "{form}");
        assert_eq!(text(&["languageCode"]), language, "{form}");
    }
}

#[tokio::test]
async fn the_gateway_is_told_where_to_come_back() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    let request = visit.gateway.requests().pop().unwrap();
    let text = |name: &str| request.at(&[name]).unwrap().as_text().unwrap().to_owned();
    assert_eq!(text("returnURL"), format!("{}/return?order={order}", visit.served.url));
    assert_eq!(text("notificationURL"), format!("{}/notification?order={order}", visit.served.url));
}

#[tokio::test]
async fn every_order_has_a_reference_of_its_own() {
    let visit = Visit::start().await;
    assert_ne!(visit.buy().await, visit.buy().await);
}

#[tokio::test]
async fn what_the_form_does_not_offer_is_not_asked_of_the_gateway() {
    let visit = Visit::start().await;
    for form in ["product=yacht", "product=bell&outcome=free", "capture=DEFERRED", "language=tlh"] {
        assert_eq!(visit.post("/orders", form).await.status, 400, "{form}");
    }
    assert_eq!(visit.post("/orders", &"x".repeat(5_000)).await.status, 413);
    assert!(visit.gateway.requests().is_empty());
}

#[tokio::test]
async fn a_refusal_is_shown_with_status_and_body_and_makes_no_order() {
    let visit = Visit::start().await;
    for (status, content_type, body, shown) in [
        (401, "application/json", r#"{"code":"09101"}"#, "09101"),
        (500, "text/html", "<b>down</b>", "&#60;b&#62;down"),
    ] {
        visit.gateway.refuse(status, content_type, body);
        let answer = visit.post("/orders", "").await;
        let html = answer.body_text();
        assert_eq!(answer.status, 502);
        assert!(html.contains(&format!("status {status}")) && html.contains(shown), "{html}");
    }
    assert!(visit.get("/orders").await.body_text().contains("None yet"));
}

#[tokio::test]
async fn a_session_that_no_buyer_can_be_sent_to_is_a_refusal() {
    let visit = Visit::start().await;
    for body in [
        r#"{"sessionId":"1"}"#,
        r#"{"redirectURL":"https://pay.example/"}"#,
        r#"{"sessionId":"../keys","redirectURL":"https://pay.example/"}"#,
        r#"{"sessionId":"1","redirectURL":"javascript:alert(1)"}"#,
        r#"{"sessionId":"1","redirectURL":"https://pay.example/\r\nset-cookie: a=b"}"#,
    ] {
        visit.gateway.refuse(201, "application/json", body);
        assert_eq!(visit.post("/orders", "").await.status, 502, "{body}");
    }
}

#[tokio::test]
async fn a_gateway_that_is_not_there() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let credentials = client::Client::new(&format!("http://{gone}"), "1", "k", Trust::Nobody).unwrap();
    let served = served::serve(|url| router(Shop::new(credentials, url.to_owned()))).await;
    let browser = client::Client::new(&served.url, "", "", Trust::Nobody).unwrap();
    let mut connection = browser.connect().await.unwrap();
    let answer = connection.send_raw(client::Method::POST, "/orders", &[], "").await.unwrap();
    assert_eq!(answer.status, 502);
    assert!(answer.body_text().contains("cannot be reached"));
}

#[tokio::test]
async fn old_orders_are_forgotten() {
    let visit = Visit::start().await;
    let first = visit.buy().await;
    for _ in 0..200 {
        visit.buy().await;
    }
    let html = visit.get("/orders").await.body_text();
    assert_eq!(html.matches("<th scope=\"row\">").count(), 200);
    assert!(!html.contains(&format!("{first}<")));
}
