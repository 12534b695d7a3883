//! The memory of the process: what was in it is wiped when it is over, and nobody may dump or trace it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{FileExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::harness::{
    Caller, Card, Gateway, KEYS, SESSIONS, Sealer, binary, by_wallet, eventually, fresh_dir, payment, put,
    replacement_of, sealed_payment, search_by_number, session, session_of, with_check_digit,
};

const MASTER_KEY: &str = "kB4fX9sT2vQ8wLm1ZcR7yHn3JpG6aDeU5oKiVxSrE0M=";
/// The check value of all cards of the suite, as a client of the API writes it.
const CHECK_VALUE: &[u8] = b"\"cvx\":\"739\"";

/// What was found in the memory of a process that can be written.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    card_numbers: usize,
    check_values: usize,
    credentials: usize,
    master_keys: usize,
}

impl Found {
    const NOTHING: Self = Self { card_numbers: 0, check_values: 0, credentials: 0, master_keys: 0 };

    /// Searches the memory as a dump has it.
    fn in_memory_of(process: u32, cards: &HashSet<String>, credentials: &[u8]) -> Self {
        let mut found = Self::NOTHING;
        for piece in written_memory(process) {
            let digits = piece.split(|byte| !byte.is_ascii_digit());
            let numbers =
                digits.filter_map(|run| std::str::from_utf8(run).ok()).filter(|run| cards.contains(*run));
            found.card_numbers += numbers.count();
            found.check_values += count(&piece, CHECK_VALUE);
            found.credentials += count(&piece, credentials);
            found.master_keys += count(&piece, &MASTER_KEY.as_bytes()[..40]);
        }
        found
    }
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| window[0] == wanted[0] && *window == wanted).count()
}

