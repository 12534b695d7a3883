//! Answers to requests: a status and a JSON body. One `match` maps every [`Refusal`] to both.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use document::{Fault, Object, Problem, Record, Tree, Value as _, write_json};
use domain::{ReturnCode, Title, echo::Echo, transaction::State};
use gateway::{CardFault, ChoicePart, Refusal, SetupFault, UrlFault, limits::LimitKind, ports::TokenFault};
use xpay::Refused;

use crate::echo::members;
use crate::result::{self, ApiResult, BadRequest};

/// The seconds in the `Retry-After` of a 503: a caller may try again after that time.
pub(crate) const RETRY_AFTER: &str = "1";

/// The answer of a handler. Its return code is written to the log.
pub(crate) struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// `None` where the answer has no body.
    body: Option<Tree>,
    code: Option<&'static str>,
}

/// The return code of an answer, which the log line of its request shows.
#[derive(Clone, Copy)]
pub(crate) struct ToldCode(pub(crate) &'static str);

impl Answer {
    /// Answers a success. The body is the resource, with the result as one of its members.
    pub(crate) fn success(status: StatusCode, code: ReturnCode, resource: &impl Record) -> Self {
        Self::of_result(status, &ApiResult::of(code), code, resource)
    }

    /// Answers a success with a resource as it was written before.
    pub(crate) fn kept(status: StatusCode, code: ReturnCode, resource: &Echo) -> Self {
        let body = Object::new().with("result", ApiResult::of(code).write()).and(members(resource));
        Self { status, headers: Vec::new(), body: Some(body.into()), code: Some(code.code()) }
    }

    /// Answers a success that has no body.
    pub(crate) fn bodiless(status: StatusCode, code: ReturnCode) -> Self {
        Self { status, headers: Vec::new(), body: None, code: Some(code.code()) }
    }

    fn of_result(status: StatusCode, result: &ApiResult, code: ReturnCode, resource: &impl Record) -> Self {
        let body = result::success(result, resource);
        Self { status, headers: Vec::new(), body: Some(body.into()), code: Some(code.code()) }
    }

    /// Answers with a capture, a refund or a cancel. The title of one that was refused is ERROR, whatever its code means
    /// elsewhere: a shipped plugin takes every other title for a success.
    pub(crate) fn of_action(status: StatusCode, state: &State, resource: &impl Record) -> Self {
        let code = state.result();
        let result = match state {
            State::Refused(_) => ApiResult::refusal(code, code.text()),
            State::Accepted(_)
            | State::Reversed
            | State::Unanswered
            | State::Authorizing { .. }
            | State::Reversing { .. }
            | State::Undoing { .. }
            | State::AtPartner { .. }
            | State::OnHold(_) => ApiResult::of(code),
        };
        Self::of_result(status, &result, code, resource)
    }

    /// Answers a refusal. The body is the result alone.
    pub(crate) fn refusal(status: StatusCode, code: ReturnCode, detail: &str) -> Self {
        let body = ApiResult::refusal(code, detail).write();
        Self { status, headers: Vec::new(), body: Some(body), code: Some(code.code()) }
    }

    /// Answers with a body that is not part of the published API.
    pub(crate) fn plain(status: StatusCode, body: Tree) -> Self {
        Self { status, headers: Vec::new(), body: Some(body), code: None }
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.push((name, HeaderValue::from_static(value)));
        self
    }

    /// Answers a request that did not get its turn in time.
    pub(crate) fn overloaded() -> Self {
        let detail = "the gateway has more to do than it can: nothing was done, try again";
        Self::refusal(StatusCode::SERVICE_UNAVAILABLE, ReturnCode::INTERNAL, detail)
            .with_header(header::RETRY_AFTER, RETRY_AFTER)
    }

    /// Refuses a request in which one field breaks a rule of its own.
    pub(crate) fn of_field(name: &str, fault: Fault) -> Self {
        malformed_field(name, fault).into()
    }

    fn malformed(code: ReturnCode, detail: &str, problems: &[Problem]) -> Self {
        let body = BadRequest::new(code, detail, problems).write();
        Self {
            status: StatusCode::BAD_REQUEST,
            headers: Vec::new(),
            body: Some(body),
            code: Some(code.code()),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::with_capacity(6);
        headers.extend(self.headers);
        let mut response = match &self.body {
            Some(body) => {
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                (self.status, headers, write_json(body)).into_response()
            }
            None => (self.status, headers).into_response(),
        };
        if let Some(code) = self.code {
            response.extensions_mut().insert(ToldCode(code));
        }
        response
    }
}

/// Maps a refusal of a use case to its status, return code and detail (choices where the sources are silent: status codes and
/// bodies).
impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let plain = |status, code: ReturnCode| Self::refusal(status, code, code.text());
        match refusal {
            Refusal::Malformed(problems) => {
                Self::malformed(code_of(&problems), &summary(&problems), &problems)
            }
            Refusal::Card(fault) => {
                card(fault, ["paymentInstrument.number", "paymentInstrument.expirationDate"])
            }
            Refusal::NotOffered(part) => not_offered(part),
            Refusal::CredentialsWrong => {
                plain(StatusCode::UNAUTHORIZED, ReturnCode::CREDENTIALS_WRONG).with_challenge()
            }
            Refusal::AccountLocked => {
                plain(StatusCode::UNAUTHORIZED, ReturnCode::ACCOUNT_LOCKED).with_challenge()
            }
            Refusal::Wallet(code) => plain(StatusCode::UNPROCESSABLE_ENTITY, code),
            Refusal::NotPermitted => plain(StatusCode::FORBIDDEN, ReturnCode::FORBIDDEN),
            Refusal::Unknown(code) => plain(StatusCode::NOT_FOUND, code),
            Refusal::Duplicate { pending: false } => plain(StatusCode::CONFLICT, ReturnCode::DUPLICATE),
            Refusal::Duplicate { pending: true } => {
                plain(StatusCode::CONFLICT, ReturnCode::DUPLICATE_PENDING)
            }
            Refusal::RepeatDiffers => Self::refusal(
                StatusCode::UNPROCESSABLE_ENTITY,
                ReturnCode::FIELD_FORMAT,
                "this Idempotency-Key came with another request before",
            ),
            Refusal::RepeatPending => Self::refusal(
                StatusCode::CONFLICT,
                ReturnCode::DUPLICATE_PENDING,
                "the first request with this Idempotency-Key is still running",
            ),
            Refusal::TooManyMatches => Self::malformed(
                ReturnCode::TOO_MANY_MATCHES,
                ReturnCode::TOO_MANY_MATCHES.text(),
                &[Problem {
                    name: "order.reference".to_owned(),
                    fault: Fault::Rule("has more than 10,000 transactions: give dateFrom and dateTo as well"),
                }],
            ),
            Refusal::Inactive => Self::refusal(
                StatusCode::NOT_FOUND,
                ReturnCode::PAYMENT_METHOD_UNKNOWN,
                "the point of sale or the payment method is inactive",
            ),
            Refusal::CaptureNotTaken => {
                Self::of_field("payment.capture", Fault::Rule("is not a capture mode of the payment method"))
            }
            Refusal::Setup(faults) => setup(&faults),
            Refusal::PageUnknown => Self::malformed(
                ReturnCode::PAGE_UNKNOWN,
                ReturnCode::PAGE_UNKNOWN.text(),
                &[Problem {
                    name: "customPaymentPageCode".to_owned(),
                    fault: Fault::Rule("is no payment page of this point of sale"),
                }],
            ),
            Refusal::Urls(faults) => {
                let problems: Vec<Problem> = faults.into_iter().map(url_problem).collect();
                Self::malformed(ReturnCode::FIELD_FORMAT, &summary(&problems), &problems)
            }
            // Who pays in a session is told what it has become; this is for nobody else.
            Refusal::SessionMoved => plain(StatusCode::CONFLICT, ReturnCode::DUPLICATE_PENDING),
            Refusal::TooManyActions => plain(StatusCode::CONFLICT, ReturnCode::TOO_MANY_ATTEMPTS),
            Refusal::KeyName => Self::malformed(
                ReturnCode::KEY_NAME_INVALID,
                ReturnCode::KEY_NAME_INVALID.text(),
                &[Problem {
                    name: "name".to_owned(),
                    fault: Fault::Pattern("1 to 30 letters, digits, \"_\" and \"-\""),
                }],
            ),
            Refusal::TooManyKeys => plain(StatusCode::CONFLICT, ReturnCode::KEYS_TOO_MANY),
            Refusal::EnvelopeKey(code) => encrypted_data(code, code.text()),
            Refusal::Envelope => {
                encrypted_data(ReturnCode::FIELD_FORMAT, "the encrypted card cannot be opened")
            }
            Refusal::Token(fault) => wallet_token("paymentInstrument.tokenData", fault),
            Refusal::Proof => proof("resultContainer"),
            Refusal::ChallengeProof => proof("challengeResult"),
            Refusal::AuthenticationExists => plain(StatusCode::CONFLICT, ReturnCode::AUTHENTICATION_EXISTS),
            Refusal::NotConnected => plain(StatusCode::NOT_IMPLEMENTED, ReturnCode::ACQUIRER_MISCONFIGURED),
            Refusal::TooManyRequests { limit, wait_s } => too_many(limit, wait_s),
            Refusal::Unavailable => Self::refusal(
                StatusCode::SERVICE_UNAVAILABLE,
                ReturnCode::INTERNAL,
                "the gateway cannot take the request now: nothing was done, try again",
            )
            .with_header(header::RETRY_AFTER, RETRY_AFTER),
            Refusal::CommitUnknown => Self::refusal(
                StatusCode::SERVICE_UNAVAILABLE,
                ReturnCode::INTERNAL,
                "it is not known whether this was done: ask for the transaction, or repeat it under the same \
                 Idempotency-Key",
            )
            .with_header(header::RETRY_AFTER, RETRY_AFTER),
            Refusal::Internal => plain(StatusCode::INTERNAL_SERVER_ERROR, ReturnCode::INTERNAL),
        }
    }
}

