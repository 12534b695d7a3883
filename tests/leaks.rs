//! Searches the files of the newest run of `it` for what must not be in them: card numbers, security codes,
//! encrypted cards, tokens of wallets, access keys and private keys in logs, refusals and all files of the stores; and ids of
//! sessions, which are credentials, in logs and refusals.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::disallowed_methods, reason = "asks which engine had its turn")]
#![expect(dead_code, reason = "shares the layout of a run with `it`, which writes what this reads")]

#[path = "it/harness/run.rs"]
mod run;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The security codes of the suite; see the cards of `it`.
const CVX: [&str; 2] = ["739", "7391"];
/// The beginning of every RSA private key in PKCS #8, after its length: `version 0, rsaEncryption, OCTET
/// STRING`.
const PKCS8_RSA: [u8; 20] = [
    0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05,
    0x00, 0x04, 0x82,
];

#[derive(Default)]
struct Secrets {
    cards: HashSet<Vec<u8>>,
    /// Master keys.
    master_keys: HashSet<Vec<u8>>,
    /// Parts of secrets that were given in a form that cannot be used.
    planted: HashSet<Vec<u8>>,
    /// Access keys, those parts, and the beginnings of private keys and shares.
    texts: Texts,
}

/// Texts of which there are many, found in one pass: most places have two bytes with which none begins.
struct Texts {
    of_start: Vec<Vec<(Vec<u8>, &'static str)>>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { of_start: vec![Vec::new(); 1 << 16] }
    }
}

impl Texts {
    fn add(&mut self, text: Vec<u8>, finding: &'static str) {
        let of_start = &mut self.of_start[start_of(&text)];
        if !of_start.iter().any(|(other, _)| *other == text) {
            of_start.push((text, finding));
        }
    }

    /// Returns the findings in the bytes, each once.
    fn found(&self, bytes: &[u8]) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        for at in 0..bytes.len().saturating_sub(1) {
            let of_start = &self.of_start[start_of(&bytes[at..])];
            found.extend(
                of_start
                    .iter()
                    .filter(|(text, _)| bytes[at..].starts_with(text))
                    .map(|(_, finding)| *finding),
            );
        }
        found
    }
}

fn start_of(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

impl Secrets {
    fn read(run: &Path) -> Self {
        Self::of(&fs::read_to_string(run.join(run::SECRETS)).unwrap())
    }

    fn of(lines: &str) -> Self {
        let mut secrets = Self::default();
        for line in lines.lines() {
            match line.split_once(' ').unwrap() {
                ("card", number) => drop(secrets.cards.insert(number.into())),
                ("access-key", key) => secrets.texts.add(key.into(), "an access key"),
                ("link", secret) => secrets.texts.add(secret.into(), "the secret of a payment link"),
                ("master-key", key) => drop(secrets.master_keys.insert(key.into())),
                ("token", part) => secrets.texts.add(part.into(), "a token of a wallet"),
                ("planted", part) => drop(secrets.planted.insert(part.into())),
                (kind, _) => panic!("{kind} is no kind of secret"),
            }
        }
        secrets.with_beginnings()
    }
}

impl Secrets {
    /// Adds the parts of malformed secrets and what every private key and share begins with.
    fn with_beginnings(mut self) -> Self {
        for part in &self.planted {
            self.texts.add(part.clone(), "a part of a malformed secret");
        }
        let hex = PKCS8_RSA.map(|byte| format!("{byte:02x}")).concat();
        for needle in [&PKCS8_RSA[..], hex.as_bytes(), b"IBADANBgkqhkiG9w0BAQEFAASC", b"PRIVATE KEY-----"] {
            self.texts.add(needle.to_vec(), "a private key");
        }
        self.texts.add(b"guichet-share:1:".to_vec(), "a master key or a share of one");
        self
    }
}

/// Returns the findings in a file, in words that do not repeat the secret.
fn found(secrets: &Secrets, path: &str, bytes: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    let text = is_text(path);
    for (start, run) in digit_runs(bytes) {
        for length in 13..=19.min(run.len()) {
            if run.windows(length).any(|window| secrets.cards.contains(window)) {
                all.push(format!("a card number at byte {start}"));
            }
        }
        let code = CVX.iter().any(|code| code.as_bytes() == run) && stands_alone(bytes, start, run.len());
        let measured = before(bytes, start, b"\"us\":") || before(bytes, start, b"\"status\":");
        // A line of a dump begins with the number of its row.
        let is_row = path.ends_with(run::DUMP) && matches!(bytes[..start].last(), None | Some(b'\n'));
        let measured = measured || is_row;
        // Three digits occur in any file. In a text, and where there are four, they are a code.
        if code && !measured && (text || run.len() == 4) {
            all.push(format!("a security code at byte {start}"));
        }
        if matches!(run.len(), 3 | 4) && after_name(bytes, start, b"cvx") {
            all.push(format!("a member cvx at byte {start}"));
        }
    }
    for (start, _) in places(bytes, b"eyJ") {
        let tail = &bytes[start..];
        let length =
            tail.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)).count();
        // Its header is JSON. Random base64, such as the modulus of a key, has `eyJ` by chance as well.
        if length >= 20 && is_printed(&tail[..20]) {
            all.push(format!("a sealed text at byte {start}"));
        }
    }
    // The stores must hold session ids.
    if text && session_ids(bytes).next().is_some() {
        all.push("the id of a session".to_owned());
    }
    let mut texts = secrets.texts.found(bytes);
    // A master key is 44 characters of base64, of which the last is `=`.
    let is_key = |end: usize| end >= 43 && secrets.master_keys.contains(&bytes[end - 43..=end]);
    if places(bytes, b"=").any(|(end, _)| is_key(end)) {
        texts.insert("a master key or a share of one");
    }
    all.extend(texts.into_iter().map(str::to_owned));
    all
}

