//! The collection of payment links.

use std::sync::LazyLock;

use domain::link::LinkStatus;
use gateway::ports::{LinkFilter, PagePart};
use jiff::Timestamp;
use primitives::{LinkNumber, MerchantId};

use crate::{
    bind::{count as bind_count, text},
    columns::Column,
    page_statements::PageStatements,
    query::Query,
    value::Value,
};

/// Which parts a filter has.
#[derive(Clone, Copy)]
struct Parts {
    order: bool,
    status: bool,
    point_of_sale: bool,
}

impl Parts {
    /// All sets, each at its [`place`](Self::place).
    fn all() -> [Self; 8] {
        std::array::from_fn(|place| Self {
            order: place & 4 != 0,
            status: place & 2 != 0,
            point_of_sale: place & 1 != 0,
        })
    }

    fn place(self) -> usize {
        usize::from(self.order) * 4 + usize::from(self.status) * 2 + usize::from(self.point_of_sale)
    }

    /// Returns the index by which the filter is followed. The other parts are looked at in the rows that it finds.
    const fn index(self) -> &'static str {
        match self {
            Self { order: true, .. } => "payment_links_of_order",
            Self { status: true, .. } => "payment_links_by_status",
            Self { point_of_sale: true, .. } => "payment_links_by_point_of_sale",
            // That of the key.
            _ => "sqlite_autoindex_payment_links_1",
        }
    }

    /// Returns the index by which what the filter lets through is counted. A page needs the order of the numbers, and a count does not.
    const fn counted_by(self) -> &'static str {
        match self {
            Self { order: false, status: true, .. } => "payment_links_by_end",
            _ => self.index(),
        }
    }
}

/// The statements of each set of parts, without and with the name of the index.
static STATEMENTS: LazyLock<[[PageStatements; 2]; 8]> = LazyLock::new(|| {
    Parts::all().map(|parts| {
        let hints = [parts.counted_by(), parts.index()].map(|index| format!("INDEXED BY {index}"));
        [statements(["", ""], parts), statements([&hints[0], &hints[1]], parts)]
    })
});

/// Returns the statements with what they say of the index: the count, and the pages.
fn statements([count_hint, page_hint]: [&str; 2], parts: Parts) -> PageStatements {
    let mut places = 4..;
    let mut place = || places.next().unwrap_or_default();
    let mut conditions = vec!["merchant_id = $1 AND number >= $2 AND number < $3".to_owned()];
    if parts.order {
        conditions.push(format!("order_reference = ${}", place()));
    }
    if parts.status {
        let (status, after, to) = (place(), place(), place());
        conditions.push(format!("status = ${status} AND expires_ms > ${after} AND expires_ms <= ${to}"));
    }
    if parts.point_of_sale {
        conditions.push(format!("point_of_sale = ${}", place()));
    }
    let conditions = conditions.join(" AND ");
    let from = |hint: &str| format!("payment_links {hint} WHERE {conditions}");
    PageStatements::new(&from(count_hint), &from(page_hint), place())
}

pub(crate) fn count(merchant: MerchantId, filter: &LinkFilter, names_index: bool) -> Query<i64> {
    let (statements, values) = followed(merchant, filter, names_index);
    Query { sql: &statements.count, values, read: |row| row.integer(Column::only("payment_links")) }
}

pub(crate) fn page(
    merchant: MerchantId,
    filter: &LinkFilter,
    part: PagePart,
    names_index: bool,
) -> Query<LinkNumber> {
    let (statements, mut values) = followed(merchant, filter, names_index);
    values.extend([bind_count(part.most), bind_count(part.first)]);
    Query { sql: statements.page(part), values, read: |row| row.link(Column::only("payment_links.number")) }
}

fn followed(
    merchant: MerchantId,
    filter: &LinkFilter,
    names_index: bool,
) -> (&'static PageStatements, Vec<Value>) {
    let LinkFilter { status, order_reference, point_of_sale, from, below } = filter;
    let mut values = vec![Value::Integer(merchant.number()), Value::Integer(*from), Value::Integer(*below)];
    values.extend(order_reference.as_ref().map(|order| text(order.as_str())));
    values.extend(status.iter().flat_map(|(status, now)| as_stored(*status, *now)));
    values.extend(point_of_sale.as_ref().map(|reference| text(reference.as_str())));
    let parts = Parts {
        order: order_reference.is_some(),
        status: status.is_some(),
        point_of_sale: point_of_sale.is_some(),
    };
    (&STATEMENTS[parts.place()][usize::from(names_index)], values)
}

/// Returns the status that is stored, the milliseconds after which the link expires, and those up to which it does.
fn as_stored(status: LinkStatus, now: Timestamp) -> [Value; 3] {
    let now = now.as_millisecond();
    let (stored, after, to) = match status {
        LinkStatus::Unpaid => (LinkStatus::Unpaid, now, i64::MAX),
        LinkStatus::Expired => (LinkStatus::Unpaid, i64::MIN, now),
        other => (other, i64::MIN, i64::MAX),
    };
    [text(stored.as_str()), Value::Integer(after), Value::Integer(to)]
}
