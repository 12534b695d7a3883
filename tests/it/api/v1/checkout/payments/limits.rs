//! Every limit of every field: a value at the limit passes, one beyond is refused by name.

use document::Tree;

use crate::harness::{Card, assert_refused_fields, assert_result, json, payment, put, shared, without};

const AMOUNT: i64 = 1_000_000_000_000_000_000;

/// Texts and their longest form.
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
        ("device.fingerprint", 255),
        ("device.ip", 256),
        ("device.browserUserAgent", 2048),
        ("authentication3DSecure.sessionId", 50),
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

/// Numbers, their least and their greatest value.
const NUMBERS: [(&str, i64, Option<i64>); 14] = [
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
    ("buyer.accountHistory.accountAverageAmount", 0, Some(AMOUNT)),
    ("buyer.accountHistory.totalAmount", 0, Some(AMOUNT)),
    ("buyer.accountHistory.orderAmount6Months", 0, Some(AMOUNT)),
];

const WORDS: [(&str, &[&str]); 16] = [
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
    ("buyer.accountHistory.suspiciousActivity", &["NO_SUSPICIOUS", "SUSPICIOUS"]),
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
    ("device.type", &["UNKNOWN", "COMPUTER", "MOBILE", "TABLET", "TV", "CONSOLE"]),
    ("device.country", &["FR", "NC"]),
];

const DATES: [&str; 15] = [
    "order.date",
    "delivery.expectedDate",
    "delivery.address.addressCreateDate",
    "buyer.billingAddress.addressCreateDate",
    "payment.recurring.startDate",
    "payment.recurring.endDate",
    "buyer.accountHistory.accountCreateDate",
    "buyer.accountHistory.firstOrderDate",
    "buyer.accountHistory.lastOrderDate",
    "buyer.accountHistory.lastChange",
    "buyer.accountHistory.lastPasswordChange",
    "buyer.accountHistory.paymentAccountAge",
    "buyer.accountHistory.shipAddressUsage",
    "buyer.birthDate",
    "payment.deferredCaptureDate",
];

/// A plan, so that single members of it can be wrong.
fn base() -> Tree {
    let request = put(&payment(&Card::cb_visa(), 1_600), "payment.paymentType", "RECURRING");
    let plan = r#"{"installmentAmount":1600,"frequency":"MONTHLY","installmentDate":1}"#;
    let request = put(&request, "payment.recurring", json(plan));
    put(&request, "order.items", json("[{}]"))
}

#[tokio::test]
async fn everything_at_its_limit_passes() {
    let gateway = shared();
    let mut till = gateway.till();
    for which in 0..2 {
        let mut request = base();
        for (path, most) in texts() {
            let text = if path == "order.reference" {
                format!("{:é<most$}", crate::harness::reference())
            } else {
                "é".repeat(most)
            };
            request = put(&request, &path, text.as_str());
        }
        for (path, least, greatest) in NUMBERS {
            request =
                put(&request, path, if which == 0 { least } else { greatest.unwrap_or(i64::from(i32::MAX)) });
        }
        request = put(&request, "order.items[0].taxRate", 9_999);
        let answer = till.pay(&request).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
    }
}

#[tokio::test]
async fn every_text_that_is_too_long_is_named_at_once() {
    let gateway = shared();
    let mut request = base();
    let texts = texts();
    for (path, most) in &texts {
        request = put(&request, path, "x".repeat(most + 1).as_str());
    }
    let names: Vec<&str> = texts.iter().map(|(path, _)| path.as_str()).collect();
    assert_refused_fields(&gateway.till().pay(&request).await, &names);
}

#[tokio::test]
async fn every_number_out_of_its_range_is_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let (mut low, mut high, mut high_names) = (base(), base(), vec!["order.items[0].taxRate"]);
    for (path, least, greatest) in NUMBERS {
        low = put(&low, path, least - 1);
        if let Some(greatest) = greatest {
            high = put(&high, path, greatest + 1);
            high_names.push(path);
        }
    }
    high = put(&high, "order.items[0].taxRate", 10_000);
    let low_names: Vec<&str> = NUMBERS.iter().map(|(path, ..)| *path).collect();
    assert_refused_fields(&till.pay(&low).await, &low_names);
    assert_refused_fields(&till.pay(&high).await, &high_names);
}

#[tokio::test]
async fn words_of_the_lists_pass_and_others_are_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let mut wrong = base();
    for (path, words) in WORDS {
        for word in words {
            let answer = till.pay(&put(&base(), path, *word)).await;
            assert_result(&answer, 201, "ACCEPTED", "00000");
        }
        wrong = put(&wrong, path, format!("{}X", words[0]).as_str());
    }
    let names: Vec<&str> = WORDS.iter().map(|(path, _)| *path).collect();
    assert_refused_fields(&till.pay(&wrong).await, &names);
    // Case counts.
    let mut lower = base();
    for (path, words) in WORDS {
        lower = put(&lower, path, words[0].to_lowercase().as_str());
    }
    assert_refused_fields(&till.pay(&lower).await, &names);
}

