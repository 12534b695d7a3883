//! A POST that a caller may send again under its `Idempotency-Key`: the body is read once, a repeat is told the first answer
//! again before anything else of it is looked at, and any other request is carried out.

use axum::extract::Request;
use document::Tree;
use domain::merchant::Merchant;
use gateway::{Gateway, Refusal, Repeatable};

use super::caller::Caller;
use crate::{answer::Answer, app::App, body, idempotency};

/// One kind of POST.
pub(crate) trait RepeatablePost: Sync {
    /// What the use case returns.
    type Done: Done;

    /// What the first request under the key was answered, where there was one.
    fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> impl Future<Output = Result<Option<Self::Done>, Refusal>> + Send;

    /// Reads the body and carries it out.
    fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        body: Tree,
        repeatable: Option<Repeatable>,
    ) -> impl Future<Output = Result<Self::Done, Refusal>> + Send;
}

/// What was carried out, now or under the same key before.
pub(crate) trait Done: Send {
    fn answer(&self) -> Result<Answer, Answer>;
    /// It is the first answer to an earlier request.
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
        None => post.perform(gateway, merchant, content.tree, repeatable).await?,
    };
    let answer = done.answer()?;
    Ok(if done.is_replayed() { answer.with_header(idempotency::REPLAYED, "true") } else { answer })
}
