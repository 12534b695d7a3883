//! A payment, action, session, wallet or payment link of a set: how it was answered, and what must become of it.

use document::{Object, Tree, choice};

choice! {
    pub enum Kind { Payment = "PAYMENT", Action = "ACTION", Session = "SESSION", Wallet = "WALLET", WalletSession = "WALLET_SESSION", Link = "LINK", }
}

choice! {
    /// Work on a payment or an action that had not been done when the gateway was killed.
    #[derive(PartialOrd, Ord)]
    pub enum PendingWork {
        /// The bank has not answered and must be told to undo.
        Reversal = "REVERSAL",
        /// The bank has not answered a late delivery and must be told to undo.
        RenewalReversal = "RENEWAL_REVERSAL",
        /// The partner approved after the reversal and must be told to undo again.
        Undoing = "UNDOING",
        /// The partner approves within seconds.
        PartnerApproval = "PARTNER_APPROVAL",
        /// The partner never decides. After the end of its time, within a week, it must be told to undo.
        PartnerTimeout = "PARTNER_TIMEOUT",
        /// The date of a deferred capture has passed.
        Capture = "CAPTURE",
        /// The date of a deferred capture is within a week.
        CaptureLater = "CAPTURE_LATER",
        /// The authorisation has expired.
        Expiry = "EXPIRY",
        /// The authorisation expires within a week.
        ExpiryLater = "EXPIRY_LATER",
        /// The bank has not confirmed that it released the money.
        Release = "RELEASE",
    }
}

choice! {
    /// The time of an event after the start of a gateway on the store.
    pub enum When { AtOnce = "AT_ONCE", WithinAWeek = "WITHIN_A_WEEK", }
}

#[derive(Clone)]
pub struct Case {
    pub kind: Kind,
    /// The name of the case in the tests and their failures.
    pub name: String,
    /// The name of the merchant in the set.
    pub merchant: String,
    pub id: String,
    pub pending: Vec<PendingWork>,
    /// The time at which a notification of it must arrive. `None` where no more is sent.
    pub notified: Option<When>,
    /// The result code of a session at once, where it differs from that of the answer.
    pub code_at_once: Option<String>,
    /// The result code of a session after a week, where it differs from that at once.
    pub code_in_a_week: Option<String>,
    /// The body with which the old version answered a GET.
    pub answer: Tree,
}

impl Case {
    pub fn new(kind: Kind, name: &str, merchant: &str, id: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            merchant: merchant.to_owned(),
            id: id.to_owned(),
            pending: Vec::new(),
            notified: None,
            code_at_once: None,
            code_in_a_week: None,
            answer: Tree::Null,
        }
    }

    #[must_use]
    pub fn pending(mut self, pending: &[PendingWork]) -> Self {
        self.pending.extend(pending);
        self
    }

    #[must_use]
    pub fn notified(mut self, when: When) -> Self {
        self.notified = Some(when);
        self
    }

    #[must_use]
    pub fn code_at_once(mut self, code: &str) -> Self {
        self.code_at_once = Some(code.to_owned());
        self
    }

    #[must_use]
    pub fn code_in_a_week(mut self, code: &str) -> Self {
        self.code_in_a_week = Some(code.to_owned());
        self
    }

    pub(crate) fn write(&self) -> Object {
        let mut object = Object::new()
            .with("kind", self.kind.as_str())
            .with("name", self.name.as_str())
            .with("merchant", self.merchant.as_str())
            .with("id", self.id.as_str());
        let pending: Vec<&str> = self.pending.iter().map(|pending| pending.as_str()).collect();
        if !pending.is_empty() {
            object.set("pending", pending);
        }
        for (name, text) in [
            ("notified", self.notified.map(When::as_str)),
            ("code_at_once", self.code_at_once.as_deref()),
            ("code_in_a_week", self.code_in_a_week.as_deref()),
        ] {
            if let Some(text) = text {
                object.set(name, text);
            }
        }
        object.with("answer", self.answer.clone())
    }

    pub(crate) fn read(tree: &Tree) -> Self {
        let maybe = |name| tree.at(&[name]).and_then(Tree::as_text);
        let text = |name| maybe(name).unwrap();
        let pending = tree.at(&["pending"]).and_then(Tree::as_list).unwrap_or_default();
        Self {
            pending: pending
                .iter()
                .map(|name| PendingWork::parse(name.as_text().unwrap()).unwrap())
                .collect(),
            notified: maybe("notified").map(|when| When::parse(when).unwrap()),
            code_at_once: maybe("code_at_once").map(str::to_owned),
            code_in_a_week: maybe("code_in_a_week").map(str::to_owned),
            answer: tree.at(&["answer"]).unwrap().clone(),
            ..Self::new(Kind::parse(text("kind")).unwrap(), text("name"), text("merchant"), text("id"))
        }
    }
}