/// Whether these characters of base64url are a printable text.
fn is_printed(encoded: &[u8]) -> bool {
    URL_SAFE_NO_PAD.decode(encoded).is_ok_and(|text| text.iter().all(|byte| matches!(byte, b' '..=b'~')))
}

fn is_text(path: &str) -> bool {
    !path.contains(".db")
}

/// Whether the finding is allowed in this file.
fn belongs(path: &str, finding: &str) -> bool {
    let ends = |end: &str| path.ends_with(end);
    match finding {
        "an access key" => ends("/credentials.toml"),
        "a private key" => ends("/tls/key.pem"),
        "a master key or a share of one" => ends("/master.key") || path.contains("/share-"),
        // Random base64: of the hundreds of keys and certificates of a run, some have `eyJ` or `/739/` by chance.
        _ if path.contains("/tls/") || ends("/master.key") => {
            finding.starts_with("a sealed text") || finding.starts_with("a security code")
        }
        // The demo's own requests are written so that a person can send them again.
        _ => path.contains("/demo/") && ends(".json"),
    }
}

fn digit_runs(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    std::iter::from_fn(move || {
        start += bytes[start..].iter().position(u8::is_ascii_digit)?;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let run = (start, &bytes[start..start + length]);
        start += length;
        Some(run)
    })
}

/// Returns the session ids in the bytes: `1`, 16 letters and digits, 16 digits, 33 characters in all.
fn session_ids(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let words = bytes.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.len() >= 33);
    words
        .filter(|word| !is_hexadecimal(word))
        .filter(|word| word.windows(33).any(|id| id[0] == b'1' && id[17..].iter().all(u8::is_ascii_digit)))
}

