//! Transfers: files that close, and instances that work on the same ones.

use domain::{
    ReturnCode,
    echo::Echo,
    transfer::{State, Transfer},
};
use gateway::{
    Worker,
    payouts::{self, CreateTransfer, Payee},
    ports::{CommitError, Lease, StoreError, TransferWrite},
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use primitives::{Amount, Bic, Iban, Reference};
use storage::simulation::CommitFault;

use crate::bench::Bench;

/// The day of the bench's clock, a Sunday.
const DAY: Date = date(2026, 11, 22);
const NEXT: Date = date(2026, 11, 23);
const HOURS: fn(i64) -> SignedDuration = SignedDuration::from_hours;

fn request(cents: i64) -> CreateTransfer {
    CreateTransfer {
        payment_method: Reference::parse("BANKTRANSFER").unwrap(),
        amount: Amount::new(cents).unwrap(),
        payee: Payee {
            iban: Iban::parse("DE89370400440532013000").unwrap(),
            bic: Bic::parse("DEUTDEFF").unwrap(),
            holder: "Camille".to_owned(),
        },
        order_reference: None,
        echo: Echo::empty(),
        card_likes: Vec::new(),
        repeatable: None,
    }
}

async fn create(bench: &Bench, cents: i64) -> Transfer {
    payouts::create(&bench.gateway, &bench.merchant, request(cents)).await.ok().unwrap().transfer
}

async fn state(bench: &Bench, transfer: &Transfer) -> State {
    payouts::get(&bench.gateway, &bench.merchant, &transfer.id.to_string()).await.ok().unwrap().state
}

async fn work(bench: &Bench) {
    Worker::Transfers.round(&bench.gateway).await.unwrap();
}

#[tokio::test]
async fn from_the_question_to_the_end() {
    let bench = Bench::new().await;
    let settled = create(&bench, 1_000).await;
    let returned = create(&bench, 55_504).await;
    assert_eq!(settled.state, State::Accepted { day: DAY });
    work(&bench).await;
    assert_eq!(state(&bench, &settled).await, State::Accepted { day: DAY }, "the day is not over");
    bench.clock.turn(HOURS(12));
    work(&bench).await;
    let settles = date(2026, 11, 23);
    for transfer in [&settled, &returned] {
        assert_eq!(state(&bench, transfer).await, State::Filed { day: DAY, settles });
    }
    let look = date(2026, 11, 27);
    bench.clock.turn(HOURS(13));
    work(&bench).await;
    for transfer in [&settled, &returned] {
        let known = State::Settled { day: DAY, settles, look: Some(look) };
        assert_eq!(state(&bench, transfer).await, known, "the return has not arrived");
    }
    bench.clock.turn(HOURS(4 * 24));
    work(&bench).await;
    assert_eq!(state(&bench, &settled).await, State::Settled { day: DAY, settles, look: None });
    assert_eq!(state(&bench, &returned).await.result(), ReturnCode::BANK_ACCOUNT_UNKNOWN);
    assert_eq!(bench.store.oldest_transfer_due().await, Ok(None));
}

/// An answer that is written after the file of its day was closed.
#[tokio::test]
async fn what_comes_late_goes_into_the_next_file() {
    let bench = Bench::new().await;
    let late = create(&bench, 1_000).await;
    let lease = Lease { from: late.created, until: late.created };
    assert!(bench.store.take_transfer_file(DAY, lease).await.unwrap());
    bench
        .store
        .commit(late.created, vec![TransferWrite::CloseFile { day: DAY, executes: NEXT }.into()])
        .await
        .unwrap();
    bench.clock.turn(HOURS(24));
    work(&bench).await;
    let next = date(2026, 11, 23);
    assert_eq!(state(&bench, &late).await, State::Accepted { day: next });
    bench.clock.turn(HOURS(24));
    work(&bench).await;
    let filed = State::Filed { day: next, settles: date(2026, 11, 24) };
    assert_eq!(state(&bench, &late).await, filed);
    let file = bench.store.transfer_file(DAY).await.unwrap().unwrap();
    assert_eq!((file.transfers, file.cents), (0, 0));
}

/// Several instances close the same day at once: each transfer is in the file once, and the file is closed once.
#[tokio::test]
async fn several_instances_close_one_day() {
    let bench = Bench::new().await;
    for cents in 1..=250 {
        create(&bench, cents).await;
    }
    bench.clock.turn(HOURS(13));
    let rounds = (0..4).map(|_| Worker::Transfers.round(&bench.gateway));
    let done: usize = futures_util::future::join_all(rounds).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(done, 1);
    let file = bench.store.transfer_file(DAY).await.unwrap().unwrap();
    assert!(file.closed.is_some());
    assert_eq!((file.transfers, file.cents), (250, 250 * 251 / 2));
    assert_eq!(bench.store.unfiled_day(None).await, Ok(None));
}

/// The bank accepts, and the store does not take the answer: the transfer is asked for again, and paid once.
#[tokio::test]
async fn an_answer_that_is_not_on_disk() {
    let bench = Bench::new().await;
    let refused = CommitFault::Refused(CommitError::Store(StoreError::Unavailable));
    *bench.faults.after.lock().unwrap() = Some((1, refused));
    let created = payouts::create(&bench.gateway, &bench.merchant, request(1_000)).await.ok().unwrap();
    *bench.faults.after.lock().unwrap() = None;
    assert_eq!(created.code, ReturnCode::OUTCOME_UNKNOWN);
    assert!(matches!(state(&bench, &created.transfer).await, State::Asking { attempt: 1, .. }));
    bench.clock.turn(SignedDuration::from_secs(30));
    work(&bench).await;
    assert_eq!(state(&bench, &created.transfer).await, State::Accepted { day: DAY });
    let read = bench.store.transfer(bench.merchant.id, created.transfer.id).await.unwrap().unwrap().value;
    assert_eq!(read.answered, Some(ReturnCode::OUTCOME_UNKNOWN), "what the caller was told");
}

/// A row that cannot be read stays where it is. The files of the other transfers are closed all the same, and the worker rests.
#[tokio::test]
async fn a_row_that_cannot_be_read_holds_up_no_file() {
    let bench = Bench::new().await;
    let broken = create(&bench, 1_000).await;
    let same_day = create(&bench, 2_000).await;
    bench.spoil(&format!("UPDATE transfers SET payee_iban = 'x', answered = 'x' WHERE id = {}", broken.id));
    bench.clock.turn(HOURS(24));
    let later = create(&bench, 3_000).await;
    bench.clock.turn(HOURS(24));
    work(&bench).await;
    assert!(matches!(state(&bench, &same_day).await, State::Filed { day: DAY, .. }));
    assert!(matches!(state(&bench, &later).await, State::Filed { day: NEXT, .. }));
    // What became of those in files.
    bench.clock.turn(HOURS(24 * 9));
    while Worker::Transfers.round(&bench.gateway).await.unwrap() > 0 {}
    assert_eq!(Worker::Transfers.round(&bench.gateway).await, Ok(0));
    let file = bench.store.transfer_file(DAY).await.unwrap().unwrap();
    assert_eq!((file.transfers, file.cents), (1, 2_000));

    // Mended, it goes into the file of the day.
    bench.spoil(&format!("UPDATE transfers SET answered = '00000' WHERE id = {}", broken.id));
    work(&bench).await;
    let today = date(2026, 12, 3);
    assert_eq!(state(&bench, &broken).await, State::Accepted { day: today });
}

/// A day that cannot be read does not hide those that can.
#[tokio::test]
async fn a_day_that_cannot_be_read_holds_up_no_file() {
    let bench = Bench::new().await;
    let [broken, whole] = [create(&bench, 1_000).await, create(&bench, 2_000).await];
    bench.spoil(&format!("UPDATE transfers SET open_day = '0' WHERE id = {}", broken.id));
    bench.clock.turn(HOURS(24));
    work(&bench).await;
    assert!(matches!(state(&bench, &whole).await, State::Filed { day: DAY, .. }));
}

/// No gateway has run for days: the bank is asked for a day that is not over.
#[tokio::test]
async fn a_file_that_is_closed_late() {
    let bench = Bench::new().await;
    let sunday = create(&bench, 1_000).await;
    // From Sunday to Saturday: banks execute on Monday.
    bench.clock.turn(HOURS(6 * 24));
    work(&bench).await;
    let executes = date(2026, 11, 30);
    assert_eq!(state(&bench, &sunday).await, State::Filed { day: DAY, settles: executes });
    let closed = bench.store.transfer_file(DAY).await.unwrap().unwrap().closed.unwrap();
    assert_eq!((closed.at, closed.executes), (bench.gateway.clock.now(), executes));
    // A file of a Monday that is closed on Wednesday is executed on that Wednesday.
    bench.clock.turn(HOURS(2 * 24));
    let monday = create(&bench, 1_000).await;
    bench.clock.turn(HOURS(2 * 24));
    work(&bench).await;
    let [day, executes] = [date(2026, 11, 30), date(2026, 12, 2)];
    assert_eq!(state(&bench, &monday).await, State::Filed { day, settles: executes });
}

/// Two instances put what comes late into today's file at once.
#[tokio::test]
async fn several_instances_postpone_at_once() {
    let bench = Bench::new().await;
    let late = create(&bench, 1_000).await;
    let lease = Lease { from: late.created, until: late.created };
    assert!(bench.store.take_transfer_file(DAY, lease).await.unwrap());
    let close = TransferWrite::CloseFile { day: DAY, executes: NEXT }.into();
    bench.store.commit(late.created, vec![close]).await.unwrap();
    bench.clock.turn(HOURS(24));
    // The lease of the file is refused first, and then the transfer has been moved.
    *bench.faults.table.lock().unwrap() = Some(("transfers", CommitFault::Refused(CommitError::Stale)));
    assert_eq!(Worker::Transfers.round(&bench.gateway).await, Ok(0));
    *bench.faults.table.lock().unwrap() = None;
    work(&bench).await;
    assert_eq!(state(&bench, &late).await, State::Accepted { day: NEXT });
}
