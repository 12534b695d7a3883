//! The JSON of a transaction (Retail API, section 3.3).

use document::{Member, Object, Record, Schemas, Tree, Value, format_moment};
use domain::{
    Title,
    action::Action,
    ledger::Ledger,
    terms::{CaptureMode, PaymentType},
    transaction::{State, Transaction, TransactionType},
};
use gateway::transactions::Found;
use jiff::Timestamp;
use primitives::{Amount, TransactionId};

use crate::{
    echo,
    records::{
        buyer::{Buyer, BuyerData},
        delivery::Delivery,
        device::Device,
        order::Order,
        payment::Authentication3DSecure,
        transaction::{Card, PartnerReturnedData},
    },
};

/// The answer to a new payment.
pub(crate) fn payment(transaction: &Transaction) -> Object {
    let said = echo::members(&transaction.echo);
    let mut body = Object::new().with("isDuplicated", false).with("transaction", told(transaction, &said));
    echo::copy(&said, &["order", "buyer", "delivery", "device", "authentication3DSecure", "privateData"], &mut body);
    body
}

/// The answer to a later question, about a payment or about one of the actions on it; the buyer comes without their
/// history.
pub(crate) fn details(found: &Found) -> Object {
    let (ledger, payment) = (&found.ledger, &found.ledger.payment);
    let mut said = echo::members(&payment.echo);
    let action = ledger.action(found.id);
    let transaction = action.map_or_else(|| told(payment, &said), |action| of_action(payment, action, &said));
    let mut body = Object::new().with("transaction", transaction);
    if let Some(Tree::Object(buyer)) = said.get_mut("buyer") {
        buyer.remove("accountHistory");
    }
    echo::copy(&said, &["order", "buyer", "delivery", "device", "authentication3DSecure"], &mut body);
    let of_action = found.action_echo.as_ref().map(echo::members);
    echo::copy(of_action.as_ref().unwrap_or(&said), &["privateData"], &mut body);
    body.with("associatedTransactions", associated(ledger))
}

pub(crate) fn of(payment: &Transaction) -> Object {
    told(payment, &echo::members(&payment.echo))
}

fn told(payment: &Transaction, said: &Object) -> Object {
    let own = Own {
        id: payment.id,
        date: payment.created,
        kind: payment.kind(),
        amount: payment.amount(),
        state: &payment.state,
    };
    transaction(payment, &own, said)
}

/// An action takes after its payment in all that is not its own.
fn of_action(payment: &Transaction, action: &Action, said: &Object) -> Object {
    let kind = action.transaction_type().unwrap_or(payment.kind());
    let own =
        Own { id: action.id, date: action.created, kind, amount: action.amount(), state: &action.state };
    transaction(payment, &own, said)
}

/// What a payment and an action have, each its own.
struct Own<'a> {
    id: TransactionId,
    date: Timestamp,
    kind: TransactionType,
    amount: Amount,
    state: &'a State,
}

fn transaction(payment: &Transaction, own: &Own<'_>, said: &Object) -> Object {
    let terms = &payment.terms;
    let mut wire = base(own.id, own.date, own.kind)
        .with("currency", terms.currency.as_str())
        .with("paymentType", terms.payment_type.as_str())
        .with("capture", terms.capture.mode().as_str())
        .with("requestedAmount", own.amount.minor_units());
    if own.state.approval().is_some() {
        wire.set("authorizedAmount", own.amount.minor_units());
    }
    wire.set("paymentMethodId", payment.payment_method.as_str());
    wire.set("paymentInstrumentData", instrument(payment));
    if let Some(Tree::Object(payment)) = said.get("payment") {
        echo::copy(payment, &["softDescriptor"], &mut wire);
    }
    if let Some(approval) = own.state.approval() {
        wire.set("partnerReturnedData", PartnerReturnedData::from(approval).write());
    }
    wire
}

/// What an answer to an action says of it.
pub(super) fn base(id: TransactionId, date: Timestamp, kind: TransactionType) -> Object {
    Object::new().with("id", id.to_string()).with("date", format_moment(date)).with("type", kind.as_str())
}

fn instrument(transaction: &Transaction) -> Object {
    let kind = Object::new().with("code", transaction.instrument_type.as_str());
    let used = if transaction.card.is_some() { "UsedCard" } else { "UsedAlternativePaymentMethod" };
    let mut wire = Object::new().with("usedPaymentInstrument", used).with("paymentInstrumentType", kind);
    if let Some(card) = &transaction.card {
        Card::from(card).write_members(&mut wire);
    }
    wire
}

/// The payment itself first, then every attempt on it, in the order of time.
fn associated(ledger: &Ledger) -> Vec<Object> {
    let payment = &ledger.payment;
    let own = entry(payment, payment.id, payment.kind(), payment.created, payment.amount(), &payment.state);
    let actions = ledger.actions.iter().filter_map(|action| {
        let kind = action.transaction_type()?;
        Some(entry(payment, action.id, kind, action.created, action.amount(), &action.state))
    });
    std::iter::once(own).chain(actions).collect()
}

