//! `PATCH /v1/mxwallets/activate`: switches many wallets off or on (Console API; Retail API, section 7).

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    routing::patch,
};
use document::{List, Problems, Record as _, Tree, Value as _};
use domain::{ReturnCode, echo::Echo, merchant::Merchant, wallet::WalletStatus};
use gateway::{
    Gateway, Refusal,
    wallets::{self, Answered, Asking},
};

use super::{
    Endpoint, Operation,
    caller::Caller,
    immediate_write::{Write, handle},
};
use crate::{
    answer::Answer,
    app::App,
    openapi::{Examples, RequestBody, bodiless, refusal},
    records::wallet::ActivationRequest,
};

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    path: "/v1/mxwallets/activate",
    handler: || {
        patch(|caller: Caller, State(app): State<App>, request: Request| async move {
            handle(&app, caller.0, request, &Activate).await
        })
    },
    operation,
}];

struct Activate;

impl Write for Activate {
    type Asked = ActivationRequest;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<ActivationRequest>, Refusal> {
        Ok(ActivationRequest::from_document(tree, problems))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: ActivationRequest,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let List(ids) = asked.ids;
        let status = if asked.active { WalletStatus::Active } else { WalletStatus::Inactive };
        wallets::set_status(gateway, merchant, ids, status, request).await
    }

    fn answer(_: &Echo) -> Answer {
        Answer::bodiless(StatusCode::OK, ReturnCode::WALLET_DONE)
    }
}

fn operation() -> Operation {
    Operation {
        method: Method::PATCH,
        id: "mxWalletActivate",
        tag: "Wallets",
        summary: "Switch many wallets off or on",
        description: "All of them or none: where one of the ids is unknown or another merchant's, nothing is changed. The status is \
                      that of the wallets and of all cards in them. A wallet that has it already counts as switched, and one that is \
                      named twice as one. Nothing but an unknown id keeps a wallet from being switched, so 02516 and 02519 are not \
                      given.",
        parameters: Vec::new(),
        body: Some(RequestBody {
            schema: ActivationRequest::schema,
            examples: Examples::One(r#"{"active":false,"ids":["WALLET123","WALLET124"]}"#),
        }),
        responses: vec![
            bodiless(StatusCode::OK, "The wallets have the status; there is no body"),
            refusal(
                StatusCode::NOT_FOUND,
                "Nothing was changed: one of the wallets does not exist, or is another merchant's: 02503",
            ),
        ],
    }
}
