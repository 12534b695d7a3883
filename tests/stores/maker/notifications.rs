//! Notifications in every state.

use stores::{Case, Kind, When};

use crate::harness::{
    Buyer, Caller, Card, Listener, Reply, assert_result, assert_state, eventually, put, session,
};
use crate::maker::Maker;
use crate::merchants::set_session_minutes;

const NEVER_OPENED: &str = "02534";

pub(crate) async fn make(maker: &mut Maker) {
    delivered(maker).await;
    read(maker).await;
    waiting(maker).await;
    of_sessions_that_expire(maker).await;
}

/// Returns a buyer in a session with this notification URL, or that of the point of sale.
async fn buyer(maker: &Maker, merchant: &str, caller: Caller, url: Option<&str>) -> Buyer {
    let request = session(1_000);
    let request = url.map_or(request.clone(), |url| put(&request, "notificationURL", url));
    let made = maker.till(merchant).new_session(&request).await;
    maker.gateway.buyer(caller, &made)
}

async fn paid(maker: &Maker, merchant: &str, url: Option<&str>) -> Buyer {
    let buyer = buyer(maker, merchant, Caller::Ios, url).await;
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    buyer
}

fn session_of(name: &str, merchant: &str, buyer: &Buyer) -> Case {
    Case::new(Kind::Session, name, merchant, &buyer.session.id)
}

/// A notification that was answered with 200 at the second attempt.
async fn delivered(maker: &mut Maker) {
    let shop = Listener::replying(&[Reply::Status(500)], Reply::Status(200)).await;
    let buyer = paid(maker, "other", Some(&shop.url("/delivered"))).await;
    shop.came(2).await;
    let sql = "SELECT id FROM notifications WHERE state = 'DELIVERED'";
    maker.wait_for_row("notification that was delivered", sql).await;
    maker.recorder.add(session_of("notified-and-delivered", "other", &buyer));
}

async fn read(maker: &mut Maker) {
    let buyer = paid(maker, "other", None).await;
    eventually("notification", std::time::Duration::from_secs(20), || async {
        (!maker.failing_shop.seen_of(&buyer.session.id).is_empty()).then_some(())
    })
    .await;
    assert_result(&maker.till("other").session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
    maker.recorder.add(session_of("notified-and-read", "other", &buyer));
}

async fn waiting(maker: &mut Maker) {
    let accepted = paid(maker, "other", None).await;
    let cancelled = buyer(maker, "other", Caller::Web, None).await;
    assert_state(&cancelled.cancels().await, "PAYMENT_CANCELED");
    let refused = buyer(maker, "other", Caller::Ios, None).await;
    assert_state(&refused.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE");
    let locked = paid(maker, "locked", Some(&maker.failing_shop.url("/locked"))).await;
    for (name, merchant, buyer) in [
        ("notified-of-paid", "other", accepted),
        ("notified-of-cancelled", "other", cancelled),
        ("notified-of-refused", "other", refused),
        ("notified-and-locked", "locked", locked),
    ] {
        maker.recorder.add_unread(session_of(name, merchant, &buyer).notified(When::AtOnce));
    }
}

/// Sessions whose end is still to be notified.
async fn of_sessions_that_expire(maker: &mut Maker) {
    let created = buyer(maker, "other", Caller::Web, None).await;
    let created = session_of("notified-of-expiry", "other", &created);
    maker.recorder.add(created.code_in_a_week(NEVER_OPENED).notified(When::WithinAWeek));
    set_session_minutes(maker, "other", 10);
    let overdue = buyer(maker, "other", Caller::Web, None).await;
    let overdue = session_of("notified-of-overdue", "other", &overdue);
    maker.recorder.add(overdue.code_at_once(NEVER_OPENED).notified(When::AtOnce));
    set_session_minutes(maker, "other", 90);
}

/// One that is being sent to a server that does not answer, and one that was never sent.
pub(crate) async fn make_last(maker: &mut Maker) {
    let sending = paid(maker, "other", Some(&maker.silent_shop.url("/silent"))).await;
    maker.silent_shop.came(1).await;
    let unsent = paid(maker, "other", None).await;
    for (name, buyer) in [("notified-when-killed", sending), ("not-yet-notified", unsent)] {
        maker.recorder.add_unread(session_of(name, "other", &buyer).notified(When::AtOnce));
    }
}
