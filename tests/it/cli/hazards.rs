//! Settings and files that are unsafe: production refuses to start, the sandbox warns, and `doctor` tells the same.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::harness::{Finished, Gateway, fresh_dir, guichet};

/// The base64 of 32 random bytes.
const KEY: &str = "wk7sXl0M3j1mS0d9mB4vQ2cFz5uHn8rTgYe6aPiLoKE=";
const ZEROS: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const REPEATED: &str = "3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=";
const TEXT: &str = "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZSA0KzQ=";

/// A directory of data and a master key, as an operator has them.
struct Place {
    data: PathBuf,
    key: PathBuf,
}

impl Place {
    fn new(key: &str) -> Self {
        let dir = fresh_dir("hazards");
        let place = Self { data: dir.join("data"), key: dir.join("master.key") };
        fs::create_dir(&place.data).unwrap();
        chmod(&place.data, 0o700);
        fs::write(&place.key, format!("{key}\n")).unwrap();
        chmod(&place.key, 0o600);
        place
    }

    /// Runs the command with a port that is taken, so that `serve` ends by itself where it starts.
    fn run(&self, command: &str, mode: &str, added: &[&str], environment: &[(&str, &str)]) -> Finished {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = taken.local_addr().unwrap().to_string();
        let key = format!("master_key_file={}", self.key.display());
        let given = environment.iter().any(|(name, _)| *name == "GUICHET_MASTER_KEY")
            || added.iter().any(|word| word.starts_with("master_key="));
        let mut words =
            vec![command, "--mode", mode, "--listen", &listen, "--data", self.data.to_str().unwrap()];
        words.extend(["--set", "public_url=https://pay.example"]);
        if !given {
            words.extend(["--set", &key]);
        }
        guichet(&[&words, added].concat(), environment)
    }

    /// Asserts that production refuses to start with the words, that the sandbox warns, and that `doctor` tells both.
    #[track_caller]
    fn refused(&self, words: &str, added: &[&str], environment: &[(&str, &str)]) {
        let served = self.run("serve", "production", added, environment);
        assert_ne!(served.code, Some(0));
        assert!(served.stderr.contains(words) && !started(&served), "{words}: {}", served.stderr);
        let examined = self.run("doctor", "production", added, environment);
        assert!(told(&examined, "BAD", words), "{words}: {}", examined.stdout);
        self.warned("sandbox", words, added, environment);
    }

    #[track_caller]
    fn warned(&self, mode: &str, words: &str, added: &[&str], environment: &[(&str, &str)]) {
        let served = self.run("serve", mode, added, environment);
        assert!(started(&served), "{words}: {}", served.stderr);
        let warning = served.stderr.lines().any(|line| line.contains("WARN") && line.contains(words));
        assert!(warning, "{words}: {}", served.stderr);
        let examined = self.run("doctor", mode, added, environment);
        assert!(told(&examined, "warn", words), "{words}: {}", examined.stdout);
    }
}

/// Whether `serve` came as far as its address, which is taken.
fn started(served: &Finished) -> bool {
    served.stderr.contains("set listen to another address")
}

fn told(examined: &Finished, mark: &str, words: &str) -> bool {
    examined.stdout.lines().any(|line| line.trim_start().starts_with(mark) && line.contains(words))
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn master_keys_that_nobody_drew() {
    const WORDS: &str = "the master key was not drawn at random";
    for key in [ZEROS, REPEATED, TEXT] {
        let place = Place::new(key);
        place.refused(WORDS, &[], &[]);
        place.refused(WORDS, &[], &[("GUICHET_MASTER_KEY", key)]);
    }
    // What is random of these keys is too little, or reads the same backwards; the last is a text with accents.
    let random = *b"\x9d\x02\xf1\x6b\x47\xc8\x30\xe5\x5a\x8e\x13\xb6\x7f\xd4\x29\xa0";
    let mut mirrored = random;
    mirrored.reverse();
    let text = "crème brûlée à la carte 4+4!";
    for bytes in [[random, [0; 16]].concat(), [random, mirrored].concat(), text.into()] {
        let key = STANDARD.encode(bytes);
        Place::new(&key).refused(WORDS, &[], &[]);
    }
    let good = Place::new(KEY);
    for command in ["serve", "doctor"] {
        let found = good.run(command, "production", &[], &[]);
        assert!(!format!("{}{}", found.stdout, found.stderr).contains(WORDS));
    }
}

#[test]
fn secrets_on_the_command_line() {
    let place = Place::new(KEY);
    let setting = format!("master_key={KEY}");
    let words = "master_key is given on the command line";
    place.refused(words, &["--set", &setting], &[]);
    for command in ["serve", "doctor"] {
        let found = place.run(command, "production", &["--set", &setting], &[]);
        assert!(!format!("{}{}", found.stdout, found.stderr).contains(KEY));
    }
    let key = "demo.access_key=it-Hazards-Access-Key";
    place.warned("sandbox", "demo.access_key is given on the command line", &["--set", key], &[]);
    // A URL without a password is no secret.
    let told = place.run("doctor", "sandbox", &["--database", "postgres://shop@127.0.0.1:1/guichet"], &[]);
    assert!(!told.stdout.contains("on the command line"), "{}", told.stdout);
    let told =
        place.run("doctor", "sandbox", &["--database", "postgres://shop:word@127.0.0.1:1/guichet"], &[]);
    assert!(told.stdout.contains("database is given on the command line"), "{}", told.stdout);
}

#[test]
fn what_can_be_read_in_the_memory_of_the_process() {
    let place = Place::new(KEY);
    for mode in ["sandbox", "production"] {
        place.warned(mode, "the master key came in the environment", &[], &[("GUICHET_MASTER_KEY", KEY)]);
        place.warned(mode, "process.allow_dumps is true", &["--set", "process.allow_dumps=true"], &[]);
    }
}

#[test]
fn what_others_may_write() {
    let place = Place::new(KEY);
    for mode in [0o770, 0o707, 0o777] {
        chmod(&place.data, mode);
        place.refused("data can be written by others", &[], &[]);
    }
    chmod(&place.data, 0o755);
    place.warned("production", "data is open to others", &[], &[]);
    chmod(&place.data, 0o700);
    for name in ["guichet.db", "guichet.db-wal", "guichet.db-shm"] {
        let file = place.data.join(name);
        fs::write(&file, "").unwrap();
        chmod(&file, 0o660);
        place.refused(&format!("{name} can be written by others"), &[], &[]);
        fs::remove_file(&file).unwrap();
    }
    let clean = place.run("doctor", "production", &[], &[]);
    assert!(!clean.stdout.contains("by others"), "{}", clean.stdout);
}

#[test]
fn the_key_and_the_certificate_of_tls() {
    let mut made = Gateway::start_with("hazards-tls", &["database="]);
    made.stop();
    let place = Place::new(KEY);
    let (certificate, key) = (made.data().join("tls/cert.pem"), made.data().join("tls/key.pem"));
    let files = [format!("tls.certificate={}", certificate.display()), format!("tls.key={}", key.display())];
    let given = ["--set", &files[0], "--set", &files[1]];
    place.warned("production", "cert.pem is self-signed", &given, &[]);
    place.warned("production", "the certificate is self-signed", &[], &[]);
    chmod(&key, 0o604);
    place.refused("key.pem can be read by every user", &given, &[]);
    // A group that may read keys is common.
    chmod(&key, 0o640);
    let told = place.run("doctor", "production", &given, &[]);
    assert!(!told.stdout.contains("can be read by every user"), "{}", told.stdout);
}
