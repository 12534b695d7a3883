//! `GET /v1/checkout/payments/sessions`: the collection of a merchant's sessions.

use axum::{
    extract::State,
    http::{Method, StatusCode, Uri},
};
use document::{Moment, Text, record};
use domain::{ReturnCode, session::SessionState};
use gateway::{
    Refusal,
    ports::SessionFilter,
    sessions::{self, SessionEntry},
};
use primitives::{Amount, Currency, OrderReference, Reference, SessionNumber};

use crate::{
    answer::Answer,
    api::v1::{
        Operation,
        caller::Caller,
        collection::{self, Counts, Dates, PageIndex, PageSize, Sort, Window, sort_field},
    },
    app::App,
    openapi::success,
};

sort_field! {
    /// What sessions may be sorted by.
    enum Field { Date = "date", }
}

record! {
    struct SessionsQuery as "SessionsQuery" {
        /// The number of sessions of a page. 20 where it is absent.
        size: Option<PageSize> = "size",
        /// The index of the page, from 0, which is also the default.
        page: Option<PageIndex> = "page",
        /// A direction of the dates. Ties are broken by the digits of the ids, and without it the newest come first.
        sort: Option<Sort<Field>> = "sort",
        /// CREATED: nobody has opened it. OPEN: the buyer may pay. TRYING: a payment has no outcome yet.
        state: Option<SessionState> = "state",
        order_reference: Option<OrderReference> = "order.reference",
        /// The earliest date of the creation: ISO 8601 with a time and an offset, to the millisecond.
        date_from: Option<Moment> = "dateFrom",
        /// The latest date, which is in the range.
        date_to: Option<Moment> = "dateTo",
    }
}

record! {
    struct SessionsAnswer as "SessionsResponse" {
        ..counts: Counts,
        sessions: Vec<ListedSession> = "sessions",
    }
}

record! {
    struct ListedSession as "ListedSession" {
        /// Absent where the store has lost it, which `guichet doctor` tells.
        id: Option<Text<0, 50>> = "sessionId",
        /// The time at which it was created.
        date: Moment = "date",
        expiration_date: Moment = "expirationDate",
        state: SessionState = "state",
        point_of_sale: Reference = "pointOfSaleReference",
        order_reference: OrderReference = "orderReference",
        amount: Amount = "amount",
        currency: Currency = "currency",
    }
}

pub(super) async fn handle(caller: Caller, State(app): State<App>, uri: Uri) -> Result<Answer, Answer> {
    let asked: SessionsQuery = collection::read(&uri)?;
    let window = Window::of(asked.size, asked.page);
    let part = window.part(asked.sort.is_none_or(Sort::is_descending));
    let (found, total) = sessions::list(&app.gateway, &caller.0, &asked.filter()?, part).await?;
    let sessions =
        found.iter().map(ListedSession::of).collect::<Option<Vec<_>>>().ok_or(Refusal::Internal)?;
    let answer = SessionsAnswer { counts: Counts::of(window, sessions.len(), total), sessions };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

impl SessionsQuery {
    fn filter(self) -> Result<SessionFilter, Refusal> {
        let dates = Dates { from: self.date_from, to: self.date_to };
        dates.check()?;
        let (from, below) = dates.numbers(SessionNumber::first_after);
        Ok(SessionFilter { state: self.state, order_reference: self.order_reference, from, below })
    }
}

impl ListedSession {
    /// Returns `None` for a session of a wallet, which is in no collection.
    fn of(entry: &SessionEntry) -> Option<Self> {
        let SessionEntry { id, session } = entry;
        let terms = &session.terms.payment;
        Some(Self {
            id: id.as_ref().map(|id| Text::stored(&id.text())),
            date: Moment(session.created),
            expiration_date: Moment(session.expires),
            state: session.stage.state()?,
            point_of_sale: session.point_of_sale.clone(),
            order_reference: terms.order_reference.clone(),
            amount: terms.amount,
            currency: terms.currency,
        })
    }
}

const EXAMPLE: &str = r#"{"count":1,"startIndex":0,"endIndex":0,"recordTotal":1,"sessions":[{
    "sessionId":"1kQz5TfBwX8mLr2aY4951795348800123","date":"2026-11-22T12:00:00.123+00:00",
    "expirationDate":"2026-11-22T12:30:00.123+00:00","state":"OPEN","pointOfSaleReference":"SHOP1",
    "orderReference":"order-1","amount":2499,"currency":"EUR"}]}"#;

pub(super) fn operation() -> Operation {
    Operation {
        method: Method::GET,
        id: "sessionsList",
        tag: "Sessions",
        summary: "The sessions of the merchant",
        description: "Those in which a buyer pays; not those of wallets. The GET of a session has its payments. A parameter that is \
                      unknown or breaks a rule is refused, never ignored; a page beyond the end is empty.",
        parameters: collection::parameters::<SessionsQuery>(),
        body: None,
        responses: vec![success::<SessionsAnswer>(
            StatusCode::OK,
            "A page of the sessions",
            ReturnCode::APPROVED,
            EXAMPLE,
        )],
    }
}
