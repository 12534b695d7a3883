//! Objects of earlier days: expired, remitted or given up.

use stores::{Case, Kind, PendingWork};

use crate::harness::{
    Action::{self, Capture},
    Caller, Card, KEYS, Partner, Sealer, assert_result, assert_state, done, entries, own, payment, put,
    sealed_payment, session, transaction_id,
};
use crate::maker::Maker;

/// The hours by which the clock is ahead. An encryption key is handed out for sixty days.
pub(crate) const EIGHT_DAYS_AGO: u32 = TODAY - 8 * 24;
/// An authorisation of then lives for another hour. It expires while nobody serves the store.
pub(crate) const SEVEN_DAYS_AGO: u32 = TODAY - 7 * 24 + 1;
pub(crate) const TODAY: u32 = 70 * 24;

const OLD_KEY: &str = "old-key";

pub(crate) async fn two_months_ago(maker: &mut Maker) {
    let mut till = maker.till("demo");
    let key = till.get(&format!("{KEYS}/{OLD_KEY}")).await;
    maker.recorder.encryption_key("demo", key.document().unwrap(), false);
    let sealed = Sealer::new(&key).seal(&Card::cb_mastercard().plaintext());
    let id = till.accepted(&sealed_payment(&sealed, 2_000)).await;
    maker.recorder.add(Case::new(Kind::Payment, "paid-two-months-ago", "demo", &id));
}

pub(crate) async fn eight_days_ago(maker: &mut Maker) {
    maker.output_of(&["keys", "rotate"]);
    let resealed = "SELECT id FROM data_keys WHERE resealed_ms IS NOT NULL";
    assert_eq!(maker.wait_for_row("values under the new data key", resealed).await, "3");
    let mut till = maker.till("demo");
    let key = till.get(&format!("{KEYS}/{OLD_KEY}")).await;
    maker.recorder.encryption_key("demo", key.document().unwrap(), true);
    let payment_of = |name: &str, id: &str| Case::new(Kind::Payment, name, "demo", id);

    let remitted = till.paid(2_500).await;
    maker.recorder.add(payment_of("remitted", &remitted));
    let cancelled = till.authorised(10_000).await;
    let cancel = till.cancel(&cancelled, 10_000).await;
    maker.recorder.add(payment_of("cancelled-long-ago", &cancelled));
    maker.recorder.add(Case::new(Kind::Action, "cancel-of-long-ago", "demo", &cancel));
    let expired = till.authorised(100_000).await;
    till.capture(&expired, 4_000).await;
    maker.recorder.add(payment_of("expired", &expired));
    let expired = till.authorised(100_000).await;
    maker.recorder.add(payment_of("expired-whole", &expired));

    for (name, minutes) in [("deferred-captured", 12 * 60), ("deferred-renewed", 3 * 24 * 60)] {
        let request = put(&payment(&Card::cb_visa(), 10_000), "payment.capture", "DEFERRED");
        let request = put(&request, "payment.deferredCaptureDate", maker.moment_in(minutes).as_str());
        maker.recorder.add(payment_of(name, &till.accepted(&request).await));
    }
    let broken = till.pay(&payment(&Card::cb_visa(), 77_703)).await;
    assert_result(&broken, 202, "ONHOLD_PARTNER", "02000");
    maker.recorder.add(payment_of("reversed", &transaction_id(&broken)));
    sessions_of_the_past(maker).await;
}

async fn sessions_of_the_past(maker: &mut Maker) {
    let session_of = |name: &str, id: &str| Case::new(Kind::Session, name, "demo", id);
    let unopened = maker.gateway.buyer_of(Caller::Web, &session(1_000)).await;
    maker.recorder.add(session_of("session-never-opened", &unopened.session.id));
    let opened = maker.gateway.buyer_of(Caller::Web, &session(1_000)).await;
    opened.opens_page().await;
    maker.recorder.add(session_of("session-left-open", &opened.session.id));
    let visiting = maker.gateway.buyer_of(Caller::Web, &session(1_000)).await;
    Partner::of(&maker.gateway, &visiting.chooses_partner().await);
    maker.recorder.add(session_of("session-lost-at-partner", &visiting.session.id));
    // It is repeated for two hours, which are over at the next start.
    let request = put(&session(1_000), "notificationURL", maker.failing_shop.url("/given-up").as_str());
    let unheard = maker.gateway.buyer_of(Caller::Web, &request).await;
    assert_state(&unheard.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    maker.failing_shop.came(2).await;
    maker.recorder.add(session_of("session-given-up", &unheard.session.id));
}

pub(crate) async fn seven_days_ago(maker: &mut Maker) {
    maker.output_of(&["keys", "retire", "1"]);
    let mut till = maker.till("demo");
    let part = till.authorised(10_000).await;
    till.capture(&part, 4_000).await;
    let whole = till.authorised(10_000).await;
    for (name, id) in [("expiring-part", part), ("expiring-whole", whole)] {
        maker.recorder.add(Case::new(Kind::Payment, name, "demo", &id).pending(&[PendingWork::Expiry]));
    }
    // All of it is captured, so that nothing expires.
    let captured = till.authorised(10_000).await;
    till.capture(&captured, 10_000).await;
    maker.recorder.add(Case::new(Kind::Payment, "captured-whole", "demo", &captured));
}

/// Acts today on what was made on earlier days.
pub(crate) async fn follow_up(maker: &mut Maker) {
    let mut till = maker.till("demo");
    let id_of = |maker: &Maker, name| maker.recorder.id(name);
    // The bank is asked again, with the sealed card.
    let late = put(&own(60_000), "option", "LATE_DELIVERY");
    let delivered = till.act(Capture, &id_of(maker, "expired"), &late).await;
    let delivered = done(&delivered, Capture);
    maker.recorder.add(Case::new(Kind::Action, "late-delivery", "demo", &delivered));
    let refund = till.refund(&id_of(maker, "remitted"), 1_000).await;
    maker.recorder.add(Case::new(Kind::Action, "refund-of-remitted", "demo", &refund));
    let refused = till.act(Action::Cancel, &id_of(maker, "remitted"), &own(500)).await;
    assert_result(&refused, 201, "ERROR", "02105");
    maker.recorder.add(Case::new(
        Kind::Action,
        "cancel-of-remitted-refused",
        "demo",
        &transaction_id(&refused),
    ));
    for (payment, name) in
        [("deferred-captured", "deferred-capture"), ("deferred-renewed", "deferred-capture-renewed")]
    {
        let read = till.transaction(&id_of(maker, payment)).await;
        let capture = entries(&read).into_iter().find(|entry| entry.ok && entry.is(Capture)).unwrap();
        maker.recorder.add(Case::new(Kind::Action, name, "demo", &capture.id));
    }
    let given_up = "SELECT id FROM notifications WHERE state = 'GIVEN_UP'";
    maker.wait_for_row("notification that was given up", given_up).await;
}
