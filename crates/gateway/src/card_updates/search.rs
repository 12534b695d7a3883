//! Searches for the card that has replaced another: read, ask, commit.

use domain::{ReturnCode, card_update, echo::Echo, merchant::Merchant, used_card::PanType};
use primitives::{AliasToken, Expiry, Pan};

use super::{
    WriteKept,
    finding::{Finding, Verdict},
};
use crate::{
    CardFault, CardLike, Gateway, Refusal, Repeatable, audit, card_likes,
    draws::Draws,
    idempotency::{first_document, keep_answer},
    payments::card::{Card, draw_another_token, pan_of, seal},
    places::outside,
    ports::{CardUpdateQuestion, CardWrite, CommitError, Write},
};

/// A question whether a card was replaced.
pub struct Search {
    pub card: SearchedCard,
    /// The expiry that the merchant knows.
    pub expiry: Expiry,
    /// The numbers in identifiers of the request that look like a card.
    pub card_likes: Vec<CardLike>,
    pub repeatable: Option<Repeatable>,
}

/// The card that is asked about.
pub enum SearchedCard {
    Number(Pan),
    Token(AliasToken),
}

/// The answer to a search.
pub enum Searched {
    Found(Finding),
    /// What is kept of the answer to an earlier request under the same key.
    Repeated(Echo),
}

/// Searches for the card that has replaced another. The card that the merchant is to use is a card of the merchant from then on.
pub async fn search(
    gateway: &Gateway,
    merchant: &Merchant,
    asked: Search,
    write: WriteKept<'_>,
) -> Result<Searched, Refusal> {
    gateway.limits.look_at_searches(merchant.id, gateway.clock.now())?;
    let Search { card, expiry, card_likes, repeatable } = asked;
    let (pan, token) = find(gateway, merchant, card).await?;
    card_likes::judge(gateway, merchant, &card_likes, pan.as_ref())?;
    let fingerprint = pan.as_ref().map(|pan| gateway.vault.fingerprint(merchant.id, pan));
    gateway.limits.admit_search(merchant.id, fingerprint.as_ref(), gateway.clock.now())?;
    let (Some(pan), Some(fingerprint)) = (pan, fingerprint) else {
        return Err(Refusal::Unknown(ReturnCode::TOKEN_UNKNOWN));
    };
    let card = Card {
        pan,
        fingerprint,
        token: token.clone(),
        expiry,
        cvx: None,
        holder: None,
        entered: false,
        usual_network: None,
        device: None,
    };
    let answering = Answering { gateway, merchant, repeatable, write };
    match verdict(gateway, merchant, card).await {
        Verdict::Use { card, pan_type } => answering.keep(&card, pan_type).await,
        Verdict::Refused { card, code } => answering.refuse(Finding::refused(&card, token, code)).await,
    }
}

/// Returns the number of the card, and the token that it was asked about by. No number where no card of the merchant has the token.
async fn find(
    gateway: &Gateway,
    merchant: &Merchant,
    card: SearchedCard,
) -> Result<(Option<Pan>, Option<AliasToken>), Refusal> {
    match card {
        SearchedCard::Number(pan) => match gateway.acquirer.objection(&pan) {
            Some(words) => Err(Refusal::Card(CardFault::NotAllowed { is_encrypted: false, words })),
            None => Ok((Some(pan), None)),
        },
        SearchedCard::Token(token) => Ok((pan_of(gateway, merchant.id, &token).await?, Some(token))),
    }
}

async fn verdict(gateway: &Gateway, merchant: &Merchant, card: Card) -> Verdict {
    if let Err(code) = card_update::check(&card.pan) {
        return Verdict::Refused { card, code };
    }
    let question = CardUpdateQuestion {
        merchant: merchant.id,
        pan: card.pan.clone(),
        expiry: card.expiry,
        limit: gateway.settings.answer_limit,
    };
    let update = outside(gateway.card_updater.search(question)).await;
    Verdict::of(update, card, |pan| gateway.vault.fingerprint(merchant.id, pan))
}

/// Who is told of a finding, and how it is kept for repeats.
struct Answering<'a> {
    gateway: &'a Gateway,
    merchant: &'a Merchant,
    repeatable: Option<Repeatable>,
    write: WriteKept<'a>,
}

impl Answering<'_> {
    /// Stores the card, with an audit line where its number is told.
    async fn keep(&self, card: &Card, pan_type: PanType) -> Result<Searched, Refusal> {
        let mut draws = Draws::default();
        loop {
            let sealed = seal(self.gateway, self.merchant.id, card, draws.number());
            let token = sealed.token.clone();
            let finding = Finding::use_card(card, pan_type, token.clone());
            let mut writes = vec![CardWrite::Keep(sealed).into()];
            writes.extend(finding.number.as_ref().map(|_| audit::card_revealed(self.merchant.id, &token)));
            match self.commit(&finding, writes).await {
                Ok(()) => return Ok(Searched::Found(finding)),
                Err(CommitError::RequestRepeated) => return self.first().await,
                Err(CommitError::TokenTaken) => {
                    draw_another_token(self.gateway, &mut draws, self.merchant.id, card)?;
                }
                Err(error) => draws.again_after(error)?,
            }
        }
    }

    async fn refuse(&self, finding: Finding) -> Result<Searched, Refusal> {
        if self.repeatable.is_none() || !finding.is_final() {
            return Ok(Searched::Found(finding));
        }
        match self.commit(&finding, Vec::new()).await {
            Ok(()) => Ok(Searched::Found(finding)),
            Err(CommitError::RequestRepeated) => self.first().await,
            Err(error) => Err(error.into()),
        }
    }

    async fn commit(&self, finding: &Finding, mut writes: Vec<Write>) -> Result<(), CommitError> {
        let now = self.gateway.clock.now();
        let repeat = self.repeatable.as_ref();
        writes.extend(repeat.map(|repeat| keep_answer(self.merchant.id, repeat, (self.write)(finding), now)));
        self.gateway.store.commit(now, writes).await
    }

    /// Returns the first answer after another request under the same key was committed first.
    async fn first(&self) -> Result<Searched, Refusal> {
        let repeat = self.repeatable.as_ref().ok_or(Refusal::Internal)?;
        let first = first_document(self.gateway, self.merchant, repeat).await?;
        first.map(Searched::Repeated).ok_or(Refusal::RepeatPending)
    }
}
