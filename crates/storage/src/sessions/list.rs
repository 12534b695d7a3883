//! The collection of sessions that are to be paid.

use std::sync::LazyLock;

use domain::session::SessionState;
use gateway::ports::{PagePart, SessionFilter};
use primitives::{MerchantId, OrderReference, SessionNumber};

use crate::{
    bind::{count as bind_count, maybe_text},
    columns::Column,
    page_statements::PageStatements,
    query::Query,
    value::Value,
};

/// How a filter is followed: by the order, by the state or by the numbers alone, each with and without the name of the index.
static STATEMENTS: LazyLock<[[PageStatements; 2]; 3]> = LazyLock::new(|| {
    [
        ("sessions_listed", ""),
        ("sessions_by_state", " AND state = $4"),
        ("sessions_of_order", " AND order_reference = $4 AND (state = $5 OR $5 IS NULL)"),
    ]
    .map(|(index, condition)| {
        let hint = format!("INDEXED BY {index}");
        ["", &hint].map(|hint| statements(hint, condition))
    })
});

fn statements(hint: &str, condition: &str) -> PageStatements {
    let from = format!(
        "sessions {hint} WHERE merchant_id = $1 AND number >= $2 AND number < $3 AND managed_wallet IS NULL{condition}"
    );
    let place = 4 + condition.matches('=').count();
    PageStatements::new(&from, &from, place)
}

pub(crate) fn count(merchant: MerchantId, filter: &SessionFilter, names_index: bool) -> Query<i64> {
    let (statements, values) = followed(merchant, filter, names_index);
    Query { sql: &statements.count, values, read: |row| row.integer(Column::only("sessions")) }
}

pub(crate) fn page(
    merchant: MerchantId,
    filter: &SessionFilter,
    part: PagePart,
    names_index: bool,
) -> Query<SessionNumber> {
    let (statements, mut values) = followed(merchant, filter, names_index);
    values.extend([bind_count(part.most), bind_count(part.first)]);
    Query { sql: statements.page(part), values, read: |row| row.session(Column::only("sessions.number")) }
}

fn followed(
    merchant: MerchantId,
    filter: &SessionFilter,
    names_index: bool,
) -> (&'static PageStatements, Vec<Value>) {
    let mut values =
        vec![Value::Integer(merchant.number()), Value::Integer(filter.from), Value::Integer(filter.below)];
    let order = filter.order_reference.as_ref().map(OrderReference::as_str);
    let state = filter.state.map(SessionState::as_str);
    let which = match (order, state) {
        (None, None) => 0,
        (None, Some(_)) => 1,
        (Some(_), _) => 2,
    };
    values.extend(order.map(|order| maybe_text(Some(order))));
    values.extend((which > 0).then(|| maybe_text(state)));
    (&STATEMENTS[which][usize::from(names_index)], values)
}
