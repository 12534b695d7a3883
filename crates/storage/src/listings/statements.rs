//! The statements that count and read what is listed.
//!
//! A filter is followed by one index, its driver, and its other parts are looked at in the rows that the index finds. There is a
//! statement for each driver and order, so that their number is small whatever merchants ask.

use std::{collections::HashMap, sync::LazyLock};

use domain::{
    Title,
    listing::{Direction, Filter, FirstDigits, LastDigits, Order},
    transaction::TransactionType,
};
use gateway::ports::ListedKey;
use primitives::{AliasToken, Amount, MerchantId, Reference};

use crate::{
    bind::{count as bind_count, maybe_text},
    columns::Column,
    query::Query,
    value::Value,
};

/// The number of rows from which a part of a filter does not let few through.
pub(crate) const FEW: usize = 1_000;

/// An index of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Driver {
    Id,
    Token,
    Wallet,
    CardLast,
    CardFirst,
    Method,
    Amount,
    Status,
    Kind,
    PointOfSale,
}

impl Driver {
    /// Names the index for an engine that is to be told.
    const fn hint(self) -> &'static str {
        match self {
            // The table is stored in the order of its key.
            Self::Id => "NOT INDEXED",
            Self::Token => "INDEXED BY listed_by_card_token",
            Self::Wallet => "INDEXED BY listed_by_wallet",
            Self::CardLast => "INDEXED BY listed_by_card_last",
            Self::CardFirst => "INDEXED BY listed_by_card_first",
            Self::Method => "INDEXED BY listed_by_method",
            Self::Amount => "INDEXED BY listed_by_amount",
            Self::Status => "INDEXED BY listed_by_status",
            Self::Kind => "INDEXED BY listed_by_kind",
            Self::PointOfSale => "INDEXED BY listed_by_point_of_sale",
        }
    }
}

/// The drivers that look at one column for one value, those that usually find the fewest first, with their columns.
const EXACT: [(Driver, &str); 8] = [
    (Driver::Token, "card_token"),
    (Driver::Wallet, "wallet_id"),
    (Driver::CardLast, "card_last"),
    (Driver::CardFirst, "card_first"),
    (Driver::Method, "payment_method_id"),
    (Driver::Status, "status"),
    (Driver::Kind, "kind"),
    (Driver::PointOfSale, "point_of_sale"),
];

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum Shape {
    Count,
    Probe,
    Page(Order),
}

/// What distinguishes a statement from the others.
#[derive(PartialEq, Eq, Hash, Clone, Copy)]
struct Key {
    driver: Driver,
    shape: Shape,
    /// Whether the filter has other parts.
    has_rest: bool,
    names_index: bool,
}

static STATEMENTS: LazyLock<HashMap<Key, String>> = LazyLock::new(|| {
    use Direction::{Ascending, Descending};
    let amounts = [None, Some(Ascending), Some(Descending)];
    let orders = amounts
        .into_iter()
        .flat_map(|by_amount| [Ascending, Descending].map(|by_date| Order { by_amount, by_date }));
    let shapes: Vec<Shape> =
        [Shape::Count, Shape::Probe].into_iter().chain(orders.map(Shape::Page)).collect();
    let drivers = EXACT.iter().map(|(driver, _)| *driver).chain([Driver::Id, Driver::Amount]);
    let mut statements = HashMap::new();
    for driver in drivers {
        for shape in &shapes {
            for (has_rest, names_index) in [(false, false), (false, true), (true, false), (true, true)] {
                let key = Key { driver, shape: *shape, has_rest, names_index };
                statements.insert(key, write(key));
            }
        }
    }
    statements
});

fn write(Key { driver, shape, has_rest, names_index }: Key) -> String {
    let mut places = 4..;
    let mut place = || places.next().unwrap_or_default();
    let mut conditions = vec!["merchant_id = $1 AND id >= $2 AND id < $3".to_owned()];
    if let Some((_, column)) = EXACT.iter().find(|(exact, _)| *exact == driver) {
        conditions.push(format!("{column} = ${}", place()));
    }
    if driver == Driver::Amount {
        conditions.push(format!("amount >= ${} AND amount <= ${}", place(), place()));
    }
    if has_rest {
        for (_, column) in EXACT.iter().filter(|(exact, _)| *exact != driver) {
            let place = place();
            conditions.push(format!("({column} = ${place} OR ${place} IS NULL)"));
        }
        if driver != Driver::Amount {
            conditions.push(format!("amount >= ${} AND amount <= ${}", place(), place()));
        }
    }
    let conditions = conditions.join(" AND ");
    let from = format!("listed {} WHERE {conditions}", if names_index { driver.hint() } else { "" });
    match shape {
        Shape::Count => format!("SELECT COUNT(*) FROM {from}"),
        Shape::Probe => format!("SELECT COUNT(*) FROM (SELECT 1 FROM {from} LIMIT {FEW}) AS found"),
        Shape::Page(order) => format!(
            "SELECT id, payment_id, amount FROM {from} ORDER BY {} LIMIT ${} OFFSET ${}",
            order_by(driver, order),
            place(),
            place()
        ),
    }
}

