//! `GET /v1/checkout/transactions`: filters, orders and pages.

use std::{collections::BTreeSet, time::Duration};

use client::Answer;
use document::Tree;

use crate::harness::{
    Action, Card, Gateway, TRANSACTIONS, Till, assert_refused_fields, assert_result, by_wallet, eventually,
    id_of, json, payment, put, reference, shared, transaction_id,
};
use crate::sql::query_sql;

async fn list(till: &mut Till, query: &str) -> Answer {
    let answer = till.get(&format!("{TRANSACTIONS}?{query}")).await;
    assert_result(&answer, 200, "ACCEPTED", "00000");
    answer
}

fn found(answer: &Answer) -> Vec<Tree> {
    answer.at(&["transactions"]).and_then(Tree::as_list).unwrap().to_vec()
}

fn ids(answer: &Answer) -> Vec<String> {
    found(answer).iter().map(|one| text(one, &["id"])).collect()
}

fn text(tree: &Tree, path: &[&str]) -> String {
    tree.at(path).and_then(Tree::as_text).unwrap().to_owned()
}

/// Returns count, startIndex, endIndex and recordTotal.
fn counts(answer: &Answer) -> [i64; 4] {
    ["count", "startIndex", "endIndex", "recordTotal"]
        .map(|name| answer.at(&[name]).and_then(Tree::as_integer).unwrap())
}

/// Waits until all transactions but those without an outcome are listed.
async fn all_listed(gateway: &Gateway, count: usize) {
    eventually("all to be listed", Duration::from_secs(30), || async {
        (query_sql(gateway, "SELECT COUNT(*) FROM listed") == [count.to_string()]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_found_by_its_order_from_its_answer_on() {
    let gateway = Gateway::start_with("listed-by-order", &["acquirer.answer_limit_ms=300"]);
    let mut till = gateway.till();
    let order = reference();
    let asks = |reference: &str| put(&payment(&Card::cb_visa(), 2_499), "order.reference", reference);
    assert!(ids(&list(&mut till, &format!("order.reference={order}")).await).is_empty());
    let paid = till.pay(&put(&asks(&order), "payment.capture", "MANUAL")).await;
    let id = transaction_id(&paid);
    let answer = list(&mut till, &format!("order.reference={order}")).await;
    assert_eq!((ids(&answer), counts(&answer)), (vec![id.clone()], [1, 0, 0, 1]));
    let listed = &found(&answer)[0];
    for (path, value) in [
        (&["orderReference"][..], order.as_str()),
        (&["originTransactionId"], &id),
        (&["pointOfSaleReference"], "SHOP1"),
        (&["result", "code"], "00000"),
        (&["type"], "AUTHORIZATION"),
        (&["paymentMethodId"], "CB"),
    ] {
        assert_eq!(text(listed, path), value);
    }
    let capture = till.capture(&id, 2_499).await;
    let answer = list(&mut till, &format!("order.reference={order}&sort=date")).await;
    assert_eq!(ids(&answer), [id.clone(), capture.clone()]);
    assert_eq!(text(&found(&answer)[1], &["originTransactionId"]), id);
    let captures = list(&mut till, &format!("order.reference={order}&type=CAPTURE")).await;
    assert_eq!((ids(&captures), counts(&captures)), (vec![capture], [1, 0, 0, 1]));
    // One whose outcome is unknown.
    let silent = reference();
    let pending =
        till.pay(&put(&put(&asks(&silent), "order.amount", 77_701), "payment.amount", 77_701)).await;
    assert_result(&pending, 202, "ONHOLD_PARTNER", "02000");
    let answer = list(&mut till, &format!("order.reference={silent}")).await;
    assert_eq!(ids(&answer), [transaction_id(&pending)]);
    assert_ne!(text(&found(&answer)[0], &["result", "title"]), "REFUSED");
}

/// What is asked, and whether a listed transaction is one that was asked for.
type Query<'a> = (String, Box<dyn Fn(&Tree) -> bool + 'a>);

fn queries(wallet: &str, all: &[Tree]) -> Vec<Query<'static>> {
    let is = |path: &'static [&'static str], value: &str| {
        let value = value.to_owned();
        Box::new(move |one: &Tree| one.at(path).and_then(Tree::as_text) == Some(&value))
            as Box<dyn Fn(&Tree) -> bool>
    };
    let amount = |one: &Tree| one.at(&["requestedAmount"]).and_then(Tree::as_integer).unwrap();
    let card =
        |one: &Tree| one.at(&["paymentInstrumentData", "mxToken"]).and_then(Tree::as_text).map(str::to_owned);
    let token = all.iter().find_map(card).unwrap();
    let (first, last) = (token[..6].to_owned(), token[token.len() - 4..].to_owned());
    let oldest = text(all.last().unwrap(), &["date"]);
    let second = text(&all[1], &["date"]);
    let mut queries: Vec<Query<'static>> = vec![
        (String::new(), Box::new(|_| true)),
        ("paymentMethodId=AMEX".to_owned(), is(&["paymentMethodId"], "AMEX")),
        ("pointOfSaleReference=SHOP1".to_owned(), is(&["pointOfSaleReference"], "SHOP1")),
        ("pointOfSaleReference=SHOP2".to_owned(), is(&["pointOfSaleReference"], "SHOP2")),
        (format!("mxWalletId={wallet}"), is(&["paymentInstrumentData", "mxWallet", "id"], wallet)),
        ("amountFrom=2000".to_owned(), Box::new(move |one| amount(one) >= 2_000)),
        ("amountTo=2000".to_owned(), Box::new(move |one| amount(one) <= 2_000)),
        (
            "amountFrom=1500&amountTo=2500".to_owned(),
            Box::new(move |one| (1_500..=2_500).contains(&amount(one))),
        ),
        (
            "amountFrom=1500&type=REFUND".to_owned(),
            Box::new(move |one| amount(one) >= 1_500 && text(one, &["type"]) == "REFUND"),
        ),
        (format!("mxToken={token}"), is(&["paymentInstrumentData", "mxToken"], &token)),
        (format!("cardFirst6={first}"), {
            let first = first.clone();
            Box::new(move |one| card(one).is_some_and(|token| token.starts_with(&first)))
        }),
        (format!("cardLast4={last}"), {
            let last = last.clone();
            Box::new(move |one| card(one).is_some_and(|token| token.ends_with(&last)))
        }),
        (format!("cardFirst6={first}&cardLast4={last}&paymentMethodId=CB&status=ACCEPTED"), {
            Box::new(move |one| {
                card(one).is_some_and(|token| token.starts_with(&first) && token.ends_with(&last))
                    && text(one, &["paymentMethodId"]) == "CB"
                    && text(one, &["result", "title"]) == "ACCEPTED"
            })
        }),
        (
            format!("dateFrom={}", second.replace('+', "%2B")),
            Box::new(move |one| text(one, &["date"]) >= second),
        ),
        (
            format!("dateTo={}", oldest.replace('+', "%2B")),
            Box::new(move |one| text(one, &["date"]) <= oldest),
        ),
    ];
    for kind in
        ["AUTHORIZATION", "AUTHORIZATION_AND_CAPTURE", "CAPTURE", "REFUND", "CANCEL", "ACCOUNT_VERIFICATION"]
    {
        queries.push((format!("type={kind}"), is(&["type"], kind)));
    }
    for status in ["ACCEPTED", "REFUSED", "ERROR", "CANCELLED", "ONHOLD_PARTNER"] {
        queries.push((format!("status={status}"), is(&["result", "title"], status)));
    }
    queries
}

