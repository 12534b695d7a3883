//! Merchants' hosts that are broken or hostile.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use gateway::ports::{Delivery, DeliveryFailure};
use jiff::SignedDuration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use crate::merchant::Merchant;
use crate::{LONG, SHORT, answered, deliver, timed};

/// Sends the beginning, then the same piece until the connection ends.
async fn endless(beginning: &'static str, piece: &'static str) -> Merchant {
    Merchant::behaving(move |mut stream| async move {
        let _gone = stream.write_all(beginning.as_bytes()).await;
        while stream.write_all(piece.as_bytes()).await.is_ok() {}
    })
    .await
}

/// Sends this, and then neither anything more nor the end.
async fn hanging(beginning: &'static str) -> Merchant {
    Merchant::behaving(move |mut stream| async move {
        stream.write_all(beginning.as_bytes()).await.unwrap();
        pending::<()>().await;
    })
    .await
}

/// Checks that the call ended because of the limit, and soon after it.
fn check_timely(took: Duration, limit: SignedDuration) {
    let limit = Duration::try_from(limit).unwrap();
    assert!(took >= limit && took < limit + Duration::from_secs(5), "{took:?}");
}

#[tokio::test]
async fn silence_ends_with_the_limit() {
    for beginning in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n"] {
        let merchant = hanging(beginning).await;
        let (delivery, took) = timed(&merchant.url("/"), SHORT).await;
        assert_eq!(delivery, Delivery::Failed(DeliveryFailure::TimedOut), "{beginning}");
        check_timely(took, SHORT);
    }
}

#[tokio::test]
async fn headers_that_trickle_end_with_the_limit() {
    let merchant = Merchant::behaving(|mut stream| async move {
        stream.write_all(b"HTTP/1.1 200 OK\r\n").await.unwrap();
        while stream.write_all(b"x: y\r\n").await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let (delivery, took) = timed(&merchant.url("/"), SHORT).await;
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::TimedOut));
    check_timely(took, SHORT);
}

#[tokio::test]
async fn news_of_an_answer_without_end_is_none() {
    let merchant = endless("", "HTTP/1.1 103 Early Hints\r\n\r\n").await;
    let (delivery, took) = timed(&merchant.url("/"), SHORT).await;
    assert_eq!(delivery, Delivery::Failed(DeliveryFailure::TimedOut));
    check_timely(took, SHORT);
}

#[tokio::test]
async fn a_body_that_hangs_does_not_take_the_status_away() {
    let rows = [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nha",
        "HTTP/1.1 200 OK\r\n\r\n",
    ];
    for answer in rows {
        let merchant = hanging(answer).await;
        let (delivery, took) = timed(&merchant.url("/"), SHORT).await;
        assert_eq!(delivery, answered(200), "{answer}");
        check_timely(took, SHORT);
    }
}

#[tokio::test]
async fn a_body_without_end_is_left_long_before_the_limit() {
    let rows = [
        ("HTTP/1.1 200 OK\r\n\r\n", "a long story, "),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "4\r\nlong\r\n"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 1000000000000\r\n\r\n", "long"),
    ];
    for (beginning, piece) in rows {
        let merchant = endless(beginning, piece).await;
        let (delivery, took) = timed(&merchant.url("/"), LONG).await;
        assert_eq!(delivery, answered(200), "{beginning}");
        assert!(took < Duration::from_secs(10), "{took:?}");
    }
}

#[tokio::test]
async fn headers_without_end_are_no_answer() {
    let rows = [
        ("HTTP/1.1 200 OK\r\n", "x: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n"),
        (
            "HTTP/1.1 200 OK\r\nx: ",
            "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
        ),
        ("HTTP/1.1 200 ", "OOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOOO"),
    ];
    for (beginning, piece) in rows {
        let merchant = endless(beginning, piece).await;
        let (delivery, took) = timed(&merchant.url("/"), LONG).await;
        assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Broken), "{beginning}");
        assert!(took < Duration::from_secs(10), "{took:?}");
    }
}

#[tokio::test]
async fn large_headers_are_taken_up_to_their_bound() {
    for (length, delivery) in [(60_000, answered(200)), (70_000, Delivery::Failed(DeliveryFailure::Broken))] {
        let header = "y".repeat(length);
        let merchant =
            Merchant::answering(format!("HTTP/1.1 200 OK\r\nx: {header}\r\ncontent-length: 0\r\n\r\n")).await;
        assert_eq!(deliver(&merchant.url("/")).await, delivery, "{length}");
    }
}

#[tokio::test]
async fn what_is_not_an_answer_is_broken() {
    let rows = [
        "",
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\nx: y\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\0\r\n\r\n\u{1}",
        "HTTP/0.9 hello\r\n\r\n",
    ];
    for answer in rows {
        let merchant = Merchant::answering(answer).await;
        let delivery = deliver(&merchant.url("/")).await;
        assert_eq!(delivery, Delivery::Failed(DeliveryFailure::Broken), "{answer:?}");
    }
}

#[tokio::test]
async fn a_connection_that_dies_in_the_body_leaves_the_status() {
    let merchant = Merchant::answering("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf").await;
    assert_eq!(deliver(&merchant.url("/")).await, answered(200));
}

#[tokio::test]
async fn a_call_that_is_over_leaves_no_connection() {
    let gone = Arc::new(Notify::new());
    for (beginning, limit) in [("", SHORT), ("HTTP/1.1 200 OK\r\n\r\n", SHORT)] {
        let tells = Arc::clone(&gone);
        let merchant = Merchant::behaving(move |mut stream: TcpStream| {
            let tells = Arc::clone(&tells);
            async move {
                stream.write_all(beginning.as_bytes()).await.unwrap();
                let _end = stream.read(&mut [0]).await;
                tells.notify_one();
            }
        })
        .await;
        timed(&merchant.url("/"), limit).await;
        timeout(Duration::from_secs(10), gone.notified()).await.expect("the connection ends with the call");
    }
}
