//! The sandbox's Apple Pay and Google Pay: keys of its own in the place of those of merchants, of Apple and of Google.
//!
//! All keys are derived from the vault, so that each instance of a store has the same ones. Tokens and merchant sessions have the
//! published formats; only who signs them is another.

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use gateway::ports::{ExternalWallets, MerchantSession, MerchantSessionQuestion, TokenFault, WalletNames};
use jiff::Timestamp;
use primitives::{Expiry, MerchantId, Pan};
use vault::SandboxSeed;
use xpay::{AgreementKey, Derive, Opened, Refused, Token, apple, google};
use zeroize::Zeroizing;

/// The recipient of Google Pay's tokens: Google knows a gateway by this name.
const RECIPIENT: &str = "gateway:guichet";

pub struct SimulatedWallets {
    seed: Seed,
    apple: apple::Signer,
    google: google::Signer,
    /// Google Pay seals a card for the gateway, not for a merchant.
    google_key: AgreementKey,
}

/// A card on a device, for a token of the sandbox.
pub struct DeviceCard<'a> {
    pub pan: &'a Pan,
    pub expiry: Expiry,
    /// The amount in minor units, which Apple Pay puts into the token.
    pub amount: i64,
    /// The ISO 4217 number of the currency.
    pub currency: &'a str,
    /// What makes the token another than all before.
    pub id: &'a [u8; 32],
}

/// The seed of the vault, as the maker of keys asks for it.
struct Seed(SandboxSeed);

impl Derive for Seed {
    fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        self.0.derive(label)
    }
}

impl SimulatedWallets {
    pub fn new(seed: SandboxSeed) -> Self {
        let seed = Seed(seed);
        Self {
            apple: apple::Signer::derived(&seed),
            google: google::Signer::derived(&seed),
            google_key: AgreementKey::derived(&seed, "google pay gateway"),
            seed,
        }
    }

    /// Makes a token of Apple Pay for the merchant.
    pub fn apple_token(
        &self,
        merchant: MerchantId,
        card: &DeviceCard<'_>,
        signed_at: Timestamp,
    ) -> Result<apple::Token, Refused> {
        self.apple.mint(&apple::Minted {
            pan: card.pan,
            expiry: card.expiry,
            amount: card.amount,
            currency: card.currency,
            cryptogram: &cryptogram(card),
            id: card.id,
            signed_at,
            merchant_key: self.processing_key(merchant).spki(),
            merchant_identifier: &merchant_identifier(merchant),
        })
    }

    /// Makes a token of Google Pay for the merchant. One without a cryptogram holds the number of the card itself.
    pub fn google_token(
        &self,
        merchant: MerchantId,
        card: &DeviceCard<'_>,
        has_cryptogram: bool,
        expires: Timestamp,
    ) -> Result<google::Token, Refused> {
        let cryptogram = has_cryptogram.then(|| cryptogram(card));
        self.google.mint(&google::Minted {
            pan: card.pan,
            expiry: card.expiry,
            cryptogram: cryptogram.as_deref(),
            id: &STANDARD.encode(card.id),
            expires,
            merchant: &merchant.to_string(),
            recipient: RECIPIENT,
            recipient_point: self.google_key.point(),
        })
    }

    /// Returns the key of the merchant by which tokens of Apple Pay are opened.
    fn processing_key(&self, merchant: MerchantId) -> AgreementKey {
        AgreementKey::derived(&self.seed, &format!("apple pay processing {merchant}"))
    }
}

#[async_trait]
impl ExternalWallets for SimulatedWallets {
    fn names(&self, merchant: MerchantId) -> Option<WalletNames> {
        Some(WalletNames { apple: merchant_identifier(merchant), google: merchant.to_string() })
    }

    fn open(&self, merchant: MerchantId, token: &Token, now: Timestamp) -> Result<Opened, TokenFault> {
        let opened = match token {
            Token::Apple(token) => {
                let keys = apple::Keys {
                    roots: &[self.apple.root()],
                    key: &self.processing_key(merchant),
                    merchant_identifier: &merchant_identifier(merchant),
                };
                apple::open(token, &keys, now)
            }
            Token::Google(token) => {
                let keys = google::Keys {
                    roots: &[self.google.root()],
                    recipient: RECIPIENT,
                    key: &self.google_key,
                    merchant: &merchant.to_string(),
                };
                google::open(token, &keys, now)
            }
        };
        opened.map_err(TokenFault::Refused)
    }

    /// Makes a session without asking anybody: the sandbox calls no validation URL.
    async fn merchant_session(&self, question: MerchantSessionQuestion) -> MerchantSession {
        let request = apple::SessionRequest {
            merchant_identifier: &merchant_identifier(question.merchant),
            display_name: &question.display_name,
            domain_name: &question.domain_name,
            nonce: &question.nonce,
            now: question.now,
        };
        self.apple.session(&request).map_or(MerchantSession::NotConnected, MerchantSession::Made)
    }
}

/// The merchant identifier, which Apple gives a merchant in production.
fn merchant_identifier(merchant: MerchantId) -> String {
    format!("merchant.guichet.sandbox.{merchant}")
}

/// Returns 20 bytes in base64, as cryptograms of the networks have.
fn cryptogram(card: &DeviceCard<'_>) -> String {
    STANDARD.encode(&card.id[..20])
}
