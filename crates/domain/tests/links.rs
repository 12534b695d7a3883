//! The state machine of payment links.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::sync::Arc;

use domain::{
    duplicate::Holder,
    echo::Echo,
    link::{ATTEMPTS, LinkInput, LinkRefusal, LinkStatus, PaymentLink, expiry},
    session::{Outcome, SessionTerms},
    terms::Terms,
    wallet_session::Purpose,
};
use jiff::{Timestamp, civil::date, tz::TimeZone};
use primitives::{
    Amount, Currency, LinkNumber, MerchantId, OrderReference, Reference, Sealed, TransactionId, WebUrl,
};

const FIRST: i64 = 17_953_488_000_000_018;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn payment(place: i64) -> TransactionId {
    TransactionId::new(FIRST + place).unwrap()
}

/// A link that expires at second 100.
fn link() -> PaymentLink {
    let order = OrderReference::parse("order-1").unwrap();
    PaymentLink {
        number: LinkNumber::new(7).unwrap(),
        secret: Sealed::new(vec![1]),
        merchant: MerchantId::new(1).unwrap(),
        point_of_sale: Reference::parse("SHOP1").unwrap(),
        created: at(0),
        expires: at(100),
        terms: Arc::new(SessionTerms {
            purpose: Purpose::Payment,
            payment: Terms::of_order(order, Amount::new(1).unwrap(), Currency::parse("EUR").unwrap()),
            methods: Vec::new(),
            fallbacks: Vec::new(),
            return_url: WebUrl::parse("https://shop.example").unwrap(),
            wallet: None,
        }),
        echo: Echo::empty(),
        notification_url: None,
        stage: LinkStatus::Unpaid,
        attempts_left: ATTEMPTS,
        payment: None,
        ended: None,
        openings: 0,
    }
}

fn step(link: &PaymentLink, input: LinkInput, second: i64) -> PaymentLink {
    link.step(input, at(second)).unwrap_or_else(|refusal| panic!("{input:?}: {refusal:?}"))
}

fn ended(place: i64, outcome: Outcome) -> LinkInput {
    LinkInput::Ended { transaction: payment(place), outcome }
}

#[test]
fn one_payment_holds_it() {
    let held = step(&link(), LinkInput::Begun(payment(1)), 1);
    let second = held.step(LinkInput::Begun(payment(2)), at(1)).err();
    assert_eq!(second, Some(LinkRefusal::Held(Holder { transaction: payment(1), accepted: false })));
    // What another payment comes to does not touch it.
    assert_eq!(held.step(ended(2, Outcome::Accepted), at(1)).err(), Some(LinkRefusal::Over));
    let paid = step(&held, ended(1, Outcome::Accepted), 2);
    assert_eq!((paid.status(at(200)), paid.ended, paid.unpaid_end()), (LinkStatus::Paid, Some(at(2)), None));
    let late = paid.step(LinkInput::Begun(payment(2)), at(3)).err();
    assert_eq!(late, Some(LinkRefusal::Held(Holder { transaction: payment(1), accepted: true })));
    for input in [ended(1, Outcome::Refused), LinkInput::Refused, LinkInput::Cancelled] {
        assert_eq!(paid.step(input, at(3)).err(), Some(LinkRefusal::Over), "{input:?}");
    }
}

#[test]
fn refusals_block_it_and_nothing_else_counts() {
    let mut link = link();
    for place in 0..i64::from(ATTEMPTS) {
        for outcome in [Outcome::Abandoned, Outcome::NotSent] {
            link = step(&step(&link, LinkInput::Begun(payment(place)), 1), ended(place, outcome), 1);
        }
        assert_eq!(link.status(at(1)), LinkStatus::Unpaid);
        // Those before a bank is asked count as well.
        link = match place % 2 {
            0 => step(&step(&link, LinkInput::Begun(payment(place)), 1), ended(place, Outcome::Refused), 1),
            _ => step(&link, LinkInput::Refused, 1),
        };
    }
    assert_eq!((link.status(at(1)), link.ended), (LinkStatus::Blocked, Some(at(1))));
    assert_eq!(link.step(LinkInput::Begun(payment(99)), at(1)).err(), Some(LinkRefusal::Over));
    assert_eq!(step(&link, LinkInput::Cancelled, 2).status(at(2)), LinkStatus::Cancelled);
}

/// The money has moved, whatever became of the link meanwhile.
#[test]
fn what_began_in_time_may_be_accepted_later() {
    let held = step(&link(), LinkInput::Begun(payment(1)), 1);
    for before in [step(&held, LinkInput::Cancelled, 2), held] {
        assert!(!before.is_over(at(200)));
        assert_eq!(step(&before, ended(1, Outcome::Accepted), 200).status(at(200)), LinkStatus::Paid);
        let refused = step(&before, ended(1, Outcome::Refused), 200);
        assert!(refused.is_over(at(200)) && refused.payment.is_none());
    }
}

#[test]
fn it_expires_by_the_clock() {
    let link = link();
    assert_eq!((link.status(at(99)), link.status(at(100))), (LinkStatus::Unpaid, LinkStatus::Expired));
    for input in [LinkInput::Begun(payment(1)), LinkInput::Cancelled] {
        assert_eq!(link.step(input, at(100)).err(), Some(LinkRefusal::Over), "{input:?}");
    }
    let cancelled = step(&link, LinkInput::Cancelled, 50);
    assert_eq!((cancelled.status(at(100)), cancelled.unpaid_end()), (LinkStatus::Cancelled, Some(at(50))));
    assert!(step(&cancelled, LinkInput::Cancelled, 150) == cancelled, "once more");
    assert_eq!(link.unpaid_end(), Some(at(100)));
}

#[test]
fn a_day_lasts_to_its_end_where_the_gateway_is() {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    // It is the 28th in Paris already.
    let now = "2026-03-27T23:30:00Z".parse::<Timestamp>().unwrap();
    let end = |day| expiry(Some(day), now, &paris).map(|end| end.to_string());
    assert_eq!(end(date(2026, 3, 28)).as_deref(), Some("2026-03-28T22:59:59.999Z"));
    // The day of the change to summer time is shorter.
    assert_eq!(end(date(2026, 3, 29)).as_deref(), Some("2026-03-29T21:59:59.999Z"));
    assert_eq!(end(date(2026, 6, 6)).as_deref(), Some("2026-06-06T21:59:59.999Z"));
    assert_eq!((end(date(2026, 3, 27)), end(date(2026, 6, 7))), (None, None));
    assert_eq!(expiry(None, now, &paris).unwrap().to_string(), "2026-04-27T21:59:59.999Z");
}
