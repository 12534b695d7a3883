//! Statements that forget links that nobody has paid, and what is personal of a link.

use domain::link::PaymentLink;
use gateway::ports::{CommitError, Oldest, Said, Versioned};
use jiff::Timestamp;
use primitives::LinkNumber;

use crate::{
    bind::{count, moment, text},
    columns::Column,
    query::Query,
    retention::read_oldest,
    step::Step,
    table::Table,
    value::Value,
};

/// The links that ended unpaid between `$1` and `$2`, the longest ended first.
macro_rules! ended {
    () => {
        "(SELECT number, transaction_id, unpaid_end_ms FROM payment_links
          WHERE unpaid_end_ms >= $1 AND unpaid_end_ms <= $2 AND unpaid_end_ms IS NOT NULL
          ORDER BY unpaid_end_ms LIMIT $3) AS ended"
    };
}

fn values(from: i64, limit: Timestamp, most: usize) -> Vec<Value> {
    vec![Value::Integer(from), moment(limit), count(most)]
}

/// One that a payment holds, whose outcome is not known yet, is passed over.
pub(crate) fn oldest(from: i64, limit: Timestamp, most: usize) -> Query<Oldest> {
    Query {
        sql: concat!(
            "SELECT COUNT(*), COUNT(CASE WHEN transaction_id IS NULL THEN 1 END), MAX(unpaid_end_ms) FROM ",
            ended!()
        ),
        values: values(from, limit, most),
        read: read_oldest,
    }
}

/// A payment may have begun between the choice of a row and its removal.
pub(crate) fn delete_oldest(from: i64, limit: Timestamp, most: usize) -> Step {
    Step::new(
        Table::PaymentLinks,
        concat!(
            "DELETE FROM payment_links WHERE number IN (SELECT number FROM ",
            ended!(),
            ") AND transaction_id IS NULL AND unpaid_end_ms IS NOT NULL"
        ),
        values(from, limit, most),
    )
}

/// Replaces the echo, and removes the wallet, whose id a merchant may have made of the buyer's.
pub(crate) fn strip(link: &Versioned<PaymentLink>) -> Step {
    let Versioned { value, version } = link;
    Step::new(
        Table::PaymentLinks,
        "UPDATE payment_links SET echo = $1, echo_format = $2, wallet = NULL, one_click = NULL, version = version + 1
         WHERE merchant_id = $3 AND number = $4 AND version = $5",
        vec![
            text(value.echo.json()),
            Value::Integer(value.echo.format()),
            Value::Integer(value.merchant.number()),
            Value::Integer(value.number.number()),
            Value::Integer(*version),
        ],
    )
    .or_fail(CommitError::Stale)
}

/// Returns the next links in the order of their key.
pub(crate) fn said((merchant, number): (i64, i64), most: usize) -> Query<Said<LinkNumber>> {
    Query {
        sql: "SELECT merchant_id, number, echo, echo_format FROM payment_links WHERE (merchant_id, number) > ($1, $2)
              ORDER BY merchant_id, number LIMIT $3",
        values: vec![Value::Integer(merchant), Value::Integer(number), count(most)],
        read: |row| {
            let json = Column::nth(2, "payment_links.echo");
            Ok(Said {
                merchant: row.merchant(Column::nth(0, "payment_links.merchant_id"))?,
                id: row.link(Column::nth(1, "payment_links.number"))?,
                echo: row.echo(json, Column::nth(3, "payment_links.echo_format"))?,
            })
        },
    }
}
