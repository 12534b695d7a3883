//! Cards that buyers want to be kept: whatever becomes of the wallet, the payment counts.

use domain::session::{OneClick, SessionTerms, SessionWallet};
use domain::wallet_session::Purpose;
use gateway::{
    ports::{AuditFilter, WalletWrite},
    sessions::SessionStatus,
};
use primitives::{Reference, WebUrl};

use super::PAGE;
use crate::bench::{Bench, terms};

const WALLET: &str = "W1";

impl Bench {
    async fn session_with_wallet(&self, order: &str) -> String {
        self.session_on(SessionTerms {
            purpose: Purpose::Payment,
            payment: terms(order, 1_000),
            methods: Vec::new(),
            fallbacks: Vec::new(),
            return_url: WebUrl::parse("https://shop.example/").unwrap(),
            wallet: Some(SessionWallet {
                id: Reference::parse(WALLET).unwrap(),
                one_click: OneClick::WithoutCvx,
            }),
        })
        .await
    }

    /// Pays, and does something while the bank thinks. Returns the number of cards in the wallet then.
    async fn pay_while(&self, order: &str, meanwhile: impl AsyncFnOnce()) -> usize {
        let token = self.session_with_wallet(order).await;
        let (answer, held) = tokio::sync::oneshot::channel();
        *self.bank.meanwhile.lock().await = Some(held);
        let paid = async { self.pay_and_save_in(&token, PAGE, true).await.unwrap().status };
        let beside = async {
            self.bank.thinking.notified().await;
            meanwhile().await;
            answer.send(()).unwrap();
        };
        let (status, ()) = tokio::join!(paid, beside);
        assert_eq!(status, SessionStatus::Paid);
        let wallet = self.store.wallet(self.merchant.id, &Reference::parse(WALLET).unwrap()).await.unwrap();
        wallet.map_or(0, |wallet| wallet.value.cards.len())
    }

    async fn not_kept(&self) -> usize {
        let filter =
            AuditFilter { action: Some("WALLET_CARD_NOT_KEPT".to_owned()), ..AuditFilter::default() };
        self.store.audit_lines(&filter, 9).await.unwrap().len()
    }
}

#[tokio::test]
async fn in_a_wallet_that_others_change() {
    let bench = Bench::new().await;
    assert_eq!(bench.pay_while("1", async || {}).await, 1);
    // The wallet gets another version between its reading and its writing.
    let kept = bench
        .pay_while("2", async || {
            let id = Reference::parse(WALLET).unwrap();
            let wallet = bench.store.wallet(bench.merchant.id, &id).await.unwrap().unwrap();
            let write = WalletWrite::Update { wallet: Box::new(wallet), changed: Vec::new() };
            bench.store.commit(bench.gateway.clock.now(), vec![write.into()]).await.unwrap();
        })
        .await;
    assert_eq!((kept, bench.not_kept().await), (1, 0));
}

/// A number that was forgotten while the bank was asked comes into no wallet.
#[tokio::test]
async fn whose_number_is_gone() {
    let bench = Bench::new().await;
    assert_eq!(bench.pay_while("1", async || bench.spoil("DELETE FROM cards")).await, 0);
    assert_eq!(bench.not_kept().await, 1);
}

/// A wallet that cannot be read takes no card.
#[tokio::test]
async fn in_a_wallet_that_cannot_be_read() {
    let bench = Bench::new().await;
    assert_eq!(bench.pay_while("1", async || {}).await, 1);
    let token = bench.session_with_wallet("2").await;
    bench.spoil("UPDATE wallets SET status = 'x'");
    let paid = bench.pay_and_save_in(&token, PAGE, true).await.unwrap();
    assert_eq!(paid.status, SessionStatus::Paid);
}
