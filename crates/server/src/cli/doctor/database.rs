//! Checks of a store in PostgreSQL.

use gateway::ports::Clock as _;
use jiff::{SignedDuration, Timestamp};
use storage::{Examination, PostgresStore};

use super::{Finding, NO_STORE, audit_log, keys, rows, sealed, transfers};
use crate::{
    config::{Config, Database},
    data_dir::DataDir,
    ports::SystemClock,
    wiring,
};

/// The difference of clocks from which an operator is warned. It does not matter to payments, which use the
/// database's clock, but it does to the logs.
const APART: SignedDuration = SignedDuration::from_secs(5);

pub(super) async fn findings(
    config: &Config,
    database: &Database,
    dir: &DataDir,
) -> Vec<(&'static str, Finding)> {
    let looked = look(database).await;
    let (store, seen) = match looked {
        Ok(looked) => looked,
        Err(words) => return vec![("store", Err(words))],
    };
    let mut findings = vec![
        ("store", Ok(server(&seen))),
        ("durability", durability(&seen)),
        ("line", Ok(line(&seen).to_owned())),
        ("its clock", clock(seen.now, SystemClock.now())),
    ];
    if seen.to_come == 0 {
        findings.push(("keys", keys(config, dir, &store).await));
        findings.push(("sealed", sealed(config, dir, &store).await));
        findings.push(("rows", rows(&store).await));
        findings.push(("audit log", audit_log(config, dir, &store).await));
        findings.push(("transfers", transfers::finding(config, &store).await));
    }
    findings
}

pub(super) async fn open(database: &Database) -> Result<PostgresStore, String> {
    let address = wiring::address(database).map_err(|error| error.to_string())?;
    PostgresStore::inspect(address).await.map_err(|error| error.to_string())
}

async fn look(database: &Database) -> Result<(PostgresStore, Examination), String> {
    let store = open(database).await?;
    let seen = store.examine().await.map_err(|error| error.to_string())?;
    Ok((store, seen))
}

fn server(seen: &Examination) -> String {
    let version = &seen.version;
    match seen.to_come {
        0 => format!("PostgreSQL {version} answers, and its tables are this version's"),
        _ => format!("PostgreSQL {version} answers; tables: {NO_STORE}, or brings them up to date"),
    }
}

fn durability(seen: &Examination) -> Finding {
    let names = seen.durability.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    match seen.durability.iter().find(|(_, value)| !["on", "remote_apply"].contains(&value.as_str())) {
        None => Ok(format!("{names} are on")),
        Some((name, value)) => Err(format!(
            "{name} is {value}: a payment that was told may be lost with the power; set {name} = on in \
             postgresql.conf and reload it"
        )),
    }
}

fn line(seen: &Examination) -> &'static str {
    match (seen.is_encrypted, seen.is_local) {
        (true, _) => "TLS, and the server's certificate is good",
        (false, true) => "in the clear, within this machine",
        (false, false) => {
            "in the clear, to another machine: better sslmode=require, unless the network between is yours alone"
        }
    }
}

fn clock(theirs: Timestamp, ours: Timestamp) -> Finding {
    let apart = ours.duration_since(theirs);
    let ms = apart.as_millis();
    if apart.abs() > APART {
        return Err(format!(
            "this machine's is {ms} ms ahead of the database's: payments go by the database's, but set the one that is \
             wrong (timedatectl set-ntp true)"
        ));
    }
    Ok(format!("this machine's is {ms} ms ahead of it"))
}
