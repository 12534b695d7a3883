//! `GET /v1/checkout/paybylink/paymentlinks`.

use crate::harness::{
    Card, Gateway, LINKS, Link, assert_refused_fields, assert_state, in_days, put, reference, session,
    shared, told,
};
use crate::sql::run_sql;

const NAME: &str = "paymentLinks";

fn ids(links: &[&Link]) -> Vec<String> {
    links.iter().map(|link| link.id.clone()).collect()
}

#[tokio::test]
async fn links_are_found_by_status_order_point_of_sale_and_date() {
    let utc = &["calendar=UTC"];
    let mut gateway = Gateway::start_with("listed-links", utc);
    let mut till = gateway.till();
    let short = till.new_link(&put(&session(1_000), "expirationDate", &in_days(0)[..10])).await;
    let request = session(1_001);
    let open = till.new_link(&request).await;
    let paid = till.new_link(&session(1_002)).await;
    assert_state(&gateway.opens(&paid).await.pays(&Card::visa()).await, "PAYMENT_SUCCESS");
    let cancelled = till.new_link(&session(1_003)).await;
    till.cancel_link(&cancelled.id).await;
    let newest_first = ids(&[&cancelled, &paid, &open, &short]);

    let all = till.page(LINKS, NAME).await;
    assert_eq!((all.texts("id"), all.counts), (newest_first.clone(), [4, 0, 3, 4]));
    assert_eq!(all.texts("link")[2], open.url, "as it is read alone");
    assert_eq!(all.texts("status"), ["CANCELLED", "PAID", "UNPAID", "UNPAID"]);
    let mut oldest_first = newest_first.clone();
    oldest_first.reverse();
    assert_eq!(till.walk(&format!("{LINKS}?sort=createDate,asc"), NAME, "id").await, oldest_first);
    assert_eq!(till.walk(LINKS, NAME, "id").await, newest_first);

    let order = told(&request, "order.reference");
    for (query, expected) in [
        ("status=UNPAID".to_owned(), ids(&[&open, &short])),
        ("status=PAID".to_owned(), ids(&[&paid])),
        ("status=CANCELLED".to_owned(), ids(&[&cancelled])),
        ("status=EXPIRED".to_owned(), Vec::new()),
        ("status=BLOCKED".to_owned(), Vec::new()),
        (format!("order.reference={order}"), ids(&[&open])),
        (format!("order.reference={order}&status=UNPAID&pointOfSaleReference=SHOP1"), ids(&[&open])),
        (format!("order.reference={order}&status=PAID"), Vec::new()),
        ("pointOfSaleReference=SHOP1".to_owned(), newest_first.clone()),
        ("pointOfSaleReference=SHOP2".to_owned(), Vec::new()),
        ("pointOfSaleReference=SHOP1&status=PAID".to_owned(), ids(&[&paid])),
    ] {
        let found = till.page(&format!("{LINKS}?{query}"), NAME).await;
        assert_eq!((found.texts("id"), found.total()), (expected.clone(), expected.len()), "{query}");
    }
    let second = all.texts("createDate")[2].replace('+', "%2B");
    let at = till.page(&format!("{LINKS}?dateFrom={second}&dateTo={second}"), NAME).await;
    assert!(
        at.texts("id").contains(&open.id)
            && at.texts("createDate").iter().all(|date| *date == all.texts("createDate")[2])
    );
    let later = till.page(&format!("{LINKS}?dateFrom={second}&size=1&page=1"), NAME).await;
    assert_eq!(later.counts[..3], [1, 1, 1]);

    // The clock alone moves a link from one to the other.
    gateway.restart_ahead(25, utc);
    let mut till = gateway.till();
    for (status, expected) in [("UNPAID", ids(&[&open])), ("EXPIRED", ids(&[&short]))] {
        let found = till.page(&format!("{LINKS}?status={status}"), NAME).await;
        assert_eq!((found.texts("id"), found.texts("status")), (expected, vec![status.to_owned()]));
    }
}

#[tokio::test]
async fn a_merchant_sees_and_counts_only_its_own_links() {
    let gateway = shared();
    let order = reference();
    let mut own = Vec::new();
    for count in [1, 2] {
        let (merchant, key) = gateway.new_merchant();
        let mut till = gateway.till_of(&merchant, &key);
        for amount in 1..=count {
            let request = put(&session(amount), "order.reference", order.as_str());
            own.push(till.new_link(&request).await.id);
        }
        let shop = "?pointOfSaleReference=SHOP1";
        for query in ["", "?status=UNPAID", shop, &format!("?order.reference={order}")] {
            let found = till.page(&format!("{LINKS}{query}"), NAME).await;
            assert_eq!(i64::try_from(found.total()).unwrap(), count, "{query}");
            let of_this = &own[own.len() - found.total()..];
            assert!(found.texts("id").iter().all(|id| of_this.contains(id)), "{query}");
        }
    }
}

/// The other links are told, and this one without its URL.
#[tokio::test]
async fn a_link_whose_secret_cannot_be_read() {
    let gateway = Gateway::start("listed-links-unread");
    let mut till = gateway.till();
    let (broken, whole) = (till.new_link(&session(1_000)).await, till.new_link(&session(1_001)).await);
    let of = |link: &Link| link.id.trim_start_matches("PL").to_owned();
    let (one, other) = (of(&broken), of(&whole));
    run_sql(
        &gateway,
        &format!(
            "UPDATE payment_links SET sealed_secret = (SELECT sealed_secret FROM payment_links WHERE number = {other})
             WHERE number = {one}"
        ),
    );
    let page = till.page(LINKS, NAME).await;
    assert_eq!(page.texts("id"), ids(&[&whole, &broken]));
    let urls: Vec<&str> = page.records.iter().filter_map(|one| one.at(&["link"])?.as_text()).collect();
    assert_eq!(urls, [whole.url.as_str()]);
    let column = ("column", "payment_links.sealed_secret");
    gateway.logged(&[("message", "a sealed value does not open: run `guichet doctor`"), column]).await;
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_by_its_name() {
    let gateway = shared();
    let mut till = gateway.till();
    for (query, names) in [
        ("size=201&page=-1", &["size", "page"][..]),
        ("status=OPEN", &["status"]),
        ("sort=status", &["sort"]),
        ("sort=createDate&sort=createDate", &["sort"]),
        ("dateFrom=2026-11-28", &["dateFrom"]),
        ("dateFrom=2026-11-28T12:00:00Z&dateTo=2026-11-28T11:00:00Z", &["dateTo"]),
        ("pointOfSaleReference=%25", &["pointOfSaleReference"]),
        ("buyer=Camille", &["buyer"]),
    ] {
        assert_refused_fields(&till.get(&format!("{LINKS}?{query}")).await, names);
    }
    for harmless in ["order.reference=%25", "order.reference='%20OR%20'1'='1", "page=1000000000"] {
        let found = till.page(&format!("{LINKS}?{harmless}"), NAME).await;
        assert_eq!(found.counts[..3], [0, -1, -1], "{harmless}");
    }
}
