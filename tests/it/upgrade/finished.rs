//! The pending work of an old store is finished. Every case is checked by its name.

use std::collections::BTreeSet;
use std::time::Duration;

use document::Tree;
use stores::{Case, Kind, PendingWork, When};

use super::{Upgraded, audit::when, is_true, kept::line, kept::told_now, sets, text};
use crate::harness::{Action, assert_result, entries, eventually, idle, sum};

/// The time limit for a debug build on a busy machine, whose bank is told again after seconds.
const LIMIT: Duration = Duration::from_secs(90);

#[tokio::test]
async fn at_once_and_within_a_week() {
    for set in sets() {
        let mut upgraded = Upgraded::start(&set, "finished").await;
        upgraded.assert_every_kind_is_pending();
        upgraded.assert_finished(When::AtOnce).await;
        upgraded.assert_remittances_closed().await;
        // The deferred capture is due before its authorisation expires.
        upgraded.restart_after_days(4);
        upgraded.wait_for(|pending| pending == PendingWork::CaptureLater).await;
        upgraded.restart_after_days(8);
        upgraded.assert_finished(When::WithinAWeek).await;
        upgraded.assert_remittances_closed().await;
        upgraded.assert_every_line_remitted_once();
        upgraded.assert_no_error_logged();
    }
}

impl Upgraded {
    /// Asserts that the set has work of every kind.
    fn assert_every_kind_is_pending(&self) {
        let cases = self.expected.cases();
        let pending: BTreeSet<&str> =
            cases.iter().flat_map(|case| &case.pending).map(|pending| pending.as_str()).collect();
        assert_eq!(pending, PendingWork::WORDS.iter().copied().collect());
        for (kind, moment) in
            [(Kind::Payment, When::AtOnce), (Kind::Session, When::AtOnce), (Kind::Session, When::WithinAWeek)]
        {
            let is_notified = |case: &Case| case.kind == kind && case.notified == Some(moment);
            assert!(cases.iter().any(is_notified), "{kind:?} {moment:?}");
        }
    }

    /// Waits until all work that must be finished by then is finished, and checks every case.
    async fn assert_finished(&self, moment: When) {
        for case in self.expected.cases().iter().filter(|case| case.notified == Some(moment)) {
            self.wait_for_notification(case).await;
        }
        self.wait_for(|pending| when(pending) == moment).await;
        idle(&self.gateway).await;
        self.unlock_merchants();
        for case in self.expected.cases() {
            self.assert_result(&case, moment).await;
            if moment == When::AtOnce {
                self.assert_nothing_early(&case);
                self.assert_kept(&case).await;
            }
        }
    }

    async fn wait_for(&self, which: impl Fn(PendingWork) -> bool) {
        for case in self.expected.cases() {
            for pending in case.pending.iter().filter(|pending| which(**pending)) {
                let what = format!("end of {pending:?} of {}", case.name);
                eventually(&what, LIMIT, || async {
                    self.evidence(&case, *pending).iter().all(|count| *count > 0).then_some(())
                })
                .await;
            }
        }
    }

    async fn wait_for_notification(&self, case: &Case) {
        eventually(&format!("notification of {}", case.name), LIMIT, || async {
            self.is_notified(case).then_some(())
        })
        .await;
    }

    fn is_notified(&self, case: &Case) -> bool {
        let parameter = if case.kind == Kind::Session { "token" } else { "transactionId" };
        self.shop.seen().iter().any(|seen| seen.parameter(parameter).as_deref() == Some(&case.id))
    }

    fn assert_nothing_early(&self, case: &Case) {
        for pending in case.pending.iter().filter(|pending| when(**pending) == When::WithinAWeek) {
            // Of an expiry, the release may be confirmed already, for another action.
            assert_eq!(self.evidence(case, *pending)[0], 0, "{pending:?} of {}", case.name);
        }
        if case.notified != Some(When::AtOnce) {
            assert!(!self.is_notified(case), "{} was notified", case.name);
        }
    }

    async fn assert_result(&self, case: &Case, moment: When) {
        let read = self.read(case).await;
        let code = result_code(case, moment);
        assert_eq!(read.text(&["result", "code"]), Some(code), "{}: {}", case.name, read.body_text());
        assert_result(&read, 200, &title(case, code), code);
        let captured = |pending: &PendingWork| match pending {
            PendingWork::Capture => true,
            PendingWork::CaptureLater => moment == When::WithinAWeek,
            _ => false,
        };
        if case.pending.iter().any(captured) {
            let amount = read.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer).unwrap();
            assert_eq!(sum(&read, Action::Capture), amount, "{}", case.name);
            assert!(entries(&read).iter().all(|entry| entry.ok), "{}", case.name);
        }
    }
}

/// Returns the result code that a case must have then.
fn result_code(case: &Case, moment: When) -> &str {
    let then = case.answer.at(&["result", "code"]).and_then(Tree::as_text).unwrap();
    if matches!(case.kind, Kind::Session | Kind::WalletSession) {
        let later = case.code_in_a_week.as_deref().filter(|_| moment == When::WithinAWeek);
        return later.or(case.code_at_once.as_deref()).unwrap_or(then);
    }
    let is_finished = |pending: &&PendingWork| when(**pending) == When::AtOnce || moment == When::WithinAWeek;
    let code = |pending: &PendingWork| match pending {
        PendingWork::Reversal
        | PendingWork::RenewalReversal
        | PendingWork::PartnerTimeout
        | PendingWork::Undoing => Some("02004"),
        PendingWork::PartnerApproval => Some("00000"),
        PendingWork::Capture
        | PendingWork::CaptureLater
        | PendingWork::Expiry
        | PendingWork::ExpiryLater
        | PendingWork::Release => None,
    };
    case.pending.iter().filter(is_finished).find_map(code).unwrap_or(then)
}

fn title(case: &Case, code: &str) -> String {
    let told = told_now(case);
    let then = |name| told.at(&["result", name]).and_then(Tree::as_text).unwrap();
    match code {
        _ if then("code") == code => then("title").to_owned(),
        "00000" | "02500" => "ACCEPTED".to_owned(),
        "02004" => "CANCELLED".to_owned(),
        "02324" | "02534" | "02535" => "REFUSED".to_owned(),
        other => panic!("no pending work ends with {other}"),
    }
}

impl Upgraded {
    async fn assert_remittances_closed(&self) {
        eventually("end of all remittances", LIMIT, || async {
            let listed = self.gateway.operate_json(&["remittance", "list"]);
            listed.as_list().unwrap().iter().all(|one| is_true(one, "closed")).then_some(())
        })
        .await;
    }

    /// Asserts that captures and refunds from before the upgrade are in one remittance each.
    fn assert_every_line_remitted_once(&self) {
        let listed = self.gateway.operate_json(&["remittance", "list"]);
        let mut exported = Vec::new();
        for remittance in listed.as_list().unwrap() {
            let [merchant, shop, day] =
                ["merchant_id", "point_of_sale", "day"].map(|name| text(remittance, name));
            exported.extend(self.exported_lines(merchant, shop, day));
        }
        for then in self.expected.list("lines").iter().map(line) {
            assert_eq!(exported.iter().filter(|now| **now == then).count(), 1, "{then:?}");
        }
    }
}
