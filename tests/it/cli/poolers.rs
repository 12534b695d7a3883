//! What stands between the gateway and PostgreSQL, and what the role of the gateway may do there.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{Finished, Gateway, guichet, is_root, schema};

/// PgBouncer in front of the server of this run. It is killed when it is dropped.
struct Pooler(Child, String);

impl Pooler {
    fn start(mode: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let server = schema::server();
        // postgres://user@%2Fa%2Fsocket/name
        let (user, place) = server.trim_start_matches("postgres://").split_once('@').unwrap();
        let (host, name) = place.split_once('/').unwrap();
        let (host, name) = (host.replace("%2F", "/"), name.split('?').next().unwrap());
        let file = std::env::temp_dir().join(format!("guichet-pooler-{port}.ini"));
        let settings = format!(
            "[databases]\npooled = host={host} dbname={name} user={user}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = {mode}\n"
        );
        std::fs::write(&file, settings).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        // It refuses to run as root.
        let mut pooler = Command::new(if is_root() { "setpriv" } else { "env" });
        if is_root() {
            pooler.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
        }
        let quiet = pooler.args(["/usr/sbin/pgbouncer", "-q"]).arg(&file).stderr(Stdio::null());
        let child = quiet.spawn().unwrap();
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(20), "PgBouncer does not listen");
            std::thread::yield_now();
        }
        std::fs::remove_file(&file).unwrap();
        Self(child, format!("postgres://{user}@127.0.0.1:{port}/pooled?sslmode=disable"))
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn both(url: &str) -> [Finished; 2] {
    [&["doctor"][..], &["serve", "--listen", "127.0.0.1:0"]]
        .map(|words| guichet(words, &[("GUICHET_DATABASE", url)]))
}

#[track_caller]
fn assert_both_tell(url: &str, words: &[&str]) {
    for finished in both(url) {
        let told = format!("{}{}", finished.stdout, finished.stderr);
        assert_eq!(finished.code, Some(1), "{told}");
        for word in words {
            assert!(told.contains(word), "no {word:?} in {told}");
        }
    }
}

#[test]
fn one_that_shares_sessions_is_refused() {
    if !schema::is_turn_of_postgres() {
        return;
    }
    let pooler = Pooler::start("transaction");
    for _ in 0..3 {
        assert_both_tell(&pooler.1, &["pool_mode = session", "database.connections"]);
    }
}

#[test]
fn one_that_does_not_is_taken() {
    if !schema::is_turn_of_postgres() {
        return;
    }
    let pooler = Pooler::start("session");
    let found = guichet(&["doctor"], &[("GUICHET_DATABASE", &pooler.1)]);
    assert!(found.stdout.contains("ok   store"), "{}", found.stdout);
}

/// Returns the URL for a role of its own.
fn as_role(url: &str, role: &str) -> String {
    let (_, place) = url.split_once('@').unwrap();
    format!("postgres://{role}@{place}")
}

#[test]
fn a_role_that_lacks_a_privilege() {
    if !schema::is_turn_of_postgres() {
        return;
    }
    let role = format!("it_role_{}", std::process::id());
    schema::run(&format!("CREATE ROLE {role} LOGIN"));
    let empty = schema::Schema::of_this_run().unwrap();
    let (url, name) = (as_role(empty.url(), &role), empty.name());
    assert_both_tell(&url, &["no schema", "CREATE SCHEMA"]);
    schema::run(&format!("GRANT USAGE ON SCHEMA {name} TO {role}"));
    assert_both_tell(&url, &[&format!("GRANT CREATE ON SCHEMA {name} TO {role}")]);

    // Tables that another role has made, and no more rights than a gateway needs.
    let mut gateway = Gateway::start("role");
    let owned = gateway.environment()[0].1.to_owned();
    let (_, name) = owned.rsplit_once("%3D").unwrap();
    gateway.stop();
    schema::run(&format!("GRANT USAGE ON SCHEMA {name} TO {role}"));
    let url = as_role(&owned, &role);
    schema::run(&format!("GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO {role}"));
    assert_both_tell(
        &url,
        &["may not read and write", "transactions", "GRANT SELECT, INSERT, UPDATE, DELETE"],
    );
    schema::run(&format!("GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {name} TO {role}"));
    // A table of somebody else's in the same schema, which its owner made as well, is none of the gateway's business.
    schema::run(&format!("CREATE TABLE {name}.of_somebody_else (id BIGINT)"));
    let data = gateway.data();
    let sound = guichet(&["doctor", "--data", data.to_str().unwrap()], &[("GUICHET_DATABASE", &url)]);
    assert_eq!(sound.code, Some(0), "{}", sound.stdout);
    schema::run(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}
