//! Ledgers for tests: a payment, and actions put on it as the gateway puts them.

use document::Text;
use domain::{
    ReturnCode,
    action::{Action, ActionKind, CaptureOption, Place, ReferenceMark, Release, ReleaseState},
    echo::Echo,
    ledger::Ledger,
    rules::{Wish, decide},
    terms::{Capture, PaymentType, Terms},
    transaction::{Approval, Origin, State, Transaction},
    used_card::UsedCard,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, Currency, MerchantId, OrderReference, Reference, TransactionId};

pub(crate) const NOON: &str = "2026-11-22T12:00:00Z";
pub(crate) const PAYMENT: i64 = 17_953_488_000_000_018;

pub(crate) fn amount(minor_units: i64) -> Amount {
    Amount::new(minor_units).unwrap()
}

pub(crate) fn at(hours: i64) -> Timestamp {
    let noon: Timestamp = NOON.parse().unwrap();
    noon.saturating_add(SignedDuration::from_hours(hours)).unwrap()
}

pub(crate) fn id(number: i64) -> TransactionId {
    TransactionId::new(PAYMENT + number).unwrap()
}

pub(crate) fn accepted() -> State {
    State::Accepted(Some(Approval {
        authorization_number: Text::parse("A55A").unwrap(),
        authorization_date: at(0),
        issuer_transaction_id: Text::parse("1").unwrap(),
    }))
}

/// A payment of 10.00 EUR: `MANUAL`, `AUTOMATIC`, or `VERIFICATION` of nothing.
pub(crate) fn payment(capture: &str, state: State) -> Ledger {
    let (payment_type, capture, minor_units) = match capture {
        "VERIFICATION" => (PaymentType::AccountVerification, Capture::Automatic, 0),
        "AUTOMATIC" => (PaymentType::OneOff, Capture::Automatic, 1_000),
        "MANUAL" => (PaymentType::OneOff, Capture::Manual, 1_000),
        other => panic!("{other} is no capture that tests know"),
    };
    let (order, euro) = (OrderReference::parse("o").unwrap(), Currency::parse("EUR").unwrap());
    let terms = Terms { payment_type, capture, ..Terms::of_order(order, amount(minor_units), euro) };
    let reference = |text| Reference::parse(text).unwrap();
    Ledger::new(Transaction {
        authentication: None,
        id: id(0),
        merchant: MerchantId::new(1).unwrap(),
        payment_method: reference("CB"),
        point_of_sale: reference("SHOP1"),
        instrument_type: reference("CB"),
        created: at(0),
        card: Some(UsedCard::unknown()),
        terms,
        echo: Echo::empty(),
        idempotency_key: None,
        origin: Origin::Merchant { notification_url: None },
        state,
    })
}

pub(crate) struct Ask {
    pub(crate) kind: ActionKind,
    pub(crate) option: CaptureOption,
    pub(crate) target: TransactionId,
    pub(crate) minor_units: i64,
    pub(crate) reference: Option<&'static str>,
}

pub(crate) fn ask(kind: ActionKind, minor_units: i64) -> Ask {
    Ask { kind, option: CaptureOption::Standard, target: id(0), minor_units, reference: None }
}

impl Ask {
    pub(crate) fn of(self, target: TransactionId) -> Self {
        Self { target, ..self }
    }

    pub(crate) fn option(self, option: CaptureOption) -> Self {
        Self { option, ..self }
    }

    pub(crate) fn named(self, reference: &'static str) -> Self {
        Self { reference: Some(reference), ..self }
    }

    fn merchant_reference(&self) -> Option<ReferenceMark> {
        self.reference.map(ReferenceMark::of)
    }
}

/// As the gateway does: decided, and put down whatever the outcome. A bank that is asked says yes.
pub(crate) fn put(ledger: &mut Ledger, ask: &Ask, now: Timestamp) -> Result<TransactionId, ReturnCode> {
    let reference = ask.merchant_reference();
    let wish = Wish {
        kind: ask.kind,
        option: ask.option,
        target: ask.target,
        amount: amount(ask.minor_units),
        currency: None,
        reference: reference.as_ref(),
        duplicates_since: Some(at(-36)),
    };
    let verdict = decide(ledger, &wish, now);
    let number = 1 + 2 * i64::try_from(ledger.actions.len()).unwrap();
    let (state, taken, release) = match &verdict {
        Ok(grant) => {
            let state = if grant.asks_bank { accepted() } else { State::Accepted(None) };
            let owed = ReleaseState::Owed { due: now, attempt: 0 };
            (state, grant.taken.clone(), grant.release.map(|amount| Release { amount, state: owed }))
        }
        Err(code) => (State::Refused(*code), Vec::new(), None),
    };
    let action = Action {
        id: id(number),
        payment: id(0),
        target: ask.target,
        kind: ask.kind,
        option: ask.option,
        amount: amount(ask.minor_units),
        reference,
        created: now,
        place: Place(number),
        by_gateway: false,
        idempotency_key: None,
        state,
        taken,
        release,
    };
    // What is granted adds up.
    *ledger = ledger.clone().with(action).unwrap();
    verdict.map(|_| id(number))
}
