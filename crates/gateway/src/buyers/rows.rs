//! Erases what is personal of payments, sessions and payment links.

use domain::ledger::Ledger;
use primitives::{LinkNumber, MerchantId, SessionNumber, TransactionId};

use super::{Erasure, MAX_COMMITS, READ_AT_ONCE, cards::Card, line};
use crate::{
    Refusal,
    ports::{CommitError, Said, StoreError},
    retention::{strip_link, strip_payment, strip_session},
};

/// What is read one page after the other.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Links,
    Sessions,
    Payments,
}

/// A payment link, a session or a payment.
#[derive(Clone, Copy)]
enum Row {
    Link(LinkNumber),
    Session(SessionNumber),
    Payment(TransactionId),
}

impl Row {
    const fn number(self) -> i64 {
        match self {
            Self::Link(number) => number.number(),
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
            Kind::Links => rows(store.said_of_links(after, READ_AT_ONCE).await?, Row::Link),
            Kind::Sessions => rows(store.said_of_sessions(after, READ_AT_ONCE).await?, Row::Session),
            Kind::Payments => rows(store.said_of_payments(after, READ_AT_ONCE).await?, Row::Payment),
        })
    }

    async fn erase(&mut self, merchant: MerchantId, row: Row) -> Result<(), Refusal> {
        match row {
            Row::Link(number) => self.link(merchant, number).await,
            Row::Session(number) => self.session(merchant, number).await,
            Row::Payment(id) => self.payment(merchant, id).await,
        }
    }

    /// A link that may still be paid is left as it is: its merchant cancels it first.
    async fn link(&mut self, merchant: MerchantId, number: LinkNumber) -> Result<(), Refusal> {
        for _ in 0..MAX_COMMITS {
            let now = self.gateway.clock.now();
            let link = match self.gateway.store.link(merchant, number).await {
                Ok(Some(link)) if link.value.is_over(now) => link,
                Ok(Some(_)) | Err(StoreError::Inconsistent) => break,
                Ok(None) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            let writes =
                vec![strip_link(self.gateway, &link), line(merchant, format!("payment link {number}"))];
            match self.commit(writes).await {
                Ok(()) => {
                    self.of(merchant).links += 1;
                    return Ok(());
                }
                Err(CommitError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.of(merchant).in_progress += 1;
        Ok(())
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
