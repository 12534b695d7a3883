//! Authentications with the sandbox's own issuer, over its port.

use client::{Answer, Client, Method, Trust};

use crate::harness::{
    Card, Gateway, Till, assert_result, authentication, put, reference, shared, verification,
};

const FORM: (&str, &[u8]) = ("content-type", b"application/x-www-form-urlencoded");
const JSON: (&str, &[u8]) = ("content-type", b"application/json; charset=utf-8");

/// Asks for an authentication of a card.
async fn asked(till: &mut Till, number: &str) -> (String, Answer) {
    let id = reference();
    let request = put(&authentication(&Card::new(number), 1_000), "sessionId", id.as_str());
    (id, till.authenticate(&request).await)
}

fn flow(answer: &Answer) -> Option<&str> {
    answer.text(&["authenticationResult", "authenticationFlow"])
}

/// Answers the issuer's challenge as a script does, and returns the CRes.
async fn answers(gateway: &Gateway, told: &Answer, choice: &str) -> String {
    let url = told.text(&["authenticationResult", "url"]).unwrap();
    let end = url.match_indices('/').nth(2).unwrap().0;
    assert!(!url.starts_with(gateway.base_url()), "{url}");
    let trust = Trust::Certificate(gateway.certificate());
    let issuer = Till::new(Client::new(&url[..end], "nobody", "nothing", trust).unwrap());
    let headers = [FORM, ("accept", b"application/json".as_slice())];
    let path = format!("{}/answer", &url[end..]);
    let answer = issuer.raw(Method::POST, &path, &headers, format!("choice={choice}")).await;
    answer.text(&["cres"]).unwrap_or_else(|| panic!("{}", answer.body_text())).to_owned()
}

#[tokio::test]
async fn a_card_is_authenticated_without_a_challenge() {
    let gateway = shared();
    let (_, told) = asked(&mut gateway.till(), "4970100008000008").await;
    assert_eq!((told.status, flow(&told)), (201, Some("Frictionless")), "{}", told.body_text());
    assert!(told.text(&["authenticationResult", "resultContainer"]).is_some());
}

#[tokio::test]
async fn a_challenge_ends_as_the_buyer_answers() {
    let gateway = shared();
    let mut till = gateway.till();
    for (choice, result) in [("right", ("ACCEPTED", "03000")), ("give-up", ("CANCELLED", "03022"))] {
        let (id, told) = asked(&mut till, "4970100008010007").await;
        assert_eq!(flow(&told), Some("Challenge"), "{}", told.body_text());
        let cres = answers(&gateway, &told, choice).await;
        let verified = till.verify(&id, &verification(&cres)).await;
        assert_result(&verified, 200, result.0, result.1);
    }
}

/// A report without a ticket of a challenge is answered with the error message of the specification.
#[tokio::test]
async fn forged_results_are_refused() {
    let gateway = shared();
    let id = "b2385523-a66c-4907-ac3c-91848e8c0067";
    let report = format!(
        r#"{{"messageType":"RReq","messageVersion":"2.2.0","messageCategory":"01","threeDSServerTransID":"{id}",
        "acsTransID":"{id}","dsTransID":"{id}","transStatus":"Y","eci":"05","authenticationType":"02",
        "authenticationMethod":"02","authenticationValue":"AAAAAAAAAAAAAAAAAAAAAAAAAAA=","interactionCounter":"01"}}"#
    );
    for (ticket, body, code) in [
        ("x", report.as_str(), "301"),
        ("12345678901234.26110112000000000000.AAAA", &report, "301"),
        ("x", &report.replace("\"Y\"", "\"Z\""), "203"),
        ("x", &report.replace("2.2.0", "9.9.9"), "102"),
        ("x", "[]", "101"),
    ] {
        let path = format!("/three-ds/results/{ticket}");
        let answer = gateway.till().raw(Method::POST, &path, &[JSON], body.to_owned()).await;
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        assert_eq!(answer.text(&["messageType"]), Some("Erro"));
        assert_eq!(answer.text(&["errorCode"]), Some(code), "{}", answer.body_text());
    }
}
