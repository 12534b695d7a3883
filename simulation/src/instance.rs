//! A gateway put together: everything real but its store, its bank, its clock, which goes wrong by seconds, and its
//! chance, which is the seed's.

use std::sync::Arc;

use async_trait::async_trait;
use domain::merchant::{Merchant, MerchantStatus, PaymentMethod, PointOfSale};
use gateway::{
    Gateway, Settings, TransactionIds, Turnstiles,
    keys::OpeningKeys,
    ports::{Acquirer, Clock, Entropy, KeyMaker, Store, Write},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use primitives::{MerchantId, Network, Reference};
use vault::{KeySize, MasterKeys, OpeningKey, Vault};

use crate::{
    Planted,
    bank::Bank,
    store::MemoryStore,
    world::{World, moment},
};

/// How wrong a clock may go, either way. Two instances may be twice this apart, which must stay below the five seconds
/// that `gateway` leaves between the last moment of an answer and the first of its undoing.
const SKEW_MS: i64 = 2_000;
/// Payment methods, and whether each looks for duplicates.
pub(crate) const METHODS: [(&str, bool); 2] = [("CB", true), ("LOOSE", false)];

/// What all instances share.
pub(crate) struct House {
    pub(crate) world: Arc<World>,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) bank: Arc<Bank>,
    pub(crate) merchant: Merchant,
    pub(crate) calendar: TimeZone,
    master: MasterKeys,
}

impl House {
    pub(crate) fn new(world: &Arc<World>) -> Self {
        let master = MasterKeys::parse(&MasterKeys::generate(&[7; 32])).expect("it was generated");
        let merchant = Merchant {
            id: MerchantId::new(11_111_111_111_111).expect("14 digits"),
            name: "Simulation".to_owned(),
            status: MerchantStatus::Active,
        };
        let store = Arc::new(MemoryStore::new(Arc::clone(world)));
        let mut writes = Vec::from(
            Vault::first_keys(&master, [([1; 32], [1; 12]), ([2; 32], [2; 12])]).map(Write::AddDataKey),
        );
        writes.extend(shop(&merchant));
        store.set_up(world.now(), writes).expect("an empty store objects to nothing");
        Self {
            world: Arc::clone(world),
            store,
            bank: Arc::new(Bank::new(Arc::clone(world))),
            merchant,
            calendar: TimeZone::get("Europe/Paris").expect("the calendars are built in"),
            master,
        }
    }

    pub(crate) fn open_instance(&self) -> Arc<Gateway> {
        let skew_ms = {
            let mut dice = self.world.dice();
            // Clocks that agree make ids that meet.
            let agrees = dice.below(3) == 0;
            let most_ms = if self.world.planted == Planted::ClocksFarApart { 10 * SKEW_MS } else { SKEW_MS };
            let drawn = i64::try_from(dice.below(2 * most_ms.unsigned_abs() + 1)).unwrap_or_default();
            if agrees { 0 } else { drawn - most_ms }
        };
        let keys: Vec<_> = self.store.rows().people.data_keys.values().cloned().collect();
        Arc::new(Gateway {
            store: Arc::clone(&self.store) as Arc<dyn Store>,
            acquirer: Arc::clone(&self.bank) as Arc<dyn Acquirer>,
            messenger: Arc::new(Nobody),
            directory: Arc::new(Nobody),
            clock: Arc::new(WrongClock { world: Arc::clone(&self.world), skew_ms }),
            entropy: Arc::new(Seeded(Arc::clone(&self.world))),
            key_maker: Arc::new(NoKeys),
            vault: Vault::open(&self.master, &keys).expect("the keys are this master key's"),
            settings: Settings {
                answer_limit: SignedDuration::from_secs(5),
                calendar: self.calendar.clone(),
                key_size: KeySize::Rsa2048,
                is_sandbox: true,
                public_url: url(),
                page_url: url(),
                schedule: domain::notification::Schedule::STANDARD,
            },
            transaction_ids: TransactionIds::default(),
            opening_keys: OpeningKeys::default(),
            turnstiles: Turnstiles::default(),
            lags: gateway::work::Lags::default(),
        })
    }
}

/// A method that looks for duplicates, and one that does not.
fn shop(merchant: &Merchant) -> Vec<Write> {
    let reference = |text| Reference::parse(text).expect("a literal of letters and digits");
    let point_of_sale = PointOfSale {
        reference: reference("SHOP1"),
        name: merchant.name.clone(),
        settings: domain::merchant::PageSettings::default(),
    };
    let method = |(id, checks_duplicates)| Write::AddPaymentMethod {
        merchant: merchant.id,
        method: PaymentMethod {
            id: reference(id),
            point_of_sale: reference("SHOP1"),
            instrument_type: reference("CB"),
            networks: vec![Network::CartesBancaires, Network::Visa],
            checks_duplicates,
        },
    };
    let mut writes = vec![
        Write::AddMerchant(merchant.clone()),
        Write::AddPointOfSale { merchant: merchant.id, point_of_sale },
    ];
    writes.extend(METHODS.map(method));
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
    /// Often all zeros, so that ids of several instances meet.
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

fn url() -> primitives::WebUrl {
    primitives::WebUrl::parse("https://pay.example").expect("a literal")
}

struct Nobody;

#[async_trait::async_trait]
impl gateway::ports::Messenger for Nobody {
    async fn deliver(&self, _: &str, _: SignedDuration) -> gateway::ports::Delivery {
        gateway::ports::Delivery::Failed(gateway::ports::DeliveryFailure::Connect)
    }
}

impl gateway::ports::Directory for Nobody {
    fn sdk_keys(&self) -> Vec<gateway::ports::SdkKey> {
        Vec::new()
    }
}