/// Whether the word is a value in hexadecimal, as the log tells the head of the audit log and dumps (`\\x…`, `X'…'`) what is
/// sealed or stamped. About one hash in a thousand has 17 places that look like the end of a session id, and a run has hundreds of
/// them. Among the 16 letters and digits of an id one is beyond `f`, but once in millions.
fn is_hexadecimal(word: &[u8]) -> bool {
    let digits = word.strip_prefix(b"x").unwrap_or(word);
    digits.len() >= 64 && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Whether the digits are neither a part of a longer word (an id) nor the fraction of a second.
fn stands_alone(bytes: &[u8], start: usize, length: usize) -> bool {
    let (head, tail) = (&bytes[..start], &bytes[start + length..]);
    let fraction = matches!(head, [.., digit, b'.'] if digit.is_ascii_digit());
    let inside = head.last().is_some_and(u8::is_ascii_alphanumeric);
    !fraction && !inside && !tail.first().is_some_and(u8::is_ascii_alphanumeric)
}

fn before(bytes: &[u8], start: usize, words: &[u8]) -> bool {
    bytes[..start].ends_with(words)
}

/// Whether the name and then one to four separators, as JSON, TOML, forms and `Debug` write them, stand before the
/// place. No letter of base64 is among the separators, because a key has `cvx/+482` by chance.
fn after_name(bytes: &[u8], start: usize, name: &[u8]) -> bool {
    let head = &bytes[start.saturating_sub(name.len() + 4)..start];
    head.windows(name.len()).rposition(|window| window.eq_ignore_ascii_case(name)).is_some_and(|place| {
        let separators = &head[place + name.len()..];
        !separators.is_empty() && separators.iter().all(|byte| b"\"'\\:=,( ".contains(byte))
    })
}

fn places<'a>(bytes: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = (usize, &'a [u8])> {
    let first = needle[0];
    bytes
        .iter()
        .enumerate()
        .filter(move |(start, byte)| **byte == first && bytes[*start..].starts_with(needle))
        .map(move |(start, _)| (start, needle))
}

fn files(dir: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if path.is_file() {
            // Pipes are left out, because they would be read for ever.
            all.push(path);
        }
    }
}

#[test]
fn the_newest_run_leaked_nothing() {
    let run = run::sorted().pop().expect("no run to search: `cargo test -p it --test it` makes one");
    let secrets = Secrets::read(&run);
    let mut all = Vec::new();
    files(&run, &mut all);
    let own = run.join(run::SECRETS);
    let postgres = std::env::var("IT_ENGINE").is_ok_and(|engine| engine == "postgres");
    let store = if postgres { run::DUMP } else { "/guichet.db" };
    let (mut leaks, mut payments, mut refusals, mut stores, mut logs_of_stores) = (Vec::new(), 0, 0, 0, 0);
    for path in all.iter().filter(|path| **path != own) {
        let name = path.strip_prefix(&run).unwrap().to_str().unwrap();
        let bytes = fs::read(path).unwrap();
        payments += places(&bytes, b"\"route\":\"/v1/checkout/payments\"").count();
        refusals += usize::from(name.starts_with(run::ERRORS));
        stores += usize::from(name.ends_with(store));
        logs_of_stores += usize::from(name.ends_with(".db-wal"));
        let findings = found(&secrets, name, &bytes);
        leaks.extend(
            findings
                .into_iter()
                .filter(|found| !belongs(name, found))
                .map(|found| format!("{name}: {found}")),
        );
    }
    assert!(leaks.is_empty(), "in {}:\n{}", run.display(), leaks.join("\n"));
    // A search in no files would prove nothing.
    assert!(
        payments >= 300
            && refusals >= 200
            && stores >= 10
            && (logs_of_stores >= 1 || postgres)
            && secrets.cards.len() >= 20
            && secrets.planted.len() >= 3
            && secrets.master_keys.len() >= 5,
        "too little to search ({payments} payments, {refusals} refusals, {stores} stores, {logs_of_stores} logs of \
         stores, {} cards): run the whole of `it` first",
        secrets.cards.len()
    );
}