/// `OK` is money that counts: what is refused, undone or not known yet is `KO`.
fn entry(
    payment: &Transaction,
    id: TransactionId,
    kind: TransactionType,
    date: Timestamp,
    amount: Amount,
    state: &State,
) -> Object {
    let accepted = state.result().title() == Title::Accepted;
    base(id, date, kind)
        .with("amount", amount.minor_units())
        .with("status", if accepted { "OK" } else { "KO" })
        .with("originTransactionId", payment.id.to_string())
}

pub(crate) fn payment_schemas(schemas: &mut Schemas) -> Vec<(&'static str, Tree)> {
    let mut members = vec![
        ("isDuplicated", Object::new().with("type", "boolean").into()),
        ("transaction", transaction_schema(schemas)),
        ("order", Order::schema(schemas)),
        ("buyer", BuyerData::schema(schemas)),
    ];
    members.extend(rest_schemas(schemas));
    members
}

pub(super) fn detail_schemas(schemas: &mut Schemas) -> Vec<(&'static str, Tree)> {
    let mut members = vec![
        ("transaction", transaction_schema(schemas)),
        ("order", Order::schema(schemas)),
        ("buyer", Buyer::schema(schemas)),
    ];
    members.extend(rest_schemas(schemas));
    let associated = associated_schema(schemas);
    members.push((
        "associatedTransactions",
        Object::new().with("type", "array").with("items", associated).into(),
    ));
    members
}

fn rest_schemas(schemas: &mut Schemas) -> [(&'static str, Tree); 4] {
    [
        ("delivery", Delivery::schema(schemas)),
        ("device", Device::schema(schemas)),
        ("authentication3DSecure", Authentication3DSecure::schema(schemas)),
        ("privateData", document::Strings::<99>::schema(schemas)),
    ]
}

pub(crate) fn transaction_schema(schemas: &mut Schemas) -> Tree {
    schemas.component("TransactionPayment", |schemas| {
        let amount = primitives::Amount::schema(schemas);
        let properties = Object::new()
            .with("id", primitives::TransactionId::schema(schemas))
            .with("date", document::Moment::schema(schemas))
            .with("type", TransactionType::schema(schemas))
            .with("currency", primitives::Currency::schema(schemas))
            .with("paymentType", PaymentType::schema(schemas))
            .with("capture", CaptureMode::schema(schemas))
            .with("requestedAmount", amount.clone())
            .with("authorizedAmount", amount)
            .with("paymentMethodId", primitives::Reference::schema(schemas))
            .with("paymentInstrumentData", instrument_schema(schemas))
            .with("softDescriptor", document::Text::<0, 127>::schema(schemas))
            .with("partnerReturnedData", PartnerReturnedData::schema(schemas));
        Object::new().with("type", "object").with("properties", properties).into()
    })
}

fn instrument_schema(schemas: &mut Schemas) -> Tree {
    schemas.component("PaymentInstrumentData", |schemas| {
        let (mut properties, mut required) = (Object::new(), Vec::new());
        let used: Vec<Tree> = ["UsedCard", "UsedAlternativePaymentMethod"].map(Tree::from).into();
        properties.set("usedPaymentInstrument", Object::new().with("type", "string").with("enum", used));
        let code = Object::new().with("code", Object::new().with("type", "string"));
        let kind = Object::new().with("type", "object").with("properties", code);
        properties.set("paymentInstrumentType", kind);
        Card::member_schemas(schemas, &mut properties, &mut required);
        Object::new().with("type", "object").with("properties", properties).into()
    })
}

fn associated_schema(schemas: &mut Schemas) -> Tree {
    schemas.component("AssociatedTransaction", |schemas| {
        let status: Vec<Tree> = ["OK", "KO"].map(Tree::from).into();
        let properties = Object::new()
            .with("id", primitives::TransactionId::schema(schemas))
            .with("type", TransactionType::schema(schemas))
            .with("date", document::Moment::schema(schemas))
            .with("amount", primitives::Amount::member_schema(schemas))
            .with("status", Object::new().with("type", "string").with("enum", status))
            .with("originTransactionId", primitives::TransactionId::schema(schemas));
        Object::new().with("type", "object").with("properties", properties).into()
    })
}

pub(super) const EXAMPLE: &str = r#"{"result":{"title":"ACCEPTED","code":"00000","detail":"Transaction approved"},
    "transaction":{"id":"17953488000000018","date":"2026-11-22T12:00:00.000+00:00","type":"AUTHORIZATION_AND_CAPTURE",
    "currency":"EUR","paymentType":"ONE_OFF","capture":"AUTOMATIC","requestedAmount":2499,"authorizedAmount":2499,
    "paymentMethodId":"CB","paymentInstrumentData":{"usedPaymentInstrument":"UsedCard",
    "paymentInstrumentType":{"code":"CB"},"holderName":"Camille Martin","expirationDate":"1230",
    "mxToken":"497010gPNzHt5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR",
    "selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"},"partnerReturnedData":{"authorizationNumber":"A00018",
    "authorizationDate":"2026-11-22T12:00:00.000+00:00","issuerTransactionId":"953488000000018"}},
    "order":{"reference":"order-1","amount":2499,"currency":"EUR"},
    "associatedTransactions":[{"id":"17953488000000018","type":"AUTHORIZATION_AND_CAPTURE",
    "date":"2026-11-22T12:00:00.000+00:00","amount":2499,"status":"OK","originTransactionId":"17953488000000018"}]}"#;
