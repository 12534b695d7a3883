//! Payment links in every state that is stored.

use stores::{Case, Kind};

use crate::bodies::full_session;
use crate::harness::{Card, Link, assert_one_of, assert_state, session};
use crate::maker::Maker;

pub(crate) async fn make(maker: &mut Maker) {
    let open = maker.till("demo").new_link(&full_session(1_000)).await;
    maker.gateway.opens(&open).await.opens_page().await;
    let paid = maker.till("demo").new_link(&session(1_001)).await;
    assert_state(&maker.gateway.opens(&paid).await.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let cancelled = maker.till("demo").new_link(&session(1_002)).await;
    maker.till("demo").cancel_link(&cancelled.id).await;
    let blocked = maker.till("demo").new_link(&session(1_003)).await;
    for _ in 0..5 {
        let buyer = maker.gateway.opens(&blocked).await;
        for _ in 0..2 {
            let state = buyer.pays(&Card::refused_with("01116")).await;
            assert_one_of(&state, &["PAYMENT_FAILURE_WITH_RETRY", "PAYMENT_FAILURE"]);
        }
    }
    let cases: [(&str, &Link, &str); 4] = [
        ("link", &open, "UNPAID"),
        ("link-paid", &paid, "PAID"),
        ("link-cancelled", &cancelled, "CANCELLED"),
        ("link-blocked", &blocked, "BLOCKED"),
    ];
    for (name, link, status) in cases {
        maker.till("demo").assert_link(&link.id, status).await;
        maker.recorder.add(Case::new(Kind::Link, name, "demo", &link.id));
    }
}
