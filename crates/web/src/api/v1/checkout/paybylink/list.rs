//! `GET /v1/checkout/paybylink/paymentlinks`: the collection of a merchant's payment links.

use axum::{
    extract::State,
    http::{Method, StatusCode, Uri},
};
use document::{Moment, record};
use domain::{ReturnCode, link::LinkStatus};
use gateway::{
    Refusal,
    links::{self, LinkEntry},
    ports::LinkFilter,
};
use jiff::Timestamp;
use primitives::{Amount, Currency, LinkNumber, OrderReference, Reference};

use super::answer::LinkBase;
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
    /// What links may be sorted by.
    enum Field { Date = "createDate", }
}

record! {
    struct LinksQuery as "PaymentLinksQuery" {
        /// The number of links of a page. 20 where it is absent.
        size: Option<PageSize> = "size",
        /// The index of the page, from 0, which is also the default.
        page: Option<PageIndex> = "page",
        /// A direction of the dates. Ties are broken by the ids, and without it the newest come first.
        sort: Option<Sort<Field>> = "sort",
        status: Option<LinkStatus> = "status",
        order_reference: Option<OrderReference> = "order.reference",
        point_of_sale: Option<Reference> = "pointOfSaleReference",
        /// The earliest date of the creation: ISO 8601 with a time and an offset, to the millisecond.
        date_from: Option<Moment> = "dateFrom",
        /// The latest date, which is in the range.
        date_to: Option<Moment> = "dateTo",
    }
}

record! {
    struct LinksAnswer as "PaymentLinksResponse" {
        ..counts: Counts,
        links: Vec<ListedLink> = "paymentLinks",
    }
}

record! {
    struct ListedLink as "ListedPaymentLink" {
        ..link: LinkBase,
        order_reference: OrderReference = "orderReference",
        amount: Amount = "amount",
        currency: Currency = "currency",
    }
}

pub(super) async fn handle(caller: Caller, State(app): State<App>, uri: Uri) -> Result<Answer, Answer> {
    let asked: LinksQuery = collection::read(&uri)?;
    let window = Window::of(asked.size, asked.page);
    let part = window.part(asked.sort.is_none_or(Sort::is_descending));
    let filter = asked.filter()?;
    let page = links::list(&app.gateway, &caller.0, filter, part).await?;
    let links: Vec<ListedLink> = page.entries.iter().map(|entry| ListedLink::of(entry, page.now)).collect();
    let answer = LinksAnswer { counts: Counts::of(window, links.len(), page.total), links };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

impl LinksQuery {
    /// Returns the filter as of a time, because the clock decides which links have expired.
    fn filter(self) -> Result<impl FnOnce(Timestamp) -> LinkFilter, Refusal> {
        let dates = Dates { from: self.date_from, to: self.date_to };
        dates.check()?;
        let (from, below) = dates.numbers(LinkNumber::first_after);
        Ok(move |now| LinkFilter {
            status: self.status.map(|status| (status, now)),
            order_reference: self.order_reference,
            point_of_sale: self.point_of_sale,
            from,
            below,
        })
    }
}

impl ListedLink {
    fn of(LinkEntry { link, url, shop_name }: &LinkEntry, now: Timestamp) -> Self {
        let terms = &link.terms.payment;
        Self {
            link: LinkBase::of(link, url.as_ref(), shop_name.as_deref(), now),
            order_reference: terms.order_reference.clone(),
            amount: terms.amount,
            currency: terms.currency,
        }
    }
}

const EXAMPLE: &str = r#"{"count":1,"startIndex":0,"endIndex":0,"recordTotal":1,"paymentLinks":[{
    "id":"PL1795348800123001","link":"https://pay.example/pay/link/10QzTfBwX8mLr2aY40011795348800123","status":"UNPAID",
    "pointOfSaleReference":"SHOP1","pointOfSaleLabel":"Demo shop","merchantId":12345678901234,
    "expirationDate":"2026-12-22T22:59:59.999+00:00","createDate":"2026-11-22T12:00:00.123+00:00",
    "orderReference":"order-1","amount":2499,"currency":"EUR"}]}"#;

pub(super) fn operation() -> Operation {
    Operation {
        method: Method::GET,
        id: "paymentLinksList",
        tag: "Payment links",
        summary: "The payment links of the merchant",
        description: "EXPIRED are those that nobody has paid and whose last day is over. The GET of a link has its payments. A \
                      parameter that is unknown or breaks a rule is refused, never ignored; a page beyond the end is empty.",
        parameters: collection::parameters::<LinksQuery>(),
        body: None,
        responses: vec![success::<LinksAnswer>(
            StatusCode::OK,
            "A page of the links",
            ReturnCode::APPROVED,
            EXAMPLE,
        )],
    }
}
