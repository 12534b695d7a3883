//! `GET /v1/checkout/transactions`: the collection of a merchant's transactions.

use axum::{
    extract::State,
    http::{StatusCode, Uri},
};
use document::{Moment, record};
use domain::{
    ReturnCode, Title,
    listing::{Direction, Filter, FirstDigits, Ids, LastDigits, Order, status_of},
    transaction::TransactionType,
};
use gateway::transactions::{AskedPage, PageEntry, list};
use primitives::{AliasToken, Amount, OrderReference, Reference, TransactionId};

use super::transaction::TransactionPayment;
use crate::{
    answer::Answer,
    api::v1::{
        caller::Caller,
        collection::{self, Counts, Dates, PageIndex, PageSize, Sort, Window, sort_field},
    },
    app::App,
    echo,
    result::ApiResult,
};

sort_field! {
    /// What transactions may be sorted by.
    enum Field { Date = "date", Amount = "amount", }
}

record! {
    pub(super) struct TransactionsQuery as "TransactionsQuery" {
        /// The number of transactions of a page. 20 where it is absent.
        size: Option<PageSize> = "size",
        /// The index of the page, from 0, which is also the default.
        page: Option<PageIndex> = "page",
        /// A field and a direction; ascending where there is no direction. It may be repeated. Ties are broken by the id, and
        /// without it the newest come first.
        sort: Option<Vec<Sort<Field>>> = "sort",
        /// The reference of the order. Transactions are found by it from the moment of their first answer, also those without an
        /// outcome yet.
        order_reference: Option<OrderReference> = "order.reference",
        /// The earliest date: ISO 8601 with a time and an offset, to the millisecond.
        date_from: Option<Moment> = "dateFrom",
        /// The latest date, which is in the range.
        date_to: Option<Moment> = "dateTo",
        kind: Option<TransactionType> = "type",
        /// The title of the result.
        status: Option<Title> = "status",
        /// The least amount, in minor units of its currency.
        amount_from: Option<Amount> = "amountFrom",
        /// The largest amount, in minor units of its currency.
        amount_to: Option<Amount> = "amountTo",
        payment_method: Option<Reference> = "paymentMethodId",
        point_of_sale: Option<Reference> = "pointOfSaleReference",
        /// The wallet whose card paid, or into which the card was to come.
        wallet: Option<Reference> = "mxWalletId",
        /// The first six digits of the card number.
        card_first: Option<FirstDigits> = "cardFirst6",
        /// The last four digits of the card number.
        card_last: Option<LastDigits> = "cardLast4",
        token: Option<AliasToken> = "mxToken",
    }
}

record! {
    pub(super) struct TransactionsAnswer as "TransactionsResponse" {
        ..counts: Counts,
        transactions: Vec<ListedTransaction> = "transactions",
    }
}

record! {
    pub(super) struct ListedTransaction as "ListedTransaction" {
        ..transaction: TransactionPayment,
        result: ApiResult = "result",
        order_reference: OrderReference = "orderReference",
        point_of_sale: Reference = "pointOfSaleReference",
        /// The payment that a capture, refund or cancel is on; the id itself for a payment.
        origin: TransactionId = "originTransactionId",
    }
}

pub(super) async fn handle(caller: Caller, State(app): State<App>, uri: Uri) -> Result<Answer, Answer> {
    let asked: TransactionsQuery = collection::read(&uri)?;
    let window = Window::of(asked.size, asked.page);
    let order = asked.sort.as_deref().map_or(Order::NEWEST_FIRST, order);
    let filter = asked.filter()?;
    let page = AskedPage { filter, order, first: window.first, most: window.most };
    let found = list(&app.gateway, &caller.0, &page).await?;
    let transactions: Vec<ListedTransaction> =
        found.transactions.iter().filter_map(ListedTransaction::of).collect();
    let answer =
        TransactionsAnswer { counts: Counts::of(window, transactions.len(), found.total), transactions };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

/// What is said after the date decides nothing, because no two transactions have the same id.
fn order(sort: &[Sort<Field>]) -> Order {
    let direction =
        |sort: &Sort<Field>| if sort.is_descending() { Direction::Descending } else { Direction::Ascending };
    let date = sort.iter().find(|sort| sort.field == Field::Date);
    match sort.first() {
        Some(first) if first.field == Field::Amount => {
            Order { by_amount: Some(direction(first)), by_date: direction(date.unwrap_or(first)) }
        }
        Some(first) => Order { by_amount: None, by_date: direction(first) },
        None => Order::NEWEST_FIRST,
    }
}

impl TransactionsQuery {
    pub(super) fn filter(self) -> Result<Filter, gateway::Refusal> {
        let dates = Dates { from: self.date_from, to: self.date_to };
        collection::check_ranges(&[
            ("dateTo", dates.is_reversed()),
            ("amountTo", self.amount_from.zip(self.amount_to).is_some_and(|(from, to)| from > to)),
        ])?;
        let (from, below) = dates.numbers(TransactionId::first_after);
        Ok(Filter {
            order_reference: self.order_reference,
            ids: Ids { from, below },
            kind: self.kind,
            status: self.status,
            amount_from: self.amount_from,
            amount_to: self.amount_to,
            payment_method: self.payment_method,
            point_of_sale: self.point_of_sale,
            wallet: self.wallet,
            card_first: self.card_first,
            card_last: self.card_last,
            token: self.token,
        })
    }
}

impl ListedTransaction {
    /// Returns `None` for the expiry of an authorisation, which is not listed.
    pub(super) fn of(entry: &PageEntry) -> Option<Self> {
        let PageEntry { payment, action } = entry;
        let said = echo::members(&payment.echo);
        let (transaction, state) = match action {
            Some(action) => (TransactionPayment::of_action(payment, action, &said)?, &action.state),
            None => (TransactionPayment::of(payment, &said), &payment.state),
        };
        let result = ApiResult::titled(status_of(action.is_some(), state), state.result());
        Some(Self {
            transaction,
            result,
            order_reference: payment.terms.order_reference.clone(),
            point_of_sale: payment.point_of_sale.clone(),
            origin: payment.id,
        })
    }
}

/// The example in the description.
pub(super) const EXAMPLE: &str = r#"{"count":1,"startIndex":0,"endIndex":0,"recordTotal":1,"transactions":[{
    "id":"17953488000000018","date":"2026-11-22T12:00:00.000+00:00","type":"AUTHORIZATION_AND_CAPTURE","currency":"EUR",
    "paymentType":"ONE_OFF","capture":"AUTOMATIC","requestedAmount":2499,"authorizedAmount":2499,"paymentMethodId":"CB",
    "paymentInstrumentData":{"usedPaymentInstrument":"UsedCard","paymentInstrumentType":{"code":"CB"},
    "expirationDate":"1230","mxToken":"497010gPNzHt5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN",
    "country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"},"partnerReturnedData":{
    "authorizationNumber":"A00018","authorizationDate":"2026-11-22T12:00:00.000+00:00",
    "issuerTransactionId":"953488000000018"},"result":{"title":"ACCEPTED","code":"00000",
    "detail":"Transaction approved"},"orderReference":"order-1","pointOfSaleReference":"SHOP1",
    "originTransactionId":"17953488000000018"}]}"#;
