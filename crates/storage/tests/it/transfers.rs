//! Transfers, their files, and what is personal of them.

use domain::{
    ReturnCode,
    echo::Echo,
    transfer::{Account, Details, ReturnReason, State, Transfer},
};
use gateway::ports::{
    Closing, CommitError, FilePart, Kept, RetentionWrite, Store, TransferFile, TransferWrite, Versioned,
    Write,
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
};
use primitives::{Amount, Bic, Iban, OrderReference, Sealed, TransactionId};

use crate::{
    house::House,
    things::{NOW, later, lease, merchant, merchant_id, reference, transaction_id, with_merchant},
};

const DAY: Date = date(2026, 11, 27);
const MONDAY: Date = date(2026, 11, 30);

fn account(iban: &str) -> Account {
    Account { iban: Iban::stored(iban), bic: Bic::stored("AGRIFRPP"), holder: "Sho\u{e9}p".to_owned() }
}

fn transfer(number: i64, state: State) -> Transfer {
    let payee = Iban::stored("DE89370400440532013000");
    Transfer {
        id: transaction_id(number),
        merchant: merchant_id(1),
        point_of_sale: reference("SHOP1"),
        payment_method: reference("BANKTRANSFER"),
        created: later(number),
        amount: Amount::new(number * 100).unwrap(),
        payer: account("FR7630006000011234567890189"),
        payee_bic: Bic::stored("DEUTDEFF"),
        payee_iban: payee.masked(),
        details: Some(Details {
            holder: "Camille".to_owned(),
            order_reference: Some(OrderReference::parse("order").unwrap()),
            echo: Echo::new(1, r#"{"comment":"x"}"#.to_owned()),
        }),
        state,
        answered: None,
    }
}

fn add(transfer: &Transfer) -> Write {
    let payee_iban = Sealed::new(vec![1, 0, 0, 0, 1, 7]);
    TransferWrite::Add { transfer: Box::new(transfer.clone()), payee_iban }.into()
}

fn update(transfer: &Transfer, version: i64) -> Write {
    TransferWrite::Update(Box::new(Versioned { value: transfer.clone(), version })).into()
}

fn close(executes: Date) -> Write {
    TransferWrite::CloseFile { day: DAY, executes }.into()
}

async fn commit(store: &dyn Store, write: Write) -> Result<(), CommitError> {
    store.commit(NOW, vec![write]).await
}

async fn found(store: &dyn Store, number: i64) -> Versioned<Transfer> {
    store.transfer(merchant_id(1), transaction_id(number)).await.unwrap().unwrap()
}

#[tokio::test]
async fn every_state_is_read_as_it_was_written() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    let look = Some(date(2026, 12, 3));
    let states = [
        State::Asking { attempt: 3, due: later(9) },
        State::Refused(ReturnCode::BANK_REFUSED),
        State::Accepted { day: DAY },
        State::Filed { day: DAY, settles: MONDAY },
        State::Settled { day: DAY, settles: MONDAY, look },
        State::Settled { day: DAY, settles: MONDAY, look: None },
        State::Returned { day: DAY, settles: MONDAY, reason: ReturnReason::ClosedAccount },
    ];
    let mut one = transfer(1, State::Asking { attempt: 1, due: NOW });
    commit(store, add(&one)).await.unwrap();
    assert_eq!(commit(store, add(&one)).await, Err(CommitError::IdTaken));
    for (version, state) in (1..).zip(states) {
        one.state = state;
        one.answered = Some(ReturnCode::OUTCOME_UNKNOWN);
        commit(store, update(&one, version)).await.unwrap();
        assert_eq!(commit(store, update(&one, version)).await, Err(CommitError::Stale), "another was faster");
        let read = found(store, 1).await;
        assert_eq!((read.version, read.value.state, read.value.answered), (version + 1, state, one.answered));
    }
    let read = found(store, 1).await.value;
    assert!(read.payer == one.payer && read.payee_iban == one.payee_iban && read.created == one.created);
    let details = read.details.unwrap();
    assert_eq!((details.holder.as_str(), details.echo.json()), ("Camille", r#"{"comment":"x"}"#));
    assert_eq!(details.order_reference.unwrap().as_str(), "order");
    let sealed = store.payee_iban(merchant_id(1), transaction_id(1)).await.unwrap().unwrap();
    assert_eq!(sealed.as_bytes(), [1, 0, 0, 0, 1, 7]);
    for (merchant, number) in [(2, 1), (1, 2)] {
        let (merchant, id) = (merchant_id(merchant), transaction_id(number));
        assert!(store.transfer(merchant, id).await.unwrap().is_none());
        assert!(store.payee_iban(merchant, id).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_is_due_is_taken_by_one() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    for (number, due) in [(1, 20), (2, 10), (3, 50)] {
        commit(store, add(&transfer(number, State::Asking { attempt: 1, due: later(due) }))).await.unwrap();
    }
    commit(store, add(&transfer(4, State::Accepted { day: DAY }))).await.unwrap();
    assert_eq!(store.oldest_transfer_due().await.unwrap(), Some(later(10)));
    let ids = |taken: Vec<Versioned<Transfer>>| taken.into_iter().map(|it| it.value.id).collect::<Vec<_>>();
    let taken = store.take_transfers(lease(30, 60), 9).await.unwrap();
    assert_eq!(ids(taken), [transaction_id(2), transaction_id(1)], "the longest due first");
    assert_eq!(ids(store.take_transfers(lease(31, 61), 9).await.unwrap()), Vec::<TransactionId>::new());
    assert_eq!(ids(store.take_transfers(lease(60, 90), 1).await.unwrap()), [transaction_id(2)]);
    // A commit ends the lease. One in a file is due at noon of its day.
    let filed = transfer(2, State::Filed { day: DAY, settles: MONDAY });
    commit(store, update(&filed, 1)).await.unwrap();
    let noon: Timestamp = "2026-11-30T12:00:00Z".parse().unwrap();
    let from = |at| gateway::ports::Lease { from: at, until: at + SignedDuration::from_secs(9) };
    let before = store.take_transfers(from(noon - SignedDuration::from_secs(1)), 9).await.unwrap();
    assert!(!ids(before).contains(&transaction_id(2)));
    assert!(ids(store.take_transfers(from(noon), 9).await.unwrap()).contains(&transaction_id(2)));
}

#[tokio::test]
async fn a_day_is_gathered_and_closed_once() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    store.commit(NOW, vec![merchant(2)]).await.unwrap();
    let saturday = date(2026, 11, 28);
    let mut all = Vec::new();
    for (number, day) in [(1, DAY), (2, DAY), (3, DAY), (4, saturday)] {
        let mut one = transfer(number, State::Accepted { day });
        if number == 3 {
            one.merchant = merchant_id(2);
            one.payer = account("NL91ABNA0417164300");
        }
        commit(store, add(&one)).await.unwrap();
        all.push(one);
    }
    assert_eq!(store.unfiled_day(None).await.unwrap(), Some(DAY));
    assert_eq!(store.unfiled_transfers(DAY, 2).await.unwrap().len(), 2);
    assert_eq!(store.unfiled_transfers(DAY, 9).await.unwrap().len(), 3);
    assert_eq!(store.transfer_file(DAY).await.unwrap(), None);
    assert!(store.take_transfer_file(DAY, lease(0, 30)).await.unwrap());
    assert!(!store.take_transfer_file(DAY, lease(1, 31)).await.unwrap(), "somebody has it");
    let open = TransferFile { day: DAY, closed: None, exported: None, transfers: 0, cents: 0 };
    assert_eq!(store.transfer_file(DAY).await.unwrap(), Some(open));
    for one in &mut all[..3] {
        one.state = State::Filed { day: DAY, settles: MONDAY };
        let keep = TransferWrite::KeepFile { day: DAY, leased_until: later(60) }.into();
        store.commit(NOW, vec![update(one, 1), keep]).await.unwrap();
    }
    assert_eq!(store.unfiled_day(None).await.unwrap(), Some(saturday));
    assert_eq!(store.unfiled_day(Some(saturday)).await.unwrap(), None);
    let tuesday = date(2026, 12, 1);
    store.commit(later(70), vec![close(tuesday)]).await.unwrap();
    let closing = Some(Closing { at: later(70), executes: tuesday });
    let closed = TransferFile { day: DAY, closed: closing, exported: None, transfers: 3, cents: 600 };
    assert_eq!(found(store, 1).await.value.state, State::Filed { day: DAY, settles: tuesday });
    assert_eq!(found(store, 1).await.version, 3);
    assert_eq!(store.transfer_file(DAY).await.unwrap(), Some(closed));
    // Nothing comes into a closed file, with the whole of the commit.
    all[3].state = State::Filed { day: DAY, settles: MONDAY };
    let keep = || TransferWrite::KeepFile { day: DAY, leased_until: later(90) }.into();
    let late = store.commit(NOW, vec![update(&all[3], 1), keep()]).await;
    assert_eq!(late, Err(CommitError::Stale));
    assert_eq!(found(store, 4).await.version, 1);
    for write in [keep(), close(tuesday)] {
        assert_eq!(commit(store, write).await, Err(CommitError::Stale));
    }
    assert!(!store.take_transfer_file(DAY, lease(99, 120)).await.unwrap(), "it is closed");

    let parts = store.file_parts(DAY).await.unwrap();
    let told =
        |part: &FilePart| (part.merchant, part.payer.iban.expose().to_owned(), part.transfers, part.cents);
    assert_eq!(
        parts.iter().map(told).collect::<Vec<_>>(),
        [
            (merchant_id(1), "FR7630006000011234567890189".to_owned(), 2, 300),
            (merchant_id(2), "NL91ABNA0417164300".to_owned(), 1, 300)
        ]
    );
    let mut after = None;
    for number in [1, 2] {
        let page = store.filed_transfers(DAY, &parts[0], after, 1).await.unwrap();
        let [filed] = &page[..] else { panic!("{}", page.len()) };
        assert_eq!(filed.transfer.id, transaction_id(number));
        assert!(filed.payee_iban.is_some());
        after = Some(filed.transfer.id);
    }
    assert!(store.filed_transfers(DAY, &parts[0], after, 1).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_lease_that_ends_before_the_file_is_closed() {
    let house = House::new();
    let (one, other) = (house.open().await, house.open().await);
    with_merchant(&*one).await;
    let filed = State::Filed { day: DAY, settles: MONDAY };
    for number in 1..=3 {
        commit(&*one, add(&transfer(number, State::Accepted { day: DAY }))).await.unwrap();
    }
    let keep = |until| TransferWrite::KeepFile { day: DAY, leased_until: later(until) }.into();
    assert!(one.take_transfer_file(DAY, lease(0, 30)).await.unwrap());
    one.commit(later(5), vec![update(&transfer(1, filed), 1), keep(35)]).await.unwrap();
    assert!(!other.take_transfer_file(DAY, lease(34, 64)).await.unwrap(), "it was kept");
    assert!(other.take_transfer_file(DAY, lease(35, 65)).await.unwrap(), "the lease has ended");
    let read = other.unfiled_transfers(DAY, 9).await.unwrap();
    assert_eq!(read.iter().map(|found| found.value.id).collect::<Vec<_>>(), [2, 3].map(transaction_id));
    // Both put the second one into the file, and the third is put there by one that does not have the lease any more.
    let writes = || vec![update(&transfer(2, filed), 1), keep(65)];
    let (first, second) = tokio::join!(one.commit(later(36), writes()), other.commit(later(36), writes()));
    let mut outcomes = [first, second];
    outcomes.sort_by_key(Result::is_err);
    assert_eq!(outcomes, [Ok(()), Err(CommitError::Stale)]);
    let (third, closed) = tokio::join!(
        one.commit(later(37), vec![update(&transfer(3, filed), 1), keep(66)]),
        other.commit(later(37), vec![close(MONDAY)])
    );
    closed.unwrap();
    let file = one.transfer_file(DAY).await.unwrap().unwrap();
    let counted = if third.is_ok() { (3, 600) } else { (2, 300) };
    assert_eq!((file.transfers, file.cents), counted, "{third:?}");
    assert_eq!(found(&*one, 3).await.version, 1 + i64::from(third.is_ok()));
    for late in [vec![close(MONDAY)], vec![update(&transfer(3, filed), 1), keep(90)]] {
        assert_eq!(one.commit(later(38), late).await, Err(CommitError::Stale));
    }
    assert_eq!(one.transfer_file(DAY).await.unwrap(), Some(file));
}

#[tokio::test]
async fn files_and_their_exports() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    let days = [DAY, date(2026, 11, 28), MONDAY, date(2026, 12, 1)];
    for (number, day) in (1..).zip(days) {
        assert!(store.take_transfer_file(day, lease(0, 30)).await.unwrap());
        // The second has no transfers.
        if number != 2 {
            let state = State::Filed { day, settles: MONDAY };
            commit(store, add(&transfer(number, state))).await.unwrap();
        }
        // The last is not closed.
        if number != 4 {
            let executes = if number == 3 { days[3] } else { MONDAY };
            commit(store, TransferWrite::CloseFile { day, executes }.into()).await.unwrap();
        }
    }
    let of = |files: Vec<TransferFile>| files.into_iter().map(|file| file.day).collect::<Vec<_>>();
    assert_eq!(of(store.transfer_files(3).await.unwrap()), [days[3], days[2], days[1]]);
    for (before, most, expected) in
        [(MONDAY, 9, &[][..]), (days[3], 9, &days[..1]), (date(2026, 12, 2), 9, &[days[0], days[2]])]
    {
        assert_eq!(of(store.files_not_exported(before, most).await.unwrap()), expected, "{before}");
    }
    assert_eq!(of(store.files_not_exported(date(2026, 12, 2), 1).await.unwrap()), [DAY]);
    for at in [5, 6] {
        store.commit(later(at), vec![TransferWrite::ExportFile { day: DAY }.into()]).await.unwrap();
        let file = store.transfer_file(DAY).await.unwrap().unwrap();
        assert_eq!(file.exported, Some(later(5)), "the first time stays");
    }
    assert_eq!(of(store.files_not_exported(date(2026, 12, 2), 9).await.unwrap()), [MONDAY]);
}

#[tokio::test]
async fn payees_go_when_their_time_is_over_and_nobody_needs_them() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    let settled = State::Settled { day: DAY, settles: MONDAY, look: None };
    for (number, state) in [
        (1, settled),
        (2, State::Asking { attempt: 1, due: NOW }),
        (3, State::Accepted { day: DAY }),
        (4, State::Refused(ReturnCode::BANK_REFUSED)),
        (9, settled),
    ] {
        commit(store, add(&transfer(number, state))).await.unwrap();
    }
    let (kind, from, limit, most) = (Kept::Payees, i64::MIN, later(5), 9);
    let oldest = store.oldest(kind, from, limit, most).await.unwrap();
    assert_eq!((oldest.seen, oldest.due, oldest.last), (4, 2, Some(4_000)));
    assert_eq!(store.count_due(kind, limit, most).await, Ok(2));
    store.commit(NOW, vec![RetentionWrite::DeleteOldest { kind, from, limit, most }.into()]).await.unwrap();
    for (number, is_there) in [(1, false), (2, true), (3, true), (4, false), (9, true)] {
        assert_eq!(found(store, number).await.value.details.is_some(), is_there, "{number}");
        let iban = store.payee_iban(merchant_id(1), transaction_id(number)).await.unwrap();
        assert_eq!(iban.is_some(), is_there, "{number}");
    }
    assert_eq!(store.count_due(kind, limit, most).await, Ok(0));
}

#[tokio::test]
async fn the_account_of_a_method() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    store.commit(NOW, vec![merchant(2)]).await.unwrap();
    let method = reference("BANKTRANSFER");
    for iban in ["FR7630006000011234567890189", "NL91ABNA0417164300"] {
        let set = TransferWrite::SetAccount {
            merchant: merchant_id(1),
            method: method.clone(),
            account: account(iban),
        };
        commit(store, set.into()).await.unwrap();
        assert!(store.payer_account(merchant_id(1), &method).await.unwrap() == Some(account(iban)));
    }
    assert!(store.payer_account(merchant_id(2), &method).await.unwrap().is_none());
    assert!(store.payer_account(merchant_id(1), &reference("OTHER")).await.unwrap().is_none());
}
