//! `GET /v1/checkout/payments/sessions`.

use crate::harness::{
    Caller, Card, Gateway, assert_refused_fields, put, reference, session, shared, wallet_session,
};

const SESSIONS: &str = "/v1/checkout/payments/sessions";

/// One session of each state, by the state.
async fn one_of_each(gateway: &Gateway, till: &mut crate::harness::Till) -> Vec<(&'static str, String)> {
    let created = till.new_session(&session(1_000)).await.id;
    let open = till.new_session(&session(1_001)).await;
    gateway.buyer(Caller::Web, &open).opens_page().await;
    let paid = till.new_session(&session(1_002)).await;
    gateway.buyer(Caller::Web, &paid).pays(&Card::visa()).await;
    let cancelled = till.new_session(&session(1_003)).await;
    gateway.buyer(Caller::Web, &cancelled).cancels().await;
    vec![("CREATED", created), ("OPEN", open.id), ("PAID", paid.id), ("CANCELLED", cancelled.id)]
}

#[tokio::test]
async fn sessions_are_found_by_state_order_and_date() {
    let gateway = Gateway::start("listed-sessions");
    let mut till = gateway.till();
    let own = one_of_each(&gateway, &mut till).await;
    let wallet = till.new_wallet(&Card::visa()).await;
    till.new_wallet_session(&wallet_session(crate::harness::id_of(&wallet))).await;
    let all = till.page(SESSIONS, "sessions").await;
    let newest_first: Vec<String> = own.iter().rev().map(|(_, id)| id.clone()).collect();
    assert_eq!((all.texts("sessionId"), all.counts), (newest_first.clone(), [4, 0, 3, 4]));
    let dates = all.texts("date");
    for (state, id) in &own {
        let found = till.page(&format!("{SESSIONS}?state={state}"), "sessions").await;
        assert_eq!((found.texts("sessionId"), found.total()), (vec![id.clone()], 1), "{state}");
    }
    assert_eq!(till.page(&format!("{SESSIONS}?state=EXPIRED"), "sessions").await.counts, [0, -1, -1, 0]);
    let mut oldest_first = newest_first.clone();
    oldest_first.reverse();
    assert_eq!(till.walk(&format!("{SESSIONS}?sort=date,asc"), "sessions", "sessionId").await, oldest_first);
    assert_eq!(till.walk(SESSIONS, "sessions", "sessionId").await, newest_first);
    let second = dates[1].replace('+', "%2B");
    let range = format!("{SESSIONS}?dateFrom={second}&dateTo={second}");
    assert!(till.page(&range, "sessions").await.texts("date").iter().all(|date| *date == dates[1]));
    let order = all.texts("orderReference")[2].clone();
    let of_order = till.page(&format!("{SESSIONS}?order.reference={order}&state=OPEN"), "sessions").await;
    assert_eq!((of_order.texts("sessionId"), of_order.total()), (vec![newest_first[2].clone()], 1));
    let none = till.page(&format!("{SESSIONS}?order.reference={order}&state=PAID"), "sessions").await;
    assert_eq!(none.total(), 0);
}

#[tokio::test]
async fn a_merchant_sees_and_counts_only_its_own_sessions() {
    let gateway = shared();
    let order = reference();
    let mut own = Vec::new();
    for amount in [1, 2] {
        let (merchant, key) = gateway.new_merchant();
        let mut till = gateway.till_of(&merchant, &key);
        for amount in 1..=amount {
            let request = put(&session(amount), "order.reference", order.as_str());
            own.push(till.new_session(&request).await.id);
        }
        for query in ["", "?state=CREATED", &format!("?order.reference={order}")] {
            let found = till.page(&format!("{SESSIONS}{query}"), "sessions").await;
            assert_eq!(i64::try_from(found.total()).unwrap(), amount, "{query}");
            let of_this = &own[own.len() - found.total()..];
            assert!(found.texts("sessionId").iter().all(|id| of_this.contains(id)), "{query}");
        }
    }
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_by_its_name() {
    let gateway = shared();
    let mut till = gateway.till();
    for (query, names) in [
        ("size=0&page=-1", &["size", "page"][..]),
        ("state=DONE", &["state"]),
        ("sort=amount", &["sort"]),
        ("sort=date&sort=date", &["sort"]),
        ("dateFrom=2026-11-28T12:00:00Z&dateTo=2026-11-28T11:00:00Z", &["dateTo"]),
        ("type=CAPTURE", &["type"]),
    ] {
        assert_refused_fields(&till.get(&format!("{SESSIONS}?{query}")).await, names);
    }
    let beyond = till.page(&format!("{SESSIONS}?page=1000000000"), "sessions").await;
    assert_eq!(beyond.counts[..3], [0, -1, -1]);
}
