//! The list of settings.

use super::setting::{Secrecy, Setting, secret, setting};

/// Returns the environment variables whose values are secret, in whole or in part.
pub(crate) fn secret_variables() -> Vec<&'static str> {
    SETTINGS
        .iter()
        .filter(|it| matches!(it.secrecy, Secrecy::Secret | Secrecy::Url))
        .map(|it| it.env)
        .collect()
}

pub(super) const SETTINGS: [Setting; 68] = [
    setting("mode", "GUICHET_MODE", "sandbox", "sandbox (simulated bank, test cards) or production"),
    setting(
        "data",
        "GUICHET_DATA",
        "./guichet-data",
        "the directory of the store and what is made at first start",
    )
    .of(Secrecy::Directory),
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
    )
    .of(Secrecy::File),
    setting("listen", "GUICHET_LISTEN", "127.0.0.1:8443", "address and port of TLS; port 0 takes a free one"),
    setting("http", "GUICHET_HTTP", "", "address and port of plain HTTP, on loopback only; empty: none"),
    setting(
        "connections.all",
        "GUICHET_CONNECTIONS_ALL",
        "4096",
        "how many connections are served at once; when they are as many, those that do nothing give way to new ones",
    ),
    setting(
        "connections.per_address",
        "GUICHET_CONNECTIONS_PER_ADDRESS",
        "1024",
        "how many of them one address may hold when places run out; more only as long as there are free ones",
    ),
    setting(
        "connections.proxies",
        "GUICHET_CONNECTIONS_PROXIES",
        "",
        "addresses and networks of proxies that are believed when they tell a client's address, with blanks between",
    ),
    setting(
        "connections.proxies_tell",
        "GUICHET_CONNECTIONS_PROXIES_TELL",
        "proxy-protocol",
        "how they tell it, each of them: proxy-protocol (version 1 or 2), forwarded or x-forwarded-for",
    ),
    setting(
        "public_url",
        "GUICHET_PUBLIC_URL",
        "",
        "where shops and apps find the API: https://pay.example; empty: https:// and listen",
    )
    .of(Secrecy::WebUrl),
    setting(
        "page.url",
        "GUICHET_PAGE_URL",
        "",
        "where buyers find the payment page, if by another name; empty: as public_url",
    )
    .of(Secrecy::WebUrl),
    setting(
        "tls.certificate",
        "GUICHET_TLS_CERTIFICATE",
        "",
        "PEM file, read again each minute and on SIGHUP; empty: a self-signed one is made and kept",
    )
    .of(Secrecy::File),
    setting("tls.key", "GUICHET_TLS_KEY", "", "PEM file of the certificate's private key").of(Secrecy::File),
    setting(
        "master_key_file",
        "GUICHET_MASTER_KEY_FILE",
        "",
        "file of the master key, mode 0600; needed in production",
    )
    .of(Secrecy::File),
    secret(
        "master_key",
        "GUICHET_MASTER_KEY",
        "the master key itself: base64 of 32 bytes, newest first, one a line",
    ),
    setting(
        "master_key_share_files",
        "GUICHET_MASTER_KEY_SHARE_FILES",
        "",
        "files of enough shares of the master key (`guichet keys split`), with blanks between, each of mode 0600",
    ),
    secret(
        "master_key_shares",
        "GUICHET_MASTER_KEY_SHARES",
        "enough shares of the master key themselves, with blanks between",
    ),
    setting(
        "log.format",
        "GUICHET_LOG_FORMAT",
        "text",
        "text (for people) or json (for machines), on stderr",
    ),
    setting("log.level", "GUICHET_LOG_LEVEL", "info", "error, warn, info, debug or trace"),
    setting(
        "process.allow_dumps",
        "GUICHET_PROCESS_ALLOW_DUMPS",
        "false",
        "whether the process may be dumped and traced, for whoever debugs it: its memory holds cards and keys",
    ),
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
        "MiB for the bodies of requests in flight and what is kept of them; a body beyond them is 503; slow headers have a quarter as much",
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
    setting(
        "limits.cards_per_session_per_hour",
        "GUICHET_LIMITS_CARDS_PER_SESSION_PER_HOUR",
        "",
        "cards that may be tried in a session; empty: 30 in production, 10000 in the sandbox",
    ),
    setting(
        "limits.payments_per_card_per_hour",
        "GUICHET_LIMITS_PAYMENTS_PER_CARD_PER_HOUR",
        "",
        "payments of a merchant with one card; empty: 60 in production, 60000000 in the sandbox",
    ),
    setting(
        "limits.cards_per_address_per_hour",
        "GUICHET_LIMITS_CARDS_PER_ADDRESS_PER_HOUR",
        "",
        "cards that may be tried from an address of a buyer; empty: 600 in production, 60000000 in the sandbox",
    ),
    setting(
        "limits.cards_per_merchant_per_minute",
        "GUICHET_LIMITS_CARDS_PER_MERCHANT_PER_MINUTE",
        "",
        "cards that may be tried at a merchant; empty: 6000 in production, 1000000 in the sandbox",
    ),
    setting(
        "limits.session_kib_per_merchant_per_minute",
        "GUICHET_LIMITS_SESSION_KIB_PER_MERCHANT_PER_MINUTE",
        "",
        "KiB kept of the sessions that a merchant makes; empty: 32768 in production, 10000000 in the sandbox",
    ),
    setting(
        "limits.switched_wallets_per_merchant_per_minute",
        "GUICHET_LIMITS_SWITCHED_WALLETS_PER_MERCHANT_PER_MINUTE",
        "",
        "wallets that a merchant switches many at a time; empty: 20000 in production, 10000000 in the sandbox",
    ),
    setting(
        "limits.failed_lookups_per_address_per_minute",
        "GUICHET_LIMITS_FAILED_LOOKUPS_PER_ADDRESS_PER_MINUTE",
        "",
        "unknown session ids from an address; empty: 60 in production, 100000 in the sandbox",
    ),
    setting(
        "limits.failed_logins_per_address_per_minute",
        "GUICHET_LIMITS_FAILED_LOGINS_PER_ADDRESS_PER_MINUTE",
        "",
        "failed logins from an address; empty: 60 in production, 100000 in the sandbox",
    ),
    setting(
        "limits.failed_logins_per_address_and_merchant_per_minute",
        "GUICHET_LIMITS_FAILED_LOGINS_PER_ADDRESS_AND_MERCHANT_PER_MINUTE",
        "",
        "failed logins from an address under one merchant id; empty: 20 in production, 100000 in the sandbox",
    ),
    setting("calendar", "GUICHET_CALENDAR", "Europe/Paris", "whose midnight ends a day"),
    setting(
        "keys.rsa_bits",
        "GUICHET_KEYS_RSA_BITS",
        "2048",
        "size of new encryption keys: 2048, 3072 or 4096",
    ),
    setting(
        "identifiers.refuse_card_numbers",
        "GUICHET_IDENTIFIERS_REFUSE_CARD_NUMBERS",
        "false",
        "whether a number in order.reference and the like that could be that of a card refuses the request",
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
    )
    .of(Secrecy::File),
    setting(
        "retention.sessions_days",
        "GUICHET_RETENTION_SESSIONS_DAYS",
        "7",
        "days after which a session that ended without a payment is forgotten: 1 to 3650",
    ),
    setting(
        "retention.buyer_shown_minutes",
        "GUICHET_RETENTION_BUYER_SHOWN_MINUTES",
        "60",
        "minutes after the end of a session for which its services still tell the buyer's details: 0 to 1440",
    ),
    setting(
        "retention.payments_months",
        "GUICHET_RETENTION_PAYMENTS_MONTHS",
        "13",
        "months after the last action on a payment, and after a transfer, for which what is personal of it is kept: 1 to 120",
    ),
    setting(
        "retention.cards_months",
        "GUICHET_RETENTION_CARDS_MONTHS",
        "13",
        "months after its last payment for which a card's sealed number is kept: 1 to 120",
    ),
    setting(
        "retention.notifications_days",
        "GUICHET_RETENTION_NOTIFICATIONS_DAYS",
        "90",
        "days for which a notification and its attempts are kept: 1 to 3650",
    ),
    setting(
        "retention.audit_months",
        "GUICHET_RETENTION_AUDIT_MONTHS",
        "24",
        "months for which audit lines are kept: 1 to 120",
    ),
    setting(
        "three_ds.directory",
        "GUICHET_THREE_DS_DIRECTORY",
        "",
        "URL that authentication requests (AReq) are posted to; empty: the sandbox's own issuer, and none in production",
    )
    .of(Secrecy::WebUrl),
    setting(
        "three_ds.directory_ranges",
        "GUICHET_THREE_DS_DIRECTORY_RANGES",
        "",
        "URL that questions for card ranges (PReq) are posted to, beside three_ds.directory; empty: every card may be enrolled",
    )
    .of(Secrecy::WebUrl),
    setting(
        "three_ds.ca",
        "GUICHET_THREE_DS_CA",
        "",
        "PEM file of more authorities that are trusted for the directory server; empty: the system's only",
    )
    .of(Secrecy::File),
    setting(
        "three_ds.requestor_id",
        "GUICHET_THREE_DS_REQUESTOR_ID",
        "GUICHET",
        "threeDSRequestorID: the id that the directory server gave, 1 to 35 characters",
    ),
    setting(
        "three_ds.operator_id",
        "GUICHET_THREE_DS_OPERATOR_ID",
        "",
        "threeDSServerOperatorID: the id that the directory server gave, up to 32 characters; empty: none is sent",
    ),
    setting(
        "three_ds.reference_number",
        "GUICHET_THREE_DS_REFERENCE_NUMBER",
        "GUICHET_3DS_SERVER",
        "threeDSServerRefNumber: the number that EMVCo gave, 1 to 32 characters",
    ),
    setting(
        "three_ds.acquirer_bin",
        "GUICHET_THREE_DS_ACQUIRER_BIN",
        "999999",
        "acquirerBIN: the number of the acquirer at the network, 1 to 11 characters",
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
        "workers and listeners that panic once at the start, to see that your monitoring notices: capture api; empty: none",
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
    )
    .of(Secrecy::WebUrl),
    setting(
        "sandbox.partner_tls",
        "GUICHET_SANDBOX_PARTNER_TLS",
        "true",
        "false: MOCKPAY's pages in plain HTTP, on loopback only",
    ),
    setting(
        "sandbox.issuer",
        "GUICHET_SANDBOX_ISSUER",
        "",
        "address and port of the sandbox's directory server and issuer of 3-D Secure; empty: a free port beside listen",
    ),
    setting(
        "sandbox.issuer_url",
        "GUICHET_SANDBOX_ISSUER_URL",
        "",
        "where buyers find that issuer, on another host than the API; empty: https://localhost and its port",
    )
    .of(Secrecy::WebUrl),
    setting(
        "sandbox.issuer_tls",
        "GUICHET_SANDBOX_ISSUER_TLS",
        "true",
        "false: the issuer's pages in plain HTTP, on loopback only",
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
