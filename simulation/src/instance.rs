//! A gateway with its real code. Its bank is simulated, its clock is wrong by seconds, and its entropy comes
//! from the seed. Its store is the product's, in memory and with faults.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    echo::Echo,
    merchant::{Merchant, MerchantStatus, PageSettings, PaymentMethod, PointOfSale},
    notification::Schedule,
    retention::{Age, Retention},
};
use futures_util::FutureExt as _;
use gateway::{
    Gateway, PaymentLocks, Settings, TransactionIds,
    keys::OpeningKeys,
    ports::{
        Acquirer, CardUpdate, CardUpdateQuestion, CardUpdater, Clock, Directory, Entropy, ExternalWallets,
        KeyMaker, KeyWrite, MerchantSession, MerchantSessionQuestion, MerchantWrite, Messenger, SdkKey,
        Store, TokenFault, TransferAnswer, TransferBank, TransferLook, TransferNews, TransferQuestion,
        WalletNames, Write,
    },
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use primitives::{CellId, MerchantId, Network, Reference, WebUrl};
use storage::{
    Database,
    simulation::{Faulty, Memory, MemoryStore},
};
use vault::{KeySize, MasterKeys, OpeningKey, SealedDataKey, Vault};

use crate::{
    Planted,
    bank::Bank,
    shops::Shops,
    world::{World, moment},
};

/// The largest error of a clock in milliseconds, either way. Two instances may differ by twice as much, which
/// must be less than the five seconds that `gateway` leaves between the last moment of an answer and the
/// first of its reversal.
pub(crate) const SKEW_MS: i64 = 2_000;
/// The factor by which clocks are more wrong where that is the planted fault.
pub(crate) const FAR_APART: i64 = 30;
/// The payment methods, and whether each checks duplicates.
pub(crate) const METHODS: [(&str, bool); 2] = [("CB", true), ("LOOSE", false)];

/// The method whose buyers pay at the partner.
pub(crate) const PARTNER: &str = "MOCKPAY";

/// The number of refused payments after which a session ends, where a point of sale sets none.
pub(crate) const ATTEMPTS: u32 = 3;

/// What all instances have in common.
pub(crate) struct House {
    pub(crate) world: Arc<World>,
    store: Arc<Database<Faulty<Memory, World>>>,
    /// The same store without faults, which the auditor reads.
    pub(crate) view: MemoryStore,
    pub(crate) bank: Arc<Bank>,
    pub(crate) shops: Arc<Shops>,
    pub(crate) merchant: Merchant,
    pub(crate) calendar: TimeZone,
    master: Arc<MasterKeys>,
    data_keys: [SealedDataKey; 2],
}

/// What is personal of a payment goes as soon as nothing is done to it. The auditor expects that everything else stays.
const RETENTION: Retention = Retention {
    sessions: Age::Months(120),
    payments: Age::Days(0),
    notifications: Age::Months(120),
    ..Retention::STANDARD
};

impl House {
    pub(crate) fn new(world: &Arc<World>) -> Self {
        let master = MasterKeys::parse(&MasterKeys::generate(&[7; 32])).expect("it was generated");
        let merchant = Merchant {
            id: MerchantId::new(11_111_111_111_111).expect("14 digits"),
            name: "Simulation".to_owned(),
            status: MerchantStatus::Active,
        };
        let data_keys = Vault::first_keys(&master, [([1; 32], [1; 12]), ([2; 32], [2; 12])]);
        let mut writes = Vec::from(data_keys.clone().map(|key| KeyWrite::AddDataKey(key).into()));
        // With notifications for all, payments without a session are notified too.
        let tells_all = world.dice().below(2) == 0;
        writes.extend(shop(&merchant, tells_all));
        let view = MemoryStore::open_in_memory(world.now()).expect("there is memory, and nothing in it");
        let set_up = view.commit(world.now(), writes).now_or_never().expect("nobody waits for memory");
        set_up.expect("an empty store objects to nothing");
        Self {
            world: Arc::clone(world),
            store: Arc::new(view.clone().with_faults(Arc::clone(world))),
            view,
            data_keys,
            bank: Arc::new(Bank::new(Arc::clone(world))),
            shops: Arc::new(Shops::new(Arc::clone(world))),
            merchant,
            calendar: TimeZone::get("Europe/Paris").expect("the calendars are built in"),
            master: Arc::new(master),
        }
    }

    pub(crate) fn open_instance(&self) -> Arc<Gateway> {
        self.open_on(Arc::clone(&self.store) as Arc<dyn Store>)
    }

    /// Opens an instance whose store never fails.
    pub(crate) fn open_auditor(&self) -> Arc<Gateway> {
        self.open_on(Arc::new(self.view.clone()))
    }

    fn open_on(&self, store: Arc<dyn Store>) -> Arc<Gateway> {
        let skew_ms = {
            let mut dice = self.world.dice();
            // Clocks that agree make ids that collide.
            let agrees = dice.below(3) == 0;
            let far_apart = self.world.planted == Planted::ClocksFarApart;
            let most_ms = if far_apart { FAR_APART * SKEW_MS } else { SKEW_MS };
            let drawn = i64::try_from(dice.below(2 * most_ms.unsigned_abs() + 1)).unwrap_or_default();
            if agrees { 0 } else { drawn - most_ms }
        };
        let writer = self.world.dice().next().to_be_bytes();
        let vault = Vault::open(&self.master, &self.data_keys).expect("the keys are this master key's");
        let audit_chain = gateway::audit_chain::Chain::begin(&*store, &vault, writer);
        Arc::new(Gateway {
            store,
            acquirer: Arc::clone(&self.bank) as Arc<dyn Acquirer>,
            card_updater: Arc::new(Nobody),
            external_wallets: Arc::new(Nobody),
            three_ds: Arc::new(gateway::ports::NoThreeDsServer),
            transfer_bank: Arc::new(Nobody),
            addresses: Arc::new(web::Addresses {
                api: url("https://api.example"),
                page: url("https://pay.example"),
            }),
            documents: Arc::new(web::Documents),
            messenger: Arc::clone(&self.shops) as Arc<dyn Messenger>,
            directory: Arc::new(Nobody),
            clock: Arc::new(WrongClock { world: Arc::clone(&self.world), skew_ms }),
            entropy: Arc::new(Seeded(Arc::clone(&self.world))),
            key_maker: Arc::new(NoKeys),
            vault,
            settings: Settings {
                cell: CellId::default(),
                answer_limit: SignedDuration::from_secs(5),
                calendar: self.calendar.clone(),
                key_size: KeySize::Rsa2048,
                is_sandbox: true,
                refuses_card_likes: false,
                schedule: Schedule::STANDARD,
                retention: RETENTION,
            },
            vault_keys: gateway::keys::VaultKeys::default(),
            resealing: gateway::keys::Resealing::default(),
            master_keys: Arc::new(Arc::clone(&self.master)),
            beginnings: gateway::Beginnings::default(),
            transaction_ids: TransactionIds::default(),
            opening_keys: OpeningKeys::default(),
            payment_locks: PaymentLocks::default(),
            key_making: gateway::keys::KeyMaking::default(),
            lags: gateway::Lags::default(),
            card_likes: gateway::CardLikeCount::default(),
            failed_logins: gateway::FailedLogins::default(),
            limits: gateway::limits::Limits::new(gateway::limits::LimitSettings::SANDBOX),
            stand_in: gateway::sessions::StandIn::default(),
            store_state: gateway::StoreState::default(),
            retention_marks: gateway::retention::Marks::default(),
            audit_chain,
            key_uses: gateway::keys::KeyUses::default(),
        })
    }
}

/// Returns the writes of a method that checks duplicates, and one that does not.
fn shop(merchant: &Merchant, tells_all: bool) -> Vec<Write> {
    let reference = |text| Reference::parse(text).expect("a literal of letters and digits");
    let point_of_sale = PointOfSale {
        reference: reference("SHOP1"),
        name: merchant.name.clone(),
        inactive_since: None,
        details: Echo::empty(),
        settings: PageSettings {
            notification_url: tells_all.then(|| url("https://shop.example/point-of-sale")),
            ..PageSettings::default()
        },
    };
    let method = |id, instrument_type, networks: &[Network], checks_duplicates| {
        MerchantWrite::AddPaymentMethod {
            merchant: merchant.id,
            method: PaymentMethod {
                id: reference(id),
                point_of_sale: reference("SHOP1"),
                instrument_type: reference(instrument_type),
                networks: networks.to_vec(),
                checks_duplicates,
                captures: Vec::new(),
                inactive_since: None,
            },
        }
        .into()
    };
    let mut writes = vec![
        MerchantWrite::Add(merchant.clone()).into(),
        MerchantWrite::AddPointOfSale { merchant: merchant.id, point_of_sale: Box::new(point_of_sale) }
            .into(),
    ];
    let networks = [Network::CartesBancaires, Network::Visa];
    writes.extend(METHODS.map(|(id, checks_duplicates)| method(id, "CB", &networks, checks_duplicates)));
    writes.push(method(PARTNER, PARTNER, &[], false));
    writes
}

struct WrongClock {
    world: Arc<World>,
    skew_ms: i64,
}

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        moment(self.world.now_ms() + self.skew_ms)
    }
}

