//! The messenger, over real sockets.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "measures how long a delivery takes")]

mod answers;
mod hostile;
mod merchant;
mod names;
mod tls;

use std::time::Duration;

use gateway::ports::{Delivery, Messenger as _, Reply};
use jiff::SignedDuration;
use outbound::{AddressPolicy, HttpMessenger};
use tokio::time::Instant;

/// A limit that no test reaches unless something hangs.
const LONG: SignedDuration = SignedDuration::from_secs(30);

/// A limit that is long enough for a connection on this machine.
const SHORT: SignedDuration = SignedDuration::from_secs(1);

fn messenger() -> HttpMessenger {
    HttpMessenger::new(AddressPolicy::PublicAndLoopback, &[]).unwrap()
}

/// What is made of an answer with that status: 200 to 299 is heard.
fn answered(code: u16) -> Delivery {
    Delivery::Answered(Reply { code, is_heard: (200..300).contains(&code) })
}

async fn deliver(url: &str) -> Delivery {
    messenger().deliver(url, LONG).await
}

/// Delivers within the limit, and returns how long it took.
async fn timed(url: &str, limit: SignedDuration) -> (Delivery, Duration) {
    let messenger = messenger();
    let start = Instant::now();
    (messenger.deliver(url, limit).await, start.elapsed())
}