/// Asks every query in every order, and compares the answer with what a reader of all would choose.
async fn every_query_finds_what_it_should(till: &mut Till, wallet: &str) -> usize {
    let all = found(&list(till, "size=200").await);
    let amount = |one: &Tree| one.at(&["requestedAmount"]).and_then(Tree::as_integer).unwrap();
    let id = |one: &Tree| text(one, &["id"]);
    for (query, is_asked) in queries(wallet, &all) {
        for sort in
            ["", "&sort=date,asc", "&sort=date,desc", "&sort=amount", "&sort=amount,desc&sort=date,asc"]
        {
            let mut wanted: Vec<&Tree> = all.iter().filter(|one| is_asked(one)).collect();
            wanted.sort_by_key(|one| id(one));
            match sort {
                "&sort=date,asc" => {}
                "&sort=amount" => wanted.sort_by_key(|one| amount(one)),
                "&sort=amount,desc&sort=date,asc" => wanted.sort_by_key(|one| -amount(one)),
                _ => wanted.reverse(),
            }
            let wanted: Vec<String> = wanted.into_iter().map(id).collect();
            let whole = list(till, &format!("{query}{sort}&size=200")).await;
            assert_eq!(ids(&whole), wanted, "{query}{sort}");
            let total = i64::try_from(wanted.len()).unwrap();
            assert_eq!(counts(&whole)[3], total, "{query}");
            let mut pages = Vec::new();
            for page in 0..=wanted.len() / 3 {
                let part = list(till, &format!("{query}{sort}&size=3&page={page}")).await;
                assert_eq!(counts(&part)[3], total, "{query}{sort}, page {page}");
                pages.extend(ids(&part));
            }
            assert_eq!(pages, wanted, "{query}{sort} in pages");
        }
    }
    all.len()
}

