//! Holds the real binary against its own API description, with requests that Schemathesis makes up from it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::setup::{CONFORMANCE, set_up};
use crate::steps::{Outcome, Steps};
use crate::tools::{self, built, cargo, fetch_python, target};

const REQUIREMENTS: &str = "tests/conformance/requirements.txt";
const HOOKS: &str = "tests/conformance";
/// The settings of single requests, and those of sequences that follow the links of the description.
const SINGLE: [&str; 3] = ["tests/conformance/schemathesis.toml", "examples,coverage,fuzzing", "all"];
/// In a sequence what a link gives may make a wrong request right, which Schemathesis does not notice: there all are right ones.
const SEQUENCES: [&str; 3] = ["tests/conformance/sequences.toml", "stateful", "positive"];
/// The sequences of a brief run. They take a quarter of its time.
const BRIEF_SEQUENCES: &str = "60";
/// The merchant of the sandbox, whose credentials are given to both.
const MERCHANT_ID: &str = "12345678901234";
const ACCESS_KEY: &str = "conformance-Access-Key-1";
const START_LIMIT: Duration = Duration::from_secs(60);

/// What the hooks count of the second merchant. Each must be more than none, or the hooks have compared nothing.
const COUNTS: &str = "counts.txt";

/// Two checks of Schemathesis are replaced by those of `tests/conformance/hooks.py`, which call them.
const REPLACED: &str = "positive_data_acceptance,negative_data_rejection";

/// Runs all checks in all phases. `arguments` go to Schemathesis: `--max-examples N`, `--seed N`.
pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    both(steps, arguments, arguments)
}

/// Runs fewer made-up requests, always the same ones: what was found on one machine is found on every other.
pub(crate) fn briefly(steps: &mut Steps) -> Outcome {
    let words = |most: &str| ["--seed", "1", "--max-examples", most].map(str::to_owned);
    both(steps, &words("20"), &words(BRIEF_SEQUENCES))
}

fn both(steps: &mut Steps, single: &[String], sequences: &[String]) -> Outcome {
    set_up(steps, CONFORMANCE)?;
    let python = target()?.join("schemathesis");
    steps.step("schemathesis", || fetch_python(REQUIREMENTS, &python))?;
    steps.step("build guichet", || tools::run(cargo().args(["build", "--locked", "--package", "server"])))?;
    steps.step("conformance", || {
        let binary = built("debug", "guichet")?;
        for (runs, arguments) in [(SINGLE, single), (SEQUENCES, sequences)] {
            let gateway = Gateway::start(&binary)?;
            let second = gateway.another_merchant(&binary)?;
            schemathesis(&python, &gateway, &second, runs, arguments)?;
        }
        Ok(())
    })
}

/// Runs some phases of Schemathesis with the credentials of the first merchant. The hooks get those of the second.
fn schemathesis(
    python: &Path,
    gateway: &Gateway,
    (id, key): &(String, String),
    [settings, phases, mode]: [&str; 3],
    arguments: &[String],
) -> Outcome {
    let (counts, certificate) = (gateway.data.with_file_name(COUNTS), gateway.data.join("tls/cert.pem"));
    let mut schemathesis = Command::new("/usr/bin/python3");
    schemathesis.args(["-m", "schemathesis.cli", "--config-file", settings, "run"]);
    schemathesis.arg(format!("{}/openapi.json", gateway.url)).arg("--tls-verify").arg(&certificate);
    schemathesis.args(["--auth", &format!("{MERCHANT_ID}:{ACCESS_KEY}"), "--phases", phases, "--mode", mode]);
    schemathesis.args(["--checks", "all", "--exclude-checks", REPLACED]).args(arguments);
    schemathesis.env("PYTHONPATH", format!("{}:{HOOKS}", python.display()));
    schemathesis.env("CONFORMANCE_FIRST", format!("{MERCHANT_ID}:{ACCESS_KEY}"));
    schemathesis.env("CONFORMANCE_SECOND", format!("{id}:{key}"));
    schemathesis.env("CONFORMANCE_URL", &gateway.url);
    schemathesis.env("CONFORMANCE_CERTIFICATE", certificate);
    schemathesis.env("CONFORMANCE_COUNTS", &counts);
    // Nothing is written beside the hooks.
    tools::run(schemathesis.env("PYTHONDONTWRITEBYTECODE", "1"))?;
    compared(&counts)
}

/// A gateway with a store of its own. It is killed when it is dropped.
struct Gateway {
    process: Child,
    data: PathBuf,
    url: String,
}

impl Gateway {
    fn start(binary: &Path) -> Result<Self, String> {
        let folder = target()?.join("conformance");
        let told = |error| format!("{}: {error}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(told)?;
        }
        fs::create_dir_all(&folder).map_err(told)?;
        let (data, out, log) = (folder.join("data"), folder.join("stdout"), folder.join("log"));
        let mut serve = Command::new(binary);
        serve.args(["serve", "--listen", "127.0.0.1:0", "--set", &format!("data={}", data.display())]);
        serve.args(["--set", &format!("demo.merchant_id={MERCHANT_ID}")]);
        serve.args(["--set", &format!("demo.access_key={ACCESS_KEY}")]);
        serve.stdin(Stdio::null()).stdout(File::create(&out).map_err(told)?);
        let process = serve.stderr(File::create(log).map_err(told)?).spawn().map_err(told)?;
        let mut gateway = Self { process, data, url: String::new() };
        gateway.url = ready(&out)?;
        Ok(gateway)
    }

    /// Makes a second merchant. Returns its id and access key.
    fn another_merchant(&self, binary: &Path) -> Result<(String, String), String> {
        let mut create = Command::new(binary);
        create.args(["merchant", "create", "--name", "Another", "--json", "--data"]).arg(&self.data);
        let made = create.output().map_err(|error| format!("{}: {error}", binary.display()))?;
        let made = String::from_utf8_lossy(&made.stdout).into_owned();
        let text = |name: &str| {
            let (_, value) = made.split_once(&format!("\"{name}\":\""))?;
            Some(value.split_once('"')?.0.to_owned())
        };
        let pair = || Some((text("merchant_id")?, text("access_key")?));
        pair().ok_or("`guichet merchant create` has made no merchant".to_owned())
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Prints what the hooks have compared, and fails if it is nothing.
fn compared(counts: &Path) -> Outcome {
    let text = fs::read_to_string(counts).map_err(|error| format!("{}: {error}", counts.display()))?;
    println!("two merchants: {}", text.lines().collect::<Vec<_>>().join(", "));
    let is_some = |line: &str| line.rsplit_once(": ").is_some_and(|(_, count)| count != "0");
    let all = text.lines().count() > 0 && text.lines().all(is_some);
    if all { Ok(()) } else { Err("the hooks have compared nothing of two merchants".to_owned()) }
}

/// Waits for the line in which the gateway tells that it is ready, and returns the URL in it.
fn ready(out: &Path) -> Result<String, String> {
    let began = Instant::now();
    while began.elapsed() < START_LIMIT {
        let text = fs::read_to_string(out).unwrap_or_default();
        if let Some(url) = text.lines().find_map(|line| line.strip_prefix("ready ")) {
            return Ok(url.to_owned());
        }
        sleep(Duration::from_millis(50));
    }
    Err(format!("the gateway did not start within {} s: see {}", START_LIMIT.as_secs(), out.display()))
}
