//! Settings with secrets in them that cannot be used: what is wrong is told, and nothing of the secret. `leaks` looks for the
//! planted texts in every file that is left.

use std::fs;
use std::path::Path;

use crate::harness::{Finished, fresh_dir, guichet, note_secret};

/// The base64 of 32 bytes, in two halves that are secrets by themselves.
const HALVES: [&str; 2] = ["pQ7eZ2mVkx0c4hN9yB1w", "R6dL8fT5sJgUoA3iKrWtXn0="];
const PASSWORD: &str = "it-planted-Password-4kX";

fn planted() -> [&'static str; 3] {
    let [one, other] = HALVES;
    let all = [one, other, PASSWORD];
    for secret in all {
        note_secret("planted", secret);
    }
    all
}

#[track_caller]
fn tells_nothing(finished: &Finished, secrets: &[&str], case: &str) {
    for secret in secrets {
        assert!(!finished.stdout.contains(secret), "{case} prints it: {}", finished.stdout);
        assert!(!finished.stderr.contains(secret), "{case} prints it: {}", finished.stderr);
    }
}

fn refused(words: &[&str], environment: &[(&str, &str)], case: &str) -> String {
    let all = [words, &["--listen", "127.0.0.1:0"]].concat();
    let finished = guichet(&all, environment);
    assert!(finished.code.is_some_and(|code| code != 0), "{case} {words:?}: {}", finished.stdout);
    tells_nothing(&finished, &planted(), case);
    format!("{}{}", finished.stdout, finished.stderr)
}

fn private(path: &Path, content: &[u8]) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, content).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// Runs `serve`, `doctor` and `config` with a setting from each source in turn.
#[track_caller]
fn refused_from_everywhere(name: &str, value: &str, secrets: &[&str], reason: &str) {
    for secret in secrets {
        note_secret("planted", secret);
    }
    let variable = format!("GUICHET_{}", name.replace('.', "_").to_uppercase());
    let setting = format!("{name}={value}");
    let dir = fresh_dir("misplaced");
    let file = dir.join("guichet.toml");
    private(&file, format!("{name} = '''{value}'''\n").as_bytes());
    let file = file.to_str().unwrap();
    for command in ["serve", "doctor", "config"] {
        for (source, words, environment) in [
            ("environment", vec![command], vec![(variable.as_str(), value)]),
            ("--set", vec![command, "--set", &setting], vec![]),
            ("TOML", vec![command, "--config", file], vec![]),
            ("--set of JSON", vec![command, "--set", &setting, "--json"], vec![]),
        ] {
            if words.contains(&"--json") && command != "config" {
                continue;
            }
            let case = format!("{command}, {name} by {source}");
            let words = [words, vec!["--listen", "127.0.0.1:0"]].concat();
            let finished = guichet(&words, &environment);
            assert!(finished.code.is_some_and(|code| code != 0), "{case}: {}", finished.stdout);
            tells_nothing(&finished, secrets, &case);
            let told = format!("{}{}", finished.stdout, finished.stderr);
            assert!(told.contains(&format!("{name} (")) && told.contains(reason), "{case}: {told}");
        }
    }
    fs::remove_dir_all(dir).unwrap();
}

