//! Challenges in a browser, from the challenge request to what the 3DS server and the merchant are told.

use axum::http::StatusCode;
use document::Object;
use jiff::SignedDuration;

use super::{
    NOTIFICATION_URL, RESULTS_URL, SERVER_ID, Sandbox, areq, brought, challenge_form, changed, text,
};

const CHOSEN: &str = "4970100008010007";

/// Goes through a challenge as a person does, with one choice after another.
async fn go_through(sandbox: &Sandbox, number: &str, choices: &[&str]) -> (Object, Object) {
    let (ares, mut page) = sandbox.challenge(number).await;
    for choice in choices {
        let form = format!("{choice}&threeDSSessionData={}", page.field("threeDSSessionData"));
        page = sandbox.post(&page.action(), "text/html", form).await.unwrap();
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    }
    assert_eq!(page.action(), NOTIFICATION_URL);
    assert_eq!(page.field("threeDSSessionData"), "s3ssion");
    (ares, brought(&page.field("cres")))
}

#[tokio::test]
async fn every_ending_is_told_to_the_3ds_server_and_then_brought_to_the_merchant() {
    const WRONG: [&str; 3] = ["choice=wrong"; 3];
    for (number, choices, status, reason, cancel, counter) in [
        (CHOSEN, &["choice=right"][..], "Y", "", "", "01"),
        (CHOSEN, &["code=123456"], "Y", "", "", "01"),
        (CHOSEN, &["code=1", "choice=right"], "Y", "", "", "02"),
        (CHOSEN, &WRONG, "N", "19", "", "03"),
        (CHOSEN, &["code=1", "code=2", "code=3"], "N", "19", "", "03"),
        (CHOSEN, &["choice=give-up"], "N", "01", "01", "00"),
        ("5137340008010006", &["choice=right"], "Y", "", "", "01"),
        ("4970100008011005", &["code=1"], "Y", "", "", "01"),
        ("4970100008011005", &["choice=give-up"], "N", "01", "01", "00"),
        ("4970100008012003", &["choice=right", "code=123456", "choice=right"], "N", "19", "", "03"),
        ("4970100008013001", &["choice=right"], "N", "01", "01", "01"),
        ("4970100008014009", &["choice=right"], "N", "14", "04", "00"),
        ("4970100008015006", &["choice=right"], "Y", "", "", "01"),
    ] {
        let sandbox = Sandbox::new();
        let (ares, cres) = go_through(&sandbox, number, choices).await;
        assert_eq!(
            (&*text(&cres, "messageType"), &*text(&cres, "transStatus")),
            ("CRes", status),
            "{number}"
        );
        let [told] = &sandbox.told()[..] else { panic!("{number}: one result") };
        for (name, expected) in [
            ("messageType", "RReq"),
            ("transStatus", status),
            ("transStatusReason", reason),
            ("challengeCancel", cancel),
            ("interactionCounter", counter),
            ("messageCategory", "01"),
            ("authenticationType", "02"),
        ] {
            assert_eq!(text(told, name), expected, "{number} {choices:?} {name}");
        }
        let eci = match (status, number.starts_with('5')) {
            ("Y", true) => "02",
            ("Y", false) => "05",
            _ => "07",
        };
        assert_eq!(text(told, "eci"), eci);
        assert_eq!(text(told, "authenticationValue").is_empty(), status != "Y");
        for name in ["threeDSServerTransID", "acsTransID"] {
            assert_eq!(text(told, name), text(&ares, name));
            assert_eq!(text(&cres, name), text(&ares, name));
        }
        assert_eq!(text(told, "dsTransID"), text(&ares, "dsTransID"));
        assert_eq!(sandbox.server.told.lock().unwrap()[0].0, RESULTS_URL);
    }
}

#[tokio::test]
async fn a_result_that_never_comes_sends_the_buyer_back_as_authenticated() {
    let sandbox = Sandbox::new();
    let (_, cres) = go_through(&sandbox, "4970100008016004", &["choice=right"]).await;
    assert_eq!(text(&cres, "transStatus"), "Y");
    assert!(sandbox.told().is_empty());
}

#[tokio::test]
async fn a_script_needs_one_request_a_choice() {
    let sandbox = Sandbox::new();
    let ares = sandbox.authenticate(CHOSEN).await.json();
    let url = format!("{}/answer", text(&ares, "acsURL"));
    let form = |choice| format!("choice={choice}&threeDSSessionData=s3ssion");
    let wrong = sandbox.post(&url, "application/json", form("wrong")).await.unwrap();
    assert_eq!(wrong.header("content-type"), "application/json");
    assert_eq!(wrong.json().get("attemptsLeft").and_then(document::Tree::as_integer), Some(2));
    assert!(sandbox.told().is_empty());
    let right = sandbox
        .post(&wrong.text("action"), "text/html;q=0.5, application/json", form("right"))
        .await
        .unwrap();
    assert_eq!(right.text("notificationURL"), NOTIFICATION_URL);
    assert_eq!(right.text("threeDSSessionData"), "s3ssion");
    assert_eq!(text(&brought(&right.text("cres")), "transStatus"), "Y");
    assert_eq!(text(&sandbox.told()[0], "interactionCounter"), "02");
}

#[tokio::test]
async fn a_result_without_an_answer_is_sent_once_more() {
    for (silences, sent) in [(1, 2), (2, 2), (5, 2), (0, 1)] {
        let sandbox = Sandbox::new();
        *sandbox.server.silences.lock().unwrap() = std::iter::repeat_n((), silences).collect();
        let (_, cres) = go_through(&sandbox, CHOSEN, &["choice=right"]).await;
        assert_eq!(text(&cres, "transStatus"), "Y");
        let told = sandbox.told();
        assert_eq!(told.len(), sent, "{silences}");
        assert!(told.iter().all(|message| *message == told[0]));
    }
}