/// Some of everything: methods, points of sale, cards, a wallet, refusals, actions, and equal amounts.
async fn trade(gateway: &Gateway, till: &mut Till, wallet: &str) {
    for amount in [1_000, 2_000, 2_000, 3_000] {
        till.pay(&payment(&Card::cb_visa(), amount)).await;
    }
    till.pay(&put(&payment(&Card::amex(), 2_100), "paymentMethodId", "AMEX")).await;
    till.pay(&payment(&Card::visa(), 33_305)).await;
    till.pay(&by_wallet(wallet, None, 1_900)).await;
    let captured = till.authorised(2_200).await;
    till.capture(&captured, 1_000).await;
    till.refund(&captured, 500).await;
    till.act(Action::Refund, &captured, &json(r#"{"amount":999999}"#)).await;
    let cancelled = till.authorised(2_300).await;
    till.cancel(&cancelled, 2_300).await;
    let refunded = till.paid(2_400).await;
    till.refund(&refunded, 1_600).await;
    let _ = gateway;
}

#[tokio::test]
async fn a_transaction_is_found_in_the_same_way_before_and_after_it_is_listed() {
    let mut gateway = Gateway::start("listed-by-everything");
    let wallet = gateway.till().new_wallet(&Card::visa()).await;
    let wallet = id_of(&wallet).to_owned();
    trade(&gateway, &mut gateway.till(), &wallet).await;
    assert_eq!(query_sql(&gateway, "SELECT COUNT(*) FROM listed"), ["0"]);
    let count = every_query_finds_what_it_should(&mut gateway.till(), &wallet).await;
    gateway.restart_ahead(1, &[]);
    all_listed(&gateway, count).await;
    assert_eq!(every_query_finds_what_it_should(&mut gateway.till(), &wallet).await, count);
    trade(&gateway, &mut gateway.till(), &wallet).await;
    assert!(every_query_finds_what_it_should(&mut gateway.till(), &wallet).await > count);
}

/// Ids of payments that come within a millisecond run ahead of the clock, and so do their dates.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_date_of_an_answer_is_in_the_range_that_ends_with_it() {
    let gateway = Gateway::start("listed-dates");
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let mut till = gateway.till();
        clients.spawn(async move {
            for amount in 1..=12 {
                till.pay(&payment(&Card::visa(), amount)).await;
            }
        });
    }
    clients.join_all().await;
    let mut till = gateway.till();
    for one in found(&list(&mut till, "size=200").await) {
        let (id, date) = (text(&one, &["id"]), text(&one, &["date"]).replace('+', "%2B"));
        let at = list(&mut till, &format!("dateFrom={date}&dateTo={date}&size=200")).await;
        assert!(ids(&at).contains(&id), "{id} at {date}");
    }
}

