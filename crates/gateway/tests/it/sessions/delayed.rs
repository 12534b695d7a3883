//! A buyer who leaves for the shop before the outcome is known, where the notification waits for the buyer's return.

use document::Text;
use gateway::{
    partner,
    ports::PartnerAnswer,
    sessions::{self, Leaving, SessionStatus, SessionView},
    work,
};
use jiff::SignedDuration;

use super::{APP, PAGE, visitor, yes};
use crate::bench::Bench;

impl Bench {
    /// A session whose notification waits for an hour, with a payment that a partner has not decided.
    async fn held(&self) -> String {
        let token = self.session().await;
        self.spoil("UPDATE sessions SET notification_delay_s = 3600");
        let (reference, ticket) = self.send_to_partner(&token, PAGE).await;
        let held = PartnerAnswer::Held(Text::parse("later").unwrap());
        partner::decide(&self.gateway, &reference, &ticket, held).await.unwrap();
        token
    }

    async fn seen(&self, token: &str, status: SessionStatus) -> SessionView {
        let shown = sessions::open(&self.gateway, token, &visitor(PAGE)).await.unwrap();
        assert_eq!(shown.status, status);
        shown
    }

    async fn partner_decides(&self) {
        self.bank.statuses.lock().unwrap().push(yes());
        assert_eq!(work::reconcile(&self.gateway).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn who_left_before_the_outcome_is_not_waited_for() {
    let bench = Bench::new().await;
    let token = bench.held().await;
    bench.clock.turn(SignedDuration::from_secs(60));
    let shown = bench.seen(&token, SessionStatus::Undecided).await;
    sessions::returned(&bench.gateway, &shown).await;
    bench.clock.turn(SignedDuration::from_secs(30));
    bench.partner_decides().await;
    assert_eq!(bench.send_what_is_due().await, 1);
}

#[tokio::test]
async fn who_leaves_while_the_outcome_is_written_is_not_waited_for() {
    let bench = Bench::new().await;
    let token = bench.held().await;
    bench.clock.turn(SignedDuration::from_secs(60));
    let shown = bench.seen(&token, SessionStatus::Undecided).await;
    bench.partner_decides().await;
    sessions::returned(&bench.gateway, &shown).await;
    assert_eq!(bench.send_what_is_due().await, 0, "on the way");
    bench.clock.turn(SignedDuration::from_secs(3));
    assert_eq!(bench.send_what_is_due().await, 1);
}

#[tokio::test]
async fn who_waits_on_the_page_is_waited_for() {
    let bench = Bench::new().await;
    let token = bench.held().await;
    // No client goes anywhere while it waits.
    let shown = bench.seen(&token, SessionStatus::Waiting).await;
    sessions::returned(&bench.gateway, &shown).await;
    // A page that goes back by itself does so with a result only.
    bench.clock.turn(SignedDuration::from_secs(60));
    let mut shown = bench.seen(&token, SessionStatus::Undecided).await;
    shown.setup.point_of_sale.settings.automatic_return = Some(true);
    assert_eq!(Leaving::of(&shown, &visitor(PAGE)), Leaving::Later);
    assert_eq!(Leaving::of(&shown, &visitor(APP)), Leaving::Now);
    bench.partner_decides().await;
    assert_eq!(bench.send_what_is_due().await, 0);
    let mut shown = bench.seen(&token, SessionStatus::Paid).await;
    shown.setup.point_of_sale.settings.automatic_return = Some(true);
    assert_eq!(Leaving::of(&shown, &visitor(PAGE)), Leaving::Now);
    bench.clock.turn(SignedDuration::from_mins(60));
    assert_eq!(bench.send_what_is_due().await, 1, "the time is over");
}
