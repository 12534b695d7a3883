//! Payment links: `/v1/checkout/paybylink/paymentlinks` (Retail API, section 3.6).

mod answer;
mod described;
mod list;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
    routing::{get, post, put},
};
use document::{Problems, Record as _, Tree};
use domain::{ReturnCode, echo::Echo, link::LinkStatus, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable,
    links::{self, CreateLink, CreatedLink, StatusChange},
    wallets::{Answered, Asking},
};
use jiff::{Timestamp, tz::TimeZone};

use super::payments::sessions::wire::{forget_free_titles, wish};
use crate::{
    answer::Answer,
    api::v1::{
        Endpoint,
        caller::Caller,
        immediate_write::{self, Write},
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    body::check_kept,
    idempotency,
    records::payment_link_request::{LinkStatusRequest, PaymentLinkRequest},
};
use answer::{LinkDetails, NewLink, status};

const ALL: &str = "/v1/checkout/paybylink/paymentlinks";

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: ALL, handler: || get(list::handle), operation: list::operation },
    Endpoint { path: ALL, handler: || post(create), operation: described::creation },
    Endpoint {
        path: "/v1/checkout/paybylink/paymentlinks/{paymentLinkId}",
        handler: || get(read),
        operation: described::reading,
    },
    Endpoint {
        path: "/v1/checkout/paybylink/paymentlinks/{paymentLinkId}/status",
        handler: || put(set_status),
        operation: described::status,
    },
];

type Name = Result<Path<String>, PathRejection>;

const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::LINK_UNKNOWN);

async fn create(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Create, &app, &caller, request).await
}

struct Create;

impl RepeatablePost for Create {
    type Asked = CreateLink;
    type Done = CreatedLink;

    fn parse(&self, gateway: &Gateway, body: Tree) -> Result<CreateLink, Refusal> {
        parse(body, gateway.clock.now(), &gateway.settings.calendar)
    }

    fn echo(asked: &CreateLink) -> &Echo {
        &asked.session.echo
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<CreatedLink>, Refusal> {
        links::replay(gateway, merchant, repeatable).await
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: CreateLink,
        repeatable: Option<Repeatable>,
    ) -> Result<CreatedLink, Refusal> {
        let mut asked = asked;
        asked.session.card_likes = idempotency::with_key(asked.session.card_likes, repeatable.as_ref());
        asked.session.repeatable = repeatable;
        links::create(gateway, merchant, asked).await
    }
}

impl Done for CreatedLink {
    fn answer(&self) -> Result<Answer, Answer> {
        Ok(Answer::success(StatusCode::CREATED, ReturnCode::APPROVED, &NewLink::of(self)))
    }

    fn is_replayed(&self) -> bool {
        self.replayed
    }
}

fn parse(mut body: Tree, now: Timestamp, calendar: &TimeZone) -> Result<CreateLink, Refusal> {
    forget_free_titles(&mut body);
    let mut problems = Problems::new();
    let request = PaymentLinkRequest::from_document(&body, &mut problems);
    if let Some(request) = &request {
        request.check(now, calendar, &mut problems);
    }
    let card_likes = gateway::card_likes(&mut problems);
    let request = request.filter(|_| problems.is_empty());
    let expires = request.as_ref().and_then(|request| request.expires(now, calendar));
    let session = request.and_then(|request| wish(request.session, card_likes));
    let Some((session, expires)) = session.zip(expires) else {
        return Err(Refusal::Malformed(problems.into_vec()));
    };
    let echo = check_kept(session.echo)?;
    Ok(CreateLink { session: gateway::sessions::CreateSession { echo, ..session }, expires })
}

async fn read(caller: Caller, State(app): State<App>, id: Name) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| UNKNOWN)?;
    let found = links::get(&app.gateway, &caller.0, &id).await?;
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &LinkDetails::of(&found)))
}

async fn set_status(
    caller: Caller,
    State(app): State<App>,
    id: Name,
    request: Request,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| UNKNOWN)?;
    immediate_write::handle(&app, caller.0, request, &SetStatus { id }).await
}

struct SetStatus {
    id: String,
}

impl Write for SetStatus {
    type Asked = LinkStatus;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<LinkStatus>, Refusal> {
        Ok(LinkStatusRequest::from_document(tree, problems).map(|asked| asked.status))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        wanted: LinkStatus,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        links::set_status(gateway, merchant, &self.id, StatusChange { wanted, answer: status }, request).await
    }

    fn answer(kept: &Echo) -> Answer {
        Answer::kept(StatusCode::OK, ReturnCode::APPROVED, kept)
    }
}
