//! The first answer: what an authentication request leads to, by the number of the card.

use std::sync::Arc;

use axum::http::StatusCode;
use document::Tree;
use simulator::issuer::issuer_pages;

use super::{ANSWER_LIMIT, MALFORMED, SERVER_ID, Sandbox, areq, changed, text};

#[tokio::test]
async fn the_card_decides_the_status_and_its_proof() {
    let sandbox = Sandbox::new();
    for (visa, mastercard, status, reason, indicators, is_proven) in [
        ("4970100008000008", "5137340008000007", "Y", "", ("05", "02"), true),
        ("4970100008001006", "5137340008001005", "A", "", ("06", "01"), true),
        ("4970100008002004", "5137340008002003", "N", "01", ("07", "00"), false),
        ("4970100008003002", "5137340008003001", "U", "22", ("07", "00"), false),
        ("4970100008004000", "5137340008004009", "R", "11", ("07", "00"), false),
        ("4970105151515140", "5137340014122340", "Y", "", ("05", "02"), true),
    ] {
        for (number, eci) in [(visa, indicators.0), (mastercard, indicators.1)] {
            let answer = sandbox.authenticate(number).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
            assert_eq!(
                (
                    &*answer.text("messageType"),
                    &*answer.text("transStatus"),
                    &*answer.text("transStatusReason")
                ),
                ("ARes", status, reason),
                "{number}"
            );
            assert_eq!(answer.text("eci"), eci, "{number}");
            assert_eq!(answer.text("authenticationValue").len(), if is_proven { 28 } else { 0 }, "{number}");
            assert_eq!(answer.text("threeDSServerTransID"), SERVER_ID);
            for id in ["acsTransID", "dsTransID"] {
                assert_eq!(answer.text(id).len(), 36, "{id}");
            }
        }
    }
    assert!(sandbox.told().is_empty(), "a result is sent after a challenge only");
}

#[tokio::test]
async fn two_transactions_have_neither_ids_nor_proofs_in_common() {
    let sandbox = Sandbox::new();
    let [one, other] =
        [sandbox.authenticate("375989111111119").await, sandbox.authenticate("375989111111119").await];
    for name in ["acsTransID", "dsTransID", "authenticationValue"] {
        assert_ne!(one.text(name), other.text(name), "{name}");
    }
    assert_eq!(one.text("transStatus"), "Y");
}

#[tokio::test]
async fn a_mandate_challenges_a_card_that_would_not_be() {
    let sandbox = Sandbox::new();
    let mandated = |number| changed(areq(number), "threeDSRequestorChallengeInd", "04");
    for (number, status) in [
        ("4970105151515140", "C"),
        ("4970100008022002", "C"),
        ("4970100008002004", "N"),
        ("4970100008001006", "A"),
    ] {
        let answer = sandbox.ask(mandated(number)).await.unwrap();
        assert_eq!(answer.text("transStatus"), status, "{number}");
    }
    let wish = changed(areq("4970105151515140"), "threeDSRequestorChallengeInd", "03");
    assert_eq!(sandbox.ask(wish).await.unwrap().text("transStatus"), "Y");
}

#[tokio::test]
async fn nobody_is_challenged_where_no_cardholder_is() {
    let sandbox = Sandbox::new();
    for (number, status) in [("4970100008010007", "U"), ("4970105151515140", "Y")] {
        let request =
            changed(changed(areq(number), "deviceChannel", "03"), "threeDSRequestorChallengeInd", "04");
        let request = changed(request, "threeRIInd", "01");
        let answer = sandbox.ask(request).await.unwrap();
        assert_eq!((&*answer.text("transStatus"), &*answer.text("acsURL")), (status, ""), "{number}");
    }
}

#[tokio::test]
async fn faults_of_the_directory_and_of_the_issuer_are_played() {
    let sandbox = Sandbox::new();
    let unenrolled = sandbox.authenticate("4970100008020006").await;
    assert_eq!(
        (
            &*unenrolled.text("messageType"),
            &*unenrolled.text("errorCode"),
            &*unenrolled.text("errorComponent")
        ),
        ("Erro", "305", "D")
    );
    let fault = sandbox.authenticate("4970100008025005").await;
    assert_eq!(
        (&*fault.text("messageType"), &*fault.text("errorCode"), &*fault.text("errorComponent")),
        ("Erro", "403", "A")
    );
    assert_eq!(fault.text("threeDSServerTransID"), SERVER_ID);
    let malformed = sandbox.authenticate(MALFORMED).await.json();
    assert_eq!((&*text(&malformed, "messageType"), &*text(&malformed, "transStatus")), ("ARes", "?"));
    assert!(malformed.get("acsTransID").is_none());
}

#[tokio::test(start_paused = true)]
#[expect(
    clippy::disallowed_methods,
    reason = "the clock of tokio stands still here, and is moved by sleeping"
)]
async fn a_directory_is_slow_or_silent_or_gone() {
    let sandbox = Sandbox::new();
    let begin = tokio::time::Instant::now();
    assert!(sandbox.ask(areq("4970100008021004")).await.is_none());
    assert_eq!(begin.elapsed(), std::time::Duration::ZERO);

    assert_eq!(sandbox.authenticate("4970100008022002").await.text("transStatus"), "Y");
    assert_eq!(begin.elapsed(), ANSWER_LIMIT / 2);

    assert!(sandbox.ask(areq("4970100008024008")).await.is_none());
    assert!(begin.elapsed() > ANSWER_LIMIT * 2, "a silent directory waits for longer than anybody");
}

