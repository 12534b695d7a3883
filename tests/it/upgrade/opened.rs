//! The gateway starts on an old store and finds no fault.

use stores::Database;

use super::{Upgraded, machine_ms, note_secrets, sets, settings};
use crate::harness::{Gateway, guichet, guichet_on, idle, lags};

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
