//! Migrations: they only go forward, and each runs once, in order, at start. Both engines share this module.

/// One migration. The text of a released migration never changes: stores compare it.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

pub(crate) const SQLITE: [Migration; 22] = [
    Migration { number: 1, name: "first", text: include_str!("../migrations/sqlite/0001_first.sql") },
    Migration { number: 2, name: "actions", text: include_str!("../migrations/sqlite/0002_actions.sql") },
    Migration { number: 3, name: "sessions", text: include_str!("../migrations/sqlite/0003_sessions.sql") },
    Migration { number: 4, name: "terms", text: include_str!("../migrations/sqlite/0004_terms.sql") },
    Migration {
        number: 5,
        name: "merchants first",
        text: include_str!("../migrations/sqlite/0005_merchants_first.sql"),
    },
    Migration {
        number: 6,
        name: "claims that end",
        text: include_str!("../migrations/sqlite/0006_claims_that_end.sql"),
    },
    Migration { number: 7, name: "retention", text: include_str!("../migrations/sqlite/0007_retention.sql") },
    Migration {
        number: 8,
        name: "actors and limits",
        text: include_str!("../migrations/sqlite/0008_actors_and_limits.sql"),
    },
    Migration { number: 9, name: "wallets", text: include_str!("../migrations/sqlite/0009_wallets.sql") },
    Migration {
        number: 10,
        name: "payments by wallet",
        text: include_str!("../migrations/sqlite/0010_payments_by_wallet.sql"),
    },
    Migration {
        number: 11,
        name: "data keys",
        text: include_str!("../migrations/sqlite/0011_data_keys.sql"),
    },
    Migration {
        number: 12,
        name: "session wallets",
        text: include_str!("../migrations/sqlite/0012_session_wallets.sql"),
    },
    Migration {
        number: 13,
        name: "audit chain",
        text: include_str!("../migrations/sqlite/0013_audit_chain.sql"),
    },
    Migration {
        number: 14,
        name: "wallet sessions",
        text: include_str!("../migrations/sqlite/0014_wallet_sessions.sql"),
    },
    Migration { number: 15, name: "listed", text: include_str!("../migrations/sqlite/0015_listed.sql") },
    Migration { number: 16, name: "lists", text: include_str!("../migrations/sqlite/0016_lists.sql") },
    Migration {
        number: 17,
        name: "payment links",
        text: include_str!("../migrations/sqlite/0017_payment_links.sql"),
    },
    Migration {
        number: 18,
        name: "transfers",
        text: include_str!("../migrations/sqlite/0018_transfers.sql"),
    },
    Migration {
        number: 19,
        name: "lists of links",
        text: include_str!("../migrations/sqlite/0019_lists_of_links.sql"),
    },
    Migration { number: 20, name: "setups", text: include_str!("../migrations/sqlite/0020_setups.sql") },
    Migration {
        number: 21,
        name: "tried sessions of links",
        text: include_str!("../migrations/sqlite/0021_tried_sessions_of_links.sql"),
    },
    Migration {
        number: 22,
        name: "authentications",
        text: include_str!("../migrations/sqlite/0022_authentications.sql"),
    },
];

