//! The limits of the members that payments and sessions have in common: order, payment, buyer and delivery.

use document::Tree;

use super::{put, reference};

const AMOUNT: i64 = 1_000_000_000_000_000_000;

/// The limit of each member, by its path.
pub(crate) struct Limits {
    /// Texts, each with its largest length.
    pub(crate) texts: Vec<(String, usize)>,
    /// Numbers, each with its smallest and largest value.
    pub(crate) numbers: Vec<(&'static str, i64, Option<i64>)>,
    /// Texts that must be one of a list.
    pub(crate) words: Vec<(&'static str, &'static [&'static str])>,
    pub(crate) dates: Vec<&'static str>,
}

/// A document that breaks limits, and the members that must be named.
pub(crate) type Broken = (Tree, Vec<String>);

impl Limits {
    pub(crate) fn shared() -> Self {
        Self { texts: texts(), numbers: NUMBERS.to_vec(), words: WORDS.to_vec(), dates: DATES.to_vec() }
    }

    /// Returns a document with every text as long as it may be, and every number as large or as small.
    pub(crate) fn at_the_limit(&self, base: &Tree, greatest: bool) -> Tree {
        let mut request = base.clone();
        for (path, most) in &self.texts {
            // The order's reference must differ in each document.
            let text = if path == "order.reference" {
                format!("{:é<most$}", reference())
            } else {
                "é".repeat(*most)
            };
            request = put(&request, path, text.as_str());
        }
        for (path, least, most) in &self.numbers {
            let most = most.unwrap_or(i64::from(i32::MAX));
            request = put(&request, path, if greatest { most } else { *least });
        }
        put(&request, TAX_RATE.0, TAX_RATE.1)
    }

    pub(crate) fn too_long(&self, base: &Tree) -> Broken {
        broken(base, self.texts.iter().map(|(path, most)| (path.as_str(), "x".repeat(most + 1).into())))
    }

    pub(crate) fn too_small(&self, base: &Tree) -> Broken {
        broken(base, self.numbers.iter().map(|(path, least, _)| (*path, Tree::from(least - 1))))
    }

    pub(crate) fn too_great(&self, base: &Tree) -> Broken {
        let bounded = self.numbers.iter().filter_map(|(path, _, most)| Some((*path, (*most)?)));
        broken(base, bounded.chain([TAX_RATE]).map(|(path, most)| (path, Tree::from(most + 1))))
    }

    /// Returns documents with unknown words. One differs from a known word only in case.
    pub(crate) fn unknown_words(&self, base: &Tree) -> [Broken; 2] {
        let changed = |change: fn(&str) -> String| {
            broken(base, self.words.iter().map(|(path, words)| (*path, Tree::from(change(words[0])))))
        };
        [changed(|word| format!("{word}X")), changed(str::to_lowercase)]
    }

    pub(crate) fn not_dates(&self, base: &Tree) -> Broken {
        broken(base, self.dates.iter().map(|path| (*path, Tree::text("2024-02-30T00:00:00Z"))))
    }

    /// Returns a document with `true` in the place of a text or a number, in each of these members and of
    /// `more`.
    pub(crate) fn wrong_types(&self, base: &Tree, more: &[&str]) -> Broken {
        let texts = self.texts.iter().map(|(path, _)| path.as_str());
        let numbers = self.numbers.iter().map(|(path, ..)| *path);
        let words = self.words.iter().map(|(path, _)| *path);
        let all = texts.chain(numbers).chain(words).chain(self.dates.iter().copied());
        broken(base, all.chain(more.iter().copied()).map(|path| (path, Tree::Bool(true))))
    }
}

fn broken<'a>(base: &Tree, members: impl Iterator<Item = (&'a str, Tree)>) -> Broken {
    let (mut request, mut names) = (base.clone(), Vec::new());
    for (path, value) in members {
        request = put(&request, path, value);
        names.push(path.to_owned());
    }
    (request, names)
}

/// The tax rate, of which only the largest value is documented.
const TAX_RATE: (&str, i64) = ("order.items[0].taxRate", 9_999);

fn texts() -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = [
        ("order.reference", 50),
        ("order.items[0].reference", 50),
        ("order.items[0].comment", 255),
        ("order.items[0].brand", 50),
        ("order.items[0].category", 50),
        ("order.items[0].subCategory1", 50),
        ("order.items[0].subCategory2", 50),
        ("order.items[0].seller", 100),
        ("payment.softDescriptor", 127),
        ("buyer.id", 50),
    ]
    .map(|(path, most)| (path.to_owned(), most))
    .to_vec();
    for person in ["buyer", "buyer.billingAddress", "delivery.address"] {
        for (name, most) in [("firstName", 100), ("lastName", 100), ("mobile", 15)] {
            all.push((format!("{person}.{name}"), most));
        }
    }
    for address in ["buyer.billingAddress", "delivery.address"] {
        for (name, most) in [
            ("label", 200),
            ("streetNumber", 100),
            ("street", 100),
            ("complement", 100),
            ("city", 150),
            ("zip", 12),
            ("state", 100),
            ("county", 50),
        ] {
            all.push((format!("{address}.{name}"), most));
        }
    }
    all
}

