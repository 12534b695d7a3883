//! The time of the server for a request, as its log tells it: from the head of the request to that of the answer.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::time::{Duration, Instant};

use document::Tree;
use rig::Gateway;
use tokio::time::sleep;

use super::population::Population;
use super::questions::{Question, route};
use crate::line::Line;
use crate::run::Error;

/// The time limit for the lines of the log, which are written a moment after the answers.
const LOG_LIMIT: Duration = Duration::from_secs(30);
const LOG_PAUSE: Duration = Duration::from_millis(20);
/// The requests that find cold caches, so that they are not counted.
const WARM_UP: usize = 3;

pub(super) struct Asked {
    pub(super) times: Vec<Duration>,
    pub(super) refused: u64,
    pub(super) refusal: Option<String>,
}

/// Asks the same question again and again on one connection, for `span`.
pub(super) async fn ask(
    gateway: &Gateway,
    population: &Population,
    question: &Question,
    span: Duration,
) -> Result<Asked, Error> {
    let mut line = Line::open(&gateway.shop()?).await?;
    let log = gateway.log();
    let from = log.metadata().map_err(|error| Error::file(log, error))?.len();
    let expected = i64::try_from(question.total(population)).unwrap_or(i64::MAX);
    let (mut count, mut refused, mut refusal) = (0, 0, None);
    let start = Instant::now();
    while start.elapsed() < span || count <= WARM_UP {
        let answer = line.shop_gets(&question.path(population, count)).await?;
        count += 1;
        let total = answer.at(&["recordTotal"]).and_then(Tree::as_integer);
        if answer.status != 200 || total != Some(expected) {
            refused += 1;
            refusal.get_or_insert_with(|| {
                let text: String = answer.body_text().chars().take(300).collect();
                format!("{} where {expected} are expected: {text}", answer.status)
            });
        }
    }
    let times = lines(log, from, count).await?.split_off(WARM_UP);
    Ok(Asked { times, refused, refusal })
}

/// Waits until the log has `count` lines of such requests after the byte `from`, and returns their times.
async fn lines(log: &Path, from: u64, count: usize) -> Result<Vec<Duration>, Error> {
    let start = Instant::now();
    while start.elapsed() < LOG_LIMIT {
        let read = || {
            let (mut file, mut text) = (File::open(log)?, String::new());
            file.seek(SeekFrom::Start(from))?;
            file.read_to_string(&mut text).map(|_| text)
        };
        let text = read().map_err(|error| Error::file(log, error))?;
        let times: Vec<Duration> = text.lines().filter_map(time).collect();
        if times.len() >= count {
            return Ok(times);
        }
        sleep(LOG_PAUSE).await;
    }
    Err(Error::Unexpected("the log lacks lines of requests"))
}

/// Returns the time that a line tells of a request for transactions.
fn time(line: &str) -> Option<Duration> {
    let field = |name: &str| {
        let value = line.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))?;
        Some(value.trim_matches('"'))
    };
    let is_answer = field("route") == Some(route()) && field("method") == Some("GET");
    field("us").filter(|_| is_answer)?.parse().ok().map(Duration::from_micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_from_lines_of_the_route() {
        // A line as a gateway has written it.
        let line = |route: &str| {
            format!(
                r#"2026-11-28T01:09:58.263855Z  INFO request: answered method=GET route="{route}" status=200 us=417 id="r6""#
            )
        };
        assert_eq!(time(&line("/v1/checkout/transactions")), Some(Duration::from_micros(417)));
        assert_eq!(time(&line("/v1/checkout/transactions/{transactionId}")), None);
        assert_eq!(time("us=1"), None);
    }
}
