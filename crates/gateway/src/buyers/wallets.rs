//! Deletes the wallets of a buyer, with the cards in them.

use primitives::{MerchantId, Reference};

use super::{Erasure, MAX_COMMITS, READ_AT_ONCE, cards::Card, line};
use crate::{
    Refusal,
    ports::{CommitError, RetentionWrite, Said, StoreError, Write},
};

impl Erasure<'_> {
    /// Reads all wallets, one page after the other, and deletes those that are meant. Accounting needs nothing of a wallet.
    pub(super) async fn wallets(&mut self, progress: &mut impl FnMut(usize)) -> Result<(), Refusal> {
        let mut after = (self.start().0, String::new());
        while !self.is_past(after.0) {
            let page = self.gateway.store.said_of_wallets((after.0, &after.1), READ_AT_ONCE).await?;
            let Some(last) = page.last() else { break };
            after = (last.merchant.number(), last.id.as_str().to_owned());
            for Said { merchant, id, echo } in &page {
                if self.is_meant(*merchant, echo) {
                    self.wallet(*merchant, id).await?;
                }
            }
            self.read += page.len();
            progress(self.read);
        }
        Ok(())
    }

    async fn wallet(&mut self, merchant: MerchantId, id: &Reference) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let wallet = match self.gateway.store.wallet(merchant, id).await {
                Ok(Some(wallet)) => wallet,
                Err(StoreError::Inconsistent) => break,
                Ok(None) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            let mut cards = Vec::new();
            for kept in &wallet.value.cards {
                cards.extend(self.card(merchant, &kept.card.token, Some(id)).await?);
            }
            match self.commit(self.delete_wallet(merchant, id, wallet.version, &cards)).await {
                Ok(()) => {
                    self.of(merchant).wallets += 1;
                    for card in cards {
                        self.count_card(merchant, card);
                    }
                    return Ok(());
                }
                Err(CommitError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.of(merchant).in_progress += 1;
        Ok(())
    }

    fn delete_wallet(
        &self,
        merchant: MerchantId,
        id: &Reference,
        version: i64,
        cards: &[Card],
    ) -> Vec<Write> {
        let (needed, others): (Vec<&Card>, Vec<&Card>) = cards.iter().partition(|card| card.is_needed);
        let subject = format!("wallet {}, and {} cards; {} needed", id.as_str(), others.len(), needed.len());
        let cards = others.iter().map(|card| card.token.clone()).collect();
        let mut writes = vec![
            line(merchant, subject),
            RetentionWrite::DeleteWallet { merchant, id: id.clone(), version, cards }.into(),
        ];
        writes.extend(needed.into_iter().map(|card| self.age_card(merchant, card)));
        writes
    }
}
