//! Every field of a payment request comes back as it was sent.

use document::Tree;

use crate::harness::{Card, assert_result, json, payment, put, reference, shared, transaction_id, under};

/// Returns a request with all members except the instrument.
fn everything() -> Tree {
    let address = r#"{
        "title": "MRS", "firstName": "Zoé", "lastName": "Ümlaut-O'Neil", "email": "zoe.u@shop.example.com",
        "mobile": "+33123456789", "label": "home", "streetNumber": "12 bis", "street": "rue de la Paix",
        "complement": "3e étage", "city": "Aix-en-Provence", "zip": "13100", "state": "PACA",
        "county": "Bouches-du-Rhône", "country": "FR", "addressCreateDate": "2020-01-02T03:04:05Z"
    }"#;
    json(&format!(
        r#"{{
        "order": {{
            "reference": "{reference}", "amount": 12345, "taxes": 2057, "discount": 500, "currency": "EUR",
            "date": "2026-01-02T03:04:05Z", "origin": "TO", "country": "BE",
            "items": [
                {{"reference": "SKU-1", "price": 9900, "quantity": 2, "comment": "blue \"one\"", "brand": "Acme",
                  "category": "1", "subCategory1": "11", "subCategory2": "111",
                  "miscellaneous": {{"size": "XL", "émoji": "🎁"}}, "taxRate": 2000, "seller": "Shop & Co",
                  "sellerType": "PROFESSIONAL"}},
                {{"reference": "SKU-2", "price": 0, "quantity": 1, "taxRate": 0, "sellerType": "PRIVATE_SELLER"}}
            ]
        }},
        "buyer": {{
            "id": "B-1", "title": "MR", "firstName": "Jean", "lastName": "Dupont",
            "email": "jean.dupont@example.com", "mobile": "+32470123456", "birthDate": "1980-02-29",
            "legalStatus": "CORPORATE",
            "legalDocument": {{"type": "PASSPORT", "number": "12AB34567"}},
            "billingAddress": {address},
            "accountHistory": {{
                "accountCreateDate": "2019-01-02T03:04:05Z", "accountAverageAmount": 5000,
                "accountOrderCount": 12, "suspiciousActivity": "NO_SUSPICIOUS",
                "firstOrderDate": "2019-02-02T03:04:05Z", "lastOrderDate": "2025-12-24T20:00:00Z",
                "totalAmount": 60000, "lastChange": "2025-01-01T00:00:00Z",
                "lastPasswordChange": "2025-01-02T00:00:00Z", "provisionAttemptsDay": 1,
                "paymentAccountAge": "2019-03-01T00:00:00Z", "orderCount6Months": 3,
                "orderAmount6Months": 15000, "transactionCountDay": 0, "transactionCountYear": 7,
                "shipAddressUsage": "2019-04-01T00:00:00Z"
            }}
        }},
        "delivery": {{
            "charge": 490, "provider": "La Poste", "expectedDate": "2026-01-09T00:00:00Z",
            "timeframe": "TWO_DAY_OR_MORE", "mode": "PICKUP_POINT", "address": {address}
        }},
        "device": {{
            "type": "MOBILE", "operatingSystem": "iOS 19", "fingerprint": "f1ng3r", "ip": "2001:db8::1",
            "browserUserAgent": "Mozilla/5.0 (iPhone)", "country": "BE"
        }},
        "privateData": {{"campaign": "spring", "": "empty name", "quote": "\"\\\n\u0001"}}
        }}"#,
        reference = reference()
    ))
}

fn request(card: &Card) -> Tree {
    let mut request = payment(card, 1);
    for (name, value) in everything().as_object().unwrap().iter() {
        request = put(&request, name, value.clone());
    }
    put(&request, "payment.softDescriptor", "SHOP*ORDER 1")
}

