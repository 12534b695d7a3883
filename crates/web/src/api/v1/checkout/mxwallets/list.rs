//! `GET /v1/checkout/merchants/{merchantId}/mxwallets`: the collection of a merchant's wallets.

use axum::{
    extract::{Path, State},
    http::{Method, StatusCode, Uri},
};
use document::{Echoed, Moment, record, whole_number};
use domain::{
    ReturnCode,
    wallet::{MAX_CARDS, Rank, WalletStatus},
};
use gateway::{
    Refusal,
    ports::{ListedWallet, WalletFilter},
    wallets,
};
use primitives::{Prose, Reference};

use super::Names;
use crate::{
    answer::Answer,
    api::v1::{
        Operation, another_merchant,
        caller::Caller,
        collection::{self, Counts, Dates, PageIndex, PageSize, Sort, Window, sort_field},
        merchant_id,
    },
    app::App,
    echo::{members, part},
    openapi::success,
    records::{buyer::Person, wallet::Comment},
};

sort_field! {
    /// What wallets may be sorted by.
    enum Field { Date = "date", }
}

whole_number!(
    /// The number of cards in a wallet.
    CardCount, 0, 99
);
const _: () = assert!(MAX_CARDS == 99);

record! {
    struct WalletsQuery as "MXWalletsQuery" {
        /// The number of wallets of a page. 20 where it is absent.
        size: Option<PageSize> = "size",
        /// The index of the page, from 0, which is also the default.
        page: Option<PageIndex> = "page",
        /// A direction of the dates. Ties are broken by the id, and without it the newest come first.
        sort: Option<Sort<Field>> = "sort",
        status: Option<WalletStatus> = "status",
        /// The earliest date of the creation: ISO 8601 with a time and an offset, to the millisecond.
        date_from: Option<Moment> = "dateFrom",
        /// The latest date, which is in the range.
        date_to: Option<Moment> = "dateTo",
    }
}

record! {
    struct WalletsAnswer as "MXWalletsResponse" {
        ..counts: Counts,
        wallets: Vec<WalletEntry> = "mxWallets",
    }
}

record! {
    /// A wallet without its cards, of which it may have 99: the GET of the wallet has them.
    struct WalletEntry as "ListedMXWallet" {
        id: Reference = "id",
        status: WalletStatus = "status",
        /// The time at which it was created.
        date: Moment = "date",
        holder: Option<Echoed<Person>> = "holder",
        comment: Option<Echoed<Prose<Comment>>> = "comment",
        card_count: CardCount = "paymentInstrumentCount",
        /// The rank of the card that pays where none is named.
        default: Rank = "defaultPaymentInstrumentRank",
    }
}

pub(super) async fn handle(
    caller: Caller,
    State(app): State<App>,
    merchant: Names<String>,
    uri: Uri,
) -> Result<Answer, Answer> {
    let Path(merchant) = merchant.map_err(|_| Refusal::NotPermitted)?;
    let merchant = caller.named(&merchant)?;
    let asked: WalletsQuery = collection::read(&uri)?;
    let window = Window::of(asked.size, asked.page);
    let part = window.part(asked.sort.is_none_or(Sort::is_descending));
    let (found, total) = wallets::list(&app.gateway, &merchant, &asked.filter()?, part).await?;
    let wallets: Vec<WalletEntry> = found.iter().map(WalletEntry::of).collect();
    let answer = WalletsAnswer { counts: Counts::of(window, wallets.len(), total), wallets };
    Ok(Answer::success(StatusCode::OK, ReturnCode::WALLET_DONE, &answer))
}

impl WalletsQuery {
    fn filter(self) -> Result<WalletFilter, Refusal> {
        Dates { from: self.date_from, to: self.date_to }.check()?;
        let (from, to) = (self.date_from.map(|from| from.0), self.date_to.map(|to| to.0));
        Ok(WalletFilter { status: self.status, from, to })
    }
}

impl WalletEntry {
    fn of(wallet: &ListedWallet) -> Self {
        let mut said = members(&wallet.details);
        let (holder, comment) = (part(&mut said, "holder"), part(&mut said, "comment"));
        Self {
            id: wallet.id.clone(),
            status: wallet.status,
            date: Moment(wallet.created),
            holder,
            comment,
            card_count: CardCount::stored(i64::try_from(wallet.card_count).unwrap_or(i64::MAX)),
            default: wallet.default,
        }
    }
}

const EXAMPLE: &str = r#"{"count":1,"startIndex":0,"endIndex":0,"recordTotal":1,"mxWallets":[{"id":"WALLET123",
    "status":"ACTIVE","date":"2026-11-22T12:00:00.123+00:00","holder":{"firstName":"Camille","lastName":"Martin"},
    "paymentInstrumentCount":2,"defaultPaymentInstrumentRank":1}]}"#;

pub(super) fn operation() -> Operation {
    Operation {
        method: Method::GET,
        id: "mxWalletsList",
        tag: "Wallets",
        summary: "The wallets of the merchant",
        description: "A parameter that is unknown or breaks a rule is refused, never ignored; a page beyond the end is empty.",
        parameters: std::iter::once(merchant_id()).chain(collection::parameters::<WalletsQuery>()).collect(),
        body: None,
        responses: vec![
            success::<WalletsAnswer>(
                StatusCode::OK,
                "A page of the wallets",
                ReturnCode::WALLET_DONE,
                EXAMPLE,
            ),
            another_merchant(),
        ],
    }
}
