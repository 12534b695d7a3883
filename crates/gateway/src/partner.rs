//! The requests of a partner's page to the gateway: the payment of its visitor, and the decision that it
//! reports.

use domain::{
    ReturnCode,
    ledger::Ledger,
    session::{Session, Stage},
    transaction::{Input, State, Transaction},
};
use primitives::{MerchantId, TransactionId};
use vault::is_same;

use crate::{
    Gateway, Refusal,
    bank_answers::{NotWritten, try_record_answer},
    ports::{Invitation, PartnerAnswer, Redirection, Versioned},
    sessions,
};

/// The data that a partner's page shows to its visitor.
pub struct Visit {
    pub payment: Transaction,
    pub shop: String,
    /// Whether the payment still waits for a decision.
    pub is_open: bool,
    /// The URL that the visitor goes to afterwards.
    pub back: String,
}

/// Returns where the buyer of a payment is sent; `None` where there is no such partner.
pub(crate) fn redirection(
    gateway: &Gateway,
    session: &Session,
    payment: &Transaction,
) -> Option<Redirection> {
    let client = if matches!(session.stage, Stage::Trying { last: true, .. }) { APP } else { PAGE };
    let reference = format!("{}.{}.{client}", payment.merchant, payment.id);
    gateway.acquirer.invite(&Invitation {
        ticket: ticket(gateway, &reference),
        reference,
        instrument_type: payment.instrument_type.clone(),
        amount: payment.amount(),
        currency: payment.terms.currency,
    })
}

/// Returns what the partner's page shows. `reference` and `ticket` are those of the invitation.
pub async fn visit(gateway: &Gateway, reference: &str, ticket: &str) -> Result<Visit, Refusal> {
    let (guest, session, stored) = find(gateway, reference, ticket).await?;
    visited(gateway, guest, session, stored.value).await
}

/// Records the partner's decision and what follows for the session. Both are on disk when it returns; where it fails, the
/// partner has to report again.
pub async fn decide(
    gateway: &Gateway,
    reference: &str,
    ticket: &str,
    answer: PartnerAnswer,
) -> Result<Visit, Refusal> {
    let (guest, session, stored) = find(gateway, reference, ticket).await?;
    let input = match answer {
        PartnerAnswer::Approved(approval) => Input::Approved(approval),
        PartnerAnswer::Declined(code) => Input::Declined(code),
        PartnerAnswer::Held(reference) => Input::Held { reference },
        PartnerAnswer::Silence => return visited(gateway, guest, session, stored.value).await,
    };
    let subject = stored.value.payment.id;
    // An approval that is not written would be money that nobody gives back.
    let ledger = try_record_answer(gateway, stored, subject, input)
        .await
        .map_err(|NotWritten(_)| Refusal::Unavailable)?;
    visited(gateway, guest, session, ledger).await
}

async fn visited(
    gateway: &Gateway,
    guest: Guest,
    session: Session,
    ledger: Ledger,
) -> Result<Visit, Refusal> {
    let setup = gateway.store.point_of_sale_setup(session.merchant, &session.point_of_sale).await?;
    let setup = setup.ok_or(Refusal::Internal)?;
    let payment = ledger.into_payment();
    let is_open = matches!(payment.state, State::AtPartner { .. } | State::OnHold(_));
    let id = sessions::open_secret(gateway, &session).await?;
    let back = gateway.addresses.return_from_partner(&id, guest.by_app);
    Ok(Visit { payment, shop: setup.point_of_sale.name, is_open, back })
}

/// The parts of an invitation's reference.
struct Guest {
    merchant: MerchantId,
    payment: TransactionId,
    by_app: bool,
}

const APP: &str = "app";
const PAGE: &str = "page";

impl Guest {
    fn parse(reference: &str) -> Option<Self> {
        let mut parts = reference.split('.');
        let (merchant, payment, client) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self {
            merchant: MerchantId::parse(merchant)?,
            payment: TransactionId::parse(payment)?,
            by_app: client == APP,
        })
    }
}

/// Finds the payment of a reference. Fails as unknown where the ticket is not that of the reference.
async fn find(
    gateway: &Gateway,
    reference: &str,
    shown: &str,
) -> Result<(Guest, Session, Versioned<Ledger>), Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN);
    if !is_same(ticket(gateway, reference).as_bytes(), shown.as_bytes()) {
        return Err(unknown);
    }
    let guest = Guest::parse(reference).ok_or(unknown.clone())?;
    let ledger = gateway.store.ledger(guest.merchant, guest.payment).await?.ok_or(unknown.clone())?;
    let Some(number) = ledger.value.payment.origin.session() else { return Err(unknown) };
    let session = gateway.store.session(guest.merchant, number).await?.ok_or(Refusal::Internal)?.value;
    Ok((guest, session, ledger))
}

/// Returns 16 bytes of a keyed hash of the reference, in hexadecimal. Only the gateway can make it.
fn ticket(gateway: &Gateway, reference: &str) -> String {
    let digest = gateway.vault.partner_ticket(reference);
    digest.iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
