//! What the role of the gateway must be able to do, and in which tables.

use storage::{ConnectError, PostgresStore};

use crate::{
    house::{address, limits, postgres},
    schema::{self, Schema},
};

/// Every table of a new store is looked at, and no other.
#[tokio::test]
async fn every_table_of_the_gateway_and_no_other() {
    let Some(schema) = Schema::of_this_run() else { return };
    let name = schema.name();
    drop(postgres(schema.url(), 1).await);
    let tables = schema::run(&format!(
        "SELECT tablename FROM pg_tables WHERE schemaname = '{name}' ORDER BY tablename"
    ));
    schema::run(&format!("CREATE TABLE {name}.of_somebody_else (id BIGINT)"));
    let role = format!("{name}_role");
    schema::run(&format!("CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA {name} TO {role}"));
    schema::run(&format!("GRANT SELECT ON {name}.migrations TO {role}"));
    let (_, place) = schema.url().split_once('@').unwrap();
    let start =
        async || PostgresStore::connect(address(&format!("postgres://{role}@{place}")), limits(1)).await;
    let Err(ConnectError::Privilege(told)) = start().await else { panic!("it starts") };
    assert!(told.contains(&tables.replace('\n', ", ")) && !told.contains("of_somebody_else"), "{told}");
    for table in tables.lines() {
        schema::run(&format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {name}.{table} TO {role}"));
    }
    let started = start().await.is_ok();
    schema::run(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    assert!(started);
}
