//! The frame of every operation that is done at once and answers with a document, on wallets, links, points of sale and payment methods:
//! read the body, tell a repeat the first answer, do it, answer.

use axum::{extract::Request, http::StatusCode};
use document::{Problems, Tree};
use domain::{ReturnCode, echo::Echo, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable,
    wallets::{self, Answered, Asking},
};

use crate::{answer::Answer, app::App, body, idempotency};

/// An operation that is done at once.
pub(crate) trait Write: Sync {
    type Asked: Send;

    /// The status of a success.
    const STATUS: StatusCode = StatusCode::OK;
    /// Whether the operation has a body. One that is sent all the same is not read.
    const HAS_A_BODY: bool = true;

    /// Reads what is asked for. `None` where the problems say why not.
    fn parse(&self, tree: &Tree, problems: &mut Problems) -> Result<Option<Self::Asked>, Refusal>;

    /// Runs the use case.
    fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: Self::Asked,
        request: Asking,
    ) -> impl Future<Output = Result<Answered, Refusal>> + Send;

    /// Writes the answer of a success.
    fn answer(kept: &Echo) -> Answer {
        Answer::kept(Self::STATUS, ReturnCode::WALLET_DONE, kept)
    }
}

pub(crate) async fn handle<W: Write>(
    app: &App,
    merchant: Merchant,
    request: Request,
    write: &W,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let (gateway, path) = (&*app.gateway, parts.uri.path());
    let key = idempotency::key(&parts.headers)?;
    let received =
        if W::HAS_A_BODY { Some(body::read(app, &parts.headers, content, body::API).await?) } else { None };
    let repeatable = key.map(|key| match &received {
        Some(received) => received.pieces.read(|body| Repeatable::of(gateway, key, path, body)),
        None => Repeatable::of(gateway, key, path, b""),
    });
    if let Some(repeatable) = &repeatable
        && let Some(first) = wallets::replay(gateway, &merchant, repeatable).await?
    {
        return Ok(answer::<W>(&first));
    }
    let mut problems = Problems::new();
    let mut read = |tree: &Tree| {
        let asked = write.parse(tree, &mut problems)?;
        let card_likes = gateway::card_likes(&mut problems);
        let faults = std::mem::take(&mut problems).into_vec();
        asked.map(|asked| (asked, card_likes)).ok_or(Refusal::Malformed(faults))
    };
    let ((asked, card_likes), _claim) = match received {
        Some(received) => {
            let (read, claim) = received.parse(|tree| read(&tree), |_| body::MAX_KEPT_BYTES)?;
            (read, Some(claim))
        }
        None => (read(&Tree::Null)?, None),
    };
    let card_likes = idempotency::with_key(card_likes, repeatable.as_ref());
    let done = write.perform(gateway, &merchant, asked, Asking { card_likes, repeatable }).await?;
    Ok(answer::<W>(&done))
}

fn answer<W: Write>(done: &Answered) -> Answer {
    let answer = W::answer(&done.answer);
    if done.replayed { answer.with_header(idempotency::REPLAYED, "true") } else { answer }
}
