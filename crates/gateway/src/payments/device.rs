//! Cards of wallets on the buyer's device: Apple Pay and Google Pay.

use domain::{
    ReturnCode,
    merchant::Merchant,
    used_card::{ExternalWallet, PanType, UsedCard},
};
use jiff::{SignedDuration, Timestamp};
use primitives::IdempotencyKey;
use xpay::{NumberKind, Opened, Proof, Token, Wallet};

use super::card::{Card, Found};
use crate::{CardFault, Gateway, Refusal, deadlines::later, idempotency::Repeatable, ports::TokenFault};

/// A token that has expired is not taken, so its use need not be known for longer. Clocks of instances may differ.
const KNOWN_AFTER_EXPIRY: SignedDuration = SignedDuration::from_mins(5);

/// What a card of a wallet on a device has besides.
pub(crate) struct OnDevice {
    pub wallet: ExternalWallet,
    pub pan_type: PanType,
    pub proof: Option<Proof>,
    pub once: Once,
}

/// The record by which a token pays once. It is a first request under a key of its own, in the commit that begins the payment.
pub(crate) struct Once {
    pub key: Repeatable,
    /// The time until which the use is known.
    pub until: Timestamp,
}

/// Opens the token of a wallet.
pub(super) fn find(gateway: &Gateway, merchant: &Merchant, token: &Token) -> Result<Found, Refusal> {
    let now = gateway.clock.now();
    match gateway.external_wallets.open(merchant.id, token, now) {
        Ok(opened) => card(gateway, merchant, opened).map(Found::Card),
        Err(TokenFault::NotConnected) => {
            let shown = UsedCard { external_wallet: Some(wallet_of(token.wallet())), ..UsedCard::unknown() };
            Ok(Found::Refused(shown, ReturnCode::ACQUIRER_MISCONFIGURED))
        }
        Err(fault) => Err(Refusal::Token(fault)),
    }
}

fn card(gateway: &Gateway, merchant: &Merchant, opened: Opened) -> Result<Card, Refusal> {
    let Opened { wallet, pan, expiry, holder, kind, proof, id, expires } = opened;
    if let Some(words) = gateway.acquirer.objection(&pan) {
        return Err(Refusal::Card(CardFault::NotAllowedOnDevice { words }));
    }
    let wallet = wallet_of(wallet);
    let digest = gateway.vault.request_digest(&[wallet.as_str().as_bytes(), id.as_bytes()]);
    let device = OnDevice {
        wallet,
        pan_type: match kind {
            NumberKind::DeviceToken => PanType::DeviceToken,
            NumberKind::CardPan => PanType::CardPan,
        },
        proof,
        once: Once {
            key: Repeatable::of_thing(IdempotencyKey::of_thing(&digest), digest),
            until: later(expires, KNOWN_AFTER_EXPIRY),
        },
    };
    Ok(Card {
        fingerprint: gateway.vault.fingerprint(merchant.id, &pan),
        pan,
        token: None,
        expiry,
        cvx: None,
        holder,
        entered: true,
        usual_network: None,
        device: Some(device),
    })
}

pub(crate) const fn wallet_of(wallet: Wallet) -> ExternalWallet {
    match wallet {
        Wallet::ApplePay => ExternalWallet::ApplePay,
        Wallet::GooglePay => ExternalWallet::GooglePay,
    }
}