#[tokio::test]
async fn every_date_that_is_none_is_named_at_once() {
    let gateway = shared();
    let mut request = put(&base(), "payment.capture", "DEFERRED");
    for path in DATES {
        request = put(&request, path, "2024-02-30T00:00:00Z");
    }
    assert_refused_fields(&gateway.till().pay(&request).await, &DATES);
}

#[tokio::test]
async fn wrong_types_are_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let mut request = base();
    let mut names: Vec<String> = texts().into_iter().map(|(path, _)| path).collect();
    names.extend(NUMBERS.iter().map(|(path, ..)| (*path).to_owned()));
    names.extend(WORDS.iter().map(|(path, _)| (*path).to_owned()));
    names.extend(DATES.iter().map(|path| (*path).to_owned()));
    names.push("originalTransactionId".to_owned());
    names.push("delivery.provider".to_owned());
    names.push("buyer.email".to_owned());
    names.push("buyer.accountHistory.transactionCountDay".to_owned());
    for path in &names {
        request = put(&request, path, true);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_refused_fields(&till.pay(&request).await, &names);
    for path in ["order", "payment", "buyer", "delivery", "device", "privateData", "authentication3DSecure"] {
        for wrong in [Tree::text("x"), Tree::from(1), json("[]")] {
            assert_refused_fields(&till.pay(&put(&base(), path, wrong)).await, &[path]);
        }
    }
    for wrong in ["{}", "\"x\"", "1"] {
        assert_refused_fields(&till.pay(&put(&base(), "order.items", json(wrong))).await, &["order.items"]);
    }
}

#[tokio::test]
async fn everything_required_that_is_missing_is_named_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    assert_refused_fields(&till.pay(&json("{}")).await, &["order", "paymentInstrument", "paymentMethodId"]);
    let mut request = base();
    let paths = [
        "order.reference",
        "order.amount",
        "order.currency",
        "payment.paymentType",
        "payment.capture",
        "payment.recurring.installmentAmount",
        "payment.recurring.frequency",
        "payment.recurring.installmentDate",
        "paymentMethodId",
    ];
    for path in paths {
        request = without(&request, path);
    }
    assert_refused_fields(&till.pay(&request).await, &paths);
}

#[tokio::test]
async fn email_addresses() {
    let gateway = shared();
    let mut till = gateway.till();
    for right in ["a.b@example.com", "first-last@sub.domain.example.fr", "ab@x.fr", "a_1@x-y.info"] {
        let answer = till.pay(&put(&base(), "buyer.email", right)).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
    }
    let long = format!("{}@example.com", "a".repeat(139));
    for wrong in
        ["no at", "@example.com", "a@b", "ab@example.", "ab@@example.com", "ab@example.company", &long]
    {
        assert_refused_fields(&till.pay(&put(&base(), "buyer.email", wrong)).await, &["buyer.email"]);
    }
}

#[tokio::test]
async fn order_references() {
    let gateway = shared();
    let mut till = gateway.till();
    let answer = till.pay(&put(&base(), "order.reference", "a/b")).await;
    assert_refused_fields(&answer, &["order.reference"]);
    let odd = format!("{} é#?&%\u{1f381}", crate::harness::reference());
    let answer = till.pay(&put(&base(), "order.reference", odd.as_str())).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    assert_eq!(answer.text(&["order", "reference"]), Some(odd.as_str()));
}

#[tokio::test]
async fn private_data() {
    let gateway = shared();
    let mut till = gateway.till();
    let map = |count: usize| {
        let entries: Vec<String> = (0..count).map(|number| format!(r#""k{number}":"v""#)).collect();
        json(&format!("{{{}}}", entries.join(",")))
    };
    assert_result(&till.pay(&put(&base(), "privateData", map(99))).await, 201, "ACCEPTED", "00000");
    assert_refused_fields(&till.pay(&put(&base(), "privateData", map(101))).await, &["privateData"]);
    for wrong in ["1", "null", "{}", "[]", "true"] {
        let answer = till.pay(&put(&base(), "privateData.key", json(wrong))).await;
        // An explicit null counts as absent.
        if wrong == "null" {
            assert_result(&answer, 201, "ACCEPTED", "00000");
        } else {
            assert_refused_fields(&answer, &["privateData.key"]);
        }
    }
}

#[tokio::test]
async fn a_refusal_repeats_no_value() {
    let gateway = shared();
    let mut request = base();
    for path in ["paymentInstrument.number", "paymentInstrument.cvx", "paymentInstrument.expirationDate"] {
        request = put(&request, path, "hunter2-hunter2-hunter2");
    }
    let answer = gateway.till().pay(&request).await;
    assert_eq!(answer.status, 400);
    assert!(!answer.body_text().contains("hunter2"), "{}", answer.body_text());
}
