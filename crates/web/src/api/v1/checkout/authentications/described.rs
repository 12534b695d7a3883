//! The OpenAPI operations of authentications.

use axum::http::{Method, StatusCode};
use document::Value as _;
use domain::ReturnCode;

use super::{
    answer::{AuthenticationAnswer, VerifyAnswer},
    verify::VerifyRequest,
    wire,
};
use crate::{
    api::v1::Operation,
    openapi::{Examples, Parameter, RequestBody, Response, path_parameter, refusal, success},
};

const TAG: &str = "Authentications";

const FRICTIONLESS: &str = r#"{"sessionId":"md-1","transientData":"eyJHVUlDSEVUIjoibWQtMSJ9","authenticationResult":{
    "authenticationFlow":"Frictionless","resultContainer":"eyJjb250YWluZXJWZXJzaW9uIjoiMSJ9"},"usedCard":{
    "expirationDate":"1230","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR",
    "selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"},"privateData":{"channel":"web"}}"#;

const CHALLENGE: &str = r#"{"sessionId":"md-1","transientData":"eyJHVUlDSEVUIjoibWQtMSJ9","authenticationResult":{
    "authenticationFlow":"Challenge","url":"https://issuer.example/challenge","method":"POST","payload":{
    "type":"x-www-form-urlencoded","parameters":{"creq":"eyJtZXNzYWdlVHlwZSI6IkNSZXEifQ"}}},"usedCard":{
    "expirationDate":"1230","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR",
    "selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}}"#;

pub(super) fn creation() -> Operation {
    Operation {
        description: "The code and authenticationFlow say what comes next. 03100 (ThreeDSMethod): the buyer's browser posts the form in a \
                      hidden frame, and the authentication goes on with PUT. 03101 (Challenge): it posts the form in a frame of the asked \
                      size or in a page; the CRes that then comes to returnURL goes to verify. 03104 (SDKChallenge): the app shows the \
                      challenge. 03102 (Frictionless): the resultContainer goes to the payment. Any other code (Failed) ends the \
                      authentication: 03001 the issuer does not take part, 03002 an attempt is recorded (with a container, which a payment \
                      may use), 03003 the issuer refuses, 03007 the directory server gives no sound answer, 03009 the issuer could not \
                      authenticate, 03010 the order comes by mail or telephone, 03012 no directory server is connected for the network, and \
                      the codes of a card that no payment may use. A container is good for one payment within 90 days, by this merchant, \
                      payment method, card and currency, of at most this amount. threeDSMethodResult INITIAL and DEVICE_DATA_COLLECTION \
                      mean that the 3DS method has not run; where the issuer has none, the authentication goes on at once. With any other \
                      value the 3DS method is not asked for. A first payment of a series is always challenged. An XPay token is not \
                      authenticated: the device has done it.",
        body: Some(RequestBody { schema: wire::creation_schema, examples: wire::EXAMPLES }),
        responses: vec![
            success::<AuthenticationAnswer>(
                StatusCode::CREATED,
                "The authentication has begun, or is over: see result",
                ReturnCode::AUTHENTICATED_FRICTIONLESS,
                FRICTIONLESS,
            ),
            refusal(StatusCode::NOT_FOUND, "No such payment method: 02303"),
            refusal(StatusCode::CONFLICT, "The merchant has an authentication with this sessionId: 03005"),
        ],
        ..operation(Method::POST, "authenticationCreate", "Authenticate a buyer by 3-D Secure", vec![])
    }
}

pub(super) fn continuation() -> Operation {
    Operation {
        description: "It takes the request of the creation again, with the result of the 3DS method in threeDSMethodResult. Nothing of the \
                      card and the browser is kept in between, so paymentInstrument is required, and returnURL with a browser. Where card, \
                      network, amount, currency or payment method differ from the first request, the code is 03010; where \
                      threeDSMethodResult is INITIAL or DEVICE_DATA_COLLECTION, it is 03200: both change nothing. An authentication that has gone \
                      on already is told as it is.",
        body: Some(RequestBody {
            schema: wire::continuation_schema,
            examples: Examples::One(wire::CONTINUATION),
        }),
        responses: vec![
            success::<AuthenticationAnswer>(
                StatusCode::OK,
                "How far the authentication has come: see result",
                ReturnCode::CHALLENGE_ASKED,
                CHALLENGE,
            ),
            no_authentication("No such authentication: 03004. No such payment method: 02303"),
        ],
        ..operation(Method::PUT, "authenticationContinue", "Go on after the 3DS method", vec![session_id()])
    }
}

pub(super) fn verification() -> Operation {
    Operation {
        description: "The issuer's own report decides, and nothing that the CRes says. 03000: authenticated, with a resultContainer for the \
                      payment. 03002 an attempt, 03003 not authenticated, 03009 not possible, 03022 given up or out of time. It succeeds \
                      once, and says 03011 from then on. 03006: challengeResult is not a CRes of this challenge. 03010: the payment method \
                      is another. 03030: the issuer has not reported yet. These change nothing.",
        body: Some(RequestBody {
            schema: VerifyRequest::schema,
            examples: Examples::One(
                r#"{"paymentMethodId":"CB","challengeResult":"eyJtZXNzYWdlVHlwZSI6IkNSZXMifQ","transientData":"eyJHVUlDSEVUIjoibWQtMSJ9"}"#,
            ),
        }),
        responses: vec![
            success::<VerifyAnswer>(
                StatusCode::OK,
                "The result of the challenge, or why there is none: see result",
                ReturnCode::AUTHENTICATED,
                r#"{"sessionId":"md-1","transientData":"eyJHVUlDSEVUIjoibWQtMSJ9",
                    "resultContainer":"eyJjb250YWluZXJWZXJzaW9uIjoiMSJ9"}"#,
            ),
            no_authentication("No such authentication: 03004. No such payment method: 02303"),
        ],
        ..operation(
            Method::POST,
            "authenticationVerify",
            "Verify the result of a challenge",
            vec![session_id()],
        )
    }
}

fn no_authentication(words: &str) -> Response {
    refusal(StatusCode::NOT_FOUND, words)
}

fn session_id() -> Parameter {
    path_parameter("sessionId", "The id of the authentication")
}

fn operation(
    method: Method,
    id: &'static str,
    summary: &'static str,
    parameters: Vec<Parameter>,
) -> Operation {
    Operation {
        method,
        id,
        tag: TAG,
        summary,
        description: "",
        parameters,
        body: None,
        responses: Vec::new(),
    }
}
