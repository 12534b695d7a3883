//! Every field of a session is kept, and given back as it was sent.

use document::Tree;

use crate::harness::{
    Gateway, OLD_SESSIONS, SESSIONS, assert_result, json, put, reference, session, session_of, shared, under,
};

/// Returns a request with all members of a session.
fn everything() -> Tree {
    let address = r#"{
        "title": "MRS", "firstName": "Zoé", "lastName": "Ümlaut-O'Neil", "email": "zoe.u@shop.example.com",
        "mobile": "+33123456789", "label": "home", "streetNumber": "12 bis", "street": "rue de la Paix",
        "complement": "3e étage", "city": "Aix-en-Provence", "zip": "13100", "state": "PACA",
        "county": "Bouches-du-Rhône", "country": "FR", "addressCreateDate": "2020-01-02T03:04:05Z"
    }"#;
    json(&format!(
        r#"{{
        "pointOfSaleReference": "SHOP1",
        "paymentMethod": {{
            "paymentMethodIDs": ["CB", "AMEX"], "fallbackPaymentMethodIDs": ["MOCKPAY"],
            "smartDisplayIndicator": false
        }},
        "order": {{
            "reference": "{reference}", "amount": 12345, "taxes": 2057, "discount": 500, "currency": "EUR",
            "date": "2026-01-02T03:04:05Z", "origin": "E_COM", "country": "BE",
            "items": [
                {{"reference": "SKU-1", "price": 9900, "quantity": 2, "comment": "blue \"one\"", "brand": "Acme",
                  "category": "1", "subCategory1": "11", "subCategory2": "111",
                  "miscellaneous": {{"size": "XL", "émoji": "🎁"}}, "taxRate": 2000, "seller": "Shop & Co",
                  "sellerType": "PROFESSIONAL"}},
                {{"reference": "SKU-2", "price": 0, "quantity": 1, "taxRate": 0, "sellerType": "PRIVATE_SELLER"}}
            ]
        }},
        "payment": {{
            "paymentType": "ONE_OFF", "capture": "MANUAL", "softDescriptor": "SHOP*ORDER 1", "amount": 12000
        }},
        "buyer": {{
            "id": "B-1", "title": "MR", "firstName": "Jean", "lastName": "Dupont",
            "email": "jean.dupont@example.com", "mobile": "+32470123456", "birthDate": "1980-02-29",
            "legalStatus": "CORPORATE",
            "legalDocument": {{"type": "PASSPORT", "number": "12AB34567"}},
            "billingAddress": {address}
        }},
        "delivery": {{
            "charge": 490, "provider": "La Poste", "expectedDate": "2026-01-09T00:00:00Z",
            "timeframe": "TWO_DAY_OR_MORE", "mode": "PICKUP_POINT", "address": {address}
        }},
        "threeDS": {{"merchantName": "The shop", "challengeInd": "NO_PREFERENCE", "merchantScore": "7"}},
        "privateData": {{"campaign": "spring", "": "empty name", "quote": "\"\\\n\u0001"}},
        "miscData": {{"any": ["thing", 1, true]}},
        "returnURL": "https://shop.example.com/return?cart=7&utm=%C3%A9",
        "notificationURL": "http://127.0.0.1:9/notify?order=7",
        "languageCode": "FR",
        "oneClickOption": "WITH_CVV"
        }}"#,
        reference = reference()
    ))
}

async fn assert_told(gateway: &Gateway, request: &Tree, path: &str) {
    let mut till = gateway.till();
    let made = session_of(&till.post(path, &[], request).await);
    let read = till.get(&format!("{path}/{}", made.id)).await;
    assert_result(&read, 200, "INPROGRESS", "02533");
    for name in ["order", "buyer", "delivery", "privateData"] {
        let Some(said) = request.at(&[name]) else { continue };
        under(said, read.at(&[name]), name);
    }
    // What the contract does not list for an answer is the gateway's own knowledge.
    let told = read.document().and_then(Tree::as_object).unwrap();
    let listed =
        ["result", "transactions", "order", "buyer", "delivery", "device", "paymentPlan", "privateData"];
    for (name, _) in told.iter() {
        assert!(listed.contains(&name), "{name} in {}", read.body_text());
    }
}

#[tokio::test]
async fn every_field_comes_back() {
    let gateway = shared();
    for path in [SESSIONS, OLD_SESSIONS] {
        assert_told(&gateway, &put(&everything(), "order.reference", reference().as_str()), path).await;
    }
}

/// A text is a text, whatever it looks like.
#[tokio::test]
async fn hostile_texts_come_back_as_they_were() {
    let gateway = shared();
    for hostile in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE sessions; --",
        "{{7*7}} ${7*7} <%= 7*7 %>",
        "%00%0d%0aSet-Cookie: a=b",
        "\r\nX-Injected: yes",
        "\u{202e}gnp.exe \u{1}\u{1b}[31m",
        "𝒳👩‍👩‍👧‍👦 שלום",
    ] {
        let mut request = session(1_000);
        for path in [
            "order.items[0].comment",
            "order.items[0].brand",
            "buyer.firstName",
            "buyer.billingAddress.street",
            "delivery.address.city",
            "delivery.provider",
            "privateData.<b>",
        ] {
            request = put(&request, path, hostile);
        }
        assert_told(&gateway, &request, SESSIONS).await;
    }
}

/// Also when a session has come to its end.
#[tokio::test]
async fn it_comes_back_after_the_payment_too() {
    let gateway = shared();
    let request = put(&everything(), "order.reference", reference().as_str());
    let buyer = gateway.buyer_of(crate::harness::Caller::Web, &request).await;
    crate::harness::assert_state(&buyer.pays(&crate::harness::Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let mut till = gateway.till();
    let read = till.session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    let [paid] = &crate::harness::transactions(&read)[..] else { panic!("{}", read.body_text()) };
    let transaction = till.transaction(crate::harness::told(paid, "id")).await;
    for name in ["order", "buyer", "delivery", "privateData"] {
        under(request.at(&[name]).unwrap(), read.at(&[name]), name);
        under(request.at(&[name]).unwrap(), transaction.at(&[name]), &format!("transaction {name}"));
    }
    assert_eq!(crate::harness::told(paid, "softDescriptor"), "SHOP*ORDER 1");
    assert_eq!(paid.at(&["requestedAmount"]).and_then(Tree::as_integer), Some(12_000));
}
