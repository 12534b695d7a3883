//! A POST that a caller may repeat under the same `Idempotency-Key`. The body is read once. A repeat gets the
//! first answer before its body is parsed. Any other request is parsed and carried out. While it is carried out, only the
//! record that was made of the body is in memory.

use axum::extract::Request;
use document::Tree;
use domain::{echo::Echo, merchant::Merchant};
use gateway::{Gateway, Refusal, Repeatable};

use super::caller::Caller;
use crate::{answer::Answer, app::App, body, idempotency};

/// A kind of POST that may be repeated.
pub(crate) trait RepeatablePost: Sync {
    /// The request of the use case.
    type Asked: Send;
    /// The value that the use case returns.
    type Done: Done;

    /// Finds the answer to the first request under the key; `None` where this request is the first.
    fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> impl Future<Output = Result<Option<Self::Done>, Refusal>> + Send;

    /// Makes a request of the body.
    fn parse(&self, gateway: &Gateway, body: Tree) -> Result<Self::Asked, Refusal>;

    /// Returns the document that is kept of the request.
    fn echo(asked: &Self::Asked) -> &Echo;

    /// Runs the use case.
    fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: Self::Asked,
        repeatable: Option<Repeatable>,
    ) -> impl Future<Output = Result<Self::Done, Refusal>> + Send;
}

/// The outcome of the use case, of this request or of an earlier one under the same key.
pub(crate) trait Done: Send {
    /// Writes the outcome as an answer.
    fn answer(&self) -> Result<Answer, Answer>;
    /// Whether the outcome is that of an earlier request.
    fn is_replayed(&self) -> bool;
}

pub(crate) async fn handle<P: RepeatablePost>(
    post: &P,
    app: &App,
    caller: &Caller,
    request: Request,
) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let key = idempotency::key(&parts.headers)?;
    let received = body::read(app, &parts.headers, content, body::API).await?;
    let (gateway, merchant) = (&*app.gateway, &caller.0);
    let path = parts.uri.path();
    let repeatable = key.map(|key| received.pieces.read(|body| Repeatable::of(gateway, key, path, body)));
    drop(parts);
    let first = match &repeatable {
        Some(repeatable) => post.replay(gateway, merchant, repeatable).await?,
        None => None,
    };
    let done = if let Some(first) = first {
        first
    } else {
        let kept = |asked: &P::Asked| P::echo(asked).json().len();
        let (asked, _claim) = received.parse(|tree| post.parse(gateway, tree), kept)?;
        // The future is large. Without the box it would be moved with every handler around it.
        Box::pin(post.perform(gateway, merchant, asked, repeatable)).await?
    };
    let answer = done.answer()?;
    Ok(if done.is_replayed() { answer.with_header(idempotency::REPLAYED, "true") } else { answer })
}
