//! What the role of the gateway may do in the database, asked before it is needed.

use super::{error::ConnectError, session::Session};

/// The tables of a gateway. Others may keep theirs in the same schema.
const TABLES: &[&str] = &[
    "access_keys",
    "actions",
    "audit_blocks",
    "audit_head",
    "audit_log",
    "authentications",
    "cards",
    "claims",
    "data_keys",
    "encryption_keys",
    "listed",
    "listed_later",
    "merchants",
    "migrations",
    "notification_attempts",
    "notifications",
    "payment_links",
    "payment_method_profiles",
    "payment_methods",
    "payout_accounts",
    "points_of_sale",
    "remittance_lines",
    "remittance_totals",
    "remittances",
    "requests",
    "session_ends_to_note",
    "sessions",
    "setting_digests",
    "spent_limits",
    "transactions",
    "transfer_files",
    "transfer_payees",
    "transfers",
    "wallet_cards",
    "wallets",
];

/// Nobody but the owner of a table may migrate it. A schema that is not there, or that the role may not use, is no place for
/// tables, and then `current_schema()` is null. The gateway's tables are where `migrations` is.
const ASK: &str = "\
    WITH own AS (
        SELECT t.oid, t.relname::text AS name, t.relowner
        FROM pg_class t JOIN pg_class m ON m.relnamespace = t.relnamespace
        WHERE m.oid = to_regclass('migrations') AND t.relkind = 'r' AND t.relname = ANY ($1::text[])
    )
    SELECT current_user::text,
           current_schema()::text,
           COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false),
           (SELECT string_agg(name, ', ' ORDER BY name) FROM own WHERE NOT pg_has_role(relowner, 'USAGE')),
           (SELECT string_agg(name, ', ' ORDER BY name) FROM own
            WHERE NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
                       AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')))";

/// Refuses a role that lacks a privilege. The sentence holds the statement that grants it. Tables are made and changed only
/// where migrations are to come.
pub(super) async fn check(session: &Session, to_come: usize) -> Result<(), ConnectError> {
    let row = session.client().query_one(ASK, &[&TABLES]).await?;
    let role: String = row.get(0);
    let (schema, may_create): (Option<String>, bool) = (row.get(1), row.get(2));
    let (not_owned, not_used): (Option<String>, Option<String>) = (row.get(3), row.get(4));
    let lacking = |words: String| Err(ConnectError::Privilege(words));
    if to_come > 0 {
        let Some(schema) = schema else {
            return lacking(format!(
                "there is no schema for the tables of role {role}: CREATE SCHEMA {role} AUTHORIZATION {role}"
            ));
        };
        if !may_create {
            return lacking(format!(
                "the role {role} may make no tables in the schema {schema}: GRANT CREATE ON SCHEMA {schema} TO {role}"
            ));
        }
        if let Some(tables) = not_owned {
            return lacking(format!(
                "tables are to be brought up to date, and the role {role} is not their owner ({tables}): start once as \
                 their owner, or ALTER TABLE … OWNER TO {role}"
            ));
        }
    }
    match not_used {
        Some(tables) => lacking(format!(
            "the role {role} may not read and write {tables}: GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {role}"
        )),
        None => Ok(()),
    }
}