#[tokio::test]
async fn every_field_comes_back() {
    let gateway = shared();
    let request = request(&Card::cb_visa());
    let (paid, read) = gateway.till().pay_and_read(&request).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
    assert_result(&read, 200, "ACCEPTED", "00000");
    for (name, said) in everything().as_object().unwrap().iter() {
        let said = if name == "order" { request.at(&["order"]).unwrap() } else { said };
        under(said, paid.at(&[name]), name);
        // The buyer of a transaction is a plain one: no history of the account.
        let said =
            if name == "buyer" { crate::harness::without(said, "accountHistory") } else { said.clone() };
        under(&said, read.at(&[name]), &format!("read {name}"));
    }
    assert_eq!(paid.text(&["transaction", "softDescriptor"]), Some("SHOP*ORDER 1"));
    assert_eq!(read.text(&["transaction", "softDescriptor"]), Some("SHOP*ORDER 1"));
    assert!(read.at(&["buyer", "accountHistory"]).is_none(), "unlike a session's");
}

#[tokio::test]
async fn every_field_of_a_refused_payment_comes_back_too() {
    let gateway = shared();
    let request = put(&request(&Card::new("4970105151515141")), "order.amount", 777);
    let (paid, read) = gateway.till().pay_and_read(&request).await;
    assert_result(&paid, 201, "ERROR", "02614");
    for name in ["order", "delivery", "device", "privateData"] {
        under(request.at(&[name]).unwrap(), paid.at(&[name]), name);
        under(request.at(&[name]).unwrap(), read.at(&[name]), name);
    }
}

/// The card is refused before its proof is looked for, which would be none.
#[tokio::test]
async fn authentication_data_and_the_original_transaction() {
    let gateway = shared();
    let mut request = payment(&Card::new("4970105151515141"), 1_500);
    request = put(&request, "originalTransactionId", "000000572553866");
    request = put(
        &request,
        "authentication3DSecure",
        json(
            r#"{"sessionId":"s-1","resultContainer":"cmVz","challengeResult":"Y2hh","transientData":"dHJh"}"#,
        ),
    );
    let answer = gateway.till().pay(&request).await;
    assert_result(&answer, 201, "ERROR", "02614");
    let said = request.at(&["authentication3DSecure"]).unwrap();
    under(said, answer.at(&["authentication3DSecure"]), "authentication3DSecure");
}

#[tokio::test]
async fn a_recurring_plan_is_taken() {
    let gateway = shared();
    let mut request = put(&payment(&Card::cb_visa(), 1_501), "payment.paymentType", "RECURRING");
    request = put(
        &request,
        "payment.recurring",
        json(
            r#"{"installmentAmount":1501,"firstInstallmentAmount":1501,"cumulatedAmount":0,
                "installmentNumber":1,"totalInstallments":12,"frequency":"FORTNITHLY","installmentDate":31,
                "startDate":"2026-01-01T00:00:00Z","endDate":"2027-01-01T00:00:00Z"}"#,
        ),
    );
    let answer = gateway.till().pay(&request).await;
    assert_result(&answer, 201, "ACCEPTED", "00000");
    transaction_id(&answer);
}

#[tokio::test]
async fn other_forms_of_a_date() {
    let gateway = shared();
    let mut till = gateway.till();
    for (said, moment) in [
        ("2024-06-20T18:46:33Z", "2024-06-20T18:46:33"),
        ("2024-06-20T18:46:33.000+00:00", "2024-06-20T18:46:33"),
        ("2024-06-20T18:46:33+02:00", "2024-06-20T16:46:33"),
    ] {
        let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_502), "order.date", said)).await;
        assert_result(&answer, 201, "ACCEPTED", "00000");
        let told = answer.text(&["order", "date"]).unwrap();
        assert!(told.starts_with(moment) || told == said, "{said} became {told}");
    }
    for wrong in ["2024-06-20", "20/06/2024", "2024-02-30T00:00:00Z", "now", ""] {
        let answer = till.pay(&put(&payment(&Card::cb_visa(), 1_502), "order.date", wrong)).await;
        crate::harness::assert_refused_fields(&answer, &["order.date"]);
    }
}
