//! Card numbers where none belong: every text field of the description, and the headers that are kept.

use client::{Answer, Method};
use document::Tree;

use crate::harness::{
    Action, Caller, Card, Gateway, KEYS, SEPA_TRANSFERS, SESSIONS, Sealer, TextField, Till, WALLET_SESSIONS,
    assert_refused_fields, assert_result, json, member, of_payment, only, payment, put, raw_text, reference,
    request_components, sealed_payment, session, shared, transaction_id, transfer, wallet_session, wallets,
    without,
};

/// The fields of a card itself.
const OF_THE_CARD: &str = "paymentInstrument.";
/// Names of things that must exist. They are looked up, and those that nobody has are not kept.
const LOOKED_UP: [&str; 10] = [
    "paymentMethodId",
    "pointOfSaleReference",
    "paymentMethod.contractNumber",
    "paymentMethod.paymentMethodIDs[0]",
    "paymentMethod.fallbackPaymentMethodIDs[0]",
    "paymentMethodIDs[0]",
    // It is a URL of Apple's, and not kept.
    "miscData.note.validationURL",
    "payerBankAccount.paymentMethodId",
    // No card number has the form of an account or of a bank.
    "payeeBankAccount.bic",
    "payeeBankAccount.iban",
];
/// Ids of the merchant's own, which are kept.
const IDS: [&str; 4] = ["mxWalletId", "reference", "id", "paymentInstrumentType.code"];
/// A number that looks like a card, and is none of the suite.
const LOOKALIKE: &str = "4532015112830366";
pub(crate) const REFUSES_ALL: &[&str] = &["identifiers.refuse_card_numbers=true"];

/// Returns the cards whose numbers fit into the field, each written as a person or a program may write it.
fn written(field: &TextField) -> Vec<(Card, String)> {
    let cards = [
        (Card::cb_visa(), "4970105151515140"),
        (Card::cb_visa(), "4970 1051 5151 5140"),
        (Card::cb_visa(), "it is 4970-1051-5151-5140."),
        (Card::amex(), "375989111111119"),
    ];
    let fitting = cards.into_iter().filter(|(_, text)| text.len() <= field.max_length);
    fitting.map(|(card, text)| (card, text.to_owned())).collect()
}

/// Returns the request with the text in the field, and with what else the object of the field must have.
fn with_text(request: &Tree, field: &TextField, text: &str) -> Tree {
    let request = if field.path.starts_with("payment.") {
        let how = r#"{"paymentType": "ONE_OFF", "capture": "AUTOMATIC"}"#;
        put(request, "payment", json(how))
    } else {
        request.clone()
    };
    // A proof without a container names nothing, and is refused for that before its other members are looked at.
    let request = if field.path.starts_with("authentication3DSecure.") {
        put(&request, "authentication3DSecure.resultContainer", "cmVz")
    } else {
        request
    };
    if field.is_url {
        let url = format!("https://shop.example.com/return?card={}", text.replace(' ', "%20"));
        return put(&request, &field.path, url.as_str());
    }
    put(&request, &field.path, text)
}

/// Sends card numbers in every text field of a request, and asserts that none is kept.
pub(crate) async fn check_every_field(
    component: &str,
    request: impl Fn(&Card) -> Tree,
    mut send: impl AsyncFnMut(Tree) -> Answer,
) {
    let mut checked = 0;
    for field in TextField::of(component) {
        if field.path.starts_with(OF_THE_CARD) && field.path != "paymentInstrument.holderName" {
            continue;
        }
        for (card, text) in written(&field) {
            let answer = send(with_text(&request(&card), &field, &text)).await;
            let case = format!("{component} {} {text:?}: {}", field.path, answer.body_text());
            match field.card_numbers.as_deref() {
                None => {
                    assert!(LOOKED_UP.contains(&field.path.as_str()), "x-card-numbers is missing: {case}");
                    assert!(matches!(answer.status, 400 | 404), "{case}");
                }
                Some("refused" | "counted") => {
                    assert_eq!(answer.status, 400, "{case}");
                    assert_refused_fields(&answer, &[&field.path]);
                    // These ids have no blanks, which is said as well.
                    let said =
                        answer.body_text().contains("must not hold") || IDS.contains(&field.path.as_str());
                    assert!(said, "{case}");
                }
                Some("masked") => assert!(matches!(answer.status, 200 | 201), "{case}"),
                Some(other) => panic!("{other}: {case}"),
            }
            assert!(!answer.body_text().contains(&card.number), "{case}");
            checked += 1;
        }
    }
    assert!(checked >= 8, "{component}: only {checked} cases");
}

