//! `POST` and `GET /v1/checkout/mxwallets/sessions`: sessions in which a buyer looks after a wallet (Retail API, section 3.5).

mod answer;
mod described;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
    routing::{get, post},
};
use document::{Problems, Record as _, Tree};
use domain::{ReturnCode, echo::Echo, merchant::Merchant};
use gateway::{
    CardLike, Gateway, Refusal, Repeatable,
    sessions::{self, CreateSession, Created},
};
use primitives::Masked;

use crate::{
    answer::Answer,
    api::v1::{
        Endpoint,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    body::check_kept,
    idempotency,
    records::wallet_session_request::WalletSessionRequest,
};
use answer::{NewWalletSession, WalletSessionDetails};

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/v1/checkout/mxwallets/sessions",
        handler: || post(create),
        operation: described::creation,
    },
    Endpoint {
        path: "/v1/checkout/mxwallets/sessions/{mxWalletSessionId}",
        handler: || get(read),
        operation: described::reading,
    },
];

async fn create(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Create, &app, &caller, request).await
}

struct Create;

/// The session that was created.
struct CreatedForWallet(Created);

impl RepeatablePost for Create {
    type Asked = CreateSession;
    type Done = CreatedForWallet;

    fn parse(&self, _: &Gateway, body: Tree) -> Result<CreateSession, Refusal> {
        let mut problems = Problems::new();
        let request = WalletSessionRequest::from_document(&body, &mut problems);
        let card_likes = gateway::card_likes(&mut problems);
        let request = request.filter(|_| problems.is_empty());
        let wish = request
            .and_then(|request| wish(request, card_likes))
            .ok_or_else(|| Refusal::Malformed(problems.into_vec()))?;
        Ok(CreateSession { echo: check_kept(wish.echo)?, ..wish })
    }

    fn echo(asked: &CreateSession) -> &Echo {
        &asked.echo
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<CreatedForWallet>, Refusal> {
        Ok(sessions::replay(gateway, merchant, repeatable).await?.map(CreatedForWallet))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: CreateSession,
        repeatable: Option<Repeatable>,
    ) -> Result<CreatedForWallet, Refusal> {
        let card_likes = idempotency::with_key(asked.card_likes, repeatable.as_ref());
        let asked = CreateSession { card_likes, repeatable, ..asked };
        sessions::create(gateway, merchant, asked).await.map(CreatedForWallet)
    }
}

fn wish(request: WalletSessionRequest, card_likes: Vec<CardLike>) -> Option<CreateSession> {
    Some(CreateSession {
        terms: request.terms()?,
        echo: request.echo(),
        point_of_sale: request.point_of_sale_reference,
        notification_url: request.notification_url.map(Masked::into_inner),
        page_code: request.custom_payment_page_code.as_ref().map(|code| code.as_str().to_owned()),
        card_likes,
        repeatable: None,
    })
}

impl Done for CreatedForWallet {
    fn answer(&self) -> Result<Answer, Answer> {
        let body = NewWalletSession::of(&self.0).ok_or(Refusal::Internal)?;
        Ok(Answer::success(StatusCode::CREATED, ReturnCode::APPROVED, &body))
    }

    fn is_replayed(&self) -> bool {
        self.0.replayed
    }
}

/// Answers with the state of a session and its wallet.
async fn read(
    caller: Caller,
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| Refusal::Unknown(ReturnCode::SESSION_UNKNOWN))?;
    let found = sessions::get_of_wallet(&app.gateway, &caller.0, &id).await?;
    Ok(Answer::success(StatusCode::OK, found.result, &WalletSessionDetails::of(&found)))
}
