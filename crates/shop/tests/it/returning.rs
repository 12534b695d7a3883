//! The page to which the buyer comes back.

use document::Object;

use crate::{
    fake_gateway::{SESSION, paid, result},
    visit::Visit,
};

#[tokio::test]
async fn the_answer_to_a_get_becomes_a_payment_status() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    let with_attempt = |title: &str, code: &str| {
        let transaction = Object::new().with("id", "26032091500000002").with("type", "AUTHORIZATION");
        result(title, code, "why").with("transactions", vec![transaction])
    };
    for (status, body, word) in [
        (200, paid("AUTHORIZATION_AND_CAPTURE", 2_490), "Paid"),
        (200, paid("AUTHORIZATION", 2_490), "Reserved"),
        (200, with_attempt("REFUSED", "01100"), "Refused"),
        (200, with_attempt("ERROR", "02101"), "Failed"),
        (200, with_attempt("ONHOLD_PARTNER", "02000"), "Pending"),
        (200, result("INPROGRESS", "02533", "never opened"), "Pending"),
        (200, result("INPROGRESS", "02306", "on the page"), "Pending"),
        (200, result("PENDING_RISK", "04003", "review"), "Pending"),
        (200, result("CANCELLED", "02319", "by the buyer"), "Cancelled"),
        (200, result("REFUSED", "02324", "opened"), "Expired"),
        (200, result("REFUSED", "02534", "never opened"), "Expired"),
        (200, Object::new(), "Unknown"),
        (404, Object::new().with("title", "ERROR").with("code", "02317").with("detail", "none"), "Unknown"),
        (503, result("ACCEPTED", "00000", "a success that is none"), "Unknown"),
    ] {
        visit.gateway.answer(status, body);
        let answer = visit.get(&format!("/return?order={order}&token={SESSION}")).await;
        let html = answer.body_text();
        assert_eq!(answer.status, 200);
        assert!(html.contains(&format!("\">{word}</p>")), "{word}: {html}");
        assert!(html.contains(&format!("with status {status}.")), "{word}");
    }
}

#[tokio::test]
async fn the_page_shows_the_answer_and_how_to_have_it_by_hand() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    visit.gateway.answer(200, paid("AUTHORIZATION_AND_CAPTURE", 2_490));
    let path =
        format!("/return?order={order}&paylinetoken={SESSION}&token={SESSION}&monext_session_id={SESSION}");
    let html = visit.get(&path).await.body_text();
    for part in [
        "ACCEPTED 00000",
        "Transaction approved",
        "26032091500000001",
        "AUTHORIZATION_AND_CAPTURE",
        "€24.90",
        "&#34;requestedAmount&#34;: 2490",
        "-u &#34;$ID:$KEY&#34;",
        &format!("{}/v1/checkout/payments/sessions/{SESSION}", visit.gateway.url),
        "<dt>paylinetoken</dt>",
        "<dt>monext_session_id</dt>",
        "Buy again",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("class=\"warning\""));
}

#[tokio::test]
async fn the_shop_asks_for_its_own_session_whatever_the_address_says() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    let html = visit.get(&format!("/return?order={order}&token=1another")).await.body_text();
    assert!(html.contains("names another session"));
    assert_eq!(visit.gateway.asked(), [SESSION]);
}

#[tokio::test]
async fn a_payment_of_another_amount_does_not_count() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    visit.gateway.answer(200, paid("AUTHORIZATION_AND_CAPTURE", 1));
    let html = visit.get(&format!("/return?order={order}")).await.body_text();
    assert!(html.contains("not that of the order"));
}

#[tokio::test]
async fn an_order_from_before_a_restart_is_found_by_its_token() {
    let visit = Visit::start().await;
    for name in ["token", "paylinetoken"] {
        let answer = visit.get(&format!("/return?order=forgotten&{name}={SESSION}")).await;
        assert_eq!(answer.status, 200);
    }
    assert_eq!(visit.gateway.asked(), [SESSION, SESSION]);
}

#[tokio::test]
async fn what_is_neither_an_order_nor_a_session_is_not_asked() {
    let visit = Visit::start().await;
    for query in ["", "?order=none", "?token=", "?token=..%2F..%2Fmerchants", "?token=a%20b"] {
        assert_eq!(visit.get(&format!("/return{query}")).await.status, 404, "{query}");
    }
    assert!(visit.gateway.asked().is_empty());
}

#[tokio::test]
async fn the_list_of_orders_says_what_is_known() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    assert!(visit.get("/orders").await.body_text().contains("Not asked yet"));
    visit.gateway.answer(200, paid("AUTHORIZATION_AND_CAPTURE", 2_490));
    visit.get(&format!("/return?order={order}")).await;
    visit.gateway.answer(503, Object::new());
    visit.get(&format!("/return?order={order}")).await;
    let html = visit.get("/orders").await.body_text();
    assert!(html.contains(">Paid</span>"), "a look that told nothing takes nothing away: {html}");
    assert!(html.contains("26032091500000001") && html.contains(&order));
}