/// What stands where the path of a file belongs, as with `GUICHET_TLS_KEY="$(cat key.pem)"`.
#[test]
fn keys_in_the_place_of_their_paths() {
    let key = HALVES.concat();
    let pem = rcgen::KeyPair::generate().unwrap().serialize_pem();
    let body: Vec<&str> = pem.lines().filter(|line| !line.starts_with("---")).collect();
    let [one, other] = HALVES;
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &pem);
    let file = "it takes the path of a file";
    for (name, value, secrets, takes) in [
        ("tls.key", pem.clone(), body.clone(), "holds a key itself: it takes the path of a file"),
        ("tls.certificate", pem.replace('\n', " "), body.clone(), file),
        ("tls.key", body.join("\n"), body.clone(), file),
        ("tls.key", encoded.clone(), vec![&encoded[..40], &encoded[60..]], file),
        ("master_key_file", key.clone(), vec![one, other], "holds a key itself: it takes the path of a file"),
        ("master_key_file", format!("{key}\n{key}"), vec![one, other], file),
        ("database.ca", key.clone(), vec![one, other], file),
        ("notifications.ca", pem.clone(), body.clone(), file),
        ("data", key.clone(), vec![one, other], "it takes the path of a directory"),
        ("http", key.clone(), vec![one, other], "holds a key itself"),
    ] {
        refused_from_everywhere(name, &value, &secrets, takes);
    }
    for command in ["serve", "doctor", "config"] {
        let (attached, [one, other]) = (format!("--config={pem}"), HALVES);
        for words in
            [[command, "--config", &pem].as_slice(), &[command, &attached], &[command, "--config", &key]]
        {
            let finished = guichet(words, &[]);
            assert!(finished.stderr.contains("holds a key"), "{}", finished.stderr);
            tells_nothing(&finished, &[&body[..], &[one, other]].concat(), "--config");
        }
    }
}

#[test]
fn passwords_in_urls_that_others_are_told() {
    planted();
    for name in ["public_url", "page.url", "sandbox.partner_url"] {
        for url in [
            format!("https://shop:{PASSWORD}@pay.example"),
            format!("https://{PASSWORD}@pay.example"),
            format!("https://shop:{PASSWORD}/x@pay.example"),
            format!("shop:{PASSWORD}@pay.example"),
        ] {
            refused_from_everywhere(name, &url, &[PASSWORD], "a URL without user and password");
        }
        let asked = format!("{name}=https://pay.example/?token={PASSWORD}");
        for command in ["serve", "doctor", "config"] {
            refused(&[command, "--set", &asked], &[], "a query");
        }
    }
}