/// A new request must be checked below as well.
#[test]
fn every_request_of_the_description_is_checked() {
    let checked = [
        "AuthenticationContinueRequest",
        "AuthenticationCreateRequest",
        "AuthenticationVerifyRequest",
        "BankTransferRequest",
        // It has no text of its own.
        "ActivityUpdateRequest",
        // It has a card number and a token, and no other text.
        "CardUpdaterRequest",
        "MXWalletCreateRequest",
        "MXWalletRequest",
        // Its ids are looked up, and those that nobody has are not kept.
        "MxWalletActivationRequest",
        "MXWalletSessionRequest",
        "PaymentInstrumentRequest",
        "PaymentPrepareRequest",
        // It has no text of its own.
        "PaymentLinkStatusUpdateRequest",
        "PaymentMethodCreateRequest",
        "PaymentMethodUpdateRequest",
        "PaymentPageSettingsRequest",
        "PointOfSaleCreateRequest",
        "PointOfSaleUpdateRequest",
        "PaymentRequest",
        "SessionRequest",
        // It has no text of its own.
        "StatusUpdateRequest",
        "TransactionActionRequest",
        "TransactionCaptureRequest",
        // It is that of a session, with a date.
        "paymentLinkCreateRequest",
    ];
    assert_eq!(request_components(), checked.map(str::to_owned).into());
}

#[tokio::test]
async fn a_wallet_has_card_numbers_in_no_text_field() {
    let gateway = Gateway::start_with("no-card-numbers-in-wallets", REFUSES_ALL);
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let of_card: Tree = of_payment(&till.paid_with(&Card::cb_mastercard()).await).into();
    let new = |_: &Card| put(&of_card, "mxWalletId", reference().as_str());
    check_every_field("MXWalletCreateRequest", new, async |request| {
        till.post(&wallets(), &[], &request).await
    })
    .await;
    check_every_field("MXWalletRequest", |_| json("{}"), async |request| till.put(&wallet, request).await)
        .await;
    let cards = format!("{wallet}/paymentinstruments");
    check_every_field(
        "PaymentInstrumentRequest",
        |_| of_card.clone(),
        async |request| till.post(&cards, &[], &request).await,
    )
    .await;
    let asked = json(r#"{"active": true, "ids": ["W"]}"#);
    let header = [("idempotency-key", "4970105151515140")];
    assert_refused_fields(&till.activate(&header, &asked).await, &["Idempotency-Key"]);
    assert_refused_fields(&till.post(&cards, &header, &of_card).await, &["Idempotency-Key"]);
}

#[tokio::test]
async fn the_session_of_a_wallet_has_card_numbers_in_no_text_field() {
    let gateway = Gateway::start_with("no-card-numbers-in-wallet-sessions", REFUSES_ALL);
    let mut till = gateway.till();
    check_every_field(
        "MXWalletSessionRequest",
        |_| wallet_session("W1"),
        async |request| till.post(WALLET_SESSIONS, &[], &request).await,
    )
    .await;
}

#[tokio::test]
async fn a_transfer_has_card_numbers_in_no_text_field() {
    let gateway = Gateway::start_with("no-card-numbers-in-transfers", REFUSES_ALL);
    let mut till = gateway.till();
    check_every_field(
        "BankTransferRequest",
        |_| transfer(1_000),
        async |request| till.post(SEPA_TRANSFERS, &[], &request).await,
    )
    .await;
}

/// In the identifiers it is the number of the card of the same request.
#[tokio::test]
async fn a_payment_has_the_number_of_its_card_in_no_text_field() {
    let gateway = shared();
    let mut till = gateway.till();
    check_every_field(
        "PaymentRequest",
        |card| payment(card, 1_000),
        async |request| till.pay(&request).await,
    )
    .await;
}

/// The member of `miscData` has the name of the payment method.
#[tokio::test]
async fn a_prepared_payment_has_card_numbers_in_no_text_field() {
    let gateway = Gateway::start_with("no-card-numbers-prepared", REFUSES_ALL);
    let mut till = gateway.till();
    let request = json(
        r#"{"paymentMethodId": "note", "orderReference": "1", "miscData": {"note": {"displayName": "Shop",
            "domainName": "shop.example.com",
            "validationURL": "https://apple-pay-gateway.apple.com/paymentservices/startSession"}}}"#,
    );
    check_every_field(
        "PaymentPrepareRequest",
        |_| request.clone(),
        async |request| till.post("/v1/checkout/payments/prepare", &[], &request).await,
    )
    .await;
}

