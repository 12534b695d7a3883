//! The parts of a file: what is paid from one account of a merchant.

use domain::transfer::Account;
use gateway::ports::FilePart;
use jiff::civil::Date;
use primitives::{Bic, Iban};

use crate::{bind::day as bound, columns::Column, query::Query};

/// Returns the parts in the order of the index that holds the transfers of a file. PostgreSQL sorts texts by its locale, which changes
/// nothing but the order: it is the same whenever it is asked.
pub(super) fn of(day: Date) -> Query<FilePart> {
    Query {
        sql: "SELECT merchant_id, payer_iban, payer_bic, payer_holder, COUNT(*), CAST(SUM(amount) AS BIGINT)
              FROM transfers WHERE file_day = $1 AND file_day IS NOT NULL
              GROUP BY merchant_id, payer_iban, payer_bic, payer_holder
              ORDER BY merchant_id, payer_iban, payer_bic, payer_holder",
        values: vec![bound(day)],
        read: |row| {
            Ok(FilePart {
                merchant: row.merchant(Column::nth(0, "transfers.merchant_id"))?,
                payer: Account {
                    iban: Iban::stored(row.text(Column::nth(1, "transfers.payer_iban"))?),
                    bic: Bic::stored(row.text(Column::nth(2, "transfers.payer_bic"))?),
                    holder: row.text(Column::nth(3, "transfers.payer_holder"))?.to_owned(),
                },
                transfers: row.integer(Column::nth(4, "transfers.count"))?,
                cents: row.integer(Column::nth(5, "transfers.sum"))?,
            })
        },
    }
}
