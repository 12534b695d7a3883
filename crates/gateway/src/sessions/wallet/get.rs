//! Reads the session of a wallet for its merchant.

use domain::{ReturnCode, merchant::Merchant, session::Session, wallet::Wallet};

use super::super::get::{current, stop_telling};
use crate::{Gateway, Refusal};

/// A session with its wallet.
pub struct FoundWallet {
    pub session: Session,
    /// The wallet, where it exists.
    pub wallet: Option<Wallet>,
    pub result: ReturnCode,
}

/// Reads the session of a wallet. An unknown one, one of another merchant and one that is to be paid get the same refusal. Where the
/// result is final, the notification is stopped.
pub async fn get_of_wallet(
    gateway: &Gateway,
    merchant: &Merchant,
    token: &str,
) -> Result<FoundWallet, Refusal> {
    let session = current(gateway, merchant, token, |session| session.managed_wallet().is_some()).await?;
    stop_telling(gateway, &session).await?;
    let managed = session.managed_wallet().ok_or(Refusal::Internal)?;
    let wallet = gateway.store.wallet(merchant.id, &managed.id).await?.map(|found| found.value);
    let result = session.result(&[]);
    Ok(FoundWallet { session, wallet, result })
}