#[tokio::test]
async fn a_challenge_survives_a_restart() {
    let sandbox = Sandbox::new();
    let (_, page) = sandbox.challenge(CHOSEN).await;
    let left = sandbox.twin().post(&page.action(), "text/html", "choice=right").await.unwrap();
    assert_eq!(text(&brought(&left.field("cres")), "transStatus"), "Y");
    assert_eq!(sandbox.told().len(), 1);
}

#[tokio::test]
async fn ten_minutes_are_the_limit() {
    let sandbox = Sandbox::new();
    let (ares, page) = sandbox.challenge(CHOSEN).await;
    sandbox.clock.advance(SignedDuration::from_mins(10));
    let form = challenge_form(&ares, "s3ssion");
    let shown = sandbox.post(&text(&ares, "acsURL"), "text/html", form.clone()).await.unwrap();
    assert!(shown.body.contains("Enter the right code"), "the last moment counts");

    sandbox.clock.advance(SignedDuration::from_millis(1));
    let late = sandbox.post(&page.action(), "text/html", "choice=right").await.unwrap();
    assert_eq!(text(&brought(&late.field("cres")), "transStatus"), "N");
    let later = sandbox.post(&text(&ares, "acsURL"), "text/html", form).await.unwrap();
    assert_eq!(text(&brought(&later.field("cres")), "transStatus"), "N");
    let told: Vec<_> = sandbox.told().iter().map(|told| text(told, "challengeCancel")).collect();
    assert_eq!(told, ["04", "05"]);
}

#[tokio::test]
async fn a_repeat_tells_the_3ds_server_the_same_again() {
    let sandbox = Sandbox::new();
    let (_, page) = sandbox.challenge(CHOSEN).await;
    for _ in 0..2 {
        let left = sandbox.post(&page.action(), "text/html", "choice=right").await.unwrap();
        assert_eq!(text(&brought(&left.field("cres")), "transStatus"), "Y");
    }
    let told = sandbox.told();
    assert_eq!(told.len(), 2);
    assert!(told[0] == told[1]);
}

#[tokio::test]
async fn a_text_that_the_issuer_did_not_seal_is_one_answer() {
    let sandbox = Sandbox::new();
    let url = text(&sandbox.authenticate(CHOSEN).await.json(), "acsURL");
    let (before, sealed) = url.rsplit_once('/').unwrap();
    let mut texts = vec!["0".to_owned(), "%ff".to_owned(), "a".repeat(4_000), sealed.to_uppercase()];
    texts.extend((1..sealed.len()).step_by(7).map(|end| sealed[..end].to_owned()));
    // The last letter of the base64 has bits that count for nothing.
    texts.extend((0..sealed.len() - 1).step_by(5).map(|place| {
        let other = if &sealed[place..=place] == "A" { "B" } else { "A" };
        format!("{}{other}{}", &sealed[..place], &sealed[place + 1..])
    }));
    for text in texts {
        for path in [format!("{before}/{text}"), format!("{before}/{text}/answer")] {
            let answer = sandbox.post(&path, "text/html", "choice=right").await.unwrap();
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer.body.contains("No challenge here"));
        }
    }
    let answer =
        sandbox.post(&format!("{before}/0/answer"), "application/json", "choice=right").await.unwrap();
    assert_eq!((answer.status, &*answer.text("title")), (StatusCode::NOT_FOUND, "No challenge here"));
    assert!(sandbox.told().is_empty());
}

#[tokio::test]
async fn a_challenge_request_of_another_transaction_shows_nothing() {
    let sandbox = Sandbox::new();
    let ares = sandbox.authenticate(CHOSEN).await.json();
    let other = sandbox.authenticate(CHOSEN).await.json();
    let url = text(&ares, "acsURL");
    let long = challenge_form(&ares, &"x".repeat(1_025));
    for form in [challenge_form(&other, ""), "creq=e30".into(), "creq=%00".into(), String::new(), long] {
        let page = sandbox.post(&url, "text/html", form.clone()).await.unwrap();
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{form}");
    }
    let form = format!("{}&choice=right", challenge_form(&other, ""));
    let answer = sandbox.post(&format!("{url}/answer"), "text/html", form).await.unwrap();
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(sandbox.told().is_empty());
}

#[tokio::test]
async fn a_form_without_a_choice_changes_nothing() {
    let sandbox = Sandbox::new();
    let (_, page) = sandbox.challenge(CHOSEN).await;
    for (form, status) in [
        (String::new(), StatusCode::BAD_REQUEST),
        ("choice=yes".to_owned(), StatusCode::BAD_REQUEST),
        ("choice=yes&code=123456".to_owned(), StatusCode::BAD_REQUEST),
        (format!("choice=right&more={}", "x".repeat(64 * 1024)), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let answer = sandbox.post(&page.action(), "text/html", form).await.unwrap();
        assert_eq!(answer.status, status);
    }
    assert!(sandbox.told().is_empty());
}

#[tokio::test]
async fn a_3ds_server_with_a_url_that_leaves_no_room_is_refused() {
    let sandbox = Sandbox::new();
    let request =
        changed(areq(CHOSEN), "threeDSServerURL", format!("https://3ds.example/{}", "x".repeat(1_500)));
    let answer = sandbox.ask(request).await.unwrap();
    assert_eq!((&*answer.text("messageType"), &*answer.text("errorCode")), ("Erro", "203"));
    assert_eq!(answer.text("threeDSServerTransID"), SERVER_ID);
}
