//! A link that is not to be paid any more.

use crate::harness::{
    Card, Gateway, assert_one_of, assert_refused_fields, assert_result, assert_state, in_days, put, session,
    shared, transactions,
};

#[tokio::test]
async fn a_link_that_is_cancelled() {
    let gateway = shared();
    let mut till = gateway.till();
    let link = till.new_link(&session(1_000)).await;
    let open = gateway.opens(&link).await;
    let request = open.card_request(&Card::cb_visa(), None).await;
    till.cancel_link(&link.id).await;
    gateway.finds_ended(&link, "This payment link was cancelled").await;
    // Nor is it paid by somebody who was there before.
    assert_state(&open.sends(&request).await, "PAYMENT_CANCELED");
    assert_eq!(open.opens_page().await.status, 200);
    assert!(transactions(&till.session(&open.session.id).await).is_empty());
    assert!(till.assert_link(&link.id, "CANCELLED").await.at(&["transactions"]).is_none());
}

/// Ten refusals over all its sessions, of which each takes three.
#[tokio::test]
async fn a_link_that_is_blocked() {
    let gateway = shared();
    let mut till = gateway.till();
    let link = till.new_link(&session(1_000)).await;
    let waiting = gateway.opens(&link).await;
    let request = waiting.card_request(&Card::cb_visa(), None).await;
    let mut refused = 0;
    while refused < 10 {
        till.assert_link(&link.id, "UNPAID").await;
        let buyer = gateway.opens(&link).await;
        for _ in 0..(10 - refused).min(3) {
            let state = buyer.pays(&Card::refused_with("01116")).await;
            assert_one_of(&state, &["PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_FAILURE"]);
            refused += 1;
        }
    }
    let read = till.assert_link(&link.id, "BLOCKED").await;
    assert_eq!(transactions(&read).len(), 10);
    gateway.finds_ended(&link, "This payment link is blocked").await;
    assert_state(&waiting.sends(&request).await, "PAYMENT_FAILURE");
    assert_eq!(transactions(&till.link(&link.id).await).len(), 10);
    till.cancel_link(&link.id).await;
    gateway.finds_ended(&link, "This payment link was cancelled").await;
}

/// The last day lasts to its end, and a session to that of its link.
#[tokio::test]
async fn a_link_that_has_expired() {
    let utc = &["calendar=UTC"];
    let mut gateway = Gateway::start_with("link-expiry", utc);
    let of_today = put(&session(1_000), "expirationDate", &in_days(0)[..10]);
    let link = gateway.till().new_link(&of_today).await;
    let longer = gateway.till().new_link(&session(1_000)).await;
    gateway.opens(&link).await;
    gateway.restart_ahead(25, utc);
    gateway.till().assert_link(&link.id, "EXPIRED").await;
    gateway.finds_ended(&link, "This payment link has expired").await;
    assert_refused_fields(&gateway.till().set_link_status(&link.id, "CANCELLED").await, &["status"]);
    gateway.till().assert_link(&longer.id, "UNPAID").await;
    gateway.opens(&longer).await;
    gateway.restart_ahead(31 * 24 + 1, utc);
    gateway.till().assert_link(&longer.id, "EXPIRED").await;
}

/// Which code they have follows from whether their page was opened, as when their own time ends.
#[tokio::test]
async fn open_sessions_of_a_link_that_has_ended_read_as_ended() {
    let gateway = shared();
    let mut till = gateway.till();
    for ending in ["PAID", "CANCELLED", "BLOCKED"] {
        let link = till.new_link(&session(1_000)).await;
        let (opened, untouched) = (gateway.opens(&link).await, gateway.opens(&link).await);
        let refused = gateway.opens(&link).await;
        assert_eq!(opened.opens_page().await.status, 200);
        assert_state(&refused.pays(&Card::refused_with("01116")).await, "PAYMENT_FAILURE_WITH_RETRY");
        assert_result(&till.session(&opened.session.id).await, 200, "INPROGRESS", "02306");
        assert_result(&till.session(&untouched.session.id).await, 200, "INPROGRESS", "02533");
        let before = till.session(&refused.session.id).await;
        assert_result(&before, 200, "REFUSED", "01116");
        match ending {
            "PAID" => {
                assert_state(&gateway.opens(&link).await.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
            }
            "CANCELLED" => till.cancel_link(&link.id).await,
            _ => {
                for _ in 0..3 {
                    let other = gateway.opens(&link).await;
                    for _ in 0..3 {
                        other.pays(&Card::refused_with("01116")).await;
                    }
                }
            }
        }
        till.assert_link(&link.id, ending).await;
        assert_result(&till.session(&opened.session.id).await, 200, "REFUSED", "02324");
        assert_result(&till.session(&untouched.session.id).await, 200, "REFUSED", "02534");
        let after = till.session(&refused.session.id).await;
        assert_eq!(after.body_text(), before.body_text(), "a payment decides as ever");
    }
}

#[tokio::test]
async fn the_page_speaks_the_language_of_the_link_or_of_the_browser() {
    let gateway = shared();
    let mut till = gateway.till();
    let own = till.new_link(&put(&session(1_000), "languageCode", "de-DE")).await;
    let any = till.new_link(&session(1_000)).await;
    for link in [&own, &any] {
        till.cancel_link(&link.id).await;
    }
    for (link, browser, lang, words) in [
        (&own, "fr", "de", "Dieser Zahlungslink wurde zurückgezogen"),
        (&any, "fr", "fr", "Ce lien de paiement a été annulé"),
        (&any, "he", "he", "dir=\"rtl\""),
    ] {
        let page = gateway.visits(client::Method::GET, &link.url, browser).await;
        let html = page.body_text();
        assert!(html.contains(&format!("<html lang=\"{lang}\"")) && html.contains(words), "{html}");
        assert!(page.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    }
}