#[test]
fn master_keys_that_are_none() {
    let key = HALVES.concat();
    let dir = fresh_dir("malformed-keys");
    for (case, content, reason) in [
        ("empty", Vec::new(), "no master key"),
        ("two lines", HALVES.join("\n").into_bytes(), "line 1 of the master key"),
        ("line breaks lost", format!("{key}{key}").into_bytes(), "line 1 of the master key"),
        ("BOM of UTF-16", [b"\xff\xfe".as_slice(), key.as_bytes()].concat(), "UTF-16: save it in UTF-8"),
        (
            "BOM of UTF-8",
            format!("\u{feff}{key}\n").into_bytes(),
            "byte order mark: save it in UTF-8 without one",
        ),
        ("raw", vec![0xe9; 32], "the 32 bytes themselves: what belongs there is their base64"),
        ("not UTF-8", [b"\xe9".as_slice(), key.as_bytes()].concat(), "is not UTF-8"),
        ("PEM", format!("-----BEGIN PRIVATE KEY-----\n{key}\n").into_bytes(), "line 1 of the master key"),
        ("quoted", format!("\"{key}\"").into_bytes(), "line 1 of the master key is in quotes: take them off"),
    ] {
        let path = dir.join("master.key");
        private(&path, &content);
        let setting = format!("master_key_file={}", path.display());
        for command in ["serve", "doctor"] {
            let told = refused(&[command, "--set", &setting], &[], case);
            // Doctor looks at the key where there is a store.
            assert!(command == "doctor" || told.contains(reason), "{case}: {told}");
        }
        let text = String::from_utf8_lossy(&content).into_owned();
        refused(&["serve"], &[("GUICHET_MASTER_KEY", if text.is_empty() { "?" } else { &text })], case);
    }
    // `leaks` looks for the keys in what a run leaves.
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn files_of_settings_that_are_none() {
    let [key, ..] = HALVES;
    let dir = fresh_dir("malformed-toml");
    for (case, content) in [
        ("no end of a text", format!("master_key = \"{key}\nmode = \"production\"\n")),
        ("no quotes", format!("master_key = {key}\n")),
        ("a list", format!("master_key = [\"{key}\"]\n")),
        ("a table", format!("[master_key]\n\"{key}\" = 1\n")),
        ("twice", format!("master_key = \"{key}\"\nmaster_key = \"{key}\"\n")),
        ("password without quotes", format!("database = postgres://shop:{PASSWORD}@db/guichet\n")),
        ("a name that is the secret", format!("{PASSWORD} = 1\n")),
        ("a wrong access key", format!("[demo]\naccess_key = \"{PASSWORD} {key}\"\n")),
    ] {
        let path = dir.join("guichet.toml");
        private(&path, content.as_bytes());
        for command in ["serve", "doctor", "config"] {
            let words = [command, "--config", path.to_str().unwrap()];
            if command != "config" {
                refused(&words, &[], case);
            }
            tells_nothing(&guichet(&words, &[]), &planted(), case);
        }
    }
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_file_of_settings_that_is_not_utf_8() {
    planted();
    let dir = fresh_dir("toml-encodings");
    let text = format!("master_key = \"{}\"\n", HALVES.concat());
    let utf_16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (content, reason) in [
        (utf_16, "is UTF-16: save it in UTF-8"),
        ([b"# \xe9\n", text.as_bytes()].concat(), "is not UTF-8: save it in UTF-8"),
    ] {
        let path = dir.join("guichet.toml");
        private(&path, &content);
        for command in ["serve", "doctor", "config"] {
            let finished = guichet(&[command, "--config", path.to_str().unwrap()], &[]);
            assert!(finished.stderr.contains(reason), "{}", finished.stderr);
            tells_nothing(&finished, &planted(), reason);
        }
    }
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn addresses_of_databases_that_name_their_mistake() {
    let good = format!("postgres://shop:{PASSWORD}@127.0.0.1:1/guichet");
    for (url, reason) in [
        (format!("\"{good}\""), "without the quotes around it"),
        (format!("'{good}'"), "without the quotes around it"),
        (
            format!("{good}?connect_timeout=abc"),
            "its parameter connect_timeout has a value that it does not take",
        ),
        (format!("{good}?sslmode=disable&keepalives=on"), "its parameter keepalives"),
        (format!("{good}?foo=1"), "connect_timeout"),
        (format!("{good}?foo=1"), "application_name"),
        (format!("{good}?foo=1"), "keepalives"),
        (format!("{good}?foo=1"), "target_session_attrs"),
    ] {
        for command in ["serve", "doctor"] {
            let told = refused(&[command], &[("GUICHET_DATABASE", &url)], reason);
            assert!(told.contains(reason), "{command}: {told}");
        }
    }
}

#[test]
fn addresses_of_databases_that_are_none() {
    for url in [
        format!("postgres://shop:{PASSWORD}#@db/guichet"),
        format!("postgres://shop:{PASSWORD}/x@db/guichet"),
        format!("postgres://shop:{PASSWORD}@x@db/guichet"),
        format!("postgres://shop:{PASSWORD}@db:port/guichet"),
        format!("postgres://shop:{PASSWORD}@db/guichet?{PASSWORD}=1"),
        format!("mysql://shop:{PASSWORD}@db/guichet"),
        PASSWORD.to_owned(),
        format!("postgres://shop:{PASSWORD}@127.0.0.1:1/guichet?sslmode=disable"),
    ] {
        for command in ["serve", "doctor"] {
            refused(&[command], &[("GUICHET_DATABASE", &url)], "database");
            refused(&[command, "--set", &format!("database={url}")], &[], "database");
        }
    }
}

/// What is given under a name that no setting has may be a secret as well.
#[test]
fn values_under_wrong_names() {
    for words in [
        vec!["serve", "--set", "master_kye=it-planted-Password-4kX"],
        vec!["serve", "--set", "it-planted-Password-4kX"],
        vec!["doctor", "--set", "master_kye=it-planted-Password-4kX"],
    ] {
        refused(&words, &[], "a wrong name");
    }
}
