//! Authentications of buyers by 3-D Secure: `/v1/checkout/authentications` (Retail API, section 3.7).

mod answer;
mod described;
mod verify;
mod wire;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
    routing::{post, put},
};
use document::Tree;
use domain::{ReturnCode, authentication::AuthenticationId, echo::Echo, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable,
    three_ds::{self, Authenticate, Told},
};

use crate::{
    answer::Answer,
    api::v1::{
        Endpoint,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    idempotency,
};
use answer::AuthenticationAnswer;
use wire::{Asked, Step};

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/v1/checkout/authentications",
        handler: || post(create),
        operation: described::creation,
    },
    Endpoint {
        path: "/v1/checkout/authentications/{sessionId}",
        handler: || put(proceed),
        operation: described::continuation,
    },
    Endpoint {
        path: "/v1/checkout/authentications/{sessionId}/verify",
        handler: || post(verify::handle),
        operation: described::verification,
    },
];

type Id = Result<Path<String>, PathRejection>;

/// Parses the id in a path. A malformed one is refused as an unknown one is.
fn id_of(id: Id) -> Result<AuthenticationId, Refusal> {
    const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::AUTHENTICATION_UNKNOWN);
    let Path(id) = id.map_err(|_| UNKNOWN)?;
    AuthenticationId::parse(&id).map_err(|_| UNKNOWN)
}

async fn create(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Authenticating { id: None }, &app, &caller, request).await
}

async fn proceed(caller: Caller, State(app): State<App>, id: Id, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Authenticating { id: Some(id_of(id)?) }, &app, &caller, request).await
}

/// Begins an authentication, or goes on with that of the id.
struct Authenticating {
    id: Option<AuthenticationId>,
}

impl Authenticating {
    const fn status(&self) -> StatusCode {
        if self.id.is_some() { StatusCode::OK } else { StatusCode::CREATED }
    }
}

/// How far the authentication has come.
struct Answered {
    status: StatusCode,
    told: Told,
    /// The private data of the request. A repeated request is not read, and has none.
    echo: Echo,
}

impl RepeatablePost for Authenticating {
    type Asked = Asked;
    type Done = Answered;

    fn parse(&self, gateway: &Gateway, body: Tree) -> Result<Asked, Refusal> {
        let step = if self.id.is_some() { Step::Next } else { Step::First };
        wire::read(&body, step, gateway.clock.now(), &gateway.settings.calendar)
    }

    fn echo(asked: &Asked) -> &Echo {
        &asked.echo
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Answered>, Refusal> {
        let told = three_ds::replay(gateway, merchant, repeatable).await?;
        Ok(told.map(|told| Answered { status: self.status(), told, echo: Echo::empty() }))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: Asked,
        repeatable: Option<Repeatable>,
    ) -> Result<Answered, Refusal> {
        let Asked { authenticate, echo } = asked;
        let authenticate = with_key(authenticate, repeatable);
        let told = match &self.id {
            None => three_ds::create(gateway, merchant, authenticate).await?,
            Some(id) => three_ds::proceed(gateway, merchant, id, authenticate).await?,
        };
        Ok(Answered { status: self.status(), told, echo })
    }
}

fn with_key(authenticate: Authenticate, repeatable: Option<Repeatable>) -> Authenticate {
    let card_likes = idempotency::with_key(authenticate.card_likes, repeatable.as_ref());
    Authenticate { card_likes, repeatable, ..authenticate }
}

impl Done for Answered {
    fn answer(&self) -> Result<Answer, Answer> {
        let body = AuthenticationAnswer::of(&self.told, &self.echo);
        Ok(Answer::success(self.status, self.told.code, &body))
    }

    fn is_replayed(&self) -> bool {
        self.told.replayed
    }
}
