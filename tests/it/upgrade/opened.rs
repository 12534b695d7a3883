//! The gateway starts on an old store, and nothing is wrong with it.

use super::{Upgraded, sets};
use crate::harness::{guichet_on, idle, lags};

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

impl Upgraded {
    pub(super) fn assert_no_error_logged(&self) {
        let log = self.gateway.log();
        let errors: Vec<&str> = log.lines().filter(|line| line.contains(r#""level":"ERROR""#)).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}
