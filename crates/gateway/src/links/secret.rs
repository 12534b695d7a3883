//! The secret part of a link's token. The store holds it sealed, as it does that of a session. It is unsealed to be compared, and for the
//! merchant, who reads the link again.

use domain::link::PaymentLink;
use primitives::{LinkNumber, LinkToken, MerchantId, Sealed};
use vault::{Place, SealedColumn};

use crate::{Gateway, Refusal, keys::unseal};

pub(super) fn seal(gateway: &Gateway, merchant: MerchantId, token: &LinkToken) -> Sealed {
    let row = row(merchant, token.number());
    Sealed::new(gateway.vault.seal(place(&row), gateway.nonce(), token.secret().as_bytes()))
}

/// Unseals the secret and returns the whole token of a link.
pub(super) async fn open(gateway: &Gateway, link: &PaymentLink) -> Result<LinkToken, Refusal> {
    let row = row(link.merchant, link.number);
    let secret = unseal(gateway, place(&row), link.secret.as_bytes()).await?;
    let token = std::str::from_utf8(&secret).ok().and_then(|secret| LinkToken::of(link.number, secret));
    token.ok_or_else(|| {
        tracing::error!(link = %link.number, "the secret of a link cannot be read: run `guichet doctor`");
        Refusal::Internal
    })
}

fn row(merchant: MerchantId, number: LinkNumber) -> String {
    format!("{merchant}/{number}")
}

fn place(row: &str) -> Place<'_> {
    Place::new(SealedColumn::LinkSecret, row)
}
