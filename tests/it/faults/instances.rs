//! Several instances on one database, as behind a load balancer without sticky sessions. With SQLite there is
//! no such test, because its instances share a machine.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use document::Tree;

use super::bank::told;
use crate::harness::{
    Card, Gateway, KEYS, PAYMENTS, Sealer, assert_error, assert_result, fresh_dir, payment, reference,
    sealed_payment, transaction_id,
};

const MASTER: &str = "# of all instances\nuJ4dW8mRkq0v2bN5yT1xZ6cL3fH9sPgEoA7iKwVtXn0=\n";

fn start<const N: usize>(name: &str, more: &[&str]) -> Option<[Gateway; N]> {
    let key = fresh_dir("master").join("master.key");
    fs::write(&key, MASTER).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let key = format!("master_key_file={}", key.display());
    Gateway::start_many(name, &[&[key.as_str()], more].concat())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_knows_what_the_others_did() {
    let Some([left, middle, right]) = start("instances", &[]) else { return };
    // A key of the one seals a card for the other, and the third tells of the payment.
    let sealer = Sealer::new(&left.till().get(&format!("{KEYS}/shop")).await);
    let paid = middle.till().pay(&sealed_payment(&sealer.seal(&Card::cb_visa().plaintext()), 4_200)).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
    assert_result(&right.till().transaction(&transaction_id(&paid)).await, 200, "ACCEPTED", "00000");

    // The same order at all of them at once is paid once.
    let request = payment(&Card::cb_visa(), 4_300);
    let (mut one, mut two, mut three) = (left.till(), middle.till(), right.till());
    let answers = tokio::join!(one.pay(&request), two.pay(&request), three.pay(&request));
    let answers = [answers.0, answers.1, answers.2];
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.status == 409).count(), 2);

    // A key for repeats counts everywhere, and so does a merchant that is locked.
    let (key, request) = (reference(), payment(&Card::cb_visa(), 4_400));
    let first = left.till().pay_once(&key, &request).await;
    let again = right.till().pay_once(&key, &request).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(transaction_id(&first), transaction_id(&again));
    let (id, access_key) = left.new_merchant();
    assert_eq!(right.till_of(&id, &access_key).get(&format!("{KEYS}/shop")).await.status, 200);
    middle.manage(&["lock", &id]);
    assert_error(&right.till_of(&id, &access_key).get(&format!("{KEYS}/shop")).await, 401, "09102");
}

/// What an instance was asking when it died, another finishes.
#[tokio::test]
async fn one_that_dies_is_stood_in_for() {
    let settings = ["log.level=debug", "acquirer.answer_limit_ms=1000"];
    let Some([mut dying, other]) = start("dying", &settings) else { return };
    let (mut till, request) = (dying.till(), payment(&Card::cb_visa(), 77_701));
    let paying =
        tokio::spawn(async move { till.try_send(client::Method::POST, PAYMENTS, &[], Some(&request)).await });
    let line = dying.logged(&[("message", "the simulated bank is asked")]).await;
    dying.kill();
    drop(paying.await.unwrap());
    let id = line.at(&["transaction"]).and_then(Tree::as_text).unwrap().to_owned();
    assert_result(&told(&other, &id, "02004").await, 200, "CANCELLED", "02004");
}
