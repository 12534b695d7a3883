//! Sessions in every stage, of a merchant without notifications.

use stores::{Case, Kind, PendingWork};

use crate::bodies::{at_the_limits, full_session};
use crate::harness::{
    Buyer, Caller, Card, Partner, SESSIONS, assert_state, reference, session, session_of as session_in, told,
    transactions, without,
};
use crate::maker::Maker;
use crate::merchants::set_session_minutes;
use crate::payments::repeat;

const NEVER_OPENED: &str = "02534";
const EXPIRED: &str = "02324";
const REVERSED: &str = "02004";

pub(crate) async fn make(maker: &mut Maker) {
    alive(maker).await;
    ended(maker).await;
    overdue(maker).await;
    under_a_key(maker).await;
}

async fn buyer(maker: &Maker, caller: Caller) -> Buyer {
    maker.gateway.buyer_of(caller, &session(1_000)).await
}

fn session_of(name: &str, buyer: &Buyer) -> Case {
    Case::new(Kind::Session, name, "demo", &buyer.session.id)
}

/// Returns the id of the session's newest payment.
pub(crate) async fn newest_payment(maker: &Maker, merchant: &str, buyer: &Buyer) -> String {
    let read = maker.till(merchant).session(&buyer.session.id).await;
    told(&transactions(&read)[0], "id").to_owned()
}

/// Sessions of ninety minutes, which still live when the set is loaded.
async fn alive(maker: &mut Maker) {
    let created = buyer(maker, Caller::Web).await;
    maker.recorder.add(session_of("session-created", &created).code_in_a_week(NEVER_OPENED));
    let open = buyer(maker, Caller::Web).await;
    open.opens_page().await;
    maker.recorder.add(session_of("session-open", &open).code_in_a_week(EXPIRED));
    let full = maker.gateway.buyer_of(Caller::NewAndroid, &full_session(1_000)).await;
    assert_state(&full.state().await, "PAYMENT_METHODS_LIST");
    maker.recorder.add(session_of("session-full", &full).code_in_a_week(EXPIRED));
    for (name, greatest) in [("session-least", false), ("session-greatest", true)] {
        let request = at_the_limits(&session(1_600), greatest);
        let made = maker.gateway.buyer_of(Caller::Web, &request).await;
        maker.recorder.add(session_of(name, &made).code_in_a_week(NEVER_OPENED));
    }
    let refused = buyer(maker, Caller::Web).await;
    assert_state(&refused.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
    maker.recorder.add(session_of("session-refused-once", &refused));
    let visiting = buyer(maker, Caller::Web).await;
    Partner::of(&maker.gateway, &visiting.chooses_partner().await);
    maker.recorder.add(session_of("session-at-partner", &visiting).code_in_a_week(REVERSED));
    let id = newest_payment(maker, "demo", &visiting).await;
    let payment = Case::new(Kind::Payment, "at-partner", "demo", &id);
    maker.recorder.add(payment.pending(&[PendingWork::PartnerTimeout]));
}

async fn ended(maker: &mut Maker) {
    let paid = buyer(maker, Caller::Web).await;
    assert_state(&paid.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let by_partner = buyer(maker, Caller::Ios).await;
    Partner::of(&maker.gateway, &by_partner.chooses_partner().await).decides("accept").await;
    let refused = buyer(maker, Caller::Web).await;
    for kind in ["PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_FAILURE"] {
        assert_state(&refused.pays(&Card::refused_with("01116")).await, kind);
    }
    let cancelled = buyer(maker, Caller::Web).await;
    cancelled.opens_page().await;
    assert_state(&cancelled.cancels().await, "PAYMENT_CANCELED");
    for (name, buyer) in [
        ("session-paid", paid),
        ("session-paid-by-partner", by_partner),
        ("session-refused", refused),
        ("session-cancelled", cancelled),
    ] {
        maker.recorder.add(session_of(name, &buyer));
    }
}

/// Sessions of ten minutes, which are overdue when the set is loaded.
async fn overdue(maker: &mut Maker) {
    set_session_minutes(maker, "demo", 10);
    let unopened = buyer(maker, Caller::Web).await;
    maker.recorder.add(session_of("session-overdue", &unopened).code_at_once(NEVER_OPENED));
    let open = buyer(maker, Caller::Web).await;
    open.opens_page().await;
    maker.recorder.add(session_of("session-overdue-open", &open).code_at_once(EXPIRED));
    let visiting = buyer(maker, Caller::Web).await;
    Partner::of(&maker.gateway, &visiting.chooses_partner().await);
    maker.recorder.add(session_of("session-overdue-at-partner", &visiting).code_at_once(REVERSED));
    let id = newest_payment(maker, "demo", &visiting).await;
    let payment = Case::new(Kind::Payment, "overdue-at-partner", "demo", &id);
    maker.recorder.add(payment.pending(&[PendingWork::Reversal]));
    set_session_minutes(maker, "demo", 90);
}

async fn under_a_key(maker: &mut Maker) {
    let (key, request) = (reference(), session(1_000));
    let answer = maker.till("demo").post(SESSIONS, &[("idempotency-key", &key)], &request).await;
    let id = session_in(&answer).id;
    maker
        .recorder
        .add(Case::new(Kind::Session, "session-under-a-key", "demo", &id).code_in_a_week(NEVER_OPENED));
    // Each start has another port.
    let first = without(answer.document().unwrap(), "redirectURL");
    maker.recorder.repeat(repeat("demo", SESSIONS, &key, &request, answer.status, first));
}
