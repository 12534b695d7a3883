//! A session as a buyer's page or app shows it.

use domain::{
    ReturnCode, Title,
    link::{LinkStatus, PaymentLink},
    merchant::PaymentMethod,
    session::{Session, SessionInput, Stage},
    transaction::{State, Transaction},
    wallet::Wallet,
};
use jiff::{SignedDuration, Timestamp};
use primitives::SessionId;

use super::{
    Client, Visitor,
    create::offered,
    find::find_again,
    follow::moved_on,
    saved_cards::{SavedCards, saved_cards},
    wallet,
};
use crate::{
    Gateway, Refusal,
    deadlines::later,
    partner,
    ports::{CommitError, PointOfSaleSetup, Redirection, Versioned},
};

/// The time that a buyer waits for a bank or a partner. After it the page says that the shop will know the
/// outcome.
const BUYER_WAIT_LIMIT: SignedDuration = SignedDuration::from_secs(60);
/// The largest number of commits that are tried for one opening while others change the session first.
const MAX_COMMITS: u8 = 8;

/// The number of payments that are read. The newest is enough: no payment begins while another has no
/// outcome, nor after an accepted one.
const NEWEST: usize = 1;

/// A session as it is shown to its buyer.
pub struct SessionView {
    /// The session's id as the buyer sent it.
    pub id: SessionId,
    pub session: Session,
    /// The payment link of the session, while the buyer may choose.
    pub link: Option<Versioned<PaymentLink>>,
    pub setup: PointOfSaleSetup,
    /// The payment methods that the buyer may choose from, in order.
    pub methods: Vec<PaymentMethod>,
    /// What the wallet of the session offers while the buyer may choose.
    pub saved: SavedCards,
    /// The newest payment, if there is one.
    pub transactions: Vec<Transaction>,
    /// The wallet that the buyer looks after, where it exists.
    pub wallet: Option<Box<Wallet>>,
    pub status: SessionStatus,
    /// Whether the buyer's details may be shown: not long after the end, when the id may be in many hands.
    pub shows_buyer: bool,
    pub now: Timestamp,
    /// The version in which the session was read.
    version: i64,
}

/// What the buyer can do now, or how the session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionStatus {
    /// The buyer may choose a payment method. `refused` is the code of the last refusal, if there was one.
    Choose {
        refused: Option<ReturnCode>,
    },
    /// The buyer is sent to a partner.
    AtPartner {
        redirection: Redirection,
    },
    /// A bank or a partner has not answered yet. The client is to ask again soon.
    Waiting,
    /// A bank or a partner has not answered yet, and the buyer should not wait for it.
    Undecided,
    Paid,
    Refused {
        code: ReturnCode,
    },
    Cancelled,
    /// The buyer may look after the wallet. `refused` is the code by which the bank refused the newest card.
    Manage {
        refused: Option<ReturnCode>,
        /// Whether another card may be added.
        takes_card: bool,
    },
    /// The buyer has looked after the wallet and left.
    Done,
    Expired,
}

impl SessionView {
    /// Returns the session and the version that was read. The first commit on that version changes it.
    pub(super) fn seen(&self) -> Versioned<Session> {
        Versioned { value: self.session.clone(), version: self.version }
    }

    /// Returns the payment that the status is about.
    pub fn payment(&self) -> Option<&Transaction> {
        match self.session.stage {
            Stage::Trying { transaction, .. }
            | Stage::Paid { transaction }
            | Stage::Refused { transaction } => {
                self.transactions.iter().find(|other| other.id == transaction)
            }
            _ => self.transactions.first(),
        }
    }

    /// Returns the payment method of a payment.
    pub fn method_of(&self, transaction: &Transaction) -> Option<&PaymentMethod> {
        self.setup.methods.iter().find(|method| method.id == transaction.payment_method)
    }
}

/// Opens a session for a buyer and records the opening.
pub async fn open(gateway: &Gateway, token: &str, visitor: &Visitor) -> Result<SessionView, Refusal> {
    gateway.limits.admit_lookup(gateway.clock.now())?;
    open_again(gateway, token, visitor).await
}

/// Opens a session that this request has found before ([`find_again`]).
pub(super) async fn open_again(
    gateway: &Gateway,
    token: &str,
    visitor: &Visitor,
) -> Result<SessionView, Refusal> {
    let (id, session) = opened(gateway, token, visitor).await?;
    view(gateway, id, session, visitor.client).await
}