#[tokio::test]
async fn a_session_has_card_numbers_in_no_text_field() {
    let gateway = Gateway::start_with("no-card-numbers", REFUSES_ALL);
    let mut till = gateway.till();
    check_every_field(
        "SessionRequest",
        |_| session(1_000),
        async |request| till.post(SESSIONS, &[], &request).await,
    )
    .await;
    let id = till.authorised(10_000).await;
    for (action, component) in
        [(Action::Capture, "TransactionCaptureRequest"), (Action::Refund, "TransactionActionRequest")]
    {
        check_every_field(component, |_| only(10), async |request| till.act(action, &id, &request).await)
            .await;
    }
    for header in ["4970105151515140", "order 4970 1051 5151 5140"] {
        let answer = till.pay_once(header, &payment(&Card::visa(), 1_000)).await;
        assert_refused_fields(&answer, &["Idempotency-Key"]);
        let answer = till.post(SESSIONS, &[("idempotency-key", header)], &session(1_000)).await;
        assert_refused_fields(&answer, &["Idempotency-Key"]);
    }
    let answer = till.get(&format!("{KEYS}/4970105151515140")).await;
    assert_refused_fields(&answer, &["name"]);
}

/// Names of members are texts as well, and no answer repeats one.
#[tokio::test]
async fn free_form_objects_have_card_numbers_nowhere() {
    let gateway = shared();
    let mut till = gateway.till();
    let number = Card::cb_visa().number;
    let integer: i64 = number.parse().unwrap();
    let map = |name: &str, value: Tree| put(&json("{}"), name, value);
    for (member, value, named) in [
        ("privateData", map(&number, "x".into()), "privateData"),
        ("privateData", map(&number, 7.into()), "privateData"),
        ("miscData", map("deep", vec![map(&number, 1.into())].into()), "miscData.deep[0]"),
        ("miscData", map("deep", vec![map("n", integer.into())].into()), "miscData.deep[0].n"),
    ] {
        let answer = till.post(SESSIONS, &[], &put(&session(1_000), member, value)).await;
        assert_refused_fields(&answer, &[named]);
        assert!(!answer.body_text().contains(&number));
    }
}

/// An encrypted card and one on file are known only after the request was read.
#[tokio::test]
async fn the_card_of_the_request_is_known_however_it_is_given() {
    let gateway = shared();
    let (mut till, card) = (gateway.till(), Card::cb_visa());
    let paid = till.pay(&payment(&card, 1_000)).await;
    let read = till.transaction(&transaction_id(&paid)).await;
    let token = read.text(&["transaction", "paymentInstrumentData", "mxToken"]).map(str::to_owned);
    let token =
        token.or_else(|| paid.text(&["transaction", "paymentInstrumentData", "mxToken"]).map(str::to_owned));
    let token = token.unwrap_or_else(|| panic!("{}", read.body_text()));
    let request = payment(&card, 1_000);
    let instrument = put(member(&request, "paymentInstrument").unwrap(), "mxToken", token.as_str());
    let by_token = put(&request, "paymentInstrument", without(&instrument, "number"));
    let refused = till.pay(&put(&by_token, "order.reference", card.number.as_str())).await;
    assert_refused_fields(&refused, &["order.reference"]);
    let refused = till.pay_once(&card.number, &by_token).await;
    assert_refused_fields(&refused, &["Idempotency-Key"]);
    let sealer = Sealer::new(&till.get(&format!("{KEYS}/shop")).await);
    let by_envelope = sealed_payment(&sealer.seal(&card.plaintext()), 1_000);
    let refused = till.pay(&put(&by_envelope, "buyer.id", card.number.as_str())).await;
    assert_refused_fields(&refused, &["buyer.id"]);
}