#[tokio::test]
async fn a_bad_request_is_told_by_an_error_message_of_the_directory() {
    let sandbox = Sandbox::new();
    for (request, code, id) in [
        (changed(areq("4970105151515140"), "messageType", "CReq"), "101", SERVER_ID),
        (changed(areq("4970105151515140"), "messageVersion", "1.0.2"), "102", SERVER_ID),
        (without("messageVersion"), "201", SERVER_ID),
        (without("acctNumber"), "201", SERVER_ID),
        (without("notificationURL"), "201", SERVER_ID),
        (without("threeDSServerTransID"), "201", ""),
        (areq("497010"), "203", SERVER_ID),
        (changed(areq("4970105151515140"), "deviceChannel", "07"), "203", SERVER_ID),
    ] {
        let answer = sandbox.ask(request).await.unwrap();
        assert_eq!(
            (
                answer.status,
                &*answer.text("messageType"),
                &*answer.text("errorCode"),
                &*answer.text("errorComponent")
            ),
            (StatusCode::OK, "Erro", code, "D"),
            "{}",
            answer.body
        );
        assert_eq!(answer.text("threeDSServerTransID"), id);
        assert!(!answer.body.contains("4970105151515140"), "an error message holds no card number");
    }
    for garbage in ["", "{", "[]", "\"AReq\"", "\u{0}"] {
        let answer = sandbox.post("/ds/areq", "", garbage).await.unwrap();
        assert_eq!(answer.text("errorCode"), "101", "{garbage}");
    }
    let large = sandbox.post("/ds/areq", "", " ".repeat(75 * 1024 + 1)).await.unwrap();
    assert_eq!((large.status, &*large.text("errorCode")), (StatusCode::PAYLOAD_TOO_LARGE, "203"));
}

fn without(name: &str) -> document::Object {
    let mut request = areq("4970105151515140");
    request.remove(name);
    request
}

#[tokio::test]
async fn the_directory_publishes_what_is_enrolled_and_where_methods_are() {
    let sandbox = Sandbox::new();
    let question = document::Object::new()
        .with("messageType", "PReq")
        .with("messageVersion", "2.2.0")
        .with("threeDSServerRefNumber", "GUICHET_3DSS")
        .with("threeDSServerOperatorID", "GUICHET")
        .with("threeDSServerTransID", SERVER_ID);
    let question = document::write_json(&Tree::Object(question));
    let answer = sandbox.post("/ds/preq", "application/json", question).await.unwrap();
    assert_eq!((&*answer.text("messageType"), &*answer.text("threeDSServerTransID")), ("PRes", SERVER_ID));
    assert!(answer.body.len() < 40_000, "{} bytes", answer.body.len());
    let object = answer.json();
    let ranges = object.get("cardRangeData").and_then(Tree::as_list).unwrap();
    let method = |number: &str| {
        let range = ranges.iter().map(|range| range.as_object().unwrap()).find(|range| {
            let (first, last) = (text(range, "startRange"), text(range, "endRange"));
            first.len() == number.len() && (&*first..=&*last).contains(&number)
        });
        range.map(|range| text(range, "threeDSMethodURL"))
    };
    for (number, expected) in [
        ("4970105151515140", Some("")),
        ("4970100008110005", Some("https://issuer.example/acs/method")),
        ("4970100008200004", Some("https://issuer.example/acs/method/silent")),
        ("4970100008020006", None),
        ("375989111111119", Some("")),
    ] {
        assert_eq!(method(number).as_deref(), expected, "{number}");
    }
    let bad = sandbox.post("/ds/preq", "application/json", "{}").await.unwrap();
    assert_eq!((&*bad.text("messageType"), &*bad.text("errorCode")), ("Erro", "101"));
}

#[tokio::test]
async fn a_directory_that_is_not_reached_writes_nothing() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let sandbox = Sandbox::new();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = hyper_util::service::TowerToHyperService::new(issuer_pages(Arc::clone(&sandbox.issuer)));
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let connection = hyper::server::conn::http1::Builder::new()
            .serve_connection(hyper_util::rt::TokioIo::new(stream), service);
        connection.await.is_err()
    });
    let body = document::write_json(&Tree::Object(areq("4970100008021004")));
    let request =
        format!("POST /ds/areq HTTP/1.1\r\nhost: a\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "");
    assert!(serving.await.unwrap());
}

#[tokio::test]
async fn whatever_a_member_holds_the_answer_follows_the_rules() {
    let sandbox = Sandbox::new();
    let good = areq("4970100008010007");
    let names: Vec<String> = good.iter().map(|(name, _)| name.to_owned()).collect();
    let values = || {
        let texts = ["", " ", "\u{0}", "javascript:alert(1)", "00", "-1", "99999999999999999999", "é"];
        let texts = texts.into_iter().map(Tree::text);
        let others = [
            Tree::Null,
            Tree::Bool(true),
            Tree::Integer(i64::MIN),
            Tree::List(Vec::new()),
            Tree::Decimal(0.5),
        ];
        texts.chain(others).chain([Tree::text("x".repeat(3_000)), Tree::Object(document::Object::new())])
    };
    let mut count = 0;
    for name in &names {
        for value in values() {
            let answer = sandbox.ask(changed(good.clone(), name, value)).await.unwrap();
            let bytes = answer.body.as_bytes();
            let is_sound = emv3ds::ARes::read(bytes).is_ok() || emv3ds::Erro::read(bytes).is_ok();
            assert!(answer.status == StatusCode::OK && is_sound, "{name}: {}", answer.body);
            count += 1;
        }
    }
    assert!(count > 400, "{count}");
}
