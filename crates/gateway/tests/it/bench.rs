//! A gateway on a bench: everything real but the clock and the bank.

use std::{
    path::{Path, PathBuf},
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use document::Text;
use domain::{
    ReturnCode,
    action::{ActionKind, ActionTerms, CaptureOption},
    echo::Echo,
    ledger::Ledger,
    merchant::Merchant,
    notification::Schedule,
    terms::{Capture, Terms},
    transaction::Approval,
};
use gateway::{
    Gateway, PaymentLocks, Refusal, Repeatable, Settings, TransactionIds,
    actions::{self, PerformAction},
    keys::OpeningKeys,
    merchants::{self, NewMerchant},
    payments::{self, CreatePayment, Instrument, Payment},
    ports::{
        Acquirer, AcquirerAnswer, AuthorizationQuestion, Clock, Delivery, Entropy, Invitation, KeyMaker,
        KeyWrite, Messenger, PartnerAnswer, Redirection, ReleaseNotice, Reply, ReversalAnswer,
        ReversalQuestion, StatusQuestion, Store,
    },
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use primitives::{
    Amount, CardEntry, CellId, Currency, Cvx, Expiry, IdempotencyKey, OrderReference, Pan, Reference, Secret,
    TransactionId, WebUrl,
};
use simulator::SimulatedDirectory;
use storage::{Address, PostgresLimits, PostgresStore, SqliteStore};
use vault::{KeySize, MasterKeys, OpeningKey, Vault};

use crate::{faults::Refusals, schema::Schema};

pub(crate) const CARD: &str = "4970105151515140";

pub(crate) struct Bench {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) merchant: Merchant,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) bank: Arc<Bank>,
    pub(crate) shops: Arc<Shops>,
    pub(crate) key_maker: Arc<Maker>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) faults: Arc<Refusals>,
    folder: PathBuf,
    /// Dropped after the store, with all that is in it.
    _schema: Option<Schema>,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Bench {
    pub(crate) async fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("guichet-bench-{}-{number}", process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let clock = Arc::new(HandClock::default());
        let schema = Schema::of_this_run();
        let faults = Arc::new(Refusals::default());
        let store: Arc<dyn Store> = if let Some(schema) = &schema {
            Arc::new(postgres(schema).await.with_faults(Arc::clone(&faults)))
        } else {
            let store = SqliteStore::open(&folder.join("guichet.db"), clock.now()).unwrap();
            Arc::new(store.with_faults(Arc::clone(&faults)))
        };
        let master = MasterKeys::parse(&MasterKeys::generate(&[7; 32])).ok().unwrap();
        let keys = Vault::first_keys(&master, [([1; 32], [1; 12]), ([2; 32], [2; 12])]);
        store.commit(clock.now(), keys.map(|key| KeyWrite::AddDataKey(key).into()).into()).await.unwrap();
        let bank = Arc::new(Bank::default());
        let shops = Arc::new(Shops::default());
        let key_maker = Arc::new(Maker::default());
        let gateway = Gateway {
            vault: Vault::open(&master, &store.data_keys().await.unwrap()).ok().unwrap(),
            store: Arc::clone(&store),
            acquirer: Arc::clone(&bank) as Arc<dyn Acquirer>,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: Arc::new(Dice),
            key_maker: Arc::clone(&key_maker) as Arc<dyn KeyMaker>,
            addresses: Arc::new(web::Addresses {
                api: WebUrl::parse("https://api.example").unwrap(),
                page: WebUrl::parse("https://pay.example").unwrap(),
            }),
            messenger: Arc::clone(&shops) as Arc<dyn Messenger>,
            directory: Arc::new(SimulatedDirectory::default()),
            settings: Settings {
                cell: CellId::default(),
                answer_limit: SignedDuration::from_secs(5),
                calendar: TimeZone::get("Europe/Paris").unwrap(),
                key_size: KeySize::Rsa2048,
                is_sandbox: true,
                schedule: Schedule::STANDARD,
            },
            transaction_ids: TransactionIds::default(),
            opening_keys: OpeningKeys::default(),
            payment_locks: PaymentLocks::default(),
            key_making: gateway::keys::KeyMaking::default(),
            lags: gateway::Lags::default(),
        };
        let new = NewMerchant::draw(&gateway, "Bench");
        let id = new.id;
        merchants::create(&gateway, new).await.unwrap();
        let merchant = merchants::list(&gateway).await.unwrap().into_iter().find(|row| row.id == id).unwrap();
        Self {
            gateway: Arc::new(gateway),
            merchant,
            clock,
            bank,
            shops,
            key_maker,
            store,
            faults,
            folder,
            _schema: schema,
        }
    }

    pub(crate) async fn pay(&self, order: &str, amount: i64) -> Result<Payment, Refusal> {
        self.create(order, amount, clear(), None).await
    }

    pub(crate) async fn create(
        &self,
        order: &str,
        amount: i64,
        instrument: Instrument,
        key: Option<&str>,
    ) -> Result<Payment, Refusal> {
        let body = format!("{order} {amount}");
        let repeatable = key.map(|key| {
            let key = IdempotencyKey::parse(key).unwrap();
            Repeatable::of(&self.gateway, key, "/v1/checkout/payments", body.as_bytes())
        });
        let request = CreatePayment {
            payment_method: Reference::parse("CB").unwrap(),
            instrument,
            selected_network: None,
            terms: terms(order, amount),
            echo: Echo::empty(),
            repeatable,
        };
        payments::create(&self.gateway, &self.merchant, request).await
    }

    /// A payment of so much, in minor units.
    pub(crate) async fn authorise(&self, amount: i64, capture: Capture) -> TransactionId {
        let request = CreatePayment {
            payment_method: Reference::parse("CB").unwrap(),
            instrument: clear(),
            selected_network: None,
            terms: Terms { capture, ..terms("order", amount) },
            echo: Echo::empty(),
            repeatable: None,
        };
        let payment = payments::create(&self.gateway, &self.merchant, request).await.unwrap();
        payment.transaction.id
    }

    /// The id and the code that a merchant is told.
    pub(crate) async fn act(
        &self,
        kind: ActionKind,
        id: TransactionId,
        amount: i64,
        option: CaptureOption,
    ) -> (TransactionId, &'static str) {
        let terms = ActionTerms::of_gateway(Amount::new(amount).unwrap());
        let action = PerformAction { kind, option, terms, echo: Echo::empty(), repeatable: None };
        let done = actions::perform(&self.gateway, &self.merchant, &id.to_string(), action).await.unwrap();
        (done.action.id, done.action.state.result().code())
    }

    pub(crate) async fn ledger(&self, id: TransactionId) -> Ledger {
        self.store.ledger(self.merchant.id, id).await.unwrap().unwrap().value
    }

    /// The code that a GET tells.
    pub(crate) async fn told(&self, id: TransactionId) -> &'static str {
        let id = id.to_string();
        let found = gateway::transactions::get(&self.gateway, &self.merchant, &id).await.unwrap();
        let state = found.ledger.action(found.id).map_or(&found.ledger.payment.state, |action| &action.state);
        state.result().code()
    }
}

