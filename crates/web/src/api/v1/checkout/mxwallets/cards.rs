//! The cards in a wallet, by rank.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
};
use document::{Problems, Record as _, Tree};
use domain::{
    ReturnCode,
    echo::Echo,
    merchant::Merchant,
    wallet::{Rank, Wallet, WalletStatus},
};
use gateway::{
    Gateway, Refusal,
    wallets::{self, Answered, Asking, Change},
};

use super::{
    Names, UNKNOWN,
    answer::{CardAnswer, StatusAnswer, document},
};
use crate::{
    answer::Answer,
    api::v1::{
        caller::Caller,
        immediate_write::{Write, handle},
    },
    app::App,
    records::wallet::{StatusRequest, WalletCardRequest},
};

pub(super) const ALL: &str = "/v1/checkout/merchants/{merchantId}/mxwallets/{mxWalletId}/paymentinstruments";
pub(super) const ONE: &str =
    "/v1/checkout/merchants/{merchantId}/mxwallets/{mxWalletId}/paymentinstruments/{paymentInstrumentRank}";
pub(super) const STATUS: &str = "/v1/checkout/merchants/{merchantId}/mxwallets/{mxWalletId}/paymentinstruments/{paymentInstrumentRank}/status";
pub(super) const DEFAULT: &str = "/v1/checkout/merchants/{merchantId}/mxwallets/{mxWalletId}/paymentinstruments/{paymentInstrumentRank}/default";

pub(super) type Three = Names<(String, String, String)>;

pub(super) async fn read(caller: Caller, State(app): State<App>, names: Three) -> Result<Answer, Answer> {
    let Path((merchant, wallet, rank)) = names.map_err(|_| UNKNOWN)?;
    let wallet = wallets::get(&app.gateway, &caller.named(&merchant)?, &wallet).await?;
    let card = CardAnswer::of(&wallet, wallets::rank(&rank)?);
    let card = card.ok_or(Refusal::Unknown(ReturnCode::CARD_RANK_INVALID))?;
    Ok(Answer::success(StatusCode::OK, ReturnCode::WALLET_DONE, &card))
}

/// Runs an operation that writes the card that the path names.
pub(super) async fn on_one<W: Write>(
    write: fn(OfCard) -> W,
    caller: Caller,
    app: App,
    names: Three,
    request: Request,
) -> Result<Answer, Answer> {
    let Path((merchant, wallet, rank)) = names.map_err(|_| UNKNOWN)?;
    handle(&app, caller.named(&merchant)?, request, &write(OfCard { wallet, rank })).await
}

pub(super) struct Add {
    pub(super) wallet: String,
}

impl Write for Add {
    type Asked = WalletCardRequest;

    const STATUS: StatusCode = StatusCode::CREATED;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<WalletCardRequest>, Refusal> {
        Ok(WalletCardRequest::from_document(tree, problems))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: WalletCardRequest,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let (transaction, comment) = said(asked);
        let change = Change::Add { transaction, comment };
        wallets::change(gateway, merchant, &self.wallet, change, request, &card).await
    }
}

/// The card that a path names, as it stands there.
pub(super) struct OfCard {
    wallet: String,
    rank: String,
}

impl OfCard {
    async fn change(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        change: impl FnOnce(Rank) -> Change,
        request: Asking,
        answer: wallets::WriteAnswer<'_>,
    ) -> Result<Answered, Refusal> {
        let rank = match wallets::rank(&self.rank) {
            Ok(rank) => rank,
            Err(refusal) => {
                // A wallet that nobody has is told before a rank that it would not have.
                wallets::get(gateway, merchant, &self.wallet).await?;
                return Err(refusal);
            }
        };
        wallets::change(gateway, merchant, &self.wallet, change(rank), request, answer).await
    }
}

pub(super) struct Replace(pub(super) OfCard);

impl Write for Replace {
    type Asked = WalletCardRequest;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<WalletCardRequest>, Refusal> {
        Ok(WalletCardRequest::from_document(tree, problems))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: WalletCardRequest,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let (transaction, comment) = said(asked);
        let change = |rank| Change::Replace { rank, transaction, comment };
        self.0.change(gateway, merchant, change, request, &card).await
    }
}

pub(super) struct SetStatus(pub(super) OfCard);

impl Write for SetStatus {
    type Asked = WalletStatus;

    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<WalletStatus>, Refusal> {
        Ok(StatusRequest::from_document(tree, problems).map(|asked| asked.status))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        status: WalletStatus,
        request: Asking,
    ) -> Result<Answered, Refusal> {
        let answer = &|_: &Wallet, _| document(&StatusAnswer { status });
        self.0.change(gateway, merchant, |rank| Change::CardStatus(rank, status), request, answer).await
    }
}

pub(super) struct SetDefault(pub(super) OfCard);

impl Write for SetDefault {
    type Asked = ();

    const HAS_A_BODY: bool = false;

    fn parse(&self, _: &Tree, _: &mut Problems) -> Result<Option<()>, Refusal> {
        Ok(Some(()))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        (): (),
        request: Asking,
    ) -> Result<Answered, Refusal> {
        self.0.change(gateway, merchant, Change::Default, request, &card).await
    }
}

/// Returns the payment whose card is asked for, and the comment.
fn said(asked: WalletCardRequest) -> (String, Option<String>) {
    let comment = asked.comment.map(|comment| comment.as_str().to_owned());
    (asked.origin.transaction.as_str().to_owned(), comment)
}

/// Answers with the card that the operation was on.
fn card(wallet: &Wallet, rank: Option<Rank>) -> Echo {
    rank.and_then(|rank| CardAnswer::of(wallet, rank)).map_or_else(Echo::empty, |answer| document(&answer))
}
