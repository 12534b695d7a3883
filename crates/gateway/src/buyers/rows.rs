//! Erases what is personal of payments and sessions.

use domain::ledger::Ledger;
use primitives::{MerchantId, SessionNumber, TransactionId};

use super::{Erasure, MAX_COMMITS, READ_AT_ONCE, cards::Card, line};
use crate::{
    Refusal,
    ports::{CommitError, Said, StoreError},
    retention::{strip_payment, strip_session},
};

/// What is read one page after the other.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Sessions,
    Payments,
}

/// A session or a payment.
#[derive(Clone, Copy)]
enum Row {
    Session(SessionNumber),
    Payment(TransactionId),
}

impl Row {
    const fn number(self) -> i64 {
        match self {
            Self::Session(number) => number.number(),
            Self::Payment(id) => id.number(),
        }
    }
}

impl Erasure<'_> {
    /// Reads all rows of a kind, one page after the other, and erases those that are meant.
    pub(super) async fn rows(&mut self, kind: Kind, progress: &mut impl FnMut(usize)) -> Result<(), Refusal> {
        let mut after = self.start();
        while !self.is_past(after.0) {
            let page = self.page(kind, after).await?;
            let Some(last) = page.last() else { break };
            after = (last.merchant.number(), last.id.number());
            for Said { merchant, id, echo } in &page {
                if self.is_meant(*merchant, echo) {
                    self.erase(*merchant, *id).await?;
                }
            }
            self.read += page.len();
            progress(self.read);
        }
        Ok(())
    }

    /// Reads what follows a key, in the order of merchants and ids.
    async fn page(&self, kind: Kind, after: (i64, i64)) -> Result<Vec<Said<Row>>, StoreError> {
        fn rows<T>(page: Vec<Said<T>>, row: fn(T) -> Row) -> Vec<Said<Row>> {
            let of = |Said { merchant, id, echo }| Said { merchant, id: row(id), echo };
            page.into_iter().map(of).collect()
        }
        let store = &self.gateway.store;
        Ok(match kind {
            Kind::Sessions => rows(store.said_of_sessions(after, READ_AT_ONCE).await?, Row::Session),
            Kind::Payments => rows(store.said_of_payments(after, READ_AT_ONCE).await?, Row::Payment),
        })
    }

    async fn erase(&mut self, merchant: MerchantId, row: Row) -> Result<(), Refusal> {
        match row {
            Row::Session(number) => self.session(merchant, number).await,
            Row::Payment(id) => self.payment(merchant, id).await,
        }
    }

    async fn session(&mut self, merchant: MerchantId, number: SessionNumber) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let session = match self.gateway.store.session(merchant, number).await {
                Ok(Some(session)) if session.value.is_final() => session,
                Ok(Some(_)) | Err(StoreError::Inconsistent) => break,
                Ok(None) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            let writes =
                vec![strip_session(self.gateway, &session), line(merchant, format!("session {number}"))];
            match self.commit(writes).await {
                Ok(()) => {
                    self.of(merchant).sessions += 1;
                    return Ok(());
                }
                Err(CommitError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.of(merchant).in_progress += 1;
        Ok(())
    }

    async fn payment(&mut self, merchant: MerchantId, id: TransactionId) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let payment = match self.gateway.store.ledger(merchant, id).await {
                Ok(Some(payment)) if !is_in_progress(&payment.value) => payment,
                Ok(Some(_)) | Err(StoreError::Inconsistent) => break,
                Ok(None) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            // The card goes in the commit that strips its payment: afterwards no address leads to it.
            let card = self.card_of(merchant, &payment.value).await?;
            let subject = match card {
                Some(Card { is_needed: false, .. }) => format!("payment {id}, and its card"),
                Some(Card { is_needed: true, .. }) => format!("payment {id}; its card is needed"),
                None => format!("payment {id}"),
            };
            let mut writes = vec![strip_payment(self.gateway, &payment), line(merchant, subject)];
            writes.extend(card.as_ref().map(|card| self.forget_card(merchant, card)));
            match self.commit(writes).await {
                Ok(()) => {
                    self.of(merchant).payments += 1;
                    if let Some(card) = card {
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
}

/// Whether a bank or a partner is asked about the payment or about an action on it.
fn is_in_progress(ledger: &Ledger) -> bool {
    ledger.payment.state.is_pending() || ledger.actions.iter().any(domain::action::Action::is_pending)
}
