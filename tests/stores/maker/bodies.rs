//! Requests with all members, and requests at their limits.

use document::Tree;

use crate::harness::{Card, Limits, json, own, payment, put, session};

fn address() -> Tree {
    json(
        r#"{
            "title": "MRS", "firstName": "Zoé", "lastName": "Ümlaut-O'Neil", "email": "zoe.u@shop.example.com",
            "mobile": "+33123456789", "label": "home", "streetNumber": "12 bis", "street": "rue de la Paix",
            "complement": "3e étage", "city": "Aix-en-Provence", "zip": "13100", "state": "PACA",
            "county": "Bouches-du-Rhône", "country": "FR", "addressCreateDate": "2020-01-02T03:04:05Z"
        }"#,
    )
}

fn items() -> Tree {
    json(
        r#"[
            {"reference": "SKU-1", "price": 9900, "quantity": 2, "comment": "blue \"one\"", "brand": "Acme",
             "category": "1", "subCategory1": "11", "subCategory2": "111",
             "miscellaneous": {"size": "XL", "émoji": "🎁"}, "taxRate": 2000, "seller": "Shop & Co",
             "sellerType": "PROFESSIONAL"},
            {"reference": "SKU-2", "price": 0, "quantity": 1, "taxRate": 0, "sellerType": "PRIVATE_SELLER"}
        ]"#,
    )
}

/// Adds the members that payments and sessions share.
fn shared(request: &Tree) -> Tree {
    let members = [
        ("order.taxes", "2057"),
        ("order.discount", "500"),
        ("order.date", r#""2026-01-02T03:04:05Z""#),
        ("order.country", r#""BE""#),
        (
            "buyer",
            r#"{
                "id": "B-1", "title": "MR", "firstName": "Jean", "lastName": "Dupont",
                "email": "jean.dupont@example.com", "mobile": "+32470123456", "birthDate": "1980-02-29",
                "legalStatus": "CORPORATE", "legalDocument": {"type": "PASSPORT", "number": "12AB34567"}
            }"#,
        ),
        (
            "delivery",
            r#"{
                "charge": 490, "provider": "La Poste", "expectedDate": "2026-01-09T00:00:00Z",
                "timeframe": "TWO_DAY_OR_MORE", "mode": "PICKUP_POINT"
            }"#,
        ),
        ("privateData", r#"{"campaign": "spring", "": "empty name", "quote": "\"\\\n\u0001"}"#),
    ];
    let request =
        members.iter().fold(request.clone(), |request, (path, text)| put(&request, path, json(text)));
    let request = put(&put(&request, "buyer.billingAddress", address()), "delivery.address", address());
    put(&request, "order.items", items())
}

/// Returns a payment with all members but the instrument's. `proof` is that of an authentication.
pub(crate) fn full_payment(card: &Card, amount: i64, proof: Tree) -> Tree {
    let members = [
        ("order.origin", r#""TO""#),
        ("payment.softDescriptor", r#""SHOP*ORDER 1""#),
        ("originalTransactionId", r#""000000572553866""#),
        (
            "buyer.accountHistory",
            r#"{
                "accountCreateDate": "2019-01-02T03:04:05Z", "accountAverageAmount": 5000, "accountOrderCount": 12,
                "suspiciousActivity": "NO_SUSPICIOUS", "firstOrderDate": "2019-02-02T03:04:05Z",
                "lastOrderDate": "2025-12-24T20:00:00Z", "totalAmount": 60000, "lastChange": "2025-01-01T00:00:00Z",
                "lastPasswordChange": "2025-01-02T00:00:00Z", "provisionAttemptsDay": 1,
                "paymentAccountAge": "2019-03-01T00:00:00Z", "orderCount6Months": 3, "orderAmount6Months": 15000,
                "transactionCountDay": 0, "transactionCountYear": 7, "shipAddressUsage": "2019-04-01T00:00:00Z"
            }"#,
        ),
        (
            "device",
            r#"{
                "type": "MOBILE", "operatingSystem": "iOS 19", "fingerprint": "f1ng3r", "ip": "2001:db8::1",
                "browserUserAgent": "Mozilla/5.0 (iPhone)", "country": "BE"
            }"#,
        ),
    ];
    let request = put(&shared(&payment(card, amount)), "authentication3DSecure", proof);
    members.iter().fold(request, |request, (path, text)| put(&request, path, json(text)))
}

/// Returns a session with all members.
pub(crate) fn full_session(amount: i64) -> Tree {
    let members = [
        ("order.origin", r#""E_COM""#),
        (
            "paymentMethod",
            r#"{
                "paymentMethodIDs": ["CB", "AMEX"], "fallbackPaymentMethodIDs": ["MOCKPAY"],
                "smartDisplayIndicator": false
            }"#,
        ),
        (
            "payment",
            r#"{"paymentType": "ONE_OFF", "capture": "MANUAL", "softDescriptor": "SHOP*ORDER 1", "amount": 900}"#,
        ),
        ("threeDS", r#"{"merchantName": "The shop", "challengeInd": "NO_PREFERENCE", "merchantScore": "7"}"#),
        ("miscData", r#"{"any": ["case", 1, true]}"#),
        ("languageCode", r#""FR""#),
        ("oneClickOption", r#""WITH_CVV""#),
        ("mxWalletId", r#""W-1""#),
    ];
    let request = shared(&session(amount));
    members.iter().fold(request, |request, (path, text)| put(&request, path, json(text)))
}

/// Returns an action with all members.
pub(crate) fn full_action(amount: i64) -> Tree {
    let members = [
        ("comment", r#""Parcel 1 of 2""#),
        ("privateData", r#"{"parcel": "1"}"#),
        ("miscData", r#"{"carrier": {"name": "La Poste", "signed": true}, "lines": [1, 2.5, null]}"#),
    ];
    let request = members.iter().fold(own(amount), |request, (path, text)| put(&request, path, json(text)));
    put(&request, "items", items())
}

/// Makes every number as small as its limit, or every number and every text as great.
pub(crate) fn at_the_limits(request: &Tree, greatest: bool) -> Tree {
    let plan = r#"{"paymentType": "RECURRING", "capture": "AUTOMATIC", "recurring":
        {"installmentAmount": 1600, "firstInstallmentAmount": 1600, "cumulatedAmount": 0, "installmentNumber": 1,
         "totalInstallments": 12, "frequency": "FORTNITHLY", "installmentDate": 1,
         "startDate": "2026-01-01T00:00:00Z", "endDate": "2027-01-01T00:00:00Z"}}"#;
    let request = put(&put(request, "payment", json(plan)), "order.items", json("[{}]"));
    let mut limits = Limits::shared();
    if !greatest {
        limits.texts.retain(|(path, _)| path == "order.reference");
    }
    limits.at_the_limit(&request, greatest)
}