const NUMBERS: [(&str, i64, Option<i64>); 11] = [
    ("order.taxes", 0, Some(AMOUNT)),
    ("order.discount", 0, Some(AMOUNT)),
    ("order.items[0].price", 0, Some(AMOUNT)),
    ("order.items[0].quantity", 1, None),
    ("delivery.charge", 0, Some(AMOUNT)),
    ("payment.recurring.installmentAmount", 0, Some(AMOUNT)),
    ("payment.recurring.firstInstallmentAmount", 0, Some(AMOUNT)),
    ("payment.recurring.cumulatedAmount", 0, Some(AMOUNT)),
    ("payment.recurring.installmentNumber", 1, None),
    ("payment.recurring.totalInstallments", 1, None),
    ("payment.recurring.installmentDate", 1, Some(31)),
];

const WORDS: [(&str, &[&str]); 13] = [
    ("order.origin", &["E_COM", "TO", "MO"]),
    ("order.currency", &["EUR", "USD", "JPY", "XTS", "ZWL"]),
    ("order.country", &["FR", "GB", "AX", "ZW"]),
    ("order.items[0].sellerType", &["PROFESSIONAL", "PRIVATE_SELLER"]),
    ("payment.capture", &["AUTOMATIC", "MANUAL"]),
    (
        "payment.recurring.frequency",
        &[
            "DAILY",
            "WEEKLY",
            "FORTNITHLY",
            "MONTHLY",
            "BIMONTHLY",
            "QUARTERLY",
            "SEMIANNUALLY",
            "YEARLY",
            "BIENNIALLY",
        ],
    ),
    ("buyer.title", &["MRS", "MR"]),
    ("buyer.legalStatus", &["CORPORATE", "PRIVATE"]),
    ("buyer.legalDocument.type", &["ID_CARD", "DRIVER_LICENSE", "PASSPORT", "RESIDENCE_PERMIT", "OTHER"]),
    ("buyer.billingAddress.title", &["MRS", "MR"]),
    ("buyer.billingAddress.country", &["FR", "US"]),
    ("delivery.timeframe", &["ELECTRONIC", "SAME_DAY", "OVERNIGHT", "TWO_DAY_OR_MORE"]),
    (
        "delivery.mode",
        &[
            "STORE_PICKUP",
            "PICKUP_POINT",
            "STATION_PICKUP",
            "MAIL_DELIVERY",
            "DIGITAL_GOOD",
            "BILLING_ADDRESS",
            "VERIFIED_ADDRESS",
            "OTHER_ADDRESS",
            "EVENT_TICKET",
            "LOCKER",
            "OTHER",
        ],
    ),
];

const DATES: [&str; 8] = [
    "order.date",
    "delivery.expectedDate",
    "delivery.address.addressCreateDate",
    "buyer.billingAddress.addressCreateDate",
    "payment.recurring.startDate",
    "payment.recurring.endDate",
    "buyer.birthDate",
    "payment.deferredCaptureDate",
];
