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
const SETTINGS: &str = "tests/conformance/schemathesis.toml";
/// The merchant of the sandbox, whose credentials are given to both.
const MERCHANT_ID: &str = "12345678901234";
const ACCESS_KEY: &str = "conformance-Access-Key-1";
const START_LIMIT: Duration = Duration::from_secs(60);

/// Two checks of Schemathesis are replaced by those of `tests/conformance/hooks.py`, which call them.
const REPLACED: &str = "positive_data_acceptance,negative_data_rejection";

/// Runs all checks in all phases. `arguments` go to Schemathesis: `--max-examples N`, `--seed N`.
pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    set_up(steps, CONFORMANCE)?;
    let python = target()?.join("schemathesis");
    steps.step("schemathesis", || fetch_python(REQUIREMENTS, &python))?;
    steps.step("build guichet", || tools::run(cargo().args(["build", "--locked", "--package", "server"])))?;
    steps.step("conformance", || {
        let gateway = Gateway::start(&built("debug", "guichet")?)?;
        let mut schemathesis = Command::new("/usr/bin/python3");
        schemathesis.args(["-m", "schemathesis.cli", "--config-file", SETTINGS, "run"]);
        schemathesis.arg(format!("{}/openapi.json", gateway.url)).arg("--tls-verify");
        schemathesis.arg(gateway.data.join("tls/cert.pem"));
        schemathesis.args(["--auth", &format!("{MERCHANT_ID}:{ACCESS_KEY}")]);
        schemathesis.args(["--checks", "all", "--exclude-checks", REPLACED]).args(arguments);
        tools::run(schemathesis.env("PYTHONPATH", &python))
    })
}

/// Runs fewer made-up requests, always the same ones: what was found on one machine is found on every other.
pub(crate) fn briefly(steps: &mut Steps) -> Outcome {
    run(steps, &["--max-examples", "20", "--seed", "1"].map(str::to_owned))
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
}

impl Drop for Gateway {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
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
