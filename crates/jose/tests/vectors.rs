//! Tokens made by npm `jose` and Python `jwcrypto` open here, or are refused; see vectors/README.md.

use crate::common::{list, opens, private_key, text, vectors};
use document::Tree;
use jose::{Compact, PublicKey};

const FILES: [&str; 2] = ["node_jose.json", "jwcrypto.json"];

#[test]
fn what_others_seal_opens() {
    for file in FILES {
        let vectors = vectors(file);
        for vector in list(&vectors, "opens") {
            let name = format!("{file}: {}", text(vector, "name"));
            let key = private_key(text(vector, "key"));
            let token = Compact::parse(text(vector, "token")).expect(&name);
            assert_eq!(token.kid(), vector.at(&["kid"]).and_then(Tree::as_text), "{name}");
            let plaintext = token.open(&key).expect(&name);
            assert_eq!(str::from_utf8(&plaintext).unwrap(), text(vector, "plaintext"), "{name}");
        }
    }
}

#[test]
fn the_vectors_cover_every_key_size() {
    for file in FILES {
        let vectors = vectors(file);
        for key in ["rsa2048", "rsa3072", "rsa4096"] {
            assert!(list(&vectors, "opens").iter().any(|vector| text(vector, "key") == key), "{file} {key}");
        }
    }
}

#[test]
fn what_others_seal_in_another_way_is_refused() {
    for file in FILES {
        let vectors = vectors(file);
        assert!(list(&vectors, "refused").len() > 10);
        for vector in list(&vectors, "refused") {
            let opened = opens(text(vector, "token"), &private_key(text(vector, "key")));
            assert!(opened.is_none(), "{file}: {}", text(vector, "name"));
        }
    }
}

#[test]
fn a_key_shows_the_numbers_that_node_exports() {
    for key in list(&vectors("keys.json"), "keys") {
        let public = private_key(text(key, "name")).public();
        let (n, e) = (text(key, "n"), text(key, "e"));
        assert_eq!((public.n_base64url().as_str(), public.e_base64url().as_str()), (n, e));
        assert!(PublicKey::from_base64url(n, e) == Ok(public));
    }
}
