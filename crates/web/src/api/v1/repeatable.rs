//! A POST that a caller may repeat under the same `Idempotency-Key`. The body is read once. A repeat gets the
//! first answer before its body is parsed. Any other request is parsed and carried out.

use axum::extract::Request;
use document::Tree;
use domain::merchant::Merchant;
use gateway::{Gateway, Refusal, Repeatable};

use super::caller::Caller;
use crate::{answer::Answer, app::App, body, idempotency};

/// A kind of POST that may be repeated.
pub(crate) trait RepeatablePost: Sync {
    /// The value that the use case returns.
    type Done: Done;

    /// Finds the answer to the first request under the key; `None` where this request is the first.
    fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> impl Future<Output = Result<Option<Self::Done>, Refusal>> + Send;

    /// Parses the body and runs the use case.
    fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        body: Tree,
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
    let content = body::read(&parts.headers, content).await?;
    let path = || parts.uri.path().to_owned();
    let repeatable = key.map(|key| Repeatable { key, path: path(), body: content.bytes });
    let (gateway, merchant) = (&*app.gateway, &caller.0);
    let first = match &repeatable {
        Some(repeatable) => post.replay(gateway, merchant, repeatable).await?,
        None => None,
    };
    let done = match first {
        Some(first) => first,
        // The future is large. Without the box it would be moved with every handler around it.
        None => Box::pin(post.perform(gateway, merchant, content.tree, repeatable)).await?,
    };
    let answer = done.answer()?;
    Ok(if done.is_replayed() { answer.with_header(idempotency::REPLAYED, "true") } else { answer })
}
