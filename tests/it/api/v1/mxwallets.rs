//! `PATCH /v1/mxwallets/activate`

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use client::{Answer, Method};
use document::{Object, Tree};
use tokio::task::JoinSet;

use crate::{
    harness::{
        Card, Gateway, Till, assert_error, assert_refused_fields, guichet_on, json, reference, shared,
        three_on_one_store, wallets,
    },
    sql::{query_sql, run_sql},
};

fn switched<'a>(active: bool, ids: impl IntoIterator<Item = &'a str>) -> Tree {
    let ids: Vec<Tree> = ids.into_iter().map(Tree::from).collect();
    Object::new().with("active", Tree::Bool(active)).with("ids", ids).into()
}

/// Makes wallets with two cards each, and returns their ids.
async fn new_wallets(till: &mut Till, count: usize) -> Vec<String> {
    let (first, second) =
        (till.paid_with(&Card::cb_visa()).await, till.paid_with(&Card::cb_mastercard()).await);
    let mut ids = Vec::new();
    for _ in 0..count {
        let id = reference();
        assert_eq!(till.create_wallet(&id, &first).await.status, 201);
        let path = format!("{}/{id}/paymentinstruments", wallets());
        let added = till.post(&path, &[], &crate::harness::of_payment(&second).into()).await;
        assert_eq!(added.status, 201);
        ids.push(id);
    }
    ids
}

/// Returns the statuses of the cards of wallets.
async fn statuses(till: &mut Till, ids: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for id in ids {
        let read = till.get(&format!("{}/{id}", wallets())).await;
        let cards = read.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list).unwrap();
        all.extend(cards.iter().map(|card| card.at(&["status"]).and_then(Tree::as_text).unwrap().to_owned()));
    }
    all
}

#[track_caller]
fn assert_done(answer: &Answer) {
    assert_eq!((answer.status, answer.body_text().as_str()), (200, ""));
    assert_eq!(answer.header("content-type"), None);
    assert_eq!(answer.header("content-length"), Some("0"));
}

fn strs(ids: &[String]) -> impl Iterator<Item = &str> {
    ids.iter().map(String::as_str)
}

#[tokio::test]
async fn all_are_switched() {
    let gateway = Gateway::start("activate");
    let mut till = gateway.till();
    let ids = new_wallets(&mut till, 3).await;
    for (active, expected) in [(false, "INACTIVE"), (false, "INACTIVE"), (true, "ACTIVE")] {
        // The last one twice.
        let asked = switched(active, strs(&ids).chain([ids[2].as_str()]));
        assert_done(&till.activate(&[], &asked).await);
        assert_eq!(statuses(&mut till, &ids).await, [expected; 6]);
        assert_eq!(query_sql(&gateway, "SELECT DISTINCT status FROM wallets"), [expected]);
    }
    let listed = guichet_on(&gateway, &["audit", "list", "--json", "--action", "WALLET_DEACTIVATED"]);
    let lines = json(&listed.stdout);
    let subjects: Vec<_> =
        lines.as_list().unwrap().iter().map(|line| line.at(&["subject"]).unwrap()).collect();
    assert_eq!(subjects.len(), 6, "one for each wallet, twice");
    assert!(ids.iter().all(|id| subjects.contains(&&Tree::from(id.as_str()))));
}

