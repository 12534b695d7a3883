//! The gateway starts on an old store and finds no fault.

use std::time::Duration;

use document::Tree;
use stores::Database;

use super::{Upgraded, machine_ms, note_secrets, sets, settings};
use crate::harness::{Gateway, eventually, guichet, guichet_on, idle, json, lags};

#[tokio::test]
async fn the_gateway_is_ready_and_doctor_finds_nothing() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "opened").await;
        assert!(lags(&upgraded.gateway).await.len() >= 6);
        let doctor = guichet_on(&upgraded.gateway, &["doctor"]);
        assert_eq!(doctor.code, Some(0), "{}: {}{}", set.version, doctor.stdout, doctor.stderr);
        idle(&upgraded.gateway).await;
        upgraded.assert_no_error_logged();
    }
}

/// Nothing is migrated by looking.
#[test]
fn doctor_looks_at_a_store_of_before() {
    for set in sets() {
        let mut doctor = None;
        let gateway = Gateway::start_after(&format!("upgrade-{}-doctor", set.version), |data, url| {
            let database = Database::of(data, url);
            let store = set.load(data, &database, "127.0.0.1:9", machine_ms());
            note_secrets(&store.expected);
            let (data, database) = (data.to_str().unwrap(), format!("database={}", url.unwrap_or_default()));
            doctor = Some(guichet(&["doctor", "--data", data, "--set", &database], &[]));
            settings(store.calendar, store.hours_ahead).into()
        });
        let doctor = doctor.unwrap();
        assert_eq!(doctor.code, Some(0), "{}: {}{}", set.version, doctor.stdout, doctor.stderr);
        assert!(doctor.stdout.contains("up to date"), "{}", doctor.stdout);
        drop(gateway);
    }
}

impl Upgraded {
    pub(super) fn assert_no_error_logged(&self) {
        let log = self.gateway.log();
        let errors: Vec<&str> = log.lines().filter(|line| line.contains(r#""level":"ERROR""#)).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

/// The lines of the older version come into blocks as they are, and count from then on.
#[tokio::test]
async fn the_audit_log_of_an_older_version_is_chained() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "chained").await;
        let verify = || {
            let told = guichet_on(&upgraded.gateway, &["audit", "verify", "--json"]);
            let number = |name| json(&told.stdout).at(&[name]).and_then(Tree::as_integer).unwrap();
            (told.code, number("waiting"), number("unstamped"))
        };
        let (code, _, unstamped) = eventually("blocks of all lines", Duration::from_secs(60), || async {
            let verified = verify();
            (verified.1 == 0).then_some(verified)
        })
        .await;
        assert!(code == Some(0) && unstamped > 0, "{}: {code:?}, {unstamped} lines", set.version);
        let database = upgraded.database();
        database.run("UPDATE audit_log SET subject = 'another' WHERE id = (SELECT MIN(id) FROM audit_log);");
        assert_eq!(verify().0, Some(3));
    }
}
