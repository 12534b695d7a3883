//! What the tests share: the vector files, and the two steps of opening.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use document::{Tree, read_json};
use jose::{Compact, PrivateKey};

pub(crate) fn vectors(name: &str) -> Tree {
    let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    read_json(&std::fs::read(path).unwrap()).unwrap()
}

pub(crate) fn list<'a>(tree: &'a Tree, name: &str) -> &'a [Tree] {
    tree.at(&[name]).unwrap().as_list().unwrap()
}

pub(crate) fn text<'a>(tree: &'a Tree, name: &str) -> &'a str {
    tree.at(&[name]).unwrap().as_text().unwrap()
}

pub(crate) fn pkcs8(name: &str) -> Vec<u8> {
    let keys = vectors("keys.json");
    let key = list(&keys, "keys").iter().find(|key| text(key, "name") == name).unwrap();
    STANDARD.decode(text(key, "pkcs8")).unwrap()
}

pub(crate) fn private_key(name: &str) -> PrivateKey {
    PrivateKey::from_pkcs8(&pkcs8(name)).unwrap()
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Both steps, as the gateway takes them.
pub(crate) fn opens(token: &str, key: &PrivateKey) -> Option<Vec<u8>> {
    Compact::parse(token).and_then(|token| token.open(key)).ok().map(|text| text.to_vec())
}
