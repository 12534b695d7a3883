//! The transactions of a merchant outside of HTTP: read by the same filters, and written as the same records.

use axum::http::Uri;
use document::{Object, Record as _};
use domain::listing::Filter;
use gateway::{Refusal, transactions::PageEntry};

use super::list::{ListedTransaction, TransactionsQuery};
use crate::api::v1::collection;

/// Reads filters by the names that the parameters of the collection have. The error names each that breaks a rule.
pub fn transactions_filter<'a>(
    filters: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Filter, String> {
    let mut query = form_urlencoded::Serializer::new("/?".to_owned());
    query.extend_pairs(filters);
    let uri: Uri = query.finish().parse().map_err(|_| "the filters are too long".to_owned())?;
    let asked: Result<TransactionsQuery, Refusal> = collection::read(&uri);
    asked.and_then(TransactionsQuery::filter).map_err(|refusal| match refusal {
        Refusal::Malformed(problems) => {
            let told = problems.iter().map(|problem| format!("{} {}", problem.name, problem.fault));
            told.collect::<Vec<_>>().join("; ")
        }
        other => format!("{other:?}"),
    })
}

/// Returns a transaction as an item of the collection. `None` for the expiry of an authorisation, which is not listed.
pub fn transaction_item(entry: &PageEntry) -> Option<Object> {
    let mut item = Object::new();
    ListedTransaction::of(entry)?.write_members(&mut item);
    Some(item)
}
