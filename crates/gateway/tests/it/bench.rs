//! A gateway on a bench: everything real but the clock and the bank.

use std::{
    path::{Path, PathBuf},
    process,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::{
    action::{ActionKind, ActionTerms, CaptureOption},
    echo::Echo,
    ledger::Ledger,
    merchant::Merchant,
    notification::Schedule,
    terms::{Capture, Terms},
};
use gateway::{
    Gateway, PaymentLocks, Refusal, Repeatable, Settings, TransactionIds,
    actions::{self, PerformAction},
    keys::OpeningKeys,
    limits::{LimitSettings, Limits},
    merchants::{self, NewMerchant},
    payments::{self, CreatePayment, Instrument, Means, Payment},
    ports::{Acquirer, Clock, Entropy as _, KeyMaker, KeyWrite, Messenger, Store, ThreeDsServer},
};
use jiff::{SignedDuration, tz::TimeZone};
use primitives::{
    Amount, CardEntry, CellId, Currency, Cvx, Expiry, IdempotencyKey, MerchantId, OrderReference, Pan,
    Reference, Secret, TransactionId, WebUrl,
};
use simulator::{SimulatedCardUpdater, SimulatedDirectory, SimulatedTransferBank, SimulatedWallets};
use storage::{Address, PostgresLimits, PostgresStore, SqliteStore};
use vault::{KeySize, MasterKeys, Vault};

pub(crate) use crate::doubles::{Bank, Dice, HandClock, Maker, Shops, answered, no};
use crate::issuer::Issuer;
use crate::{faults::Refusals, schema::Schema};

pub(crate) const CARD: &str = "4970105151515140";

pub(crate) struct Bench {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) merchant: Merchant,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) bank: Arc<Bank>,
    pub(crate) shops: Arc<Shops>,
    pub(crate) key_maker: Arc<Maker>,
    pub(crate) issuer: Arc<Issuer>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) faults: Arc<Refusals>,
    folder: PathBuf,
    /// Dropped after the store, with all that is in it.
    schema: Option<Schema>,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with_limits(LimitSettings::SANDBOX).await
    }

    pub(crate) async fn with_limits(limits: LimitSettings) -> Self {
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
        let keys = Vault::first_keys(&master(), [([1; 32], [1; 12]), ([2; 32], [2; 12])]);
        store.commit(clock.now(), keys.map(|key| KeyWrite::AddDataKey(key).into()).into()).await.unwrap();
        let parts = Parts {
            store,
            clock,
            bank: Arc::new(Bank::default()),
            shops: Arc::new(Shops::default()),
            key_maker: Arc::new(Maker::default()),
            issuer: Arc::new(Issuer::default()),
        };
        let gateway = Arc::new(Box::pin(parts.gateway(limits)).await);
        let new = NewMerchant::draw(&gateway, "Bench");
        let id = new.id;
        merchants::create(&gateway, new).await.unwrap();
        let merchant = of_id(&gateway, id).await;
        let Parts { store, clock, bank, shops, key_maker, issuer } = parts;
        Self { gateway, merchant, clock, bank, shops, key_maker, issuer, store, faults, folder, schema }
    }

    /// Another merchant.
    pub(crate) async fn new_merchant(&self) -> Merchant {
        let new = NewMerchant::draw(&self.gateway, "Other");
        let id = new.id;
        merchants::create(&self.gateway, new).await.unwrap();
        of_id(&self.gateway, id).await
    }

    /// Another instance on the same store.
    pub(crate) async fn another(&self, limits: LimitSettings) -> Gateway {
        let (store, clock, bank) = (Arc::clone(&self.store), Arc::clone(&self.clock), Arc::clone(&self.bank));
        let (shops, key_maker) = (Arc::clone(&self.shops), Arc::clone(&self.key_maker));
        let issuer = Arc::clone(&self.issuer);
        Parts { store, clock, bank, shops, key_maker, issuer }.gateway(limits).await
    }

    /// Changes the store behind the gateway's back.
    pub(crate) fn spoil(&self, sql: &str) {
        if let Some(schema) = &self.schema {
            crate::schema::run(&format!("SET search_path = {}; {sql}", schema.name()));
        } else {
            rusqlite::Connection::open(self.folder.join("guichet.db")).unwrap().execute_batch(sql).unwrap();
        }
    }

    /// Returns bytes as the SQL of the engine writes them.
    pub(crate) fn blob(&self, bytes: &[u8]) -> String {
        let digits = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        if self.schema.is_some() { format!("decode('{digits}', 'hex')") } else { format!("x'{digits}'") }
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
        let request = request(order, amount, repeatable);
        payments::create(&self.gateway, &self.merchant, request, Means::Card(instrument)).await
    }

    /// Pays at another instance.
    pub(crate) async fn pay_at(
        &self,
        gateway: &Gateway,
        order: &str,
        amount: i64,
    ) -> Result<Payment, Refusal> {
        payments::create(gateway, &self.merchant, request(order, amount, None), Means::Card(clear())).await
    }

    /// A payment of so much, in minor units.
    pub(crate) async fn authorise(&self, amount: i64, capture: Capture) -> TransactionId {
        let paid = self.pay_on(Terms { capture, ..terms("order", amount) }).await.unwrap();
        paid.transaction.id
    }

    pub(crate) async fn pay_on(&self, terms: Terms) -> Result<Payment, Refusal> {
        let request = CreatePayment { terms, ..request("", 0, None) };
        payments::create(&self.gateway, &self.merchant, request, Means::Card(clear())).await
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
        let action = PerformAction {
            kind,
            option,
            terms,
            echo: Echo::empty(),
            card_likes: Vec::new(),
            repeatable: None,
        };
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

async fn of_id(gateway: &Gateway, id: MerchantId) -> Merchant {
    merchants::list(gateway).await.unwrap().into_iter().find(|row| row.id == id).unwrap()
}

pub(crate) fn request(order: &str, amount: i64, repeatable: Option<Repeatable>) -> CreatePayment {
    CreatePayment {
        authentication: None,
        payment_method: Reference::parse("CB").unwrap(),
        selected_network: None,
        terms: terms(order, amount),
        echo: Echo::empty(),
        card_likes: Vec::new(),
        buyer_address: None,
        repeatable,
    }
}

/// What the gateways of a bench have in common.
struct Parts {
    store: Arc<dyn Store>,
    clock: Arc<HandClock>,
    bank: Arc<Bank>,
    shops: Arc<Shops>,
    key_maker: Arc<Maker>,
    issuer: Arc<Issuer>,
}

pub(crate) fn master() -> MasterKeys {
    MasterKeys::parse(&MasterKeys::generate(&[7; 32])).ok().unwrap()
}

impl Parts {
    async fn gateway(&self, limits: LimitSettings) -> Gateway {
        let vault = Vault::open(&master(), &self.store.data_keys().await.unwrap()).ok().unwrap();
        let mut writer = [0; 8];
        Dice.fill(&mut writer);
        let audit_chain = gateway::audit_chain::Chain::begin(&*self.store, &vault, writer);
        let seed = vault.sandbox_seed();
        Gateway {
            store: Arc::clone(&self.store),
            acquirer: Arc::clone(&self.bank) as Arc<dyn Acquirer>,
            external_wallets: Arc::new(SimulatedWallets::new(seed.clone())),
            three_ds: Arc::clone(&self.issuer) as Arc<dyn ThreeDsServer>,
            vault,
            card_updater: Arc::new(SimulatedCardUpdater::new(Arc::clone(&self.clock) as Arc<dyn Clock>)),
            transfer_bank: Arc::new(SimulatedTransferBank),
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
            entropy: Arc::new(Dice),
            key_maker: Arc::clone(&self.key_maker) as Arc<dyn KeyMaker>,
            addresses: Arc::new(web::Addresses {
                api: WebUrl::parse("https://api.example").unwrap(),
                page: WebUrl::parse("https://pay.example").unwrap(),
            }),
            documents: Arc::new(web::Documents),
            messenger: Arc::clone(&self.shops) as Arc<dyn Messenger>,
            directory: Arc::new(SimulatedDirectory::new(seed)),
            settings: Settings {
                cell: CellId::default(),
                answer_limit: SignedDuration::from_secs(5),
                calendar: TimeZone::get("Europe/Paris").unwrap(),
                key_size: KeySize::Rsa2048,
                is_sandbox: true,
                refuses_card_likes: false,
                schedule: Schedule::STANDARD,
                retention: domain::retention::Retention::STANDARD,
            },
            master_keys: Arc::new(Arc::new(master())),
            vault_keys: gateway::keys::VaultKeys::default(),
            resealing: gateway::keys::Resealing::default(),
            beginnings: gateway::Beginnings::default(),
            transaction_ids: TransactionIds::default(),
            opening_keys: OpeningKeys::default(),
            payment_locks: PaymentLocks::default(),
            key_making: gateway::keys::KeyMaking::default(),
            lags: gateway::Lags::default(),
            card_likes: gateway::CardLikeCount::default(),
            failed_logins: gateway::FailedLogins::default(),
            limits: Limits::new(limits),
            stand_in: gateway::sessions::StandIn::default(),
            store_state: gateway::StoreState::default(),
            retention_marks: gateway::retention::Marks::default(),
            audit_chain,
            key_uses: gateway::keys::KeyUses::default(),
        }
    }
}

async fn postgres(schema: &Schema) -> PostgresStore {
    let url = Secret::new(schema.url().to_owned());
    let address = Address::parse(&url, Path::new("/dev/null")).unwrap();
    let limits = PostgresLimits {
        connections: 4,
        outcome: Duration::from_secs(60),
        statement: PostgresLimits::STATEMENT,
    };
    PostgresStore::connect(address, limits).await.unwrap()
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
