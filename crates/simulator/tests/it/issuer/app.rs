//! Challenges in an app, with the SDK played here.

use axum::http::StatusCode;
use document::{Object, Tree, write_json};
use jiff::SignedDuration;
use simulator::issuer::{DirectoryKey, directory_keys};

use super::{
    Answer, RESULTS_URL, Sandbox, areq, changed,
    sdk::{Encryption, REFERENCE, SDK_ID, Sdk, Session},
    seed, text,
};

const CHOSEN: &str = "4970100008010007";

/// A challenge of an app.
struct App {
    sandbox: Sandbox,
    session: Session,
    ares: Object,
}

fn key_of(scheme: &str) -> DirectoryKey {
    directory_keys(&seed()).into_iter().find(|key| key.scheme == scheme).unwrap()
}

/// An authentication request of an app.
fn app_areq(number: &str, sdk: &Sdk, scheme: &str) -> Object {
    let key = key_of(scheme);
    let mut request = changed(areq(number), "deviceChannel", "01");
    let members: Vec<String> = request.iter().map(|(name, _)| name.to_owned()).collect();
    for name in members.iter().filter(|name| name.starts_with("browser") || *name == "notificationURL") {
        request.remove(name);
    }
    let options =
        Object::new().with("sdkInterface", "01").with("sdkUiType", Tree::List(vec![Tree::text("01")]));
    request
        .with("deviceRenderOptions", options)
        .with("sdkAppID", "dbd64fcb-c19a-4728-8849-e3d50bfdde39")
        .with("sdkEncData", sdk.device_data(key.rid, &key.public_key_base64))
        .with("sdkEphemPubKey", sdk.jwk())
        .with("sdkMaxTimeout", "05")
        .with("sdkReferenceNumber", REFERENCE)
        .with("sdkTransID", SDK_ID)
}

impl App {
    async fn begin(number: &str, encryption: Encryption) -> Self {
        Self::begin_at(Sandbox::new(), number, encryption).await
    }

    async fn begin_at(sandbox: Sandbox, number: &str, encryption: Encryption) -> Self {
        let sdk = Sdk::new(encryption);
        let ares = sandbox.ask(app_areq(number, &sdk, "CB")).await.unwrap().json();
        assert!(emv3ds::ARes::read(write_json(&Tree::Object(ares.clone())).as_bytes()).is_ok());
        assert_eq!((&*text(&ares, "transStatus"), &*text(&ares, "acsURL")), ("C", ""));
        assert_eq!(text(&ares, "sdkTransID"), SDK_ID);
        assert!(ares.get("acsRenderingType").is_some());
        let session = sdk.begin(&text(&ares, "acsSignedContent"), &key_of("CB").root_base64);
        Self { sandbox, session, ares }
    }

    fn creq(&self, counter: u8) -> Object {
        Object::new()
            .with("messageType", "CReq")
            .with("messageVersion", "2.2.0")
            .with("threeDSServerTransID", text(&self.ares, "threeDSServerTransID"))
            .with("acsTransID", text(&self.ares, "acsTransID"))
            .with("sdkTransID", SDK_ID)
            .with("sdkCounterStoA", format!("{counter:03}"))
    }

    async fn post(&self, jwe: String) -> Answer {
        self.sandbox.post(&self.session.url, "application/jose", jwe).await.unwrap()
    }

    /// Sends a challenge request, and opens the response.
    async fn send(&self, counter: u8, request: Object) -> Object {
        let sealed = self.session.seal(counter, &text(&self.ares, "acsTransID"), &request);
        let answer = self.post(sealed).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/jose; charset=utf-8", "{}", answer.body);
        let response = self.session.open(counter, &answer.body);
        assert!(emv3ds::CRes::read(write_json(&Tree::Object(response.clone())).as_bytes()).is_ok());
        assert_eq!(text(&response, "acsCounterAtoS"), format!("{counter:03}"));
        for name in ["threeDSServerTransID", "acsTransID", "sdkTransID"] {
            assert_eq!(text(&response, name), text(&request, name), "{name}");
        }
        response
    }

    async fn enter(&self, counter: u8, code: &str) -> Object {
        self.send(counter, self.creq(counter).with("challengeDataEntry", code)).await
    }
}

