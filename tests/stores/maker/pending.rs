//! Payments, late deliveries and sessions without an outcome.

use std::time::Duration;

use document::Tree;
use stores::{Case, Kind, PendingWork, When};

use crate::harness::{
    Action::Capture, Buyer, Caller, Card, PAYMENTS, Partner, assert_result, assert_state, entries,
    eventually, own, payment, put, reference, session, told, transaction_id, transactions,
};
use crate::maker::Maker;
use crate::payments::repeat;
use crate::sessions::newest_payment;

const LIMIT: Duration = Duration::from_secs(30);
/// Amounts for which the simulated bank does not answer, and for which the line breaks.
const SILENT: i64 = 77_701;
const BROKEN_LINE: i64 = 77_703;
const REVERSED: &str = "02004";

/// The reconciler is held up: nothing of it is finished.
pub(crate) async fn make(maker: &mut Maker) {
    payments(maker).await;
    late_delivery(maker).await;
    sessions_at_banks(maker).await;
    sessions_on_hold(maker).await;
    session_approved_after_reversal(maker).await;
}

async fn payments(maker: &mut Maker) {
    let card = Card::cb_visa();
    let (key, request) = (reference(), payment(&card, SILENT));
    let (silent, _) = maker.begin_payment("demo", Some(&key), &request).await;
    maker.recorder.repeat(repeat("demo", PAYMENTS, &key, &request, 202, Tree::Null));
    let (locked, _) = maker.begin_payment("locked", None, &payment(&card, SILENT)).await;
    for (name, merchant, id) in [("silent", "demo", silent), ("silent-and-locked", "locked", locked)] {
        let case = Case::new(Kind::Payment, name, merchant, &id);
        maker.recorder.add(case.pending(&[PendingWork::Reversal]));
    }
    for (name, merchant) in [("unanswered", "demo"), ("unanswered-and-notified", "other")] {
        let answer = maker.till(merchant).pay(&payment(&card, BROKEN_LINE)).await;
        assert_result(&answer, 202, "ONHOLD_PARTNER", "02000");
        let case = Case::new(Kind::Payment, name, merchant, &transaction_id(&answer));
        maker.recorder.add(notified(case.pending(&[PendingWork::Reversal])));
    }
}

/// Marks a case as one of the merchant `other`, which is notified of all that ends.
fn notified(case: Case) -> Case {
    if case.merchant == "other" { case.notified(When::AtOnce) } else { case }
}

async fn late_delivery(maker: &mut Maker) {
    let expired = maker.recorder.id("expired-whole");
    let late = put(&own(SILENT), "option", "LATE_DELIVERY");
    drop(maker.send("demo", &Capture.path(&expired), None, &late));
    let capture = eventually("late delivery that has begun", LIMIT, || async {
        entries(&maker.till("demo").transaction(&expired).await).into_iter().nth(1)
    })
    .await;
    let case = Case::new(Kind::Action, "late-delivery-silent", "demo", &capture.id);
    maker.recorder.add(case.pending(&[PendingWork::RenewalReversal]));
}

async fn buyer(maker: &Maker, merchant: &str, caller: Caller, amount: i64) -> Buyer {
    let made = maker.till(merchant).new_session(&session(amount)).await;
    maker.gateway.buyer(caller, &made)
}

/// Adds the session and the payment that is pending in it.
fn add(maker: &mut Maker, session: Case, payment: &str, pending: PendingWork) {
    let name = format!("{}-payment", session.name);
    let payment = Case::new(Kind::Payment, &name, &session.merchant, payment);
    maker.recorder.add(payment.pending(&[pending]));
    maker.recorder.add(session);
}

async fn sessions_at_banks(maker: &mut Maker) {
    for (name, merchant, caller) in
        [("session-trying", "demo", Caller::Web), ("session-trying-last", "other", Caller::Ios)]
    {
        let buyer = buyer(maker, merchant, caller, SILENT).await;
        let id = buyer.session.id.clone();
        let paying = tokio::spawn(async move { buyer.pays(&Card::cb_visa()).await });
        maker.keep_unanswered(paying.abort_handle());
        let payment = eventually("payment in the session", LIMIT, || async {
            let tried = transactions(&maker.till(merchant).session(&id).await);
            tried.first().map(|payment| told(payment, "id").to_owned())
        })
        .await;
        let session = notified(Case::new(Kind::Session, name, merchant, &id).code_at_once(REVERSED));
        add(maker, session, &payment, PendingWork::Reversal);
    }
    let broken = buyer(maker, "demo", Caller::Web, BROKEN_LINE).await;
    assert_state(&broken.pays(&Card::cb_visa()).await, "ACTIVE_WAITING");
    let session = Case::new(Kind::Session, "session-unanswered", "demo", &broken.session.id);
    let payment = newest_payment(maker, "demo", &broken).await;
    add(maker, session.code_at_once(REVERSED), &payment, PendingWork::Reversal);
}

async fn sessions_on_hold(maker: &mut Maker) {
    for (decision, name) in [("pending", "session-on-hold"), ("pending-accept", "session-accepted-soon")] {
        let buyer = buyer(maker, "other", Caller::Web, 1_000).await;
        let partner = Partner::of(&maker.gateway, &buyer.chooses_partner().await);
        partner.decides(decision).await;
        let session = Case::new(Kind::Session, name, "other", &buyer.session.id);
        let (session, pending) = if decision == "pending" {
            let session = session.code_in_a_week(REVERSED).notified(When::WithinAWeek);
            (session, PendingWork::PartnerTimeout)
        } else {
            (session.code_at_once("00000").notified(When::AtOnce), PendingWork::PartnerApproval)
        };
        let payment = newest_payment(maker, "other", &buyer).await;
        add(maker, session, &payment, pending);
    }
}

/// The buyer turns back from the partner's page, and then the partner approves.
async fn session_approved_after_reversal(maker: &mut Maker) {
    let buyer = buyer(maker, "demo", Caller::Web, 1_000).await;
    let partner = Partner::of(&maker.gateway, &buyer.chooses_partner().await);
    assert_state(&buyer.abandons().await, "PAYMENT_METHODS_LIST");
    let payment = newest_payment(maker, "demo", &buyer).await;
    partner.press("accept").await;
    let undoing = format!("SELECT id FROM transactions WHERE id = {payment} AND state LIKE '%UNDOING%'");
    maker.wait_for_row("payment that is to be undone again", &undoing).await;
    let session = Case::new(Kind::Session, "session-undone", "demo", &buyer.session.id);
    add(maker, session, &payment, PendingWork::Undoing);
}
