//! `POST /v1/card/updater/search` (Retail API, section 4).

mod answer;
mod described;
mod wire;

use std::sync::LazyLock;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    routing::post,
};
use document::Tree;
use domain::{echo::Echo, merchant::Merchant};
use gateway::{
    CardFault, Gateway, Refusal, Repeatable,
    card_updates::{self, Search, Searched},
};
use primitives::Pan;

use crate::{
    answer::{Answer, malformed_field},
    api::v1::{
        Endpoint,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    idempotency,
};
use answer::{KeptAnswer, UpdaterAnswer};

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    path: "/v1/card/updater/search",
    handler: || post(handle),
    operation: described::operation,
}];

async fn handle(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&SearchUpdate, &app, &caller, request).await
}

struct SearchUpdate;

/// What a merchant is answered.
struct Told {
    kept: KeptAnswer,
    number: Option<Pan>,
    is_replayed: bool,
}

impl RepeatablePost for SearchUpdate {
    type Asked = Search;
    type Done = Told;

    fn parse(&self, _: &Gateway, body: Tree) -> Result<Search, Refusal> {
        wire::read(&body)
    }

    /// Nothing is kept of the request.
    fn echo(_: &Search) -> &Echo {
        static NOTHING: LazyLock<Echo> = LazyLock::new(Echo::empty);
        &NOTHING
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Told>, Refusal> {
        match card_updates::replay(gateway, merchant, repeatable).await? {
            Some(kept) => Told::again(gateway, merchant, &kept).await.map(Some),
            None => Ok(None),
        }
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: Search,
        repeatable: Option<Repeatable>,
    ) -> Result<Told, Refusal> {
        let card_likes = idempotency::with_key(asked.card_likes, repeatable.as_ref());
        let asked = Search { card_likes, repeatable, ..asked };
        let write = |finding: &card_updates::Finding| KeptAnswer::of(finding).echo();
        match card_updates::search(gateway, merchant, asked, &write).await.map_err(name_the_field)? {
            Searched::Found(finding) => {
                let kept = KeptAnswer::of(&finding);
                Ok(Told { kept, number: finding.number, is_replayed: false })
            }
            Searched::Repeated(kept) => Told::again(gateway, merchant, &kept).await,
        }
    }
}

impl Told {
    /// Tells the first answer to a request again.
    async fn again(gateway: &Gateway, merchant: &Merchant, kept: &Echo) -> Result<Self, Refusal> {
        // The key was used for another kind of request.
        let kept = KeptAnswer::read(kept).ok_or(Refusal::RepeatDiffers)?;
        let number = match kept.new_card() {
            Some(token) => card_updates::reveal(gateway, merchant, token).await?,
            None => None,
        };
        Ok(Self { kept, number, is_replayed: true })
    }
}

impl Done for Told {
    fn answer(&self) -> Result<Answer, Answer> {
        let answer = UpdaterAnswer::of(self.kept.card.clone(), self.number.clone());
        Ok(Answer::success(StatusCode::OK, self.kept.code(), &answer))
    }

    fn is_replayed(&self) -> bool {
        self.is_replayed
    }
}

/// Names the field in which this operation takes a number.
fn name_the_field(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Card(CardFault::NotAllowed { words, .. }) => {
            malformed_field("cardNumber", document::Fault::Rule(words))
        }
        other => other,
    }
}