struct Seeded(Arc<World>);

impl Entropy for Seeded {
    /// Fills often with zeros, so that ids of several instances collide.
    fn fill(&self, bytes: &mut [u8]) {
        let mut dice = self.0.dice();
        let word = if dice.below(4) == 0 { 0 } else { dice.next() };
        for (byte, random) in bytes.iter_mut().zip(word.to_le_bytes().into_iter().cycle()) {
            *byte = random;
        }
    }
}

struct NoKeys;

#[async_trait]
impl KeyMaker for NoKeys {
    async fn generate(&self, _: KeySize) -> Option<OpeningKey> {
        None
    }
}

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).expect("a literal")
}

struct Nobody;

#[async_trait]
impl CardUpdater for Nobody {
    async fn search(&self, _: CardUpdateQuestion) -> CardUpdate {
        CardUpdate::NotConnected
    }
}

#[async_trait]
impl ExternalWallets for Nobody {
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

#[async_trait]
impl TransferBank for Nobody {
    async fn order(&self, _: TransferQuestion) -> TransferAnswer {
        TransferAnswer::NotSent
    }

    async fn look(&self, _: TransferLook) -> TransferNews {
        TransferNews::Nothing
    }
}

impl Directory for Nobody {
    fn sdk_keys(&self) -> Vec<SdkKey> {
        Vec::new()
    }
}
