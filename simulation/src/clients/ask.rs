//! Sends a wish to a gateway as the API would: a repeat is looked up before the request is read.

use domain::{
    action::{Action, ActionTerms, ReferenceMark},
    echo::Echo,
    ledger::Ledger,
    merchant::Merchant,
    terms::{PaymentType, Terms},
    transaction::Transaction,
};
use gateway::{
    Gateway, Refusal, Repeatable, actions,
    actions::PerformAction,
    payments,
    payments::{CreatePayment, Instrument, Means},
    transactions,
};
use primitives::{
    Amount, CardEntry, Currency, Cvx, Expiry, IdempotencyKey, OrderReference, Pan, Reference, TransactionId,
};

use super::{Asked, SessionTold, Wanted, buyers};
use crate::bank::Bank;

pub(super) const CARD: &str = "4970105151515140";

/// An answer, and the client that gets it.
pub(crate) struct Heard {
    pub(crate) client: usize,
    pub(crate) asked: Asked,
    /// The step at which it was asked; the time follows.
    pub(crate) began: u64,
    pub(crate) began_ms: i64,
    pub(crate) told: Result<Told, Refusal>,
}

pub(crate) enum Told {
    Payment { transaction: Box<Transaction>, replayed: bool },
    Action { action: Box<Action>, replayed: bool },
    Seen { ledger: Box<Ledger>, id: TransactionId },
    Session(SessionTold),
}

pub(crate) async fn ask(
    gateway: &Gateway,
    bank: &Bank,
    merchant: &Merchant,
    asked: &Asked,
) -> Result<Told, Refusal> {
    match &asked.wanted {
        Wanted::Pay { method, .. } => {
            if let Some(repeatable) = repeatable(gateway, asked)
                && let Some(first) = payments::replay(gateway, merchant, &repeatable).await?
            {
                return Ok(Told::Payment { transaction: Box::new(first.transaction), replayed: true });
            }
            let request = CreatePayment {
                authentication: None,
                payment_method: Reference::parse(method).expect("the name of a method"),
                selected_network: None,
                terms: terms(&asked.wanted),
                echo: Echo::empty(),
                card_likes: Vec::new(),
                buyer_address: None,
                repeatable: repeatable(gateway, asked),
            };
            let card = Instrument::Clear(CardEntry {
                pan: Pan::parse(CARD).ok(),
                expiry: Expiry::parse("1299").ok(),
                cvx: Cvx::parse("123").ok(),
                holder: None,
            });
            let paid = payments::create(gateway, merchant, request, Means::Card(card)).await?;
            Ok(Told::Payment { transaction: Box::new(paid.transaction), replayed: paid.replayed })
        }
        Wanted::Act { target, kind, option, amount, reference } => {
            if let Some(repeatable) = repeatable(gateway, asked)
                && let Some(first) = actions::replay(gateway, merchant, &repeatable).await?
            {
                return Ok(Told::Action { action: Box::new(first.action), replayed: true });
            }
            let terms = ActionTerms {
                reference: reference.map(ReferenceMark::of),
                ..ActionTerms::of_gateway(Amount::new(*amount).expect("a small number"))
            };
            let (echo, repeatable) = (Echo::empty(), repeatable(gateway, asked));
            let action = PerformAction {
                kind: *kind,
                option: *option,
                terms,
                echo,
                card_likes: Vec::new(),
                repeatable,
            };
            let done = actions::perform(gateway, merchant, &target.to_string(), action).await?;
            Ok(Told::Action { action: Box::new(done.action), replayed: done.replayed })
        }
        Wanted::Session(wish) => {
            buyers::ask(gateway, bank, merchant, wish, repeatable(gateway, asked)).await.map(Told::Session)
        }
        Wanted::Look { target } => {
            let found = transactions::get(gateway, merchant, &target.to_string()).await?;
            Ok(Told::Seen { ledger: Box::new(found.ledger), id: found.id })
        }
    }
}

fn repeatable(gateway: &Gateway, asked: &Asked) -> Option<Repeatable> {
    let key = IdempotencyKey::parse(asked.key.as_ref()?)?;
    let body = format!("{:?}", asked.wanted).into_bytes();
    Some(Repeatable::of(gateway, key, "/", &body))
}

fn terms(wanted: &Wanted) -> Terms {
    let Wanted::Pay { order, amount, capture, verification, .. } = wanted else {
        unreachable!("only payments have terms");
    };
    let payment_type = if *verification { PaymentType::AccountVerification } else { PaymentType::OneOff };
    Terms { payment_type, capture: *capture, ..of_order(&format!("order {order}"), *amount) }
}

pub(super) fn of_order(reference: &str, minor_units: i64) -> Terms {
    let reference = OrderReference::parse(reference).expect("a short text");
    let currency = Currency::parse("EUR").expect("a currency");
    Terms::of_order(reference, Amount::new(minor_units).expect("a small number"), currency)
}
