//! A challenge as the URL of its page carries it: the issuer keeps no memory, so a challenge survives restarts and any instance may
//! go on with it.
//!
//! The text is sealed (AES-256-GCM, under a key of the sandbox's seed): nobody but the issuer reads, makes or changes one. It is no
//! protection against repeats. An older URL has fewer tries used, and an answered one can be answered again; the 3DS server counts
//! the first result.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use document::{Object, Tree, read_json, write_json};
use gateway::ports::Entropy;
use jiff::Timestamp;
use vault::SandboxSeed;
use zeroize::Zeroizing;

use super::outcome::{Ending, Outcome};

/// The challenge of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BrowserTicket {
    pub(super) ticket: Ticket,
    /// The URL to which the browser brings the CRes.
    pub(super) notification_url: String,
}

/// The challenge of an app.
pub(super) struct AppTicket {
    pub(super) ticket: Ticket,
    /// The secret of the session with the SDK (EMV 3-D Secure, section 6.2.3.2).
    pub(super) secret: Zeroizing<Vec<u8>>,
}

/// What is known of a challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ticket {
    pub(super) three_ds_server_trans_id: String,
    pub(super) acs_trans_id: String,
    pub(super) ds_trans_id: String,
    /// Of an app.
    pub(super) sdk_trans_id: Option<String>,
    /// The URL of the 3DS server, to which the result goes.
    pub(super) results_url: String,
    pub(super) version: String,
    /// 01 for a payment, 02 for another authentication.
    pub(super) category: String,
    pub(super) ending: Ending,
    /// Whether the card has the electronic commerce indicators of Mastercard.
    pub(super) is_mastercard: bool,
    pub(super) merchant: String,
    /// The amount with its currency, as people read it. Empty where nothing is paid.
    pub(super) amount: String,
    pub(super) masked_card: String,
    /// The number of wrong codes so far.
    pub(super) tries: u8,
    pub(super) until: Timestamp,
}

/// Seals and opens tickets.
pub(super) struct Sealer(LessSafeKey);

const APP: &[u8] = b"app";
const BROWSER: &[u8] = b"browser";

/// The longest text that is tried: the specification allows an ACS URL of 2048 characters.
const MAX_TEXT_BYTES: usize = 2_048;

impl Sealer {
    pub(super) fn new(seed: &SandboxSeed) -> Self {
        let key = seed.derive("3-D Secure challenge");
        let key = UnboundKey::new(&AES_256_GCM, &*key).expect("a key of AES-256 has 32 bytes");
        Self(LessSafeKey::new(key))
    }

    pub(super) fn seal_browser(&self, challenge: &BrowserTicket, entropy: &dyn Entropy) -> String {
        let object = challenge.ticket.write().with("b", challenge.notification_url.as_str());
        self.seal(object, BROWSER, entropy)
    }

    pub(super) fn seal_app(&self, challenge: &AppTicket, entropy: &dyn Entropy) -> String {
        let object = challenge.ticket.write().with("x", URL_SAFE_NO_PAD.encode(&challenge.secret));
        self.seal(object, APP, entropy)
    }

    /// Opens the ticket of a browser. Returns `None` for any other text.
    pub(super) fn open_browser(&self, sealed: &str) -> Option<BrowserTicket> {
        let object = self.open(sealed, BROWSER)?;
        let notification_url = object.get("b")?.as_text()?.to_owned();
        Some(BrowserTicket { ticket: Ticket::read(&object)?, notification_url })
    }

    /// Opens the ticket of an app. Returns `None` for any other text.
    pub(super) fn open_app(&self, sealed: &str) -> Option<AppTicket> {
        let object = self.open(sealed, APP)?;
        let secret = URL_SAFE_NO_PAD.decode(object.get("x")?.as_text()?).ok()?;
        Some(AppTicket { ticket: Ticket::read(&object)?, secret: Zeroizing::new(secret) })
    }

    /// `about` is the channel: a text that is sealed for one does not open for the other.
    fn seal(&self, object: Object, about: &[u8], entropy: &dyn Entropy) -> String {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut text = write_json(&Tree::Object(object)).into_bytes();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(about), &mut text)
            .expect("a short text can be sealed");
        URL_SAFE_NO_PAD.encode([&nonce[..], &text].concat())
    }

    fn open(&self, sealed: &str, about: &[u8]) -> Option<Object> {
        if sealed.len() > MAX_TEXT_BYTES {
            return None;
        }
        let mut bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, text) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let text = self.0.open_in_place(nonce, Aad::from(about), text).ok()?;
        read_json(text).ok()?.as_object().cloned()
    }
}

impl Ticket {
    fn write(&self) -> Object {
        let object = Object::new()
            .with("s", self.three_ds_server_trans_id.as_str())
            .with("a", self.acs_trans_id.as_str())
            .with("d", self.ds_trans_id.as_str())
            .with("r", self.results_url.as_str())
            .with("v", self.version.as_str())
            .with("c", self.category.as_str())
            .with("e", i64::from(Outcome::Challenge(self.ending).code()))
            .with("m", self.is_mastercard)
            .with("n", self.merchant.as_str())
            .with("p", self.amount.as_str())
            .with("k", self.masked_card.as_str())
            .with("t", i64::from(self.tries))
            .with("u", self.until.as_millisecond());
        match &self.sdk_trans_id {
            Some(id) => object.with("i", id.as_str()),
            None => object,
        }
    }

    fn read(object: &Object) -> Option<Self> {
        let text = |name| Some(object.get(name)?.as_text()?.to_owned());
        let number = |name| object.get(name)?.as_integer();
        Some(Self {
            three_ds_server_trans_id: text("s")?,
            acs_trans_id: text("a")?,
            ds_trans_id: text("d")?,
            sdk_trans_id: text("i"),
            results_url: text("r")?,
            version: text("v")?,
            category: text("c")?,
            ending: Ending::of_code(u8::try_from(number("e")?).ok()?)?,
            is_mastercard: matches!(object.get("m")?, Tree::Bool(true)),
            merchant: text("n")?,
            amount: text("p")?,
            masked_card: text("k")?,
            tries: u8::try_from(number("t")?).ok()?,
            until: Timestamp::from_millisecond(number("u")?).ok()?,
        })
    }
}
