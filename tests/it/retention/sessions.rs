//! Sessions without a payment go, and the services do not tell the buyer's details for long.

use super::{SEVENTY_DAYS, is_personal, number_of, personal_session, run_ahead};
use crate::harness::{
    Caller, Card, Gateway, Listener, Reply, assert_error, assert_result, assert_state, put,
};

const EMAIL: &str = "camille.martin@example.com";

#[tokio::test]
async fn the_services_tell_the_buyer_until_the_end_and_the_shop_reads_on() {
    let mut gateway = Gateway::start("shown-buyer");
    let session = gateway.till().new_session(&personal_session(EMAIL)).await;
    for caller in [Caller::Web, Caller::Ios] {
        assert!(is_personal(&gateway.buyer(caller, &session).state().await), "{caller:?}");
    }
    let buyer = gateway.buyer(Caller::Web, &session);
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert!(is_personal(&buyer.state().await), "within the hour");
    // Two hours later whoever has the id sees a receipt without a name.
    gateway.restart_ahead(2, &[]);
    for caller in [Caller::Web, Caller::Ios] {
        let buyer = gateway.buyer(caller, &session);
        let state = buyer.state().await;
        assert_state(&state, "PAYMENT_SUCCESS");
        let page = buyer.browse(&format!("{}/pay/{}", gateway.base_url(), session.id)).await;
        assert!(page.status == 200 && !shows_person(&page.body_text()));
        assert!(!shows_person(&state.body_text()), "{}", state.body_text());
    }
    let read = gateway.till().session(&session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    assert!(is_personal(&read), "its shop still knows");
}

/// Whether a text names the buyer. What was bought is still told.
fn shows_person(text: &str) -> bool {
    ["Camille", "Martin", EMAIL, "+33612345678", "rue Oubliette"].iter().any(|word| text.contains(word))
}

#[tokio::test]
async fn the_setting_may_forbid_it_from_the_end_on() {
    let gateway = Gateway::start_with("hidden-buyer", &["retention.buyer_shown_minutes=0"]);
    let buyer = gateway.buyer_of(Caller::Web, &personal_session(EMAIL)).await;
    assert!(shows_person(&buyer.state().await.body_text()));
    assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    assert!(!shows_person(&buyer.state().await.body_text()));
}

#[tokio::test]
async fn what_nobody_paid_goes_and_what_is_open_or_to_be_told_stays() {
    let gateway = Gateway::start_with("forgotten-session", &["notifications.retry_interval_s=1"]);
    let deaf = Listener::replying(&[], Reply::Status(500)).await;
    let make = |told: Option<String>| {
        let request = personal_session(EMAIL);
        told.map_or(request.clone(), |url| put(&request, "notificationURL", url.as_str()))
    };
    let cancelled = gateway.buyer_of(Caller::Web, &make(None)).await;
    assert_state(&cancelled.cancels().await, "PAYMENT_CANCELED");
    let waiting = gateway.buyer_of(Caller::Web, &make(Some(deaf.url("/told")))).await;
    assert_state(&waiting.cancels().await, "PAYMENT_CANCELED");
    let refused = gateway.buyer_of(Caller::Ios, &make(None)).await;
    assert_state(&refused.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE");
    let paid = gateway.buyer_of(Caller::Web, &make(None)).await;
    assert_state(&paid.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let open = gateway.buyer_of(Caller::Web, &make(None)).await;
    assert!(is_personal(&open.state().await));
    deaf.came(1).await;

    let done = run_ahead(&gateway, 25);
    assert_eq!(number_of(&done, "unpaid sessions", "done"), 2);
    let mut till = gateway.till();
    assert_error(&till.session(&cancelled.session.id).await, 404, "02317");
    assert_eq!(cancelled.opens_page().await.status, 404);
    let kept = till.session(&refused.session.id).await;
    assert_result(&kept, 200, "REFUSED", "01116");
    // Its payment has its own time.
    assert!(kept.at(&["buyer"]).is_none() && kept.at(&["device"]).is_none());
    assert!(is_personal(&till.session(&paid.session.id).await));
    assert!(is_personal(&till.session(&open.session.id).await));
    assert!(is_personal(&open.state().await), "the buyer can go on");
    assert_state(&open.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    // The notification that waits is sent on, and then its session goes.
    let before = deaf.seen().len();
    deaf.came(before + 1).await;
    assert!(is_personal(&till.session(&waiting.session.id).await), "and by this it is told");
    assert_eq!(number_of(&run_ahead(&gateway, 25), "unpaid sessions", "done"), 1);
    assert_error(&till.session(&waiting.session.id).await, 404, "02317");
    // A session that was paid is forgotten with its payment.
    run_ahead(&gateway, SEVENTY_DAYS);
    let read = till.session(&paid.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    assert!(!is_personal(&read));
}
