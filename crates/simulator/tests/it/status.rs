//! What the partner says when it is asked again: it is a gateway of another process that asks, perhaps.

use domain::transaction::State;
use gateway::{
    ports::{PartnerAnswer, StatusQuestion},
    sessions::{Client, SessionStatus, SessionView},
    work::reconcile,
};
use jiff::SignedDuration;

use crate::bench::Bench;

const LIMIT: SignedDuration = SignedDuration::from_secs(5);

async fn asked(bench: &Bench, shown: &SessionView) -> PartnerAnswer {
    let payment = shown.payment().unwrap();
    let State::OnHold(hold) = &payment.state else { panic!("{:?}", payment.state) };
    let question = StatusQuestion {
        merchant: payment.merchant,
        id: payment.id,
        reference: hold.reference.clone(),
        limit: LIMIT,
    };
    bench.gateway.acquirer.status(question).await
}

#[tokio::test]
async fn ten_seconds_later_it_is_a_yes() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::Page).await;
    bench.post(&path, "decision=pending-accept").await;
    let shown = bench.look().await;
    bench.clock.advance(SignedDuration::from_millis(9_999));
    assert!(matches!(asked(&bench, &shown).await, PartnerAnswer::Held(_)));
    bench.clock.advance(SignedDuration::from_millis(1));
    assert!(matches!(asked(&bench, &shown).await, PartnerAnswer::Approved(_)));

    assert_eq!(reconcile(&bench.gateway).await, Ok(1));
    assert_eq!(bench.look().await.status, SessionStatus::Paid);
}

#[tokio::test]
async fn pending_stays_pending_until_the_partner_is_told_to_undo() {
    let bench = Bench::new().await;
    let path = bench.leave(Client::Page).await;
    bench.post(&path, "decision=pending").await;
    let shown = bench.look().await;
    for _ in 0..6 {
        bench.clock.advance(SignedDuration::from_hours(24));
        assert!(matches!(asked(&bench, &shown).await, PartnerAnswer::Held(_)));
    }
    assert_eq!(reconcile(&bench.gateway).await, Ok(1));
    assert!(matches!(bench.look().await.payment().unwrap().state, State::OnHold(_)));
}

#[tokio::test]
async fn what_another_partner_called_it_is_not_known() {
    let bench = Bench::new().await;
    bench.leave(Client::Page).await;
    let shown = bench.look().await;
    let payment = shown.payment().unwrap();
    let reference = document::Text::parse("paypal.17").unwrap();
    let question = StatusQuestion { merchant: payment.merchant, id: payment.id, reference, limit: LIMIT };
    let answer = bench.gateway.acquirer.status(question).await;
    assert!(matches!(answer, PartnerAnswer::Silence));
}
