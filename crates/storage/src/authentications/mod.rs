//! Authentications of buyers.

pub(crate) mod rows;
mod stage;

use async_trait::async_trait;
use domain::authentication::{Authentication, AuthenticationId};
use gateway::ports::{AuthenticationWrite, Authentications, StoreError, Versioned};
use primitives::{MerchantId, TransactionId};

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> Authentications for Database<E> {
    async fn authentication(
        &self,
        merchant: MerchantId,
        id: &AuthenticationId,
    ) -> Result<Option<Versioned<Authentication>>, StoreError> {
        self.engine.first(rows::find(merchant, id)).await
    }

    async fn authentication_by_number(
        &self,
        merchant: MerchantId,
        number: TransactionId,
    ) -> Result<Option<Versioned<Authentication>>, StoreError> {
        self.engine.first(rows::find_by_number(merchant, number)).await
    }
}

pub(crate) fn steps(write: AuthenticationWrite) -> Vec<Step> {
    match write {
        AuthenticationWrite::Add { authentication, forgotten } => {
            vec![rows::insert(&authentication, forgotten)]
        }
        AuthenticationWrite::Update(authentication) => vec![rows::update(&authentication)],
    }
}