/// Refuses the member of `authentication3DSecure` that names no authentication of the merchant.
fn proof(member: &str) -> Answer {
    const RULE: &str = "is of no authentication that this gateway carried out for this merchant";
    Answer::of_field(&format!("authentication3DSecure.{member}"), Fault::Rule(RULE))
}

/// Refuses a request because a limit is reached.
fn too_many(limit: LimitKind, wait_s: u64) -> Answer {
    let detail = format!("too many {}: try again in {wait_s} seconds", limit.name());
    let mut answer = Answer::refusal(StatusCode::TOO_MANY_REQUESTS, ReturnCode::TOO_MANY_ATTEMPTS, &detail);
    answer.headers.push((header::RETRY_AFTER, wait_s.into()));
    answer
}

impl Answer {
    fn with_challenge(self) -> Self {
        self.with_header(header::WWW_AUTHENTICATE, r#"Basic realm="Guichet", charset="UTF-8""#)
    }
}

/// Refuses one field, or the whole body where `name` is empty.
pub(crate) fn malformed_field(name: &str, fault: Fault) -> Refusal {
    Refusal::Malformed(vec![Problem { name: name.to_owned(), fault }])
}

/// Maps a fault of a card. `names` are the members in which this endpoint takes the number and the expiry of a card.
fn card(fault: CardFault, names: [&str; 2]) -> Answer {
    let [number, expiry] = names;
    let (name, fault) = match fault {
        CardFault::NumberMissing => (number, Fault::Missing),
        CardFault::ExpiryMissing => (expiry, Fault::Missing),
        CardFault::NotAllowed { is_encrypted: true, words } => {
            ("paymentInstrument.encryptedData", Fault::Rule(words))
        }
        CardFault::NotAllowed { is_encrypted: false, words } => (number, Fault::Rule(words)),
        CardFault::NotAllowedOnDevice { words } => ("paymentInstrument.tokenData", Fault::Rule(words)),
    };
    Answer::of_field(name, fault)
}

/// Maps a fault of a card that a buyer typed on the page or in an app.
pub(crate) fn of_typed_card(refusal: Refusal) -> Answer {
    match refusal {
        Refusal::Card(fault) => card(fault, ["securedPaymentParams.PAN", "paymentParams.EXPI_DATE"]),
        other => other.into(),
    }
}

/// Maps a fault of a token that a buyer's device gave. `name` is the member with the token.
pub(crate) fn of_device(refusal: Refusal, name: &str) -> Answer {
    match refusal {
        Refusal::Token(fault) => wallet_token(name, fault),
        Refusal::Card(CardFault::NotAllowedOnDevice { words }) => Answer::of_field(name, Fault::Rule(words)),
        other => other.into(),
    }
}

fn url_problem(fault: UrlFault) -> Problem {
    let name = match fault {
        UrlFault::ReturnInClear => "returnURL",
        UrlFault::NotificationInClear | UrlFault::NotificationPort => "notificationURL",
    };
    Problem { name: name.to_owned(), fault: Fault::Rule(fault.rule()) }
}

/// Refuses what does not fit the rest that the merchant has set up: as malformed where it is wrong in itself, else as a conflict.
fn setup(faults: &[SetupFault]) -> Answer {
    let is_malformed =
        |fault: &&SetupFault| matches!(fault, SetupFault::NetworksMissing | SetupFault::NetworksOfPartner);
    if let Some(fault) = faults.iter().find(is_malformed) {
        return Answer::of_field("networks", Fault::Rule(fault.words()));
    }
    let is_full = |fault: &SetupFault| {
        matches!(fault, SetupFault::TooManyPointsOfSale | SetupFault::TooManyPaymentMethods)
    };
    let code =
        if faults.iter().all(is_full) { ReturnCode::TOO_MANY_ATTEMPTS } else { ReturnCode::FIELD_FORMAT };
    let detail = faults.iter().map(|fault| fault.words()).collect::<Vec<_>>().join("; ");
    Answer::refusal(StatusCode::CONFLICT, code, &detail)
}

fn not_offered(part: ChoicePart) -> Answer {
    const RULE: &str = "is not one that this session offers for such a payment";
    let name = match part {
        ChoicePart::Code => "cardCode",
        ChoicePart::Method => "contractNumber",
        ChoicePart::SavedCard => "index",
    };
    Answer::of_field(name, Fault::Rule(RULE))
}

/// Maps a fault of a wallet's token. `name` is the member in which this endpoint takes it.
fn wallet_token(name: &str, fault: TokenFault) -> Answer {
    const KEY_UNKNOWN: Fault =
        Fault::Coded { return_code: "02201", fault: &Fault::Rule("names a key that is not the merchant's") };
    let fault = match fault {
        TokenFault::Refused(Refused::KeyUnknown) => KEY_UNKNOWN,
        TokenFault::Refused(Refused::Unopened) => Fault::Rule("cannot be opened"),
        TokenFault::Refused(Refused::Expired) => Fault::Rule("has expired: the buyer pays again"),
        TokenFault::Used => {
            Fault::Rule("was used before: a token is good for one payment, whatever became of it")
        }
        TokenFault::NotConnected => return Refusal::NotConnected.into(),
    };
    Answer::of_field(name, fault)
}

fn encrypted_data(code: ReturnCode, words: &'static str) -> Answer {
    let name = "paymentInstrument.encryptedData".to_owned();
    Answer::malformed(code, words, &[Problem { name, fault: Fault::Rule(words) }])
}

/// Returns the return code of the problems: the one that all of them have, or that of fields in general.
fn code_of(problems: &[Problem]) -> ReturnCode {
    let mut codes = problems.iter().map(|problem| problem.fault.return_code());
    let first = codes.next().flatten().filter(|first| codes.all(|code| code == Some(first)));
    first.and_then(ReturnCode::parse).unwrap_or(ReturnCode::FIELD_FORMAT)
}

/// Names the first offending field, and counts the others.
fn summary(problems: &[Problem]) -> String {
    match problems {
        [] => ReturnCode::FIELD_FORMAT.text().to_owned(),
        [one] => describe(one),
        [first, rest @ ..] => format!("{}; and {} more, see invalidParams", describe(first), rest.len()),
    }
}

fn describe(problem: &Problem) -> String {
    let name = if problem.name.is_empty() { "the body" } else { &problem.name };
    format!("{name} {}", problem.fault)
}

pub(crate) async fn unknown_route() -> Answer {
    let detail = "there is nothing at this path: see /openapi.json";
    Answer::refusal(StatusCode::NOT_FOUND, ReturnCode::FIELD_FORMAT, detail)
}

/// Answers 405. The router adds the `Allow` header.
pub(crate) async fn wrong_method() -> Answer {
    let detail = "this path does not take this method: see the Allow header";
    Answer::refusal(StatusCode::METHOD_NOT_ALLOWED, ReturnCode::FIELD_FORMAT, detail)
}

/// Returns 201 for a result that is final, and 202 for any other.
pub(crate) fn creation_status(code: ReturnCode) -> StatusCode {
    match code.title() {
        Title::InProgress | Title::OnHoldPartner | Title::PendingRisk => StatusCode::ACCEPTED,
        Title::Accepted | Title::Refused | Title::Cancelled | Title::Error => StatusCode::CREATED,
    }
}