/// A number that looks like a card by chance is taken in an identifier, counted and warned of, and never written to the log.
#[tokio::test]
async fn a_lookalike_in_an_identifier_is_counted() {
    let gateway = Gateway::start("lookalikes");
    let mut till = gateway.till();
    let request = put(&payment(&Card::visa(), 1_000), "order.reference", LOOKALIKE);
    assert_result(&till.pay_once(LOOKALIKE, &request).await, 201, "ACCEPTED", "00000");
    let id = till.authorised(10_000).await;
    let capture = put(&only(1_000), "merchantReference", LOOKALIKE);
    assert_result(&till.act(Action::Capture, &id, &capture).await, 201, "ACCEPTED", "00000");
    let asked = put(&session(1_000), "buyer.id", LOOKALIKE.parse::<i64>().unwrap());
    till.new_session(&asked).await;
    for _ in 0..2 {
        assert_eq!(till.get(&format!("{KEYS}/{LOOKALIKE}")).await.status, 200);
    }
    assert_eq!(count(&mut till).await, 5);
    for field in ["order.reference", "Idempotency-Key", "merchantReference", "buyer.id", "name"] {
        gateway.logged(&[("level", "WARN"), ("field", field)]).await;
    }
    assert!(!gateway.log().contains(LOOKALIKE));
}

async fn count(till: &mut Till) -> i64 {
    let ready = till.get("/health/ready").await;
    ready.at(&["card_like_identifiers"]).and_then(Tree::as_integer).unwrap()
}

/// What only looks like a card to a careless eye is taken everywhere.
#[tokio::test]
async fn other_numbers_are_taken() {
    let gateway = Gateway::start_with("other-numbers", REFUSES_ALL);
    let mut till = gateway.till();
    for text in [
        "1764260123450",
        "1764260123456786",
        "17953621065621942",
        "4970101122334450",
        "FR76 3000 6000 0112 3456 7890 189",
        "+49 1512 3456787",
        "4000000000006",
        "550e8400-e29b-41d4-a371-446655440002",
    ] {
        let request = put(&payment(&Card::visa(), 1_000), "order.reference", text);
        let request = put(&request, "privateData.note", text);
        assert_result(&till.pay(&request).await, 201, "ACCEPTED", "00000");
    }
}

/// URLs and the browser's name are kept with the number masked, and are given back so.
#[tokio::test]
async fn urls_and_user_agents_are_masked() {
    let gateway = shared();
    let mut till = gateway.till();
    let card = Card::cb_visa();
    let url = format!("https://shop.example.com/return?card={}&n=1", card.number);
    let made = till.new_session(&put(&session(1_000), "returnURL", url.as_str())).await;
    let buyer = gateway.buyer(Caller::Web, &made);
    let state = buyer.state().await;
    assert!(state.body_text().contains("497010XXXXXX5140&n=1"), "{}", state.body_text());
    let request = put(&payment(&card, 1_000), "device.browserUserAgent", "Mozilla/5.0 4970-1051-5151-5140");
    let read = till.pay_and_read(&request).await.1;
    assert_eq!(read.text(&["device", "browserUserAgent"]), Some("Mozilla/5.0 4970-10XX-XXXX-5140"));
    let elsewhere =
        put(&session(1_000), "notificationURL", format!("https://{}.example/", card.number).as_str());
    assert_refused_fields(&till.post(SESSIONS, &[], &elsewhere).await, &["notificationURL"]);
}

/// The header of a buyer's browser, and the name on the page.
#[tokio::test]
async fn a_buyer_leaves_no_card_number_beside_the_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let made = till.new_session(&session(1_000)).await;
    let buyer = gateway.buyer(Caller::Web, &made);
    let card = Card::amex();
    let request = buyer.card_request(&card, None).await;
    let refused = buyer.sends(&put(&request, "paymentParams.HOLDER", "3759 891111 11119")).await;
    assert_refused_fields(&refused, &["paymentParams.HOLDER"]);
    let path = format!("/services/token/{}/securedPaymentRequest", made.id);
    let agent = format!("Mozilla/5.0 {}", card.number);
    let headers: [(&str, &[u8]); 2] =
        [("content-type", b"application/json"), ("user-agent", agent.as_bytes())];
    let paid = till.raw(Method::POST, &path, &headers, raw_text(&request)).await;
    assert_eq!(paid.text(&["type"]), Some("PAYMENT_SUCCESS"), "{}", paid.body_text());
    let read = till.session(&made.id).await;
    let transaction = read.at(&["transactions"]).and_then(Tree::as_list).unwrap()[0].clone();
    let id = member(&transaction, "id").and_then(Tree::as_text).unwrap();
    let read = till.transaction(id).await;
    assert!(!read.body_text().contains(&card.number), "{}", read.body_text());
    assert_eq!(read.text(&["device", "browserUserAgent"]), Some("Mozilla/5.0 375989XXXXX1119"));
}
