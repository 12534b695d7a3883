//! The messages of a challenge in an app, which the SDK and the ACS seal for each other (section 6.2.4).
//!
//! Each message has a number, from 000 for each side. A message with another number than the next one is refused, so that none is
//! played twice or left out.

use document::{Object, Tree};
use jose::{
    KeyError, Refused,
    direct::{self, CONTENT_KEY_SIZE, Direct, Encryption},
    ecdh_es::{AgreementKey, EcPublicKey, Info},
};
use primitives::Uuid;
use zeroize::Zeroizing;

use crate::{
    CReq, CRes, Erro, Kind,
    codes::{Component, ErrorCode},
    message::MAX_MESSAGE,
    scalars::Digits,
};

const ALG: &str = "dir";

/// The key that both sides have agreed on.
pub struct SessionKeys(Zeroizing<[u8; CONTENT_KEY_SIZE]>);

/// The side that sends a message.
#[derive(Clone, Copy)]
enum Side {
    Sdk,
    Acs,
}

/// A message that was opened, and is not read yet.
struct Opened {
    text: Zeroizing<Vec<u8>>,
    /// The transaction that its header names.
    acs_trans_id: Option<Uuid>,
    encryption: Encryption,
}

/// Returns the ACS's id of the transaction that a sealed message names. Nothing of it was checked.
pub fn transaction_of(token: &str) -> Option<Uuid> {
    let token = Direct::parse(token, ALG, MAX_MESSAGE).ok()?;
    token.header.get("kid").and_then(Tree::as_text).and_then(Uuid::parse)
}

impl SessionKeys {
    /// Agrees on a key: each side has its own private key and the other's public one, and both know the reference number of the SDK.
    pub fn agree(
        own: &AgreementKey,
        peer: &EcPublicKey,
        sdk_reference_number: &str,
    ) -> Result<Self, Refused> {
        own.agree(peer, &Info { recipient: sdk_reference_number.as_bytes(), ..Info::default() }).map(Self)
    }

    /// Takes a key that was stored.
    pub fn stored(key: Zeroizing<[u8; CONTENT_KEY_SIZE]>) -> Self {
        Self(key)
    }

    /// Returns the key in the clear. The caller encrypts it before it is stored.
    pub fn expose(&self) -> &[u8; CONTENT_KEY_SIZE] {
        &self.0
    }

    /// Seals a message of the SDK, which has its number.
    pub fn seal_creq(&self, message: &CReq, encryption: Encryption) -> Result<String, KeyError> {
        let counter = number(message.sdk_counter_s_to_a.as_ref());
        self.seal(Side::Sdk, counter, message.acs_trans_id, encryption, &message.write())
    }

    /// Seals a message of the ACS, which has its number. `encryption` is that of the SDK's message.
    pub fn seal_cres(&self, message: &CRes, encryption: Encryption) -> Result<String, KeyError> {
        let counter = number(message.acs_counter_a_to_s.as_ref());
        self.seal(Side::Acs, counter, message.acs_trans_id, encryption, &message.write())
    }

    /// Opens a message of the SDK with the expected number. Returns the algorithm for the answer as well.
    pub fn open_creq(&self, token: &str, counter: u8) -> Result<(CReq, Encryption), Box<Erro>> {
        let opened = self.open(Side::Sdk, token)?;
        let message = CReq::read(&opened.text)?;
        let numbers = [number(message.sdk_counter_s_to_a.as_ref()), Some(counter)];
        if numbers[0] != numbers[1] || Some(message.acs_trans_id) != opened.acs_trans_id {
            return Err(undeciphered(Side::Sdk, "sdkCounterStoA,acsTransID", opened.acs_trans_id));
        }
        Ok((message, opened.encryption))
    }

    /// Opens a message of the ACS with the expected number.
    pub fn open_cres(&self, token: &str, counter: u8) -> Result<CRes, Box<Erro>> {
        let opened = self.open(Side::Acs, token)?;
        let message = CRes::read(&opened.text)?;
        let numbers = [number(message.acs_counter_a_to_s.as_ref()), Some(counter)];
        if numbers[0] != numbers[1] || Some(message.acs_trans_id) != opened.acs_trans_id {
            return Err(undeciphered(Side::Acs, "acsCounterAtoS,acsTransID", opened.acs_trans_id));
        }
        Ok(message)
    }

    fn seal(
        &self,
        from: Side,
        counter: Option<u8>,
        acs_trans_id: Uuid,
        encryption: Encryption,
        text: &[u8],
    ) -> Result<String, KeyError> {
        let header = Object::new().with("alg", ALG).with("kid", acs_trans_id.to_string());
        let key = self.of(from, encryption);
        match (encryption, counter) {
            (_, None) => Err(KeyError::Unusable),
            (Encryption::A128CbcHs256, Some(_)) => direct::seal(&header, encryption, key, text),
            (Encryption::A128Gcm, Some(counter)) => {
                direct::seal_with_iv(&header, encryption, key, &numbered_iv(from, counter), text)
            }
        }
    }

    fn open(&self, from: Side, token: &str) -> Result<Opened, Box<Erro>> {
        let acs_trans_id = transaction_of(token);
        let opened = Direct::parse(token, ALG, MAX_MESSAGE).and_then(|token| {
            let encryption = token.encryption;
            Ok(Opened { text: token.open(self.of(from, encryption))?, acs_trans_id, encryption })
        });
        opened.map_err(|Refused| undeciphered(from, "the message cannot be opened", acs_trans_id))
    }

    /// A128GCM has a key for each direction: the first half for what the SDK sends.
    fn of(&self, from: Side, encryption: Encryption) -> &[u8] {
        let (first, second) = self.0.split_at(CONTENT_KEY_SIZE / 2);
        match (encryption, from) {
            (Encryption::A128CbcHs256, _) => &*self.0,
            (Encryption::A128Gcm, Side::Sdk) => first,
            (Encryption::A128Gcm, Side::Acs) => second,
        }
    }
}

/// The number of the message, after bytes that tell its sender.
fn numbered_iv(from: Side, counter: u8) -> [u8; 12] {
    let mut iv = match from {
        Side::Sdk => [0; 12],
        Side::Acs => [0xff; 12],
    };
    iv[11] = counter;
    iv
}

fn number(digits: Option<&Digits<3, 3>>) -> Option<u8> {
    digits?.as_str().parse().ok()
}

fn undeciphered(from: Side, detail: &str, acs_trans_id: Option<Uuid>) -> Box<Erro> {
    let (component, kind) = match from {
        Side::Sdk => (Component::Acs, Kind::CReq),
        Side::Acs => (Component::Sdk, Kind::CRes),
    };
    let erro = Erro::new(ErrorCode::DecryptionFailed, component, detail, Some(kind));
    Box::new(Erro { acs_trans_id, ..erro })
}
