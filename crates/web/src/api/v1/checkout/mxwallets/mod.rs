//! Wallets: `/v1/checkout/merchants/{merchantId}/mxwallets` and what is in them (Retail API, section 3.4).

mod answer;
mod cards;
mod described;
mod list;
pub(crate) mod sessions;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
    routing::{get, post, put},
};
use document::{Problems, Record as _, Tree};
use domain::{ReturnCode, merchant::Merchant};
use gateway::{
    Gateway, Refusal,
    wallets::{self, Answered, Change, CreateWallet},
};

use crate::{
    answer::Answer,
    api::v1::{
        Endpoint,
        caller::Caller,
        immediate_write::{Write, handle},
    },
    app::App,
    body::check_kept,
    records::wallet::{NewWalletRequest, StatusRequest, WalletRequest},
};
use answer::{StatusAnswer, WalletAnswer, document};

const WALLET: &str = "/v1/checkout/merchants/{merchantId}/mxwallets/{mxWalletId}";

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/v1/checkout/merchants/{merchantId}/mxwallets",
        handler: || post(create),
        operation: described::creation,
    },
    Endpoint {
        path: "/v1/checkout/merchants/{merchantId}/mxwallets",
        handler: || get(list::handle),
        operation: list::operation,
    },
    Endpoint { path: WALLET, handler: || get(read), operation: described::reading },
    Endpoint {
        path: WALLET,
        handler: || {
            put(|caller, State(app), names, request| {
                on_wallet(|id| Update { id }, caller, app, names, request)
            })
        },
        operation: described::update,
    },
    Endpoint {
        path: "/v1/checkout/merchants/{merchantId}/mxwallets/{mxWalletId}/status",
        handler: || {
            put(|caller, State(app), names, request| {
                on_wallet(|id| SetStatus { id }, caller, app, names, request)
            })
        },
        operation: described::status,
    },
    Endpoint {
        path: cards::ALL,
        handler: || {
            post(|caller, State(app), names, request| {
                on_wallet(|wallet| cards::Add { wallet }, caller, app, names, request)
            })
        },
        operation: described::addition,
    },
    Endpoint { path: cards::ONE, handler: || get(cards::read), operation: described::card },
    Endpoint {
        path: cards::ONE,
        handler: || {
            put(|caller, State(app), names, request| {
                cards::on_one(cards::Replace, caller, app, names, request)
            })
        },
        operation: described::replacement,
    },
    Endpoint {
        path: cards::STATUS,
        handler: || {
            put(|caller, State(app), names, request| {
                cards::on_one(cards::SetStatus, caller, app, names, request)
            })
        },
        operation: described::card_status,
    },
    Endpoint {
        path: cards::DEFAULT,
        handler: || {
            put(|caller, State(app), names, request| {
                cards::on_one(cards::SetDefault, caller, app, names, request)
            })
        },
        operation: described::default,
    },
];

type Names<T> = Result<Path<T>, PathRejection>;

const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::WALLET_UNKNOWN);

async fn create(
    caller: Caller,
    State(app): State<App>,
    merchant: Names<String>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path(merchant) = merchant.map_err(|_| Refusal::NotPermitted)?;
    handle(&app, caller.named(&merchant)?, request, &Create).await
}

async fn read(
    caller: Caller,
    State(app): State<App>,
    names: Names<(String, String)>,
) -> Result<Answer, Answer> {
    let Path((merchant, id)) = names.map_err(|_| UNKNOWN)?;
    let wallet = wallets::get(&app.gateway, &caller.named(&merchant)?, &id).await?;
    Ok(Answer::success(StatusCode::OK, ReturnCode::WALLET_DONE, &WalletAnswer::of(&wallet)))
}

/// Runs an operation that writes the wallet that the path names.
async fn on_wallet<W: Write>(
    write: fn(String) -> W,
    caller: Caller,
    app: App,
    names: Names<(String, String)>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path((merchant, wallet)) = names.map_err(|_| UNKNOWN)?;
    handle(&app, caller.named(&merchant)?, request, &write(wallet)).await
}

struct Create;

impl Write for Create {
    type Asked = CreateWallet;

    const STATUS: StatusCode = StatusCode::CREATED;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<CreateWallet>, Refusal> {
        let Some(asked) = NewWalletRequest::from_document(tree, problems) else { return Ok(None) };
        Ok(Some(CreateWallet {
            id: (*asked.id).clone(),
            transaction: asked.origin.transaction.as_str().to_owned(),
            details: check_kept(asked.wallet.echo())?,
        }))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: CreateWallet,
        request: wallets::Asking,
    ) -> Result<Answered, Refusal> {
        wallets::create(gateway, merchant, asked, request, &|wallet, _| document(&WalletAnswer::of(wallet)))
            .await
    }
}

struct Update {
    id: String,
}

impl Write for Update {
    type Asked = Change;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<Change>, Refusal> {
        let asked = WalletRequest::from_document(tree, problems);
        asked.map(|asked| check_kept(asked.echo()).map(Change::Details)).transpose()
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        change: Change,
        request: wallets::Asking,
    ) -> Result<Answered, Refusal> {
        let answer = &|wallet: &_, _| document(&WalletAnswer::of(wallet));
        wallets::change(gateway, merchant, &self.id, change, request, answer).await
    }
}

struct SetStatus {
    id: String,
}

impl Write for SetStatus {
    type Asked = Change;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<Change>, Refusal> {
        Ok(StatusRequest::from_document(tree, problems).map(|asked| Change::Status(asked.status)))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        change: Change,
        request: wallets::Asking,
    ) -> Result<Answered, Refusal> {
        let answer = &|wallet: &domain::wallet::Wallet, _| document(&StatusAnswer { status: wallet.status });
        wallets::change(gateway, merchant, &self.id, change, request, answer).await
    }
}
