//! Responses of merchants whose hosts work.

use gateway::ports::{Delivery, DeliveryFailure, Messenger as _};
use tokio::net::TcpListener;

use crate::merchant::Merchant;
use crate::{LONG, answered, deliver, messenger};

#[tokio::test]
async fn every_status_is_an_answer() {
    let rows = [
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK", 200),
        ("HTTP/1.1 200 OK\r\n\r\nuntil the end", 200),
        ("HTTP/1.0 200 OK\r\n\r\n", 200),
        ("HTTP/1.1 200\r\n\r\n", 200),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n", 200),
        ("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n", 202),
        ("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n", 101),
        ("HTTP/1.1 204 No Content\r\n\r\n", 204),
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", 404),
        ("HTTP/1.1 422 Unprocessable Content\r\ncontent-length: 0\r\n\r\n", 422),
        ("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n", 500),
        ("HTTP/1.1 200 OK\r\nan ill-written line\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\r\n", 200),
    ];
    for (answer, status) in rows {
        let merchant = Merchant::answering(answer).await;
        assert_eq!(deliver(&merchant.url("/")).await, answered(status), "{answer}");
    }
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let target = Merchant::answering("HTTP/1.1 200 OK\r\n\r\n").await;
    for status in [301, 302, 303, 307, 308] {
        let location = target.url("/elsewhere");
        let merchant =
            Merchant::answering(format!("HTTP/1.1 {status} \r\nlocation: {location}\r\n\r\n")).await;
        assert_eq!(deliver(&merchant.url("/")).await, answered(status));
    }
    assert_eq!(target.requests(), <[String; 0]>::default());
}

#[tokio::test]
async fn the_request_says_no_more_than_it_must() {
    let merchant = Merchant::answering("HTTP/1.1 200 OK\r\nset-cookie: a=b\r\n\r\n").await;
    let messenger = messenger();
    for _ in 0..2 {
        let url = merchant.url("/n?url_type=notification&notificationType=WEBTRS&token=1#part");
        assert_eq!(messenger.deliver(&url, LONG).await, answered(200));
    }
    let expected = format!(
        "GET /n?url_type=notification&notificationType=WEBTRS&token=1 HTTP/1.1\r\n\
         host: {}\r\nuser-agent: guichet/{}\r\naccept: */*\r\nconnection: close\r\n\r\n",
        merchant.address,
        env!("CARGO_PKG_VERSION"),
    );
    assert_eq!(merchant.requests(), [expected.clone(), expected]);
}

#[tokio::test]
async fn a_port_that_nobody_listens_on() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(deliver(&url).await, Delivery::Failed(DeliveryFailure::Connect));
}

#[tokio::test]
async fn urls_that_cannot_be_called() {
    for url in ["", "/n", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/", "http://2130706433/"] {
        assert_eq!(deliver(url).await, Delivery::Failed(DeliveryFailure::Url), "{url}");
    }
}
