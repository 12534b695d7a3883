//! `POST /v1/checkout/authentications/{sessionId}/verify`.

use axum::{
    extract::{Request, State},
    http::StatusCode,
};
use document::{Problems, Record as _, Strings, Tree, Value as _, record, write_json};
use domain::{authentication::AuthenticationId, echo::Echo, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable, card_likes,
    three_ds::{self, ChallengeReport, Verified},
};
use primitives::{Identifier, Prose, Reference};

use super::{Id, answer::VerifyAnswer, id_of};
use crate::{
    answer::Answer,
    api::v1::{
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    body::check_kept,
    records::challenge_result::{self, ChallengeResult},
};

record! {
    pub(super) struct VerifyRequest as "AuthenticationVerifyRequest" {
        payment_method: Reference = "paymentMethodId",
        /// The CRes that the buyer's browser has brought to returnURL, as it came: base64, of either alphabet, padded or not.
        challenge_result: ChallengeResult = "challengeResult",
        /// What an answer before had. It is not needed.
        transient_data: Option<Identifier<document::Text<0, 16384>>> = "transientData",
        private_data: Option<Prose<Strings<99>>> = "privateData",
    }
}

pub(super) async fn handle(
    caller: Caller,
    State(app): State<App>,
    id: Id,
    request: Request,
) -> Result<Answer, Answer> {
    repeatable::handle(&Verify { id: id_of(id)? }, &app, &caller, request).await
}

struct Verify {
    id: AuthenticationId,
}

struct Asked {
    method: Reference,
    /// `None` where what was brought cannot be read.
    report: Option<ChallengeReport>,
    card_likes: Vec<gateway::CardLike>,
    echo: Echo,
}

struct Answered {
    verified: Verified,
    echo: Echo,
}

impl RepeatablePost for Verify {
    type Asked = Asked;
    type Done = Answered;

    fn parse(&self, _: &Gateway, body: Tree) -> Result<Asked, Refusal> {
        let mut problems = Problems::new();
        let request = VerifyRequest::from_document(&body, &mut problems);
        let card_likes = card_likes(&mut problems);
        let Some(request) = request.filter(|_| problems.is_empty()) else {
            return Err(Refusal::Malformed(problems.into_vec()));
        };
        let echo = echo_of(request.private_data.as_ref());
        let report = challenge_result::read(&request.challenge_result);
        Ok(Asked { method: request.payment_method, report, card_likes, echo: check_kept(echo)? })
    }

    fn echo(asked: &Asked) -> &Echo {
        &asked.echo
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Answered>, Refusal> {
        let verified = three_ds::replay_verified(gateway, merchant, repeatable).await?;
        Ok(verified.map(|verified| Answered { verified, echo: Echo::empty() }))
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: Asked,
        repeatable: Option<Repeatable>,
    ) -> Result<Answered, Refusal> {
        let Asked { method, report, card_likes, echo } = asked;
        let card_likes = crate::idempotency::with_key(card_likes, repeatable.as_ref());
        let asked = three_ds::Verify { method, report, card_likes, repeatable };
        let verified = three_ds::verify(gateway, merchant, &self.id, asked).await?;
        Ok(Answered { verified, echo })
    }
}

impl Done for Answered {
    fn answer(&self) -> Result<Answer, Answer> {
        let body = VerifyAnswer::of(&self.verified, &self.echo);
        Ok(Answer::success(StatusCode::OK, self.verified.code, &body))
    }

    fn is_replayed(&self) -> bool {
        self.verified.replayed
    }
}

/// Returns the document of what a request gets back.
pub(super) fn echo_of(private_data: Option<&Prose<Strings<99>>>) -> Echo {
    let object = document::Object::new();
    let object = match private_data {
        Some(data) => object.with("privateData", data.write()),
        None => object,
    };
    Echo::new(1, write_json(&object.into()))
}
