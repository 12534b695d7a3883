//! Sessions in which a buyer looks after a wallet, where a bank is slow or silent, and where changes meet.

use std::sync::atomic::Ordering;

use domain::{
    session::SessionTerms,
    wallet::Rank,
    wallet_session::{ManagedWallet, Purpose, verification},
};
use gateway::{
    ports::AcquirerAnswer,
    sessions::{self, SessionStatus, SessionView, WalletAsked, WalletOperation},
    work,
};
use jiff::SignedDuration;
use primitives::{Reference, WebUrl};

use super::{PAGE, visitor};
use crate::bench::Bench;

impl Bench {
    async fn session_of_wallet(&self) -> String {
        let wallet = ManagedWallet { id: Reference::parse("W1").unwrap(), may_edit_holder: false };
        self.session_on(SessionTerms {
            purpose: Purpose::Wallet(wallet),
            payment: verification().unwrap(),
            methods: Vec::new(),
            fallbacks: Vec::new(),
            return_url: WebUrl::parse("https://shop.example/").unwrap(),
            wallet: None,
        })
        .await
    }

    async fn view(&self, token: &str) -> SessionView {
        sessions::open(&self.gateway, token, &visitor(PAGE)).await.unwrap()
    }

    async fn remove(&self, seen: SessionView) -> SessionView {
        let operation = WalletOperation::Remove(Rank::parse("1").unwrap());
        let asked = WalletAsked { operation, operations: Some(seen.session.operations) };
        sessions::operate(&self.gateway, seen, &visitor(PAGE), asked).await.unwrap()
    }

    /// Returns the code that the merchant reads, and the number of cards in the wallet.
    async fn told_of_wallet(&self, token: &str) -> (&'static str, usize) {
        let found = sessions::get_of_wallet(&self.gateway, &self.merchant, token).await.unwrap();
        (found.result.code(), found.wallet.map_or(0, |wallet| wallet.cards.len()))
    }
}

const OPEN: SessionStatus = SessionStatus::Manage { refused: None, takes_card: true };

#[tokio::test]
async fn a_silent_bank_is_undone_and_the_card_does_not_come_in() {
    let bench = Bench::new().await;
    let token = bench.session_of_wallet().await;
    bench.bank.answers.lock().unwrap().push(AcquirerAnswer::Silence);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Waiting);
    let cancelled = sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    assert_eq!(cancelled.status, SessionStatus::Waiting, "a bank is asked");
    bench.clock.turn(SignedDuration::from_secs(60));
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Undecided);
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    let SessionStatus::Manage { refused: Some(code), takes_card: true } = bench.look(&token, PAGE).await
    else {
        panic!("the buyer goes on")
    };
    assert_eq!(code.code(), "02004");
    assert_eq!(bench.told_of_wallet(&token).await, ("02306", 0));
    // The next card is no repeat of the first.
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, OPEN);
    assert_eq!(bench.told_of_wallet(&token).await, ("02306", 1));
}

/// The bank says yes after the time of the session: the card is in the wallet, and the session is done.
#[tokio::test]
async fn a_bank_that_answers_after_the_end() {
    let bench = Bench::new().await;
    let token = bench.session_of_wallet().await;
    let (answer, held) = tokio::sync::oneshot::channel();
    *bench.bank.meanwhile.lock().await = Some(held);
    let added = async { bench.pay_in(&token, PAGE).await.unwrap().status };
    let late = async {
        bench.bank.thinking.notified().await;
        // The wallet cannot be changed while a bank is asked.
        let before = bench.view(&token).await;
        assert_eq!(bench.remove(before).await.status, SessionStatus::Waiting);
        bench.clock.turn(SignedDuration::from_mins(40));
        answer.send(()).unwrap();
    };
    let (status, ()) = tokio::join!(added, late);
    assert_eq!(status, SessionStatus::Done);
    assert_eq!(bench.told_of_wallet(&token).await, ("02500", 1));
}

/// The answer of the bank is not on disk: it is undone, and so no card comes in.
#[tokio::test]
async fn a_crash_before_the_answer_is_written() {
    let bench = Bench::new().await;
    let token = bench.session_of_wallet().await;
    bench.faults.refuses_answers.store(true, Ordering::SeqCst);
    assert_eq!(bench.pay_in(&token, PAGE).await.unwrap().status, SessionStatus::Waiting);
    bench.faults.refuses_answers.store(false, Ordering::SeqCst);
    bench.clock.turn(SignedDuration::from_mins(40));
    assert_eq!(work::reconcile(&bench.gateway).await.unwrap(), 1);
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 1);
    assert_eq!(bench.look(&token, PAGE).await, SessionStatus::Expired);
    assert_eq!(bench.told_of_wallet(&token).await, ("02535", 0));
}

/// The worker ends a session whose time is over, by what was done in it.
#[tokio::test]
async fn the_worker_ends_them() {
    let bench = Bench::new().await;
    let [unopened, untouched, changed] =
        [bench.session_of_wallet().await, bench.session_of_wallet().await, bench.session_of_wallet().await];
    assert_eq!(bench.look(&untouched, PAGE).await, OPEN);
    assert_eq!(bench.pay_in(&changed, PAGE).await.unwrap().status, OPEN);
    // Another session sees the card at once.
    assert_eq!(bench.view(&untouched).await.wallet.unwrap().cards.len(), 1);
    bench.clock.turn(SignedDuration::from_mins(40));
    assert_eq!(sessions::expire_overdue(&bench.gateway).await.unwrap(), 3);
    assert_eq!(bench.send_what_is_due().await, 3, "each is told");
    for (token, code) in [(unopened, "02534"), (untouched, "02535"), (changed, "02500")] {
        assert_eq!(bench.told_of_wallet(&token).await, (code, 1));
    }
}

/// Two pages of different sessions remove the same card: one does, and the other has changed nothing.
#[tokio::test]
async fn a_card_that_another_session_has_removed() {
    let bench = Bench::new().await;
    let (one, two) = (bench.session_of_wallet().await, bench.session_of_wallet().await);
    bench.pay_in(&one, PAGE).await.unwrap();
    let (seen, behind) = (bench.view(&one).await, bench.view(&two).await);
    assert_eq!(bench.remove(seen).await.session.operations, 2);
    let shown = bench.remove(behind).await;
    assert_eq!((shown.session.operations, shown.wallet.unwrap().cards.len()), (0, 0));
}