/// Where one is unknown, nothing is changed, and nothing of another merchant's is told.
#[tokio::test]
async fn all_or_none() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let ids = new_wallets(&mut till, 2).await;
    let paid = other.paid_with(&Card::cb_visa()).await;
    let foreign = reference();
    let asked = crate::harness::of_payment(&paid).with("mxWalletId", foreign.as_str()).into();
    let path = format!("/v1/checkout/merchants/{merchant}/mxwallets");
    assert_eq!(other.post(&path, &[], &asked).await.status, 201);
    let mut told = BTreeSet::new();
    for unknown in [foreign.as_str(), "nobodys", "4970105151515140"] {
        for asked in [
            switched(false, [unknown, &ids[0], &ids[1]]),
            switched(false, [&ids[0], &ids[1], unknown]),
            switched(false, [unknown]),
        ] {
            let answer = till.activate(&[], &asked).await;
            assert_error(&answer, 404, "02503");
            told.insert(answer.body_text());
        }
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(statuses(&mut till, &ids).await, ["ACTIVE"; 4]);
    let read = other.get(&format!("{path}/{foreign}")).await;
    assert!(read.body_text().contains(r#""status":"ACTIVE""#), "{}", read.body_text());
}

#[tokio::test]
async fn fields_that_break_a_rule() {
    let gateway = shared();
    let mut till = gateway.till();
    let ids = new_wallets(&mut till, 1).await;
    let many: Vec<String> = (0..1_001).map(|number| format!("W{number}")).collect();
    for (body, fields) in [
        (json("{}"), &["active", "ids"][..]),
        (json(r#"{"active":"yes","ids":{}}"#), &["active", "ids"]),
        (switched(false, []), &["ids"]),
        (switched(false, strs(&many)), &["ids"]),
        (switched(false, ["", &ids[0], "-a", "a b"]), &["ids[0]", "ids[2]", "ids[3]"]),
        (json(r#"{"active":null,"ids":["W",1,null]}"#), &["active", "ids[1]", "ids[2]"]),
    ] {
        assert_refused_fields(&till.activate(&[], &body).await, fields);
    }
    assert_error(&till.activate(&[], &switched(false, strs(&many[..1_000]))).await, 404, "02503");
    assert_eq!(statuses(&mut till, &ids).await, ["ACTIVE"; 2]);
    let path = "/v1/mxwallets/activate";
    let put = till.send(Method::PUT, path, &[], Some(&switched(false, strs(&ids)))).await;
    assert_eq!((put.status, put.header("allow")), (405, Some("PATCH")));
}

#[tokio::test]
async fn the_first_answer_is_replayed() {
    let gateway = shared();
    let mut till = gateway.till();
    let ids = new_wallets(&mut till, 2).await;
    let key = reference();
    let header = [("idempotency-key", key.as_str())];
    // A refusal keeps nothing.
    assert_error(&till.activate(&header, &switched(false, ["nobodys"])).await, 404, "02503");
    let off = switched(false, strs(&ids));
    let first = till.activate(&header, &off).await;
    assert_done(&first);
    assert_eq!(first.header("idempotency-replayed"), None);
    assert_done(&till.activate(&[], &switched(true, strs(&ids))).await);
    let again = till.activate(&header, &off).await;
    assert_done(&again);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(statuses(&mut till, &ids).await, ["ACTIVE"; 4], "done once");
    assert_error(&till.activate(&header, &switched(true, strs(&ids))).await, 422, "02305");
}

/// 1,000 wallets with 99 cards each, which is as many as one request can name.
#[tokio::test]
async fn a_thousand_full_wallets() {
    const LIMIT: Duration = Duration::from_secs(10);
    let gateway = Gateway::start("activate-many");
    let mut till = gateway.till();
    till.new_wallet(&Card::cb_visa()).await;
    run_sql(
        &gateway,
        "INSERT INTO wallets (merchant_id, id, status, details, details_format, default_rank, created_ms, version)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         SELECT merchant_id, 'W' || i, status, details, details_format, default_rank, created_ms, 1 FROM wallets, n;
         INSERT INTO wallet_cards (merchant_id, wallet_id, rank, token, shown, instrument_type, status, state)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000),
              r (rank) AS (SELECT 1 UNION ALL SELECT rank + 1 FROM r WHERE rank < 99)
         SELECT c.merchant_id, 'W' || n.i, r.rank, c.token, c.shown, c.instrument_type, c.status, c.state
         FROM wallet_cards AS c, n, r",
    );
    let ids: Vec<String> = (1..=1_000).map(|number| format!("W{number}")).collect();
    let began = Instant::now();
    assert_done(&till.activate(&[], &switched(false, strs(&ids))).await);
    let took = began.elapsed();
    println!("1,000 wallets with 99,000 cards were switched off in {took:?}");
    assert!(took < LIMIT, "{took:?}");
    let count = |status: &str| {
        query_sql(&gateway, &format!("SELECT COUNT(*) FROM wallet_cards WHERE status = '{status}'"))
    };
    assert_eq!((count("ACTIVE"), count("INACTIVE")), (vec!["1".to_owned()], vec!["99000".to_owned()]));
}

/// Requests for the same wallets in opposite orders, and other changes of the wallets meanwhile. All are answered, and in the end all
/// wallets have one status, that of the request that was committed last.
async fn many_clients(gateways: &[Gateway]) {
    const CLIENTS: usize = 16;
    let ids = new_wallets(&mut gateways[0].till(), 12).await;
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let (mut till, mut ids) = (gateways[number % gateways.len()].till(), ids.clone());
        if number % 2 == 0 {
            ids.reverse();
        }
        clients.spawn(async move {
            for round in 0..3 {
                assert_done(&till.activate(&[], &switched((number + round) % 3 == 0, strs(&ids))).await);
                let wallet = format!("{}/{}", wallets(), ids[number % ids.len()]);
                let changed = till.put(&wallet, Object::new().with("comment", reference())).await;
                assert_eq!(changed.status, 200, "{}", changed.body_text());
                let rank = 1 + (number + round) % 2;
                let path = format!("{wallet}/paymentinstruments/{rank}/default");
                let set = till.send(Method::PUT, &path, &[], None).await;
                assert_eq!(set.status, 200, "{}", set.body_text());
            }
        });
    }
    clients.join_all().await;
    let found: BTreeSet<String> = statuses(&mut gateways[0].till(), &ids).await.into_iter().collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let stored = query_sql(&gateways[0], "SELECT DISTINCT status FROM wallets");
    assert_eq!(stored, found.into_iter().collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_one_instance_by_many_clients() {
    many_clients(&[Gateway::start("activate-at-once")]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_several_instances_by_many_clients() {
    many_clients(&three_on_one_store("activate-instances", &[])).await;
}
