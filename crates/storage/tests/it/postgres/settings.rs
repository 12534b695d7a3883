//! Servers, addresses and starts.

use std::path::Path;

use gateway::ports::Store as _;
use primitives::Secret;
use storage::{Address, ConnectError, MigrationError, PostgresStore};

use crate::{
    house::{address, limits, postgres},
    schema::{self, Schema},
};

#[test]
fn addresses_that_are_none() {
    let parsed = |url: &str, ca: &str| Address::parse(&Secret::new(url.to_owned()), Path::new(ca));
    for url in [
        "",
        "guichet.db",
        "mysql://x/y",
        "host=localhost password=hunter22",
        "postgres://u:hunter22@h:port/db",
    ] {
        let Err(error) = parsed(url, "/dev/null") else { panic!("{url} is taken") };
        assert!(
            matches!(error, ConnectError::Address(_)) && !error.to_string().contains("hunter22"),
            "{error}"
        );
    }
    // A host that is not this machine is reached by TLS, and that needs authorities; a local one does not.
    assert!(matches!(parsed("postgres://db.example/x", "/nowhere.pem"), Err(ConnectError::Authorities(..))));
    assert!(matches!(parsed("postgres://db.example/x", "/dev/null"), Err(ConnectError::Authorities(..))));
    assert!(parsed("postgres://db.example/x?sslmode=disable", "/nowhere.pem").is_ok());
    for local in ["postgres://localhost/x", "postgres://[::1]/x", "postgres://%2Frun%2Fpostgresql/x"] {
        assert!(parsed(local, "/nowhere.pem").is_ok(), "{local}");
        assert!(parsed(&format!("{local}?sslmode=require"), "/nowhere.pem").is_err(), "{local}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_start_at_once_and_no_version_but_ours() {
    let Some(schema) = Schema::of_this_run() else { return };
    let mut starts = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let url = schema.url().to_owned();
        starts.spawn(async move { postgres(&url, 2).await.check().await });
    }
    assert!(starts.join_all().await.iter().all(Result::is_ok));
    let start = async || match PostgresStore::connect(address(schema.url()), limits(2)).await {
        Ok(_) => panic!("it starts"),
        Err(error) => error,
    };
    schema::run(&format!("UPDATE {}.migrations SET text = text || ' '", schema.name()));
    assert!(matches!(start().await, ConnectError::Migration(MigrationError::Edited(1))));
    schema::run(&format!("INSERT INTO {}.migrations VALUES (99, '', 0)", schema.name()));
    assert!(matches!(start().await, ConnectError::Migration(MigrationError::FromTheFuture(99))));
}

#[tokio::test]
async fn an_examination_changes_nothing() {
    let Some(schema) = Schema::of_this_run() else { return };
    let looked = PostgresStore::inspect(address(schema.url())).await.unwrap().examine().await.unwrap();
    assert!(looked.to_come > 0 && looked.is_local && !looked.is_encrypted);
    assert!(looked.durability.iter().all(|(name, value)| value == "on" || panic!("{name} is {value}")));
    let tables = format!("SELECT COUNT(*) FROM pg_tables WHERE schemaname = '{}'", schema.name());
    assert_eq!(schema::run(&tables), "0");
    drop(postgres(schema.url(), 1).await);
    let looked = PostgresStore::inspect(address(schema.url())).await.unwrap().examine().await.unwrap();
    assert_eq!(looked.to_come, 0);
}

#[tokio::test]
async fn the_clock_is_the_databases() {
    let Some(schema) = Schema::of_this_run() else { return };
    let clock = postgres(schema.url(), 2).await.clock();
    let there: i64 =
        schema::run("SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint").parse().unwrap();
    let apart = clock.now().as_millisecond() - there;
    assert!((0..2_000).contains(&apart), "{apart} ms");
    let readings: Vec<_> = (0..1_000).map(|_| clock.now()).collect();
    assert!(readings.is_sorted());
}
