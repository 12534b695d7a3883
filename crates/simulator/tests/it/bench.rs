//! A gateway with a session whose buyer was sent to the partner.

use std::{
    path::PathBuf,
    process,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use axum::{
    body::Body,
    http::{Method, Request, Response, StatusCode, header::CONTENT_TYPE},
};
use domain::{echo::Echo, merchant::Merchant, session::SessionTerms, terms::Terms, wallet_session::Purpose};
use gateway::{
    FailedLogins, Gateway, Lags, PaymentLocks, Settings, TransactionIds,
    keys::OpeningKeys,
    merchants::{self, NewMerchant},
    ports::{Clock, Delivery, Directory, Entropy, KeyMaker, KeyWrite, Messenger, SdkKey, Store},
    sessions::{self, Client, CreateSession, MethodChoice, SessionStatus, SessionView, Visitor},
};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use primitives::{Amount, CellId, Currency, OrderReference, Reference, WebUrl};
use simulator::{
    SimulatedAcquirer, SimulatedCardUpdater, SimulatedTransferBank, SimulatedWallets, partner_pages,
};
use storage::SqliteStore;
use tower::ServiceExt as _;
use vault::{KeySize, MasterKeys, OpeningKey, Vault};

pub(crate) const PARTNER: &str = "https://partner.example";
const HOSTILE_NAME: &str = "<b>Tom & \"Co\"</b>";

pub(crate) struct Bench {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) token: String,
    folder: PathBuf,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) html: String,
    response: Response<()>,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Bench {
    /// A session over 24.99 euros.
    pub(crate) async fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("guichet-simulator-{}-{number}", process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let clock = Arc::new(HandClock(AtomicI64::new(1_795_348_800_000)));
        let store: Arc<dyn Store> =
            Arc::new(SqliteStore::open(&folder.join("guichet.db"), clock.now()).unwrap());
        let gateway = Arc::new(gateway(store, &clock).await);
        let drawn = NewMerchant::draw(&gateway, HOSTILE_NAME);
        merchants::create(&gateway, drawn).await.unwrap();
        let merchant = merchants::list(&gateway).await.unwrap().remove(0);
        let token = session(&gateway, &merchant).await;
        Self { gateway, clock, token, folder }
    }

    /// The buyer takes MOCKPAY. Where the partner's page is, without the host.
    pub(crate) async fn leave(&self, client: Client) -> String {
        let (code, contract) = ("MOCKPAY".to_owned(), "MOCKPAY".to_owned());
        let choice = MethodChoice { code, contract, tries: None };
        let visitor = visitor(client);
        let seen = sessions::open(&self.gateway, &self.token, &visitor).await.unwrap();
        let shown =
            sessions::pay_at_partner(&self.gateway, seen, &visitor, choice, Echo::empty()).await.unwrap();
        let SessionStatus::AtPartner { redirection } = shown.status else { panic!("{:?}", shown.status) };
        assert!(redirection.fields.is_empty());
        redirection.url.strip_prefix(PARTNER).unwrap().to_owned()
    }

    pub(crate) async fn look(&self) -> SessionView {
        sessions::open(&self.gateway, &self.token, &visitor(Client::Page)).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    pub(crate) async fn post(&self, path: &str, form: impl Into<String>) -> Page {
        self.send(Method::POST, path, form.into()).await
    }

    async fn send(&self, method: Method, path: &str, form: String) -> Page {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let pages = partner_pages(Arc::clone(&self.gateway));
        let response = pages.oneshot(request.body(Body::from(form)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let html = String::from_utf8(bytes.to_vec()).unwrap();
        Page { status: parts.status, html, response: Response::from_parts(parts, ()) }
    }
}

fn visitor(client: Client) -> Visitor {
    Visitor { client, device: None }
}

async fn session(gateway: &Gateway, merchant: &Merchant) -> String {
    let (order, euro) = (OrderReference::parse("<i>1").unwrap(), Currency::parse("EUR").unwrap());
    let asked = CreateSession {
        point_of_sale: Reference::parse("SHOP1").unwrap(),
        terms: SessionTerms {
            purpose: Purpose::Payment,
            payment: Terms::of_order(order, Amount::new(2_499).unwrap(), euro),
            methods: Vec::new(),
            fallbacks: Vec::new(),
            return_url: WebUrl::parse("https://shop.example/back").unwrap(),
            wallet: None,
        },
        echo: Echo::empty(),
        notification_url: None,
        page_code: None,
        card_likes: Vec::new(),
        repeatable: None,
    };
    sessions::create(gateway, merchant, asked).await.unwrap().id.text()
}

async fn gateway(store: Arc<dyn Store>, clock: &Arc<HandClock>) -> Gateway {
    let master = MasterKeys::parse(&MasterKeys::generate(&[7; 32])).ok().unwrap();
    let keys = Vault::first_keys(&master, [([1; 32], [1; 12]), ([2; 32], [2; 12])]);
    store.commit(clock.now(), keys.map(|key| KeyWrite::AddDataKey(key).into()).into()).await.unwrap();
    let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
    let partner = WebUrl::parse(PARTNER).unwrap();
    let vault = Vault::open(&master, &store.data_keys().await.unwrap()).ok().unwrap();
    let audit_chain = gateway::audit_chain::Chain::begin(&*store, &vault, [7; 8]);
    let seed = vault.sandbox_seed();
    Gateway {
        acquirer: Arc::new(SimulatedAcquirer::new(Arc::clone(&clock), false, Some(partner))),
        external_wallets: Arc::new(SimulatedWallets::new(seed.clone())),
        three_ds: Arc::new(gateway::ports::NoThreeDsServer),
        vault,
        card_updater: Arc::new(SimulatedCardUpdater::new(Arc::clone(&clock))),
        transfer_bank: Arc::new(SimulatedTransferBank),
        store,
        addresses: Arc::new(web::Addresses {
            api: WebUrl::parse("https://api.example").unwrap(),
            page: WebUrl::parse("https://pay.example").unwrap(),
        }),
        documents: Arc::new(web::Documents),
        messenger: Arc::new(Nobody),
        directory: Arc::new(Nobody),
        clock,
        entropy: Arc::new(Count(AtomicU64::new(1))),
        key_maker: Arc::new(Nobody),
        settings: Settings {
            cell: CellId::default(),
            answer_limit: SignedDuration::from_secs(5),
            calendar: TimeZone::UTC,
            key_size: KeySize::Rsa2048,
            is_sandbox: true,
            refuses_card_likes: false,
            schedule: domain::notification::Schedule::STANDARD,
            retention: domain::retention::Retention::STANDARD,
        },
        vault_keys: gateway::keys::VaultKeys::default(),
        resealing: gateway::keys::Resealing::default(),
        master_keys: Arc::new(Arc::new(master)),
        beginnings: gateway::Beginnings::default(),
        transaction_ids: TransactionIds::default(),
        opening_keys: OpeningKeys::default(),
        payment_locks: PaymentLocks::default(),
        key_making: gateway::keys::KeyMaking::default(),
        lags: Lags::default(),
        card_likes: gateway::CardLikeCount::default(),
        failed_logins: FailedLogins::default(),
        limits: gateway::limits::Limits::new(gateway::limits::LimitSettings::SANDBOX),
        stand_in: sessions::StandIn::default(),
        store_state: gateway::StoreState::default(),
        retention_marks: gateway::retention::Marks::default(),
        audit_chain,
        key_uses: gateway::keys::KeyUses::default(),
    }
}

/// Stands still until it is moved.
pub(crate) struct HandClock(pub(crate) AtomicI64);

impl HandClock {
    pub(crate) fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// No chance, and nothing twice.
pub(crate) struct Count(pub(crate) AtomicU64);

impl Entropy for Count {
    fn fill(&self, bytes: &mut [u8]) {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        for (byte, value) in bytes.iter_mut().zip(number.to_le_bytes().into_iter().cycle()) {
            *byte = value;
        }
    }
}

/// Tells nobody, and has no keys.
struct Nobody;

#[async_trait]
impl Messenger for Nobody {
    async fn deliver(&self, url: &str, _: SignedDuration) -> Delivery {
        panic!("nobody is told here: {url}")
    }
}

#[async_trait]
impl KeyMaker for Nobody {
    async fn generate(&self, _: KeySize) -> Option<OpeningKey> {
        None
    }
}

impl Directory for Nobody {
    fn sdk_keys(&self) -> Vec<SdkKey> {
        Vec::new()
    }
}
