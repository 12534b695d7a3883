//! No altered token opens, and no text makes the reader panic.

use std::sync::LazyLock;

use crate::common::{encode, opens, private_key};
use crate::forge::{HEADER, PLAINTEXT};
use jose::{Compact, PrivateKey};
use proptest::prelude::*;

static KEY: LazyLock<PrivateKey> = LazyLock::new(|| private_key("rsa2048"));
static TOKEN: LazyLock<String> = LazyLock::new(|| KEY.public().seal("k", PLAINTEXT).unwrap());

#[derive(Debug, Clone)]
enum Change {
    Put(usize, char),
    Insert(usize, char),
    Delete(usize),
    Swap(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0..TOKEN.len();
    let letter = prop_oneof![8 => proptest::char::ranges(vec!['a'..='z', 'A'..='Z', '0'..='9'].into()), 2 => "[-_.=+/ ]".prop_map(|text| text.chars().next().unwrap_or('.')), 1 => any::<char>()];
    prop_oneof![
        4 => (at.clone(), letter.clone()).prop_map(|(at, letter)| Change::Put(at, letter)),
        1 => (at.clone(), letter).prop_map(|(at, letter)| Change::Insert(at, letter)),
        1 => at.clone().prop_map(Change::Delete),
        1 => (at.clone(), at).prop_map(|(one, other)| Change::Swap(one, other)),
    ]
}

fn changed(token: &str, changes: &[Change]) -> String {
    let mut letters: Vec<char> = token.chars().collect();
    for change in changes {
        let last = letters.len() - 1;
        match *change {
            Change::Put(at, letter) => letters[at.min(last)] = letter,
            Change::Insert(at, letter) => letters.insert(at.min(last), letter),
            Change::Delete(at) => drop(letters.remove(at.min(last))),
            Change::Swap(one, other) => letters.swap(one.min(last), other.min(last)),
        }
    }
    letters.into_iter().collect()
}

/// Five parts of the right sizes, mostly: what gets past the first checks.
fn near_token() -> impl Strategy<Value = String> {
    let header = prop_oneof![
        Just(HEADER.to_owned()),
        r#"\{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":("[a-z]{0,9}"|[0-9]{1,25}|null)\}"#,
        any::<String>(),
    ];
    let bytes = |size| proptest::collection::vec(any::<u8>(), size);
    (header, bytes(250..260), bytes(11..14), bytes(0..99), bytes(15..18)).prop_map(
        |(header, key, iv, body, tag)| {
            [encode(header), encode(key), encode(iv), encode(body), encode(tag)].join(".")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_token_never_opens(changes in proptest::collection::vec(change(), 1..4)) {
        let token = changed(&TOKEN, &changes);
        prop_assume!(token != *TOKEN);
        prop_assert_eq!(opens(&token, &KEY), None, "{}", token);
    }

    #[test]
    fn a_token_with_one_bit_changed_is_well_formed_or_refused(at in 0..TOKEN.len(), bit in 0..7u32) {
        let mut bytes = TOKEN.clone().into_bytes();
        bytes[at] ^= 1 << bit;
        let token = String::from_utf8(bytes).unwrap();
        prop_assert_eq!(opens(&token, &KEY), None, "{}", token);
    }

    #[test]
    fn no_text_panics(text in prop_oneof![any::<String>(), "[A-Za-z0-9_.-]{0,300}", "([A-Za-z0-9_-]{0,40}\\.){4}[A-Za-z0-9_-]{0,40}"]) {
        prop_assert!(Compact::parse(&text).is_err());
    }

    #[test]
    fn what_nobody_sealed_never_opens(token in near_token()) {
        prop_assert_eq!(opens(&token, &KEY), None, "{}", token);
    }

    #[test]
    fn what_we_seal_opens(kid in any::<String>(), plaintext in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(token) = KEY.public().seal(&kid, &plaintext) {
            let parsed = Compact::parse(&token).unwrap();
            prop_assert_eq!(parsed.kid(), Some(kid.as_str()));
            prop_assert_eq!(&*parsed.open(&KEY).unwrap(), &plaintext);
        }
    }
}