fn order_by(driver: Driver, order: Order) -> String {
    let word = |direction| if direction == Direction::Ascending { "ASC" } else { "DESC" };
    match order.by_amount {
        Some(by_amount) => format!("amount {}, id {}", word(by_amount), word(order.by_date)),
        // So that what a range of amounts finds is sorted, instead of all rows being read in the order of their ids.
        None if driver == Driver::Amount => format!("id + 0 {}", word(order.by_date)),
        None => format!("id {}", word(order.by_date)),
    }
}

/// Returns the drivers of the parts of a filter.
pub(crate) fn parts(filter: &Filter) -> Vec<Driver> {
    let amount = filter.amount_from.or(filter.amount_to).map(|_| Driver::Amount);
    let exact = EXACT.iter().filter(|(driver, _)| exact_value(filter, *driver).is_some());
    let mut parts: Vec<Driver> = exact.map(|(driver, _)| *driver).collect();
    // A range of amounts usually finds fewer than a status or a kind.
    let place =
        parts.iter().position(|part| matches!(part, Driver::Status | Driver::Kind | Driver::PointOfSale));
    if let Some(amount) = amount {
        parts.insert(place.unwrap_or(parts.len()), amount);
    }
    parts
}

fn exact_value(filter: &Filter, driver: Driver) -> Option<&str> {
    match driver {
        Driver::Token => filter.token.as_ref().map(AliasToken::as_str),
        Driver::Wallet => filter.wallet.as_ref().map(Reference::as_str),
        Driver::CardLast => filter.card_last.as_ref().map(LastDigits::as_str),
        Driver::CardFirst => filter.card_first.as_ref().map(FirstDigits::as_str),
        Driver::Method => filter.payment_method.as_ref().map(Reference::as_str),
        Driver::Status => filter.status.map(Title::as_str),
        Driver::Kind => filter.kind.map(TransactionType::as_str),
        Driver::PointOfSale => filter.point_of_sale.as_ref().map(Reference::as_str),
        Driver::Id | Driver::Amount => None,
    }
}

/// Whose transactions are asked for, and how.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub(crate) merchant: MerchantId,
    pub(crate) filter: &'a Filter,
    pub(crate) driver: Driver,
    /// Whether the engine is to be told the index.
    pub(crate) names_index: bool,
}

pub(crate) fn count(ask: Ask<'_>) -> Query<i64> {
    let (sql, values) = statement(ask, Shape::Count);
    Query { sql, values, read: |row| row.integer(Column::only("listed")) }
}

/// Counts what the driver's part of a filter lets through, up to [`FEW`].
pub(crate) fn probe(ask: Ask<'_>) -> Query<i64> {
    let filter = ask.filter;
    let alone = Filter { ids: filter.ids, ..Filter::default() };
    let alone = match ask.driver {
        Driver::Token => Filter { token: filter.token.clone(), ..alone },
        Driver::Wallet => Filter { wallet: filter.wallet.clone(), ..alone },
        Driver::CardLast => Filter { card_last: filter.card_last.clone(), ..alone },
        Driver::CardFirst => Filter { card_first: filter.card_first.clone(), ..alone },
        Driver::Method => Filter { payment_method: filter.payment_method.clone(), ..alone },
        Driver::Status => Filter { status: filter.status, ..alone },
        Driver::Kind => Filter { kind: filter.kind, ..alone },
        Driver::PointOfSale => Filter { point_of_sale: filter.point_of_sale.clone(), ..alone },
        Driver::Amount => Filter { amount_from: filter.amount_from, amount_to: filter.amount_to, ..alone },
        Driver::Id => alone,
    };
    let (sql, values) = statement(Ask { filter: &alone, ..ask }, Shape::Probe);
    Query { sql, values, read: |row| row.integer(Column::only("listed")) }
}

pub(crate) fn page(ask: Ask<'_>, order: Order, first: usize, most: usize) -> Query<ListedKey> {
    let (sql, mut values) = statement(ask, Shape::Page(order));
    values.extend([bind_count(most), bind_count(first)]);
    Query {
        sql,
        values,
        read: |row| {
            Ok(ListedKey {
                id: row.transaction(Column::nth(0, "listed.id"))?,
                payment: row.transaction(Column::nth(1, "listed.payment_id"))?,
                amount: row.amount(Column::nth(2, "listed.amount"))?,
            })
        },
    }
}

fn statement(ask: Ask<'_>, shape: Shape) -> (&'static str, Vec<Value>) {
    let Ask { merchant, filter, driver, names_index } = ask;
    let has_rest = parts(filter).iter().any(|part| *part != driver);
    let amounts = [
        Value::Integer(filter.amount_from.map_or(0, Amount::minor_units)),
        Value::Integer(filter.amount_to.map_or(i64::MAX, Amount::minor_units)),
    ];
    let mut values = vec![
        Value::Integer(merchant.number()),
        Value::Integer(filter.ids.from),
        Value::Integer(filter.ids.below),
    ];
    values.extend(exact_value(filter, driver).map(|value| maybe_text(Some(value))));
    if driver == Driver::Amount {
        values.extend(amounts.clone());
    }
    if has_rest {
        let others = EXACT.iter().filter(|(exact, _)| *exact != driver);
        values.extend(others.map(|(exact, _)| maybe_text(exact_value(filter, *exact))));
        if driver != Driver::Amount {
            values.extend(amounts);
        }
    }
    let key = Key { driver, shape, has_rest, names_index };
    let sql = STATEMENTS.get(&key).expect("there is one of each driver and shape");
    (sql, values)
}