async fn postgres(schema: &Schema) -> PostgresStore {
    let url = Secret::new(schema.url().to_owned());
    let address = Address::parse(&url, Path::new("/dev/null")).unwrap();
    let limits = PostgresLimits { connections: 4, outcome: Duration::from_secs(60) };
    PostgresStore::connect(address, limits).await.unwrap()
}

/// What the messenger says of an answer with that status.
pub(crate) fn answered(code: u16) -> Delivery {
    Delivery::Answered(Reply { code, is_heard: (200..300).contains(&code) })
}

pub(crate) fn clear() -> Instrument {
    Instrument::Clear(CardEntry {
        pan: Pan::parse(CARD).ok(),
        expiry: Expiry::parse("1299").ok(),
        cvx: Cvx::parse("123").ok(),
        holder: None,
    })
}

pub(crate) fn terms(order: &str, amount: i64) -> Terms {
    let (order, euro) = (OrderReference::parse(order).unwrap(), Currency::parse("EUR").unwrap());
    Terms::of_order(order, Amount::new(amount).unwrap(), euro)
}

/// Stands still until it is turned.
pub(crate) struct HandClock {
    now_ms: AtomicI64,
    /// Readings left until the jump, and how far it goes.
    jump: Mutex<Option<(usize, SignedDuration)>>,
}

impl Default for HandClock {
    fn default() -> Self {
        let noon: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        Self { now_ms: AtomicI64::new(noon.as_millisecond()), jump: Mutex::default() }
    }
}

