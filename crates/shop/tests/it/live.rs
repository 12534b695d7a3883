//! Notifications on the pages, and in the stream of events.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    fake_gateway::{SESSION, paid},
    visit::Visit,
};

/// An open stream of events.
struct Listening {
    stream: TcpStream,
    heard: String,
}

impl Listening {
    async fn to(visit: &Visit, path: &str, header: &str) -> Self {
        let address = visit.served.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n{header}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut listening = Self { stream, heard: String::new() };
        listening.hear("text/event-stream").await;
        listening
    }

    async fn hear(&mut self, text: &str) {
        while !self.heard.contains(text) {
            let mut bytes = [0; 4096];
            let read = self.stream.read(&mut bytes).await.unwrap();
            assert_ne!(read, 0, "the stream ended before {text:?}: {}", self.heard);
            self.heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    }
}

async fn notify(visit: &Visit, order: &str) {
    let path =
        format!("/notification?order={order}&notificationType=WEBTRS&token={SESSION}&paymentEndpoint=1");
    let answer = visit.get(&path).await;
    assert_eq!((answer.status, answer.body_text().as_str()), (200, "OK"));
}

#[tokio::test]
async fn a_notification_stands_on_the_pages_it_is_about() {
    let visit = Visit::start().await;
    let (order, other) = (visit.buy().await, visit.buy().await);
    assert!(!visit.get("/").await.body_text().contains("WEBTRS</strong>"));
    notify(&visit, &order).await;
    for (path, count) in
        [("/".to_owned(), 1), (format!("/return?order={order}"), 1), (format!("/return?order={other}"), 0)]
    {
        let html = visit.get(&path).await.body_text();
        assert_eq!(html.matches("WEBTRS</strong>").count(), count, "{path}");
    }
}

#[tokio::test]
async fn a_notification_makes_the_shop_ask_what_became_of_its_order() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    visit.gateway.answer(200, paid("AUTHORIZATION_AND_CAPTURE", 2_490));
    notify(&visit, "of-somebody-else").await;
    assert!(visit.gateway.asked().is_empty());
    notify(&visit, &order).await;
    assert_eq!(visit.gateway.asked(), [SESSION]);
    assert!(visit.get("/orders").await.body_text().contains(">Paid</span>"));
}

#[tokio::test]
async fn who_listens_hears_what_a_reload_would_show() {
    let visit = Visit::start().await;
    let mut listening = Listening::to(&visit, "/events?after=0", "").await;
    notify(&visit, "first").await;
    listening.hear("<dd>first</dd>").await;
    notify(&visit, "second").await;
    listening.hear("<dd>second</dd>").await;
    assert!(listening.heard.contains("id: 2\n"), "{}", listening.heard);
    let page = visit.get("/").await.body_text();
    for line in listening.heard.lines().filter_map(|line| line.strip_prefix("data: ")) {
        assert!(page.contains(line), "{line}");
    }
}

#[tokio::test]
async fn who_listens_again_hears_what_came_in_between() {
    let visit = Visit::start().await;
    for order in ["first", "second", "third"] {
        notify(&visit, order).await;
    }
    for (path, header) in [("/events?after=1", ""), ("/events?after=0", "last-event-id: 1\r\n")] {
        let mut listening = Listening::to(&visit, path, header).await;
        listening.hear("<dd>third</dd>").await;
        assert!(listening.heard.contains("<dd>second</dd>"));
        assert!(!listening.heard.contains("<dd>first</dd>"));
    }
}

#[tokio::test]
async fn who_listens_for_one_order_hears_of_no_other() {
    let visit = Visit::start().await;
    let mut listening = Listening::to(&visit, "/events?after=0&order=mine", "").await;
    for order in ["other", "mine"] {
        notify(&visit, order).await;
    }
    listening.hear("<dd>mine</dd>").await;
    assert!(!listening.heard.contains("<dd>other</dd>"));
}

#[tokio::test]
async fn a_hostile_notification_stays_one_event() {
    let visit = Visit::start().await;
    let mut listening = Listening::to(&visit, "/events", "").await;
    visit.get("/notification?order=%0D%0A%0Aid:%2099%0A%0D%3Cb%3E").await;
    notify(&visit, "last").await;
    listening.hear("<dd>last</dd>").await;
    let ids: Vec<_> = listening.heard.lines().filter(|line| line.starts_with("id:")).collect();
    assert_eq!(ids, ["id: 1", "id: 2"]);
    assert!(!listening.heard.contains("<b>"));
}

#[tokio::test]
async fn a_stream_ends_when_the_page_goes() {
    let visit = Visit::start().await;
    let listening = Listening::to(&visit, "/events", "").await;
    let mut open = visit.served.open.clone();
    assert_eq!(*open.borrow(), 1);
    drop(listening);
    open.wait_for(|open| *open == 0).await.unwrap();
}

#[tokio::test]
async fn a_stream_ends_when_the_shop_closes() {
    let visit = Visit::start().await;
    let mut listening = Listening::to(&visit, "/events", "").await;
    visit.shop.close();
    listening.hear("\r\n0\r\n\r\n").await;
}

#[tokio::test]
async fn old_notifications_are_forgotten() {
    let visit = Visit::start().await;
    let order = visit.buy().await;
    for _ in 0..201 {
        visit.get(&format!("/notification?order={order}")).await;
    }
    assert!(visit.get("/orders").await.body_text().contains("<td class=\"number\">200</td>"));
    assert_eq!(visit.get("/").await.body_text().matches("<li class=\"notification\">").count(), 20);
}
