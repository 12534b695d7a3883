//! Lets a notification wait for the buyer's return no longer, once the buyer is on the way.

use domain::notification::NotificationKey;
use jiff::SignedDuration;

use super::{Client, SessionStatus, SessionView, Visitor};
use crate::{
    Gateway,
    deadlines::later,
    ports::{NotificationWrite, SessionWrite},
};

/// The time that a buyer's browser or app has to reach the shop before the notification is sent. A shop reads the result when
/// the buyer arrives, and that stops the notification.
const WAY_TO_SHOP: SignedDuration = SignedDuration::from_secs(3);

/// How a client goes on from the end of a session that it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// It goes to the shop without another request to the gateway.
    Now,
    /// It shows the result, and tells when the buyer leaves.
    Later,
}

impl Leaving {
    /// Returns how the client goes on. An app closes its payment screen. The page and the widget show a receipt where the point
    /// of sale wants one.
    pub fn of(shown: &SessionView, visitor: &Visitor) -> Self {
        match visitor.client {
            Client::App { .. } => Self::Now,
            Client::Page
                if shown.session.is_final() && shown.setup.point_of_sale.settings.returns_by_itself() =>
            {
                Self::Now
            }
            Client::Page => Self::Later,
        }
    }
}

/// Records that the buyer of a session leaves for the shop: after its end, or when the buyer was told that the outcome is not known
/// yet. It does nothing in any other state, and nothing where the point of sale lets no notification wait.
///
/// It never fails: the notification is then sent when its waiting time is over.
pub async fn returned(gateway: &Gateway, shown: &SessionView) {
    let session = &shown.session;
    if session.notification_delay.is_zero() || session.notification_url.is_none() {
        return;
    }
    let (now, merchant, number) = (gateway.clock.now(), session.merchant, session.number);
    let notification = NotificationKey { merchant, subject: session.subject() };
    let mut writes = match shown.status {
        _ if session.is_final() => Vec::new(),
        // There is no notification yet, unless a worker has ended the session since.
        SessionStatus::Undecided => vec![SessionWrite::EndDelay { merchant, number }.into()],
        _ => return,
    };
    writes.push(NotificationWrite::Release { notification, at: later(now, WAY_TO_SHOP) }.into());
    if let Err(error) = gateway.store.commit(now, writes).await {
        tracing::warn!(%error, "a notification waits on although the buyer has left for the shop");
    }
}