pub(crate) const POSTGRES: [Migration; 20] = [
    Migration { number: 1, name: "first", text: include_str!("../migrations/postgres/0001_first.sql") },
    Migration { number: 2, name: "sessions", text: include_str!("../migrations/postgres/0002_sessions.sql") },
    Migration { number: 3, name: "terms", text: include_str!("../migrations/postgres/0003_terms.sql") },
    Migration {
        number: 4,
        name: "merchants first",
        text: include_str!("../migrations/postgres/0004_merchants_first.sql"),
    },
    Migration {
        number: 5,
        name: "retention",
        text: include_str!("../migrations/postgres/0005_retention.sql"),
    },
    Migration {
        number: 6,
        name: "actors and limits",
        text: include_str!("../migrations/postgres/0006_actors_and_limits.sql"),
    },
    Migration { number: 7, name: "wallets", text: include_str!("../migrations/postgres/0007_wallets.sql") },
    Migration {
        number: 8,
        name: "payments by wallet",
        text: include_str!("../migrations/postgres/0008_payments_by_wallet.sql"),
    },
    Migration {
        number: 9,
        name: "data keys",
        text: include_str!("../migrations/postgres/0009_data_keys.sql"),
    },
    Migration {
        number: 10,
        name: "session wallets",
        text: include_str!("../migrations/postgres/0010_session_wallets.sql"),
    },
    Migration {
        number: 11,
        name: "audit chain",
        text: include_str!("../migrations/postgres/0011_audit_chain.sql"),
    },
    Migration {
        number: 12,
        name: "wallet sessions",
        text: include_str!("../migrations/postgres/0012_wallet_sessions.sql"),
    },
    Migration { number: 13, name: "listed", text: include_str!("../migrations/postgres/0013_listed.sql") },
    Migration { number: 14, name: "lists", text: include_str!("../migrations/postgres/0014_lists.sql") },
    Migration {
        number: 15,
        name: "payment links",
        text: include_str!("../migrations/postgres/0015_payment_links.sql"),
    },
    Migration {
        number: 16,
        name: "transfers",
        text: include_str!("../migrations/postgres/0016_transfers.sql"),
    },
    Migration {
        number: 17,
        name: "lists of links",
        text: include_str!("../migrations/postgres/0017_lists_of_links.sql"),
    },
    Migration { number: 18, name: "setups", text: include_str!("../migrations/postgres/0018_setups.sql") },
    Migration {
        number: 19,
        name: "tried sessions of links",
        text: include_str!("../migrations/postgres/0019_tried_sessions_of_links.sql"),
    },
    Migration {
        number: 20,
        name: "authentications",
        text: include_str!("../migrations/postgres/0020_authentications.sql"),
    },
];

#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    #[error("the store is of a newer version of guichet (migration {0}): start that version")]
    FromTheFuture(i64),
    #[error("migration {0} of this store is not the one that this version knows")]
    Edited(i64),
}

/// Returns the migrations that the store still needs, or an error if it has migrations that this version does not
/// know.
pub(crate) fn to_come(
    known: &[Migration],
    applied: &[(i64, String)],
) -> Result<Vec<Migration>, MigrationError> {
    let is_known = |number| known.iter().any(|migration| migration.number == number);
    if let Some((number, _)) = applied.iter().find(|(number, _)| !is_known(*number)) {
        return Err(MigrationError::FromTheFuture(*number));
    }
    let mut to_come = Vec::new();
    for migration in known {
        match applied.iter().find(|(number, _)| *number == migration.number) {
            Some((_, text)) if text == migration.text => {}
            Some(_) => return Err(MigrationError::Edited(migration.number)),
            None => to_come.push(*migration),
        }
    }
    Ok(to_come)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_once_and_never_backwards() {
        let known = [1, 2].map(|number| Migration { number, name: "", text: "CREATE" });
        let come = |applied: &[(i64, &str)]| {
            let applied: Vec<_> =
                applied.iter().map(|(number, text)| (*number, (*text).to_owned())).collect();
            to_come(&known, &applied)
                .map(|migrations| migrations.iter().map(|one| one.number).collect::<Vec<_>>())
        };
        assert_eq!(come(&[]).unwrap(), [1, 2]);
        assert_eq!(come(&[(1, "CREATE")]).unwrap(), [2]);
        assert_eq!(come(&[(1, "CREATE"), (2, "CREATE")]).unwrap(), [0; 0]);
        assert!(matches!(come(&[(1, "CREATE ")]), Err(MigrationError::Edited(1))));
        assert!(matches!(come(&[(1, "CREATE"), (99, "")]), Err(MigrationError::FromTheFuture(99))));
    }
}