/// Returns the pages of the process that it may write and that are not all zeros, those that follow each other in one piece.
fn written_memory(process: u32) -> Vec<Vec<u8>> {
    // Compared as a whole: most of the memory is reserved and was never written.
    const ZEROS: [u8; 4096] = [0; 4096];
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let mut pieces = Vec::new();
    for region in fs::read_to_string(format!("/proc/{process}/maps")).unwrap().lines() {
        let mut words = region.split(' ');
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let [start, end] = [start, end].map(|address| u64::from_str_radix(address, 16).unwrap());
        let mut piece = Vec::new();
        // What the kernel does not let be read is none of the process's own.
        let mut block = vec![0; 1 << 20];
        let mut at = start;
        while at < end {
            let size = usize::try_from((end - at).min(1 << 20)).unwrap();
            if memory.read_exact_at(&mut block[..size], at).is_ok() {
                for page in block[..size].chunks(ZEROS.len()) {
                    if *page == ZEROS[..page.len()] {
                        pieces.push(std::mem::take(&mut piece));
                    } else {
                        piece.extend_from_slice(page);
                    }
                }
            }
            at += size as u64;
        }
        pieces.push(piece);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Returns cards that no other test uses, so that each is found only where this test has sent it.
fn cards() -> Vec<Card> {
    (10_000..10_060).map(|number| Card::new(&with_check_digit(&format!("4970101{number}001")))).collect()
}

#[tokio::test]
async fn nothing_of_a_card_is_left_when_its_connection_is_closed() {
    let file = fresh_dir("memory").join("master.key");
    fs::write(&file, format!("{MASTER_KEY}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let key = format!("master_key_file={}", file.display());
    let settings = ["process.allow_dumps=true", "sandbox.live_cards=true", &key];
    let gateway = Gateway::start_with("memory", &settings);
    fs::remove_file(&file).unwrap();
    let cards = cards();
    let told = cards.iter().map(replacement_of);
    let numbers: HashSet<String> = cards.iter().cloned().chain(told).map(|card| card.number).collect();
    let credentials = gateway.till().authorization();
    let look = || Found::in_memory_of(gateway.process_id(), &numbers, credentials.as_bytes());

    // While a connection is open its buffers hold what came last, which shows that the search finds it.
    let mut open = gateway.till();
    assert_eq!(open.pay(&payment(&cards[0], 1_000)).await.status, 201);
    let found = look();
    assert!(found.credentials > 0 && found.card_numbers <= 4, "an open connection: {found:?}");
    drop(open);

    let sealer = Sealer::new(&gateway.till().get(&format!("{KEYS}/shop")).await);
    for three in cards.chunks(3) {
        // Each on a connection of its own, which is closed behind it.
        assert_eq!(gateway.till().pay(&payment(&three[0], 1_000)).await.status, 201);
        let by_envelope = sealed_payment(&sealer.seal(&three[1].plaintext()), 1_000);
        assert_eq!(gateway.till().pay(&by_envelope).await.status, 201);
        let made = session_of(&gateway.till().post(SESSIONS, &[], &session(1_000)).await);
        let paid = gateway.buyer(Caller::Web, &made).pays(&three[2]).await;
        assert_eq!(paid.text(&["type"]), Some("PAYMENT_SUCCESS"), "{}", paid.body_text());
        // Opened from the store.
        let wallet = gateway.till().new_wallet(&three[0]).await;
        assert_eq!(gateway.till().pay(&by_wallet(&wallet, None, 1_000)).await.status, 201);
        // The answer to a search has a number as well.
        let found = gateway.till().search_update(&[], &search_by_number(&three[0], "0126")).await;
        assert_eq!(found.text(&["card", "number"]), Some(replacement_of(&three[0]).number.as_str()));
        // Refused while it was read, and after it was read.
        let wrong = put(&payment(&three[0], 1_000), "order.amount", "much");
        assert_eq!(gateway.till().pay(&wrong).await.status, 400);
        let refused = put(&payment(&three[0], 1_000), "paymentInstrument.expirationDate", "0120");
        assert_eq!(gateway.till().pay(&refused).await.status, 201);
        let torn = document::write_json(&payment(&three[0], 1_000));
        assert_eq!(gateway.till().pay_text(torn[..torn.len() - 2].to_owned()).await.status, 400);
    }
    eventually("memory without cards and credentials", Duration::from_secs(20), || async {
        (look() == Found::NOTHING).then_some(())
    })
    .await;
}

/// Secrets in the environment are wiped where the kernel has put them.
#[tokio::test]
async fn nothing_of_a_secret_is_left_in_the_environment() {
    let mut command = Command::new(binary());
    command.args(["serve", "--listen", "127.0.0.1:0", "--set", "process.allow_dumps=true", "--data"]);
    command.arg(fresh_dir("environment").join("data")).env_remove("GUICHET_DATABASE");
    command.env("GUICHET_MASTER_KEY", MASTER_KEY).env("GUICHET_LOG_LEVEL", "warn");
    let gateway = Bare::of(command);
    // The settings are dropped once the gateway has started.
    eventually("memory without the master key", Duration::from_secs(10), || async {
        let found = Found::in_memory_of(gateway.0.id(), &HashSet::new(), b"no credentials");
        (found == Found::NOTHING).then_some(())
    })
    .await;
    let shown = fs::read(format!("/proc/{}/environ", gateway.0.id())).unwrap();
    assert_eq!(count(&shown, &MASTER_KEY.as_bytes()[..40]), 0);
    // What is no secret is left alone.
    assert_eq!(count(&shown, b"GUICHET_LOG_LEVEL=warn\0"), 1);
}

/// Returns a command of a user who may not trace the processes of others. Root may, unless its capabilities are taken away.
fn without_capabilities(program: &Path) -> Command {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-all", "--inh-caps=-all"]).arg(program);
    command
}

/// A gateway without capabilities, on a store of its own. It is killed when it is dropped.
struct Bare(Child);

impl Bare {
    fn start(settings: &[&str]) -> Self {
        let mut command = without_capabilities(&binary());
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(fresh_dir("bare").join("data"));
        command.args(settings.iter().flat_map(|setting| ["--set", setting]));
        command.env_remove("GUICHET_DATABASE");
        Self::of(command)
    }

    fn of(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.starts_with("ready "), "the first line is {first:?}");
        Self(process)
    }

    /// Whether another process of the same user may read what only those who may trace it can read.
    fn can_be_traced(&self) -> bool {
        let environment = format!("/proc/{}/environ", self.0.id());
        let output = without_capabilities(Path::new("cat")).arg(environment).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || told.contains("Permission denied"), "{told}");
        output.status.success()
    }

    /// Returns the soft and the hard limit of the size of a core dump in bytes.
    fn core_limits(&self) -> Vec<String> {
        let limits = fs::read_to_string(format!("/proc/{}/limits", self.0.id())).unwrap();
        let line = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        line.split_whitespace().skip(4).take(2).map(str::to_owned).collect()
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn dumps_and_tracing_are_off() {
    let usual = Bare::start(&[]);
    assert!(!usual.can_be_traced());
    assert_eq!(usual.core_limits(), ["0", "0"]);
    let debugged = Bare::start(&["process.allow_dumps=true"]);
    assert!(debugged.can_be_traced());
}