#[test]
fn what_is_planted_is_found() {
    let secrets = Secrets::of(
        "card 4970105151515140\ntoken q83vEjRWeJCrze8SNFZ4kKvN7xI=\naccess-key it-Demo-Access-Key\nplanted it-planted-Password\n\
         master-key uJ4dW8mRkq0v2bN5yT1xZ6cL3fH9sPgEoA7iKwVtXn0=",
    );
    let hex = format!("7\t\\\\x{}", PKCS8_RSA.map(|byte| format!("{byte:02x}")).concat());
    let der = [&[0x30, 0x82, 0x04, 0xbd][..], &PKCS8_RSA].concat();
    for (name, bytes, finding) in [
        ("x/log", &b"paid with 4970105151515140."[..], "a card number at byte 10"),
        ("x/guichet.db-wal", b"\x00\x0112344970105151515140\x02", "a card number at byte 2"),
        ("x/log", br#"{"code":"739"}"#, "a security code at byte 9"),
        ("x/guichet.db", b"\x007391\x00", "a security code at byte 1"),
        ("x/guichet.db", br#"{"cvx":"123"}"#, "a member cvx at byte 8"),
        ("x/log", b"token eyJhbGciOiJSU0EtT0FFUC0yNTYi.", "a sealed text at byte 6"),
        ("x/log", b"/services/token/1aBcDeFgHiJkLmNoP0011760000000000/state", "the id of a session"),
        (
            "x/log",
            b"head 1aBcDeFgHiJkLmNoP0011760000000000c29c01c7e96071eb958dfd495913aa",
            "the id of a session",
        ),
        ("x/log", b"Basic it-Demo-Access-Key", "an access key"),
        ("x/guichet.db", b"\x00q83vEjRWeJCrze8SNFZ4kKvN7xI=", "a token of a wallet"),
        ("x/log", b"share: guichet-share:1:0a1b", "a master key or a share of one"),
        (
            "x/guichet.db",
            b"\x00uJ4dW8mRkq0v2bN5yT1xZ6cL3fH9sPgEoA7iKwVtXn0=",
            "a master key or a share of one",
        ),
        ("x/log", b"postgres://shop:it-planted-Password@db", "a part of a malformed secret"),
        ("x/guichet.db", &der, "a private key"),
        ("x/guichet.db.sql", hex.as_bytes(), "a private key"),
        ("x/log", b"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw", "a private key"),
    ] {
        assert_eq!(found(&secrets, name, bytes), [finding], "{name}");
    }
    for (name, bytes) in [
        ("x/log", &br#"{"us":739,"status":201,"id":"17953621065621949","request":"r31080b20e739a966"}"#[..]),
        ("x/log", b"at 2026-11-22T16:12:05.739Z"),
        ("x/log", b"session 1aBcDeFg* and 17953621065621949"),
        ("x/log", b"head 1:c4f1ab5e096d0c2e97a8901234567890123456c29c01c7e96071eb958dfd4959"),
        ("x/store.sql", br"'\x41cf6d8cc0946008000000000000000172b51b43950ed4492e62c2513c6b8e2e'"),
        ("x/store.sql", b"X'1AF6C79CF466B78F00000000000000017665B67BCB9655C0955592680F862AC8'"),
        ("x/guichet.db", b"1aBcDeFgHiJkLmNoP0011760000000000"),
        (
            "x/guichet.db",
            b"ADTk4_ZCMLT_rUI__ZfeyJ5MuRprWFoiKHkNXEDH6OXZOQkCzICdSYTyBQh5NLiDiKpz0yzxO2VKB5TbS70YJg7LtB5",
        ),
        ("x/guichet.db", b"\x00739\x00 497010YFg44f5140 497010XXXXXX5140"),
        ("x/guichet.db.sql", b"7391\t1577836800000\tOTHER\n739\t1\n"),
        ("x/errors/1", br#"{"name":"paymentInstrument.cvx","reason":"size must be between 3 and 4"}"#),
        ("x/data/tls/key.pem", b"MIIEvAlWcvX/482kdBq8 MIIEvAlW+CVx+4827kdBq8"),
    ] {
        assert_eq!(found(&secrets, name, bytes), [""; 0], "{name}");
    }
    assert!(belongs("a/data/credentials.toml", "an access key"));
    assert!(!belongs("a/data/credentials.toml", "a private key"));
    assert!(belongs("a/data/tls/cert.pem", "a sealed text at byte 6"));
    assert!(!belongs("a/data/guichet.db", "a sealed text at byte 6"));
}
