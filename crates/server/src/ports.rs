//! The ports that the machine provides: clock, entropy, and threads for making keys.

use std::sync::Arc;

use async_trait::async_trait;
use aws_lc_rs::rand;
use domain::ReturnCode;
use gateway::ports::{
    Acquirer, AcquirerAnswer, AuthorizationQuestion, CardUpdate, CardUpdateQuestion, CardUpdater, Clock,
    Directory, Entropy, ExternalWallets, Invitation, KeyMaker, MerchantSession, MerchantSessionQuestion,
    PartnerAnswer, Redirection, ReleaseNotice, ReversalAnswer, ReversalQuestion, SdkKey, StatusQuestion,
    TokenFault, TransferAnswer, TransferBank, TransferLook, TransferNews, TransferQuestion, WalletNames,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{MerchantId, Pan, Reference};
use vault::{KeySize, OpeningKey};

/// The clock of the machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The sandbox's clock, which is ahead of another by a fixed time.
pub(crate) struct ClockAhead {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) by: SignedDuration,
}

impl Clock for ClockAhead {
    fn now(&self) -> Timestamp {
        self.clock.now().saturating_add(self.by).unwrap_or(Timestamp::MAX)
    }
}

pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        rand::fill(bytes).expect("the operating system gives entropy");
    }
}

/// Makes keys on threads for long work: a key pair of 4096 bits takes seconds.
pub(crate) struct BlockingKeyMaker;

#[async_trait]
impl KeyMaker for BlockingKeyMaker {
    async fn generate(&self, size: KeySize) -> Option<OpeningKey> {
        tokio::task::spawn_blocking(move || OpeningKey::generate(size).ok()).await.ok().flatten()
    }
}

/// The directory of 3-D Secure in production. It has no keys, because no directory server is connected yet.
pub(crate) struct NoDirectory;

impl Directory for NoDirectory {
    fn sdk_keys(&self) -> Vec<SdkKey> {
        Vec::new()
    }
}

/// The card updater of production. No network is connected yet, so every search ends with 01198.
pub(crate) struct NoCardUpdater;

#[async_trait]
impl CardUpdater for NoCardUpdater {
    async fn search(&self, _: CardUpdateQuestion) -> CardUpdate {
        CardUpdate::NotConnected
    }
}

/// The wallets of production. Neither Apple nor Google is connected yet: a payment by token ends with 01198, and `prepare` with 501.
pub(crate) struct NoExternalWallets;

#[async_trait]
impl ExternalWallets for NoExternalWallets {
    fn names(&self, _: MerchantId) -> Option<WalletNames> {
        None
    }

    fn open(&self, _: MerchantId, _: &xpay::Token, _: Timestamp) -> Result<xpay::Opened, TokenFault> {
        Err(TokenFault::NotConnected)
    }

    async fn merchant_session(&self, _: MerchantSessionQuestion) -> MerchantSession {
        MerchantSession::NotConnected
    }
}

/// The acquirer of production. No bank is connected yet, so it declines every payment with 01198.
pub(crate) struct NoAcquirer;

#[async_trait]
impl Acquirer for NoAcquirer {
    fn objection(&self, _: &Pan) -> Option<&'static str> {
        None
    }

    async fn authorize(&self, _: AuthorizationQuestion) -> AcquirerAnswer {
        AcquirerAnswer::Declined(ReturnCode::ACQUIRER_MISCONFIGURED)
    }

    async fn reverse(&self, _: ReversalQuestion) -> ReversalAnswer {
        ReversalAnswer::Silence
    }

    async fn release(&self, _: ReleaseNotice) -> ReversalAnswer {
        ReversalAnswer::Silence
    }

    fn has_partner(&self, _: &Reference) -> bool {
        false
    }

    fn invite(&self, _: &Invitation) -> Option<Redirection> {
        None
    }

    async fn status(&self, _: StatusQuestion) -> PartnerAnswer {
        PartnerAnswer::Silence
    }
}

/// The transfer bank of production. None is connected yet, so it refuses every transfer with 01198.
pub(crate) struct NoTransferBank;

#[async_trait]
impl TransferBank for NoTransferBank {
    async fn order(&self, _: TransferQuestion) -> TransferAnswer {
        TransferAnswer::Refused(ReturnCode::ACQUIRER_MISCONFIGURED)
    }

    async fn look(&self, _: TransferLook) -> TransferNews {
        TransferNews::Nothing
    }
}
