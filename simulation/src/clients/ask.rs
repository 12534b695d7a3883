//! A wish, asked of a gateway as the API would: a repeat is looked up before the request is read.

use std::sync::Arc;

use document::{Problems, Record, Text, read_json};
use domain::merchant::Merchant;
use domain::{
    action::{Action, ActionRequest},
    ledger::Ledger,
    payment::PaymentDetails,
    transaction::Transaction,
};
use gateway::{
    Gateway, Refusal, Repeatable, actions,
    actions::PerformAction,
    payments,
    payments::{CreatePayment, Instrument},
    transactions,
};
use primitives::{Amount, CardEntry, Cvx, Expiry, IdempotencyKey, Pan, Reference, TransactionId};
use zeroize::Zeroizing;

use super::{Asked, SessionTold, Wanted, buyers};
use crate::{bank::Bank, world::moment};

pub(super) const CARD: &str = "4970105151515140";

/// What came back, and to whom.
pub(crate) struct Heard {
    pub(crate) client: usize,
    pub(crate) asked: Asked,
    /// The step at which it was asked, and when.
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
            if let Some(repeatable) = repeatable(asked)
                && let Some(first) = payments::replay(gateway, merchant, &repeatable).await?
            {
                return Ok(Told::Payment { transaction: Box::new(first.transaction), replayed: true });
            }
            let request = CreatePayment {
                payment_method: Reference::parse(method).expect("the name of a method"),
                instrument: Instrument::Clear(CardEntry {
                    pan: Pan::parse(CARD).ok(),
                    expiry: Expiry::parse("1299").ok(),
                    cvx: Cvx::parse("123").ok(),
                    holder: None,
                }),
                selected_network: None,
                details: Arc::new(details(&asked.wanted)),
                repeatable: repeatable(asked),
                turn: None,
            };
            let paid = payments::create(gateway, merchant, request).await?;
            Ok(Told::Payment { transaction: Box::new(paid.transaction), replayed: paid.replayed })
        }
        Wanted::Act { target, kind, option, amount, reference } => {
            if let Some(repeatable) = repeatable(asked)
                && let Some(first) = actions::replay(gateway, merchant, &repeatable).await?
            {
                return Ok(Told::Action { action: Box::new(first.action), replayed: true });
            }
            let mut request = ActionRequest::plain(Amount::new(*amount).expect("a small number"));
            request.details.merchant_reference = reference.and_then(|reference| Text::parse(reference).ok());
            let action =
                PerformAction { kind: *kind, option: *option, request, repeatable: repeatable(asked) };
            let done = actions::perform(gateway, merchant, &target.to_string(), action).await?;
            Ok(Told::Action { action: Box::new(done.action), replayed: done.replayed })
        }
        Wanted::Session(wish) => {
            buyers::ask(gateway, bank, merchant, wish, repeatable(asked)).await.map(Told::Session)
        }
        Wanted::Look { target } => {
            let found = transactions::get(gateway, merchant, &target.to_string()).await?;
            Ok(Told::Seen { ledger: Box::new(found.ledger), id: found.id })
        }
    }
}

fn repeatable(asked: &Asked) -> Option<Repeatable> {
    let key = IdempotencyKey::parse(asked.key.as_ref()?)?;
    let body = format!("{:?}", asked.wanted).into_bytes();
    Some(Repeatable { key, path: "/".to_owned(), body: Zeroizing::new(body) })
}

fn details(wanted: &Wanted) -> PaymentDetails {
    let Wanted::Pay { order, amount, capture, deferred_to, verification, .. } = wanted else {
        unreachable!("only payments have details");
    };
    let date = deferred_to.map(|at| document::format_moment(moment(at)));
    let date = date.map(|date| format!(r#","deferredCaptureDate":"{date}""#)).unwrap_or_default();
    let kind = if *verification { "ACCOUNT_VERIFICATION" } else { "ONE_OFF" };
    let text = format!(
        r#"{{"order":{{"reference":"order {order}","amount":{amount},"currency":"EUR"}},
            "payment":{{"paymentType":"{kind}","capture":"{}"{date}}}}}"#,
        capture.as_str()
    );
    let tree = read_json(text.as_bytes()).expect("it was written with care");
    PaymentDetails::from_document(&tree, &mut Problems::new()).expect("it was written with care")
}
