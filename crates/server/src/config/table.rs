//! The list of settings.

/// A setting: its name in files and in the environment, its default and its help text.
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) env: &'static str,
    pub(super) default: &'static str,
    pub(super) secrecy: Secrecy,
    pub(super) help: &'static str,
}

/// The part of a value that may be displayed.
#[derive(Clone, Copy)]
pub(super) enum Secrecy {
    Open,
    Secret,
    /// Everything but the password of a URL is displayed.
    Url,
}

const fn setting(
    name: &'static str,
    env: &'static str,
    default: &'static str,
    help: &'static str,
) -> Setting {
    Setting { name, env, default, secrecy: Secrecy::Open, help }
}

const fn secret(name: &'static str, env: &'static str, help: &'static str) -> Setting {
    Setting { name, env, default: "", secrecy: Secrecy::Secret, help }
}

pub(super) const SETTINGS: [Setting; 35] = [
    setting("mode", "GUICHET_MODE", "sandbox", "sandbox (simulated bank, test cards) or production"),
    setting(
        "data",
        "GUICHET_DATA",
        "./guichet-data",
        "the directory of the store and what is made at first start",
    ),
    setting(
        "cell",
        "GUICHET_CELL",
        "0",
        "0 to 61: where merchants are split over several databases, which of them this is; new ids tell it",
    ),
    Setting {
        name: "database",
        env: "GUICHET_DATABASE",
        default: "",
        secrecy: Secrecy::Url,
        help: "postgres://user:password@host:port/name; empty: SQLite in the data directory",
    },
    setting(
        "database.connections",
        "GUICHET_DATABASE_CONNECTIONS",
        "8",
        "how many connections to PostgreSQL are held at most",
    ),
    setting(
        "database.outcome_limit_s",
        "GUICHET_DATABASE_OUTCOME_LIMIT_S",
        "60",
        "seconds for which PostgreSQL is asked what became of a commit that it did not answer: longer than a failover",
    ),
    setting(
        "database.ca",
        "GUICHET_DATABASE_CA",
        "/etc/ssl/certs/ca-certificates.crt",
        "PEM file of the authorities that vouch for PostgreSQL's certificate",
    ),
    setting("listen", "GUICHET_LISTEN", "127.0.0.1:8443", "address and port of TLS; port 0 takes a free one"),
    setting("http", "GUICHET_HTTP", "", "address and port of plain HTTP, on loopback only; empty: none"),
    setting(
        "public_url",
        "GUICHET_PUBLIC_URL",
        "",
        "where shops and apps find the API: https://pay.example; empty: https:// and listen",
    ),
    setting(
        "page.url",
        "GUICHET_PAGE_URL",
        "",
        "where buyers find the payment page, if by another name; empty: as public_url",
    ),
    setting(
        "tls.certificate",
        "GUICHET_TLS_CERTIFICATE",
        "",
        "PEM file, read again each minute and on SIGHUP; empty: a self-signed one is made and kept",
    ),
    setting("tls.key", "GUICHET_TLS_KEY", "", "PEM file of the certificate's private key"),
    setting(
        "master_key_file",
        "GUICHET_MASTER_KEY_FILE",
        "",
        "file of the master key, mode 0600; needed in production",
    ),
    secret(
        "master_key",
        "GUICHET_MASTER_KEY",
        "the master key itself: base64 of 32 bytes, newest first, one a line",
    ),
    setting(
        "log.format",
        "GUICHET_LOG_FORMAT",
        "text",
        "text (for people) or json (for machines), on stderr",
    ),
    setting("log.level", "GUICHET_LOG_LEVEL", "info", "error, warn, info, debug or trace"),
    setting(
        "health.silence_limit_s",
        "GUICHET_HEALTH_SILENCE_LIMIT_S",
        "900",
        "seconds without a sign of a worker after which /health/ready is 503: longer than its longest round",
    ),
    setting(
        "memory.bodies_mib",
        "GUICHET_MEMORY_BODIES_MIB",
        "64",
        "MiB for the bodies of requests in flight and what is kept of them; a body beyond them is 503",
    ),
    setting(
        "overload.wait_limit_ms",
        "GUICHET_OVERLOAD_WAIT_LIMIT_MS",
        "1000",
        "how long a request waits for its turn under load before it is 503, with nothing done",
    ),
    setting(
        "acquirer.answer_limit_ms",
        "GUICHET_ACQUIRER_ANSWER_LIMIT_MS",
        "5000",
        "how long a bank may take to answer",
    ),
    setting("calendar", "GUICHET_CALENDAR", "Europe/Paris", "whose midnight ends a day"),
    setting(
        "keys.rsa_bits",
        "GUICHET_KEYS_RSA_BITS",
        "2048",
        "size of new encryption keys: 2048, 3072 or 4096",
    ),
    setting(
        "notifications.retry_interval_s",
        "GUICHET_NOTIFICATIONS_RETRY_INTERVAL_S",
        "60",
        "seconds after which a merchant is told again; another than 60 in the sandbox only",
    ),
    setting(
        "notifications.give_up_after_s",
        "GUICHET_NOTIFICATIONS_GIVE_UP_AFTER_S",
        "7200",
        "seconds for which a merchant is told again; another than 7200 in the sandbox only",
    ),
    setting(
        "notifications.ca",
        "GUICHET_NOTIFICATIONS_CA",
        "",
        "PEM file of authorities that vouch for merchants' servers, besides the system's",
    ),
    setting(
        "sandbox.live_cards",
        "GUICHET_SANDBOX_LIVE_CARDS",
        "false",
        "whether the sandbox takes other numbers than test cards",
    ),
    setting(
        "sandbox.panics",
        "GUICHET_SANDBOX_PANICS",
        "",
        "workers that panic once at the start, to see that your monitoring notices: reconcile capture; empty: none",
    ),
    setting(
        "sandbox.clock_ahead_hours",
        "GUICHET_SANDBOX_CLOCK_AHEAD_HOURS",
        "0",
        "by how much the sandbox's clock is ahead: 168 to see authorisations run out",
    ),
    setting(
        "sandbox.partner",
        "GUICHET_SANDBOX_PARTNER",
        "",
        "address and port of MOCKPAY, the made-up partner; empty: a free port beside listen",
    ),
    setting(
        "sandbox.partner_url",
        "GUICHET_SANDBOX_PARTNER_URL",
        "",
        "where buyers find MOCKPAY, on another host than the API; empty: https://localhost and its port",
    ),
    setting(
        "sandbox.partner_tls",
        "GUICHET_SANDBOX_PARTNER_TLS",
        "true",
        "false: MOCKPAY's pages in plain HTTP, on loopback only",
    ),
    setting(
        "demo.merchant_id",
        "GUICHET_DEMO_MERCHANT_ID",
        "",
        "14 digits for the sandbox's first merchant; empty: drawn",
    ),
    secret(
        "demo.access_key",
        "GUICHET_DEMO_ACCESS_KEY",
        "access key of the sandbox's first merchant; empty: drawn",
    ),
    setting(
        "demo.shop",
        "GUICHET_DEMO_SHOP",
        "127.0.0.1:8446",
        "address and port of the shop of `guichet demo`, in plain HTTP, on loopback only",
    ),
];
