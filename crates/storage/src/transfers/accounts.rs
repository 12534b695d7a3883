//! The accounts that payment methods pay from.

use domain::transfer::Account;
use primitives::{Bic, Iban, MerchantId, Reference};

use crate::{bind::text, columns::table, query::Query, step::Step, table::Table, value::Value};

table! {
    payout_accounts: iban, bic, holder
}

pub(super) fn set(merchant: MerchantId, method: &Reference, account: &Account) -> Step {
    Step::new(
        Table::PayoutAccounts,
        "INSERT INTO payout_accounts (merchant_id, payment_method_id, iban, bic, holder)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (merchant_id, payment_method_id) DO UPDATE
         SET iban = excluded.iban, bic = excluded.bic, holder = excluded.holder",
        vec![
            Value::Integer(merchant.number()),
            text(method.as_str()),
            text(account.iban.expose()),
            text(account.bic.as_str()),
            text(&account.holder),
        ],
    )
}

pub(super) fn find(merchant: MerchantId, method: &Reference) -> Query<Account> {
    Query {
        sql: concat!(
            "SELECT ",
            columns!(),
            " FROM payout_accounts WHERE merchant_id = $1 AND payment_method_id = $2"
        ),
        values: vec![Value::Integer(merchant.number()), text(method.as_str())],
        read: |row| {
            Ok(Account {
                iban: Iban::stored(row.text(COLUMN.iban)?),
                bic: Bic::stored(row.text(COLUMN.bic)?),
                holder: row.text(COLUMN.holder)?.to_owned(),
            })
        },
    }
}