#[tokio::test]
async fn the_right_code_authenticates_under_either_encryption() {
    for encryption in [Encryption::Cbc, Encryption::Gcm] {
        let app = App::begin(CHOSEN, encryption).await;
        let form = app.send(0, app.creq(0)).await;
        assert_eq!((&*text(&form, "acsUiType"), &*text(&form, "challengeCompletionInd")), ("01", "N"));
        assert!(text(&form, "challengeInfoText").contains("123456"));
        assert!(app.sandbox.told().is_empty());

        let again = app.enter(1, "1").await;
        assert!(text(&again, "challengeInfoText").contains("2 tries are left"));
        let last = app.enter(2, "123456").await;
        assert_eq!((&*text(&last, "transStatus"), &*text(&last, "challengeCompletionInd")), ("Y", "Y"));
        let told = &app.sandbox.told()[0];
        for (name, expected) in [
            ("messageType", "RReq"),
            ("transStatus", "Y"),
            ("sdkTransID", SDK_ID),
            ("interactionCounter", "02"),
            ("eci", "05"),
        ] {
            assert_eq!(text(told, name), expected, "{name}");
        }
        assert_eq!(app.sandbox.server.told.lock().unwrap()[0].0, RESULTS_URL);
    }
}

#[tokio::test]
async fn each_other_ending_is_told_in_the_last_response() {
    for (number, codes, status, cancel) in [
        (CHOSEN, &["1", "2", "3"][..], "N", ""),
        ("4970100008011005", &["1"], "Y", ""),
        ("4970100008012003", &["123456", "123456", "123456"], "N", ""),
        ("4970100008013001", &["123456"], "N", "01"),
        ("4970100008014009", &["123456"], "N", "04"),
        ("4970100008015006", &["123456"], "Y", ""),
    ] {
        let app = App::begin(number, Encryption::Cbc).await;
        app.send(0, app.creq(0)).await;
        let mut last = Object::new();
        for (counter, code) in (1u8..).zip(codes) {
            last = app.enter(counter, code).await;
        }
        assert_eq!(text(&last, "transStatus"), status, "{number}");
        let told = app.sandbox.told();
        assert_eq!(told.len(), 1, "{number}");
        assert_eq!((&*text(&told[0], "transStatus"), &*text(&told[0], "challengeCancel")), (status, cancel));
    }
    let app = App::begin("4970100008016004", Encryption::Cbc).await;
    app.send(0, app.creq(0)).await;
    assert_eq!(text(&app.enter(1, "1").await, "transStatus"), "Y");
    assert!(app.sandbox.told().is_empty(), "the result never comes");
}

#[tokio::test]
async fn an_app_may_cancel_and_may_be_late() {
    let app = App::begin(CHOSEN, Encryption::Gcm).await;
    let last = app.send(1, app.creq(1).with("challengeCancel", "01")).await;
    assert_eq!(text(&last, "transStatus"), "N");
    assert_eq!(text(&app.sandbox.told()[0], "challengeCancel"), "01");

    let app = App::begin(CHOSEN, Encryption::Gcm).await;
    app.sandbox.clock.advance(SignedDuration::from_mins(10) + SignedDuration::from_millis(1));
    assert_eq!(text(&app.enter(1, "123456").await, "transStatus"), "N");
    assert_eq!(text(&app.send(0, app.creq(0)).await, "transStatus"), "N");
    let told: Vec<_> = app.sandbox.told().iter().map(|told| text(told, "challengeCancel")).collect();
    assert_eq!(told, ["04", "05"]);
}

#[tokio::test]
async fn a_card_without_a_challenge_is_authenticated_in_the_app() {
    let (sandbox, sdk) = (Sandbox::new(), Sdk::new(Encryption::Cbc));
    for scheme in ["CB", "VISA", "MASTERCARD", "AMEX", "DINERS"] {
        let ares = sandbox.ask(app_areq("4970105151515140", &sdk, scheme)).await.unwrap();
        assert_eq!(ares.text("transStatus"), "Y", "{scheme}: {}", ares.body);
    }
}

