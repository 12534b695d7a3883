//! `GET /v1/checkout/merchants/{merchantId}/mxwallets`.

use document::Tree;

use crate::harness::{Card, assert_error, assert_refused_fields, json, shared};

fn wallets_of(merchant: &str) -> String {
    format!("/v1/checkout/merchants/{merchant}/mxwallets")
}

#[tokio::test]
async fn a_merchant_finds_its_wallets_and_no_others() {
    let gateway = shared();
    let mut others = Vec::new();
    for count in [2, 4] {
        let (merchant, key) = gateway.new_merchant();
        let (mut till, all) = (gateway.till_of(&merchant, &key), wallets_of(&merchant));
        let mut own = Vec::new();
        for _ in 0..count {
            let transaction = till.paid_with(&Card::visa()).await;
            let id = crate::harness::reference();
            let made = till
                .post(&all, &[], &json(&format!(
                    r#"{{"mxWalletId":"{id}","paymentInstrumentOrigin":{{"origin":"ExistingTransaction","transactionId":"{transaction}"}},"comment":"{id}"}}"#
                )))
                .await;
            assert_eq!(made.status, 201, "{}", made.body_text());
            own.push(id);
        }
        let second = till.paid_with(&Card::cb_visa()).await;
        let added = till
            .post(&format!("{all}/{}/paymentinstruments", own[0]), &[], &json(&format!(
                r#"{{"paymentInstrumentOrigin":{{"origin":"ExistingTransaction","transactionId":"{second}"}}}}"#
            )))
            .await;
        assert_eq!(added.status, 201, "{}", added.body_text());
        let page = till.page(&format!("{all}?sort=date"), "mxWallets").await;
        assert_eq!((page.texts("id"), page.total()), (own.clone(), count));
        assert_eq!(page.texts("comment"), own);
        let cards =
            |index: usize| page.records[index].at(&["paymentInstrumentCount"]).and_then(Tree::as_integer);
        assert_eq!((cards(0), cards(1)), (Some(2), Some(1)));
        let newest = till.walk(&all, "mxWallets", "id").await;
        assert_eq!(newest, own.iter().rev().cloned().collect::<Vec<_>>());
        assert!(newest.iter().all(|id| !others.contains(id)));
        let status = till.put(&format!("{all}/{}/status", own[1]), json(r#"{"status":"INACTIVE"}"#)).await;
        assert_eq!(status.status, 200, "{}", status.body_text());
        let inactive = till.page(&format!("{all}?status=INACTIVE"), "mxWallets").await;
        assert_eq!((inactive.texts("id"), inactive.total()), (vec![own[1].clone()], 1));
        let first = page.texts("date")[0].replace('+', "%2B");
        let early = till.page(&format!("{all}?dateTo={first}&size=1"), "mxWallets").await;
        assert!(early.total() >= 1 && early.texts("date")[0] == page.texts("date")[0]);
        others.extend(own);
    }
}

#[tokio::test]
async fn another_merchants_collection_is_forbidden_and_wrong_parameters_are_named() {
    let gateway = shared();
    let (merchant, _) = gateway.new_merchant();
    let mut till = gateway.till();
    assert_error(&till.get(&wallets_of(&merchant)).await, 403, "09201");
    let own = crate::harness::wallets();
    for (query, names) in [
        ("size=201", &["size"][..]),
        ("status=GONE&holder=x", &["holder", "status"]),
        ("sort=id", &["sort"]),
        ("dateFrom=2026-11-28T12:00:00Z&dateTo=2026-11-28T11:00:00Z", &["dateTo"]),
    ] {
        assert_refused_fields(&till.get(&format!("{own}?{query}")).await, names);
    }
}