impl HandClock {
    pub(crate) fn turn(&self, by: SignedDuration) {
        self.now_ms.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Just before the given reading from now on.
    pub(crate) fn jump_at(&self, reading: usize, by: SignedDuration) {
        *self.jump.lock().unwrap() = Some((reading, by));
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        let mut jump = self.jump.lock().unwrap();
        *jump = match *jump {
            Some((1, by)) => {
                self.turn(by);
                None
            }
            Some((readings, by)) => Some((readings - 1, by)),
            None => None,
        };
        Timestamp::from_millisecond(self.now_ms.load(Ordering::SeqCst)).unwrap()
    }
}

/// Answers what is put into it, in order; when empty, yes.
#[derive(Default)]
pub(crate) struct Bank {
    pub(crate) answers: Mutex<Vec<AcquirerAnswer>>,
    pub(crate) reversals: Mutex<Vec<ReversalAnswer>>,
    /// What a partner that had said "not yet" says next; none: still not.
    pub(crate) statuses: Mutex<Vec<PartnerAnswer>>,
    pub(crate) asked: AtomicUsize,
    pub(crate) undone: AtomicUsize,
    /// What the bank was told that it need not hold.
    pub(crate) released: Mutex<Vec<(TransactionId, i64)>>,
    /// Run while the bank thinks.
    pub(crate) meanwhile: tokio::sync::Mutex<Option<tokio::sync::oneshot::Receiver<()>>>,
    pub(crate) thinking: tokio::sync::Notify,
}

#[async_trait]
impl Acquirer for Bank {
    fn objection(&self, _: &Pan) -> Option<&'static str> {
        None
    }

    async fn authorize(&self, question: AuthorizationQuestion) -> AcquirerAnswer {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if let Some(held) = self.meanwhile.lock().await.take() {
            self.thinking.notify_one();
            let _ = held.await;
        }
        let next = self.answers.lock().unwrap().pop();
        next.unwrap_or_else(|| yes(&question))
    }

    async fn reverse(&self, _: ReversalQuestion) -> ReversalAnswer {
        self.undone.fetch_add(1, Ordering::SeqCst);
        self.reversals.lock().unwrap().pop().unwrap_or(ReversalAnswer::Confirmed)
    }

    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer {
        self.released.lock().unwrap().push((notice.authorisation, notice.amount.minor_units()));
        self.reversals.lock().unwrap().pop().unwrap_or(ReversalAnswer::Confirmed)
    }

    fn invite(&self, invitation: &Invitation) -> Option<Redirection> {
        let url = format!("https://partner.example/{}/{}", invitation.reference, invitation.ticket);
        Some(Redirection { url, fields: Vec::new() })
    }

    async fn status(&self, question: StatusQuestion) -> PartnerAnswer {
        let next = self.statuses.lock().unwrap().pop();
        next.unwrap_or(PartnerAnswer::Held(question.reference))
    }
}

/// Merchants' servers: answer in the order given (last first), then with 200.
#[derive(Default)]
pub(crate) struct Shops {
    pub(crate) answers: Mutex<Vec<Delivery>>,
    pub(crate) told: Mutex<Vec<String>>,
}

#[async_trait]
impl Messenger for Shops {
    async fn deliver(&self, url: &str, _: SignedDuration) -> Delivery {
        self.told.lock().unwrap().push(url.to_owned());
        self.answers.lock().unwrap().pop().unwrap_or_else(|| answered(200))
    }
}

fn yes(question: &AuthorizationQuestion) -> AcquirerAnswer {
    AcquirerAnswer::Approved(Approval {
        authorization_number: Text::parse("A55A").unwrap(),
        authorization_date: Timestamp::UNIX_EPOCH,
        issuer_transaction_id: Text::parse(&question.id.to_string()).unwrap(),
    })
}

pub(crate) fn no() -> AcquirerAnswer {
    AcquirerAnswer::Declined(ReturnCode::parse("01100").unwrap())
}

struct Dice;

impl Entropy for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        aws_lc_rs::rand::fill(bytes).unwrap();
    }
}

/// Counts the pairs that it makes.
#[derive(Default)]
pub(crate) struct Maker(pub(crate) AtomicUsize);

#[async_trait]
impl KeyMaker for Maker {
    async fn generate(&self, size: KeySize) -> Option<OpeningKey> {
        self.0.fetch_add(1, Ordering::SeqCst);
        OpeningKey::generate(size).ok()
    }
}