#[tokio::test]
async fn what_is_paid_after_the_clock_stepped_back_is_found_too() {
    let mut gateway = Gateway::start("listed-before");
    gateway.restart_ahead(3, &[]);
    gateway.till().paid(2_400).await;
    gateway.restart_ahead(4, &[]);
    all_listed(&gateway, 1).await;
    gateway.restart_ahead(0, &[]);
    let paid = gateway.till().paid(2_401).await;
    let page = list(&mut gateway.till(), "amountFrom=2401").await;
    assert_eq!((ids(&page), counts(&page)[3]), (vec![paid], 1));
    assert_eq!(counts(&list(&mut gateway.till(), "").await)[3], 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_walk_by_ascending_date_sees_each_once_while_others_pay() {
    let gateway = Gateway::start("listed-walk");
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till_of(&merchant, &key);
    let mut before = BTreeSet::new();
    for amount in 0..23 {
        before.insert(transaction_id(&till.pay(&payment(&Card::visa(), 1_000 + amount)).await));
    }
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let mut others = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (mut till, stop) = (gateway.till_of(&merchant, &key), stop.clone());
        others.spawn(async move {
            let mut paid = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                till.pay(&payment(&Card::visa(), 5_000)).await;
                paid += 1;
            }
            paid
        });
    }
    for _ in 0..5 {
        before.extend(ids(&list(&mut till, "size=200").await));
        let mut seen = Vec::new();
        for page in 0.. {
            let part = ids(&list(&mut till, &format!("sort=date,asc&size=7&page={page}")).await);
            let is_last = part.len() < 7;
            seen.extend(part);
            if is_last || before.iter().all(|id| seen.contains(id)) {
                break;
            }
        }
        let twice = seen.iter().collect::<BTreeSet<_>>().len() != seen.len();
        assert!(!twice && before.iter().all(|id| seen.contains(id)), "{before:?} {seen:?}");
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(others.join_all().await.into_iter().sum::<i32>() > 0);
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_by_its_name() {
    let gateway = shared();
    let mut till = gateway.till();
    for (query, names) in [
        ("size=0", &["size"][..]),
        ("size=201", &["size"]),
        ("size=-1", &["size"]),
        ("size=", &["size"]),
        ("size=1.5&page=x", &["size", "page"]),
        ("page=-1", &["page"]),
        ("size=1&size=2", &["size"]),
        ("sort=name", &["sort[0]"]),
        ("sort=date,up", &["sort[0]"]),
        ("sort=date&sort=date;DROP%20TABLE%20listed", &["sort[1]"]),
        ("order=1&orderReference=2", &["order", "orderReference"]),
        ("dateFrom=2026-11-28T12:00:00", &["dateFrom"]),
        ("dateTo=2026-11-28", &["dateTo"]),
        ("dateFrom=2026-11-28T12:00:00Z&dateTo=2026-11-28T11:59:59Z", &["dateTo"]),
        ("amountFrom=2&amountTo=1", &["amountTo"]),
        ("amountFrom=-1", &["amountFrom"]),
        ("amountTo=1000000000000000001", &["amountTo"]),
        ("type=%25&status=*", &["type", "status"]),
        ("paymentMethodId='%20OR%201=1--", &["paymentMethodId"]),
        ("pointOfSaleReference=%25", &["pointOfSaleReference"]),
        ("mxWalletId=_%25", &["mxWalletId"]),
        ("cardFirst6=49701%25&cardLast4=____", &["cardFirst6", "cardLast4"]),
        ("mxToken=%25", &["mxToken"]),
        ("order.reference=%00", &["order.reference"]),
        ("order.reference=%FF", &["order.reference"]),
    ] {
        let answer = till.get(&format!("{TRANSACTIONS}?{query}")).await;
        assert_refused_fields(&answer, names);
    }
}

#[tokio::test]
async fn what_no_transaction_has_is_an_empty_page() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till_of(&merchant, &key);
    till.pay(&payment(&Card::visa(), 2_499)).await;
    for (query, total) in [
        ("page=1", 1),
        ("page=1000000000000&size=200", 1),
        ("order.reference=%25", 0),
        ("order.reference=_______", 0),
        ("order.reference='%20OR%20''='", 0),
        ("dateTo=2001-01-01T00:00:00Z", 0),
        ("dateFrom=2286-11-20T17:46:39Z", 0),
        ("mxToken=497011gPNzHt5140", 0),
        ("amountFrom=1000000000000000000", 0),
    ] {
        let answer = list(&mut till, query).await;
        assert_eq!((ids(&answer), counts(&answer)), (vec![], [0, -1, -1, total]), "{query}");
    }
}

#[tokio::test]
async fn a_merchant_sees_and_counts_only_its_own() {
    let mut gateway = Gateway::start("listed-by-two");
    let merchants = [gateway.new_merchant(), gateway.new_merchant()];
    let order = reference();
    let mut own = [BTreeSet::new(), BTreeSet::new()];
    for (which, (merchant, key)) in merchants.iter().enumerate() {
        let mut till = gateway.till_of(merchant, key);
        for amount in 2_499..=2_499 + i64::try_from(which).unwrap() {
            let request = put(&payment(&Card::visa(), amount), "order.reference", order.as_str());
            own[which].insert(transaction_id(&till.pay(&request).await));
        }
        let captured = till.authorised(2_200).await;
        own[which].insert(till.capture(&captured, 1_000).await);
        own[which].insert(captured);
    }
    for round in 0..2 {
        if round == 1 {
            gateway.restart_ahead(1, &[]);
            all_listed(&gateway, own[0].len() + own[1].len()).await;
        }
        for (which, (merchant, key)) in merchants.iter().enumerate() {
            let mut till = gateway.till_of(merchant, key);
            let query = format!("order.reference={order}");
            let count = own[which].len();
            // The payments of the order, which the merchants have in common, and the authorisation with its capture.
            for (query, total) in [
                ("size=200", count),
                ("size=1&page=1", count),
                ("cardLast4=5140&size=200", 2),
                ("type=CAPTURE", 1),
                ("amountFrom=1", count),
                ("status=ACCEPTED&paymentMethodId=CB", count),
                (&query, count - 2),
            ] {
                let answer = list(&mut till, query).await;
                assert!(ids(&answer).iter().all(|id| own[which].contains(id)), "{query}");
                assert_eq!(usize::try_from(counts(&answer)[3]).unwrap(), total, "{query}");
            }
            let all: BTreeSet<String> = ids(&list(&mut till, "size=200").await).into_iter().collect();
            assert_eq!(all, own[which]);
        }
    }
}
