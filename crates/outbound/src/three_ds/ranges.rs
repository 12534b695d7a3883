//! The card ranges of the directory server (PReq and PRes): whose issuers take part, and where their 3DS method is.

use std::sync::Arc;
use std::time::Duration;

use document::{Object, Tree, read_json_of, write_json};
use gateway::ports::Enrolment;
use jiff::{SignedDuration, Timestamp};
use primitives::{Pan, Uuid, WebUrl};
use tokio::sync::Mutex;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::DirectoryClient;
use crate::poster::PostLimits;

/// The time for which ranges are used.
const LIFE: SignedDuration = SignedDuration::from_hours(1);
/// The time after which a directory server that did not tell its ranges is asked again.
const RETRY_INTERVAL: SignedDuration = SignedDuration::from_secs(10);
/// The largest answer, in bytes.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The largest number of values of an answer: some 50,000 ranges.
const MAX_VALUES: usize = 500_000;

/// The ranges that were told last, and the time at which they are asked for again.
#[derive(Default)]
pub(super) struct Kept(Mutex<State>);

#[derive(Default)]
struct State {
    ranges: Option<Arc<[Range]>>,
    next: Option<Timestamp>,
}

/// Card numbers of one length from the first to the last, both included.
struct Range {
    first: String,
    last: String,
    method_url: Option<String>,
}

impl DirectoryClient {
    /// Looks the card up. Where no ranges are known, nothing is told of any card.
    pub(super) async fn enrolment_by_ranges(&self, url: &str, pan: &Pan, limit: SignedDuration) -> Enrolment {
        let time = Duration::try_from(limit).unwrap_or(Duration::ZERO);
        match timeout(time, self.ranges(url, limit)).await {
            Ok(Some(ranges)) => look_up(&ranges, pan.expose()),
            Ok(None) | Err(_) => Enrolment::Unknown,
        }
    }

    /// Returns the ranges. One request asks for them, and others wait for its answer.
    async fn ranges(&self, url: &str, limit: SignedDuration) -> Option<Arc<[Range]>> {
        let mut state = self.ranges.0.lock().await;
        let now = self.clock.now();
        if state.next.is_none_or(|next| now >= next) {
            // Who gives up in the middle leaves this time behind, so that the next does not wait as well.
            state.next = now.checked_add(RETRY_INTERVAL).ok();
            if let Some(ranges) = self.ask_for_ranges(url, limit).await {
                state.ranges = Some(ranges);
                state.next = now.checked_add(LIFE).ok();
            }
        }
        state.ranges.clone()
    }

    async fn ask_for_ranges(&self, url: &str, limit: SignedDuration) -> Option<Arc<[Range]>> {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        let transaction = Uuid::of_random(bytes).to_string();
        let mut request = Object::new()
            .with("messageType", "PReq")
            .with("messageVersion", "2.2.0")
            .with("threeDSServerTransID", transaction.as_str())
            .with("threeDSServerRefNumber", self.settings.reference_number.as_str());
        if let Some(operator) = &self.settings.operator_id {
            request.set("threeDSServerOperatorID", operator.as_str());
        }
        let message = Zeroizing::new(write_json(&Tree::Object(request)).into_bytes());
        let limits = PostLimits { time: limit, answer_bytes: MAX_BYTES, policy: None };
        let answer = match self.poster.post(url, message, limits).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::warn!(%error, "the directory server does not tell its card ranges");
                return None;
            }
        };
        let ranges = read(&answer, &transaction);
        if ranges.is_none() {
            tracing::warn!("the card ranges of the directory server cannot be read");
        }
        ranges.map(Arc::from)
    }
}

fn read(answer: &[u8], transaction: &str) -> Option<Vec<Range>> {
    let tree = read_json_of(answer, MAX_VALUES).ok()?;
    let message = tree.as_object()?;
    let text = |name: &str| message.get(name).and_then(Tree::as_text);
    let is_answer = text("messageType") == Some("PRes")
        && text("threeDSServerTransID").is_some_and(|id| id.eq_ignore_ascii_case(transaction));
    if !is_answer {
        return None;
    }
    message.get("cardRangeData")?.as_list()?.iter().map(range).collect()
}

fn range(tree: &Tree) -> Option<Range> {
    let object = tree.as_object()?;
    let text = |name: &str| object.get(name).and_then(Tree::as_text).map(str::to_owned);
    let (first, last) = (text("startRange")?, text("endRange")?);
    let is_sound = first.len() == last.len()
        && first <= last
        && [&first, &last].into_iter().all(|number| number.bytes().all(|c| c.is_ascii_digit()));
    // A URL that a browser cannot be sent to is as good as none.
    let method_url = text("threeDSMethodURL").filter(|url| WebUrl::parse(url).is_ok());
    is_sound.then_some(Range { first, last, method_url })
}

fn look_up(ranges: &[Range], number: &str) -> Enrolment {
    let holds = |range: &&Range| {
        range.first.len() == number.len() && (&*range.first..=&*range.last).contains(&number)
    };
    ranges
        .iter()
        .find(holds)
        .map_or(Enrolment::NotEnrolled, |range| Enrolment::Enrolled { method_url: range.method_url.clone() })
}