async fn opened(
    gateway: &Gateway,
    token: &str,
    visitor: &Visitor,
) -> Result<(SessionId, Versioned<Session>), Refusal> {
    for _ in 0..MAX_COMMITS {
        let (id, stored) = find_again(gateway, token).await?;
        let now = gateway.clock.now();
        let input = if now < stored.value.expires { SessionInput::Opened } else { SessionInput::TimePassed };
        let Ok(mut next) = stored.value.step(input, now) else { return Ok((id, stored)) };
        next.device = next.device.or_else(|| visitor.device.clone());
        let next = Versioned { value: next, version: stored.version };
        match gateway.store.commit(now, moved_on(gateway, next.clone(), now)).await {
            Ok(()) => return Ok((id, Versioned { version: next.version + 1, ..next })),
            Err(CommitError::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refusal::Unavailable)
}

async fn view(
    gateway: &Gateway,
    id: SessionId,
    session: Versioned<Session>,
    client: Client,
) -> Result<SessionView, Refusal> {
    let (Versioned { value: session, version }, transactions) = match session.value.tries {
        0 => (session, Vec::new()),
        _ => gateway.store.with_payments(session.value, NEWEST).await?,
    };
    let setup = gateway.store.point_of_sale_setup(session.merchant, &session.point_of_sale).await?;
    let setup = setup.ok_or(Refusal::Internal)?;
    let methods = offered(&setup, &session.terms, session.created, !transactions.is_empty());
    let wallet = match session.managed_wallet() {
        Some(wallet) => {
            gateway.store.wallet(session.merchant, &wallet.id).await?.map(|found| Box::new(found.value))
        }
        None => None,
    };
    let link = match (session.stage, session.link) {
        (Stage::Created | Stage::Open, Some(link)) => gateway.store.link(session.merchant, link).await?,
        _ => None,
    };
    let now = gateway.clock.now();
    // A session that ended before its end was written down has ended when its time ran out, at the latest.
    let ended = if session.is_final() { session.ended.unwrap_or(session.expires) } else { Timestamp::MAX };
    let shows_buyer = now < later(ended, gateway.settings.retention.buyer_shown);
    let mut shown = SessionView {
        id,
        session,
        link,
        setup,
        methods,
        saved: SavedCards::default(),
        transactions,
        wallet,
        status: SessionStatus::Expired,
        shows_buyer,
        now,
        version,
    };
    shown.status = status(gateway, &shown, client);
    if let SessionStatus::Choose { .. } = shown.status {
        shown.saved = saved_cards(gateway, &shown.session, &shown.methods).await?;
    }
    Ok(shown)
}

fn status(gateway: &Gateway, shown: &SessionView, client: Client) -> SessionStatus {
    match shown.session.stage {
        Stage::Created | Stage::Open if shown.session.managed_wallet().is_some() => wallet::manage(shown),
        Stage::Created | Stage::Open if let Some(status) = over(shown) => status,
        Stage::Created | Stage::Open => {
            SessionStatus::Choose { refused: shown.transactions.first().map(|latest| latest.state.result()) }
        }
        Stage::Trying { .. } => {
            shown.payment().map_or(SessionStatus::Waiting, |payment| trying(gateway, shown, payment, client))
        }
        Stage::Paid { .. } => SessionStatus::Paid,
        Stage::Refused { .. } => {
            let code =
                shown.payment().map_or(ReturnCode::TOO_MANY_ATTEMPTS, |payment| payment.state.result());
            // A buyer who gave up at a partner and whose app cannot go back has cancelled.
            let at_partner = shown.payment().is_some_and(|payment| payment.card.is_none());
            if code.title() == Title::Cancelled && at_partner {
                SessionStatus::Cancelled
            } else {
                SessionStatus::Refused { code }
            }
        }
        Stage::Cancelled => SessionStatus::Cancelled,
        Stage::Done => SessionStatus::Done,
        Stage::Expired { .. } => SessionStatus::Expired,
    }
}

/// Returns how a session is shown whose payment link is not to be paid any more.
fn over(shown: &SessionView) -> Option<SessionStatus> {
    shown.session.link?;
    // Where the link is forgotten, it has ended long ago.
    let status = shown.link.as_ref().map_or(LinkStatus::Expired, |link| link.value.status(shown.now));
    match status {
        LinkStatus::Unpaid => None,
        LinkStatus::Paid => Some(SessionStatus::Refused { code: ReturnCode::DUPLICATE }),
        LinkStatus::Blocked => Some(SessionStatus::Refused { code: ReturnCode::TOO_MANY_ATTEMPTS }),
        LinkStatus::Cancelled => Some(SessionStatus::Cancelled),
        LinkStatus::Expired => Some(SessionStatus::Expired),
    }
}

fn trying(gateway: &Gateway, shown: &SessionView, payment: &Transaction, client: Client) -> SessionStatus {
    let since = match &payment.state {
        State::AtPartner { .. } => {
            return partner::redirection(gateway, &shown.session, payment)
                .map_or(SessionStatus::Waiting, |redirection| SessionStatus::AtPartner { redirection });
        }
        State::OnHold(hold) => hold.since,
        _ => payment.created,
    };
    if client.can_wait() && shown.now.duration_since(since) < BUYER_WAIT_LIMIT {
        SessionStatus::Waiting
    } else {
        SessionStatus::Undecided
    }
}
