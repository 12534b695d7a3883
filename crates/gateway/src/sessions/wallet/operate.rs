//! Changes of a wallet that a buyer makes on the page, besides the addition of a card, which is a payment.

use domain::{
    echo::Echo,
    session::SessionInput,
    wallet::{Rank, Wallet, WalletStatus},
};

use super::super::{SessionView, Visitor, find::find_again, pay::check_merchant, view::open_again};
use crate::{
    Gateway, Refusal, audit,
    ports::{CommitError, SessionWrite, Versioned, WalletWrite},
};

/// The largest number of commits that are tried for one change while others change the session or the wallet first.
const MAX_COMMITS: u8 = 8;

/// What a buyer asks for.
pub struct WalletAsked<'a> {
    pub operation: WalletOperation<'a>,
    /// The number of changes that the page had seen. Where the session has another number, the request repeats an earlier one or
    /// comes from an older page, and changes nothing.
    pub operations: Option<u32>,
}

/// A change of a wallet.
pub enum WalletOperation<'a> {
    Remove(Rank),
    Default(Rank),
    /// Writes what is kept of the wallet's holder, with the changes of the buyer.
    Details(&'a (dyn Fn(&Echo) -> Echo + Sync)),
}

/// Changes the wallet. Returns the session as it is afterwards. Nothing is done where the session or the wallet takes no such change
/// now: after a double click, in a second tab, after the end, or for a card that is gone.
pub async fn operate(
    gateway: &Gateway,
    seen: SessionView,
    visitor: &Visitor,
    asked: WalletAsked<'_>,
) -> Result<SessionView, Refusal> {
    let Some(managed) = seen.session.managed_wallet() else { return Ok(seen) };
    check_merchant(&seen)?;
    let (token, merchant) = (seen.id.text(), seen.session.merchant);
    let _own_turn = gateway.payment_locks.lock_wallet(merchant, &managed.id).await;
    for _ in 0..MAX_COMMITS {
        let (_, stored) = find_again(gateway, &token).await?;
        if asked.operations.is_some_and(|seen| seen != stored.value.operations) {
            break;
        }
        let now = gateway.clock.now();
        let Ok(session) = stored.value.step(SessionInput::Managed, now) else { break };
        let Some(mut wallet) = gateway.store.wallet(merchant, &managed.id).await? else { break };
        let may_edit = managed.may_edit_holder;
        let Some(Done { changed, name }) = apply(&mut wallet.value, &asked.operation, may_edit) else {
            break;
        };
        let session = Versioned { value: session, version: stored.version };
        let writes = vec![
            SessionWrite::Update(Box::new(session)).into(),
            audit::wallet(&wallet.value, name, changed),
            WalletWrite::Update { wallet: Box::new(wallet), changed: changed.into_iter().collect() }.into(),
        ];
        match gateway.store.commit(now, writes).await {
            Ok(()) => break,
            Err(CommitError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    open_again(gateway, &token, visitor).await
}

/// What was done to a wallet.
struct Done {
    /// The card that it was done to.
    changed: Option<Rank>,
    /// The name in the audit log.
    name: &'static str,
}

/// Applies the change. Returns `None` where there is nothing to change.
fn apply(wallet: &mut Wallet, operation: &WalletOperation<'_>, may_edit_holder: bool) -> Option<Done> {
    match *operation {
        WalletOperation::Remove(rank) => {
            wallet.remove(rank).ok()?;
            Some(Done { changed: Some(rank), name: "WALLET_CARD_REMOVED" })
        }
        WalletOperation::Default(rank) => {
            let is_active = wallet.card(rank).is_some_and(|card| card.status == WalletStatus::Active);
            if !is_active || wallet.default == rank {
                return None;
            }
            wallet.set_default(rank).ok()?;
            Some(Done { changed: Some(rank), name: "WALLET_DEFAULT_CHANGED" })
        }
        WalletOperation::Details(write) => {
            let details = write(&wallet.details);
            if !may_edit_holder || details == wallet.details {
                return None;
            }
            wallet.details = details;
            Some(Done { changed: None, name: "WALLET_CHANGED" })
        }
    }
}