#[tokio::test]
async fn device_data_of_another_directory_are_refused() {
    let (sandbox, sdk) = (Sandbox::new(), Sdk::new(Encryption::Cbc));
    let request = app_areq(CHOSEN, &sdk, "CB");
    let sealed = text(&request, "sdkEncData");
    for (data, code) in [("e30..a.b.c", "302"), ("x", "302"), (&sealed[..sealed.len() - 4], "302")] {
        let answer = sandbox.ask(changed(request.clone(), "sdkEncData", data)).await.unwrap();
        assert_eq!((&*answer.text("messageType"), &*answer.text("errorCode")), ("Erro", code), "{data}");
        assert_eq!(answer.text("errorComponent"), "D");
    }
    for name in ["sdkEncData", "sdkEphemPubKey", "sdkTransID", "sdkReferenceNumber"] {
        let mut without = request.clone();
        without.remove(name);
        let answer = sandbox.ask(without).await.unwrap();
        assert_eq!((&*answer.text("errorCode"), &*answer.text("errorDetail")), ("201", name));
    }
    let off_curve = sdk.jwk();
    let off_curve = changed(off_curve, "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let answer = sandbox.ask(changed(request, "sdkEphemPubKey", off_curve)).await.unwrap();
    assert_eq!(answer.text("errorCode"), "203");
}

#[tokio::test]
async fn a_request_that_is_not_of_this_challenge_is_an_error_message() {
    let app = App::begin(CHOSEN, Encryption::Cbc).await;
    let other = App::begin_at(app.sandbox.twin(), CHOSEN, Encryption::Cbc).await;
    let id = text(&app.ares, "acsTransID");
    let sealed = |request: &Object| app.session.seal(1, &id, request);
    let good = app.creq(1).with("challengeDataEntry", "123456");
    for (body, code) in [
        (String::new(), "302"),
        ("a.b.c.d.e".to_owned(), "302"),
        (write_json(&Tree::Object(good.clone())), "302"),
        (sealed(&good)[..400].to_owned(), "302"),
        (sealed(&changed(good.clone(), "acsTransID", SDK_ID)), "301"),
        (sealed(&changed(good.clone(), "sdkTransID", text(&app.ares, "acsTransID"))), "301"),
        (sealed(&changed(good.clone(), "sdkCounterStoA", "1")), "203"),
        (sealed(&changed(good.clone(), "sdkCounterStoA", "999")), "203"),
        (sealed(&changed(good.clone(), "messageType", "RReq")), "101"),
        (sealed(&app.creq(1)), "201"),
    ] {
        let answer = app.post(body).await;
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(
            (&*answer.text("messageType"), &*answer.text("errorCode"), &*answer.text("errorComponent")),
            ("Erro", code, "A")
        );
    }
    let large = app.post("x".repeat(65 * 1024)).await;
    assert_eq!((large.status, &*large.text("errorCode")), (StatusCode::PAYLOAD_TOO_LARGE, "203"));
    // The URL of one challenge with the keys of another, and the URL of an app at the page.
    let swapped = other.sandbox.post(&other.session.url, "", sealed(&good)).await.unwrap();
    assert_eq!(swapped.text("messageType"), "Erro");
    let page = app.session.url.replace("/acs/app/", "/acs/challenge/");
    let at_page = app.sandbox.post(&format!("{page}/answer"), "text/html", "choice=right").await.unwrap();
    assert_eq!(at_page.status, StatusCode::NOT_FOUND);
    let short = &app.session.url[..app.session.url.len() - 9];
    assert_eq!(app.sandbox.post(short, "", sealed(&good)).await.unwrap().status, StatusCode::NOT_FOUND);
    assert!(app.sandbox.told().is_empty() && other.sandbox.told().is_empty());
}

#[test]
fn keys_of_directories_stay_and_differ() {
    let keys = directory_keys(&seed());
    let again = directory_keys(&seed());
    assert_eq!(keys.len(), 5);
    for (index, key) in keys.iter().enumerate() {
        assert_eq!(key.public_key_base64, again[index].public_key_base64);
        assert!(keys[..index].iter().all(|other| other.public_key_base64 != key.public_key_base64));
    }
}
