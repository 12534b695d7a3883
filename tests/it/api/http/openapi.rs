//! `/openapi.json` describes every endpoint that exists, and no other.

use client::Method;
use document::Tree;

use crate::harness::{
    Action, Card, OLD_SESSIONS, SESSIONS, assert_result, description, done, json, member, payment, put,
    raw_text, reference, session_of, shared,
};

async fn served() -> Tree {
    let gateway = shared();
    let answer = gateway.till().raw(Method::GET, "/openapi.json", &[], "").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    answer.document().unwrap().clone()
}

#[tokio::test]
async fn every_path_is_described() {
    let all = served().await;
    assert!(all.at(&["openapi"]).and_then(Tree::as_text).unwrap().starts_with("3.1."));
    for (path, method, statuses) in [
        ("/v1/security/encryption/keys/{name}", "get", &["200", "400", "401", "409"][..]),
        ("/v1/checkout/payments", "post", &["201", "202", "400", "401", "404", "409", "413", "415", "422"]),
        ("/v1/checkout/transactions/{id}", "get", &["200", "401", "404"]),
        (
            "/v1/checkout/transactions/{id}/captures",
            "post",
            &["201", "202", "400", "401", "404", "409", "413", "415", "422"],
        ),
        (
            "/v1/checkout/transactions/{id}/refunds",
            "post",
            &["201", "400", "401", "404", "409", "413", "415", "422"],
        ),
        (
            "/v1/checkout/transactions/{id}/cancels",
            "post",
            &["201", "400", "401", "404", "409", "413", "415", "422"],
        ),
        (SESSIONS, "post", &["201", "400", "401", "404", "409", "413", "415", "422"]),
        ("/v1/checkout/payments/sessions/{sessionId}", "get", &["200", "401", "404"]),
        (OLD_SESSIONS, "post", &["201", "400", "401", "404", "409", "413", "415", "422"]),
        ("/v1/checkout/sessions/{sessionId}", "get", &["200", "401", "404"]),
        ("/v1/checkout/alive", "get", &["200", "401"]),
        ("/v1/alive", "get", &["200", "401"]),
    ] {
        let operation = all.at(&["paths", path, method]).unwrap_or_else(|| panic!("{path} is not described"));
        assert!(operation.at(&["operationId"]).is_some());
        let missing: Vec<_> =
            statuses.iter().filter(|status| operation.at(&["responses", status]).is_none()).collect();
        assert!(missing.is_empty(), "{path} does not describe {missing:?}");
    }
    // Served, so described or known to be of the operator.
    assert!(all.at(&["components", "securitySchemes", "basicAuth"]).is_some());
}

/// Answers are held against the committed one.
#[tokio::test]
async fn the_committed_one_is_served() {
    assert!(
        served().await == json(description::TEXT),
        "the binary is not of this tree, or openapi/ is older"
    );
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let all = served().await;
    let mut references = Vec::new();
    collect(&all, &mut references);
    assert!(references.len() > 10);
    for reference in references {
        let path = reference.strip_prefix("#/").unwrap().replace('/', ".");
        assert!(member(&all, &path).is_some(), "{reference} leads nowhere");
    }
}

fn collect(tree: &Tree, found: &mut Vec<String>) {
    if let Some(object) = tree.as_object() {
        for (name, value) in object.iter() {
            match value.as_text() {
                Some(text) if name == "$ref" => found.push(text.to_owned()),
                _ => collect(value, found),
            }
        }
    }
    for item in tree.as_list().unwrap_or_default() {
        collect(item, found);
    }
}

/// What is described as an example is a payment that works.
#[tokio::test]
async fn the_examples_of_a_payment_are_accepted() {
    let all = served().await;
    let content = all
        .at(&["paths", "/v1/checkout/payments", "post", "requestBody", "content", "application/json"])
        .unwrap();
    let mut examples: Vec<Tree> = content.at(&["example"]).cloned().into_iter().collect();
    if let Some(several) = content.at(&["examples"]).and_then(Tree::as_object) {
        examples.extend(several.iter().filter_map(|(_, example)| example.at(&["value"]).cloned()));
    }
    assert!(!examples.is_empty(), "there is no example of a payment");
    let gateway = shared();
    for example in examples {
        // A sealed card, a wallet and the token of a device cannot be an example that works.
        let card = member(&example, "paymentInstrument.number").and_then(Tree::as_text);
        if let Some(number) = card {
            drop(Card::new(number));
            let request = put(&example, "order.reference", reference().as_str());
            let answer = gateway.till().pay(&request).await;
            assert_result(&answer, 201, "ACCEPTED", "00000");
        } else {
            let text = raw_text(&example);
            let names = ["encryptedData", "MXWallet", "XPay"];
            assert!(names.iter().any(|name| text.contains(name)), "{text}");
        }
    }
}

/// And those of a session make one.
#[tokio::test]
async fn the_examples_of_a_session_are_accepted() {
    let all = served().await;
    let gateway = shared();
    for path in [SESSIONS, OLD_SESSIONS] {
        let content = ["paths", path, "post", "requestBody", "content", "application/json", "examples"];
        let examples =
            all.at(&content).and_then(Tree::as_object).unwrap_or_else(|| panic!("{path} has none"));
        assert!(!examples.is_empty());
        for (_, example) in examples.iter() {
            session_of(&gateway.till().post(path, &[], example.at(&["value"]).unwrap()).await);
        }
    }
}

/// And so is the one of an action.
#[tokio::test]
async fn the_examples_of_actions_are_accepted() {
    let all = served().await;
    let gateway = shared();
    let mut till = gateway.till();
    for action in Action::ALL {
        let path = action.path("{id}");
        let content = ["paths", &path, "post", "requestBody", "content", "application/json", "example"];
        let id = till.authorised(100_000).await;
        till.capture(&id, 50_000).await;
        done(&till.act(action, &id, all.at(&content).unwrap()).await, action);
    }
}

/// Every member that is documented for a request is described.
#[tokio::test]
async fn the_fields_of_requests_are_described() {
    let all = served().await;
    for (schema, names) in [
        (
            "PaymentRequest",
            &[
                "paymentMethodId",
                "order",
                "payment",
                "originalTransactionId",
                "paymentInstrument",
                "buyer",
                "delivery",
                "device",
                "authentication3DSecure",
                "privateData",
            ][..],
        ),
        (
            "Order",
            &["reference", "amount", "taxes", "discount", "currency", "date", "origin", "country", "items"],
        ),
        (
            "Payment",
            &["paymentType", "capture", "deferredCaptureDate", "softDescriptor", "amount", "recurring"],
        ),
        (
            "CardManualEntry",
            &["encryptedData", "number", "cvx", "selectedNetwork", "holderName", "expirationDate", "mxToken"],
        ),
        (
            "SessionRequest",
            &[
                "pointOfSaleReference",
                "paymentMethod",
                "order",
                "payment",
                "buyer",
                "delivery",
                "threeDS",
                "privateData",
                "miscData",
                "returnURL",
                "notificationURL",
                "languageCode",
                "customPaymentPageCode",
                "oneClickOption",
                "mxWalletId",
            ],
        ),
        (
            "TransactionActionRequest",
            &["amount", "comment", "items", "privateData", "miscData", "merchantReference"],
        ),
        (
            "TransactionCaptureRequest",
            &["amount", "comment", "items", "privateData", "miscData", "merchantReference", "option"],
        ),
    ] {
        for name in names {
            assert!(
                all.at(&["components", "schemas", schema, "properties", name]).is_some(),
                "{schema}.{name}"
            );
        }
    }
    drop(payment(&Card::cb_visa(), 1));
}
