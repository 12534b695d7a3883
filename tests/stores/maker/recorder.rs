//! Collects what was made, for `expected.json`.

use document::{Object, Tree};
use stores::Case;

#[derive(Default)]
pub(crate) struct Recorder {
    merchants: Vec<Merchant>,
    encryption_keys: Vec<Object>,
    repeats: Vec<Object>,
    readable: Vec<Case>,
    unread: Vec<Case>,
    recorded: Vec<Case>,
    made_ms: Option<i64>,
}

struct Merchant {
    name: String,
    id: String,
    access_key: String,
    /// Keys that were replaced, and whether they are still valid.
    old_keys: Vec<(String, bool)>,
    is_locked: bool,
}

impl Recorder {
    pub(crate) fn merchant(&mut self, name: &str, id: &str, access_key: &str) {
        let (name, id, access_key) = (name.to_owned(), id.to_owned(), access_key.to_owned());
        self.merchants.push(Merchant { name, id, access_key, old_keys: Vec::new(), is_locked: false });
    }

    pub(crate) fn rotated_key(&mut self, name: &str, access_key: &str, old_is_valid: bool) {
        let merchant = self.merchants.iter_mut().find(|merchant| merchant.name == name).unwrap();
        let old = std::mem::replace(&mut merchant.access_key, access_key.to_owned());
        merchant.old_keys.push((old, old_is_valid));
    }

    pub(crate) fn locked(&mut self, name: &str) {
        self.merchants.iter_mut().find(|merchant| merchant.name == name).unwrap().is_locked = true;
    }

    /// Returns the id and the newest access key.
    pub(crate) fn credentials(&self, name: &str) -> (String, String) {
        let merchant = self.merchants.iter().find(|merchant| merchant.name == name);
        let merchant = merchant.unwrap_or_else(|| panic!("there is no merchant {name}"));
        (merchant.id.clone(), merchant.access_key.clone())
    }

    pub(crate) fn merchant_ids(&self) -> Vec<String> {
        self.merchants.iter().map(|merchant| merchant.id.clone()).collect()
    }

    pub(crate) fn add(&mut self, case: Case) {
        self.readable.push(case);
    }

    /// Adds a case whose waiting notification would end if it were read before the store is dumped.
    pub(crate) fn add_unread(&mut self, case: Case) {
        self.unread.push(case);
    }

    /// Returns the id of a case that was added.
    pub(crate) fn id(&self, name: &str) -> String {
        let case = self.readable.iter().find(|case| case.name == name);
        case.unwrap_or_else(|| panic!("there is no case {name}")).id.clone()
    }

    pub(crate) fn take_readable(&mut self) -> Vec<Case> {
        std::mem::take(&mut self.readable)
    }

    pub(crate) fn take_unread(&mut self) -> Vec<Case> {
        std::mem::take(&mut self.unread)
    }

    /// Adds a case with its answer.
    pub(crate) fn recorded(&mut self, case: Case) {
        self.recorded.push(case);
    }

    pub(crate) fn cases(&self) -> &[Case] {
        &self.recorded
    }

    /// Adds an encryption key as the gateway answered it; `is_current`: the gateway still hands it out.
    pub(crate) fn encryption_key(&mut self, merchant: &str, answer: &Tree, is_current: bool) {
        let key = Object::new()
            .with("merchant", merchant)
            .with("is_current", is_current)
            .with("answer", answer.clone());
        self.encryption_keys.push(key);
    }

    pub(crate) fn repeat(&mut self, repeat: Object) {
        self.repeats.push(repeat);
    }

    pub(crate) fn made(&mut self, at_ms: i64) {
        self.made_ms = Some(at_ms);
    }

    pub(crate) fn made_ms(&self) -> i64 {
        self.made_ms.expect("the gateway was killed")
    }

    pub(crate) fn lists(&self) -> Object {
        let merchants: Vec<Object> = self.merchants.iter().map(Merchant::write).collect();
        Object::new()
            .with("merchants", merchants)
            .with("encryption_keys", self.encryption_keys.clone())
            .with("repeats", self.repeats.clone())
    }
}

impl Merchant {
    fn write(&self) -> Object {
        let old_key = |(key, is_valid): &(String, bool)| {
            Object::new().with("access_key", key.as_str()).with("is_valid", *is_valid)
        };
        Object::new()
            .with("name", self.name.as_str())
            .with("id", self.id.as_str())
            .with("access_key", self.access_key.as_str())
            .with("old_keys", self.old_keys.iter().map(old_key).collect::<Vec<Object>>())
            .with("is_locked", self.is_locked)
    }
}
