use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::{ACCESS_KEY, Gateway, MERCHANT_ID, binary, guichet, session};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_the_first_start_leaves() {
    let mut gateway = Gateway::start("first");
    let data = gateway.data();
    for secret in ["credentials.toml", "master.key", "tls/key.pem"] {
        assert_eq!(mode(&data.join(secret)), 0o600, "{secret}");
    }
    assert_eq!(mode(&data), 0o700);
    let credentials = fs::read_to_string(data.join("credentials.toml")).unwrap();
    assert!(credentials.contains(&format!("merchant_id = \"{MERCHANT_ID}\"")));
    assert!(credentials.contains(&format!("access_key = \"{ACCESS_KEY}\"")));
    let stdout = fs::read_to_string(gateway.dir().join("stdout")).unwrap();
    assert_eq!(stdout.lines().count(), 1, "one line on stdout: {stdout}");
    // Certificate and master key are kept.
    let kept = ["tls/cert.pem", "tls/key.pem", "master.key", "credentials.toml"];
    let read = |data: &Path| kept.map(|file| fs::read(data.join(file)).unwrap());
    let before = read(&data);
    gateway.restart();
    assert!(before == read(&data));
}

#[test]
fn a_drawn_merchant_is_shown_and_kept() {
    let dir = crate::harness::fresh_dir("drawn");
    let data = dir.join("data");
    let shown =
        guichet(&["demo", "--once", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()], &[]);
    assert_eq!(shown.code, Some(0), "{}", shown.stderr);
    let credentials = fs::read_to_string(data.join("credentials.toml")).unwrap();
    let value = |name: &str| {
        let line = credentials.lines().find(|line| line.starts_with(name)).unwrap();
        line.split('"').nth(1).unwrap().to_owned()
    };
    let id = value("merchant_id");
    assert!(id.len() == 14 && id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    assert!(shown.stdout.contains(&id) || shown.stderr.contains(&id), "the id is printed");
    assert!(value("access_key").len() >= 20);
}

#[tokio::test]
async fn new_ids_tell_the_cell_and_older_ones_are_found() {
    let mut gateway = Gateway::start("cell");
    let older = gateway.till().authorised(1000).await;
    assert_eq!(&older[13..15], "00");
    let older_session = gateway.till().new_session(&session(1000)).await.id;
    assert_eq!(&older_session[..2], "10");
    gateway.set(&["cell=42"]);
    gateway.restart();
    let newer = gateway.till().authorised(1000).await;
    assert_eq!(&newer[13..15], "42");
    assert!(older < newer);
    let newer_session = gateway.till().new_session(&session(1000)).await.id;
    assert_eq!(&newer_session[..2], "1g");
    for id in [&older, &newer] {
        assert_eq!(gateway.till().transaction(id).await.status, 200, "{id}");
    }
    for id in [&older_session, &newer_session] {
        assert_eq!(gateway.till().session(id).await.status, 200, "{id}");
    }
}

/// A service manager often gives a process a small soft limit of open files, and a larger hard one.
#[test]
fn the_limit_of_open_files_is_raised() {
    let dir = crate::harness::fresh_dir("limit");
    let log = dir.join("log");
    let mut child = Command::new("prlimit")
        .arg("--nofile=200:3000")
        .arg(binary())
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(dir.join("data"))
        .env_remove("GUICHET_DATABASE")
        .stdout(Stdio::piped())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    // A kill would lose lines of the log that are not written yet.
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    child.wait().unwrap();
    assert!(line.starts_with("ready "), "{line}{}", fs::read_to_string(&log).unwrap());
    let open_files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    assert_eq!(open_files.split_whitespace().nth(3), Some("3000"), "{open_files}");
    // 512 of them are for everything but connections.
    let log = fs::read_to_string(&log).unwrap();
    assert!(log.contains("connections=2488"), "{log}");
}

#[test]
fn production_needs_a_master_key() {
    let refused = guichet(&["serve", "--mode", "production", "--listen", "127.0.0.1:0"], &[]);
    assert!(refused.code.is_some_and(|code| code != 0));
    assert!(refused.stdout.is_empty());
    assert!(
        refused.stderr.contains("master") && refused.stderr.contains("GUICHET_MASTER_KEY"),
        "{}",
        refused.stderr
    );
}

#[test]
fn plain_http_is_for_loopback() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let refused = guichet(&["serve", "--listen", "127.0.0.1:0", "--http", address], &[]);
        assert!(refused.code.is_some_and(|code| code != 0), "{address}");
        assert!(refused.stderr.contains("loopback"), "{}", refused.stderr);
    }
}

#[tokio::test]
async fn plain_http_on_loopback_answers_the_same() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let gateway = Gateway::start_with("plain", &[&format!("http={address}")]);
    let shop =
        client::Client::new(&format!("http://{address}"), MERCHANT_ID, ACCESS_KEY, client::Trust::Nobody);
    let mut till = crate::harness::Till::new(shop.unwrap());
    let plain = till.get("/v1/security/encryption/keys/shop").await;
    let secure = gateway.till().get("/v1/security/encryption/keys/shop").await;
    assert_eq!((plain.status, plain.body_text()), (200, secure.body_text()));
}

#[test]
fn an_address_that_is_taken() {
    let gateway = Gateway::start("taken");
    let address = format!("127.0.0.1:{}", gateway.port());
    let refused = guichet(&["serve", "--listen", &address], &[]);
    assert!(refused.code.is_some_and(|code| code != 0));
    assert!(refused.stderr.contains(&address), "{}", refused.stderr);
}

/// `ready` means that the order to stop is understood, too. The shell gives it within microseconds.
#[test]
fn an_order_to_stop_as_soon_as_it_is_ready() {
    const SCRIPT: &str = r#"
        mkfifo fifo
        "$1" serve --data data --listen 127.0.0.1:0 >fifo 2>>log &
        exec 3<fifo
        read -r line <&3
        kill -TERM $!
        wait $!
        code=$?
        rm fifo
        exit $code
    "#;
    for round in 0..30 {
        let dir = crate::harness::fresh_dir("ready");
        let status = Command::new("sh")
            .args(["-c", SCRIPT, "sh"])
            .arg(crate::harness::binary())
            .current_dir(&dir)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("GUICHET_DEMO_ACCESS_KEY", ACCESS_KEY)
            .status()
            .unwrap();
        // 143 is the shell's word for a death by SIGTERM.
        assert_eq!(status.code(), Some(0), "in round {round}");
    }
}

/// Of an operator, and of a person at a terminal.
#[test]
fn orders_to_stop() {
    for name in ["TERM", "INT"] {
        let mut gateway = Gateway::start("signal");
        gateway.stop_by(name);
    }
}
