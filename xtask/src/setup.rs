//! The programs that the tasks need beyond a bare Debian machine with Rust.

use std::process::Command;

use crate::steps::{Outcome, Steps};
use crate::tools::{content, run};

/// A program, the command that shows that it is there, and the packages that bring it.
pub(crate) struct Need {
    what: &'static str,
    why: &'static str,
    probe: &'static [&'static str],
    packages: &'static [&'static str],
}

const C_COMPILER: Need = Need {
    what: "a C compiler",
    why: "the cryptography library and SQLite are built from C",
    probe: &["cc", "--version"],
    packages: &["gcc", "libc6-dev", "make"],
};

const POSTGRESQL: Need = Need {
    what: "PostgreSQL",
    why: "the store runs on it, too; the tests start a server of their own",
    probe: &["sh", "-c", "ls /usr/lib/postgresql/*/bin/initdb && psql --version && pg_dump --version"],
    packages: &["postgresql"],
};

pub(crate) const TESTS: &[Need] = &[
    C_COMPILER,
    Need {
        what: "Python with jwcrypto and jsonschema",
        why: "cards are sealed, and the API description is checked, by implementations that are not ours",
        // This is Debian's own interpreter, for which Debian's packages are.
        probe: &["/usr/bin/python3", "-c", "import jwcrypto, jsonschema"],
        packages: &["python3", "python3-jwcrypto", "python3-jsonschema"],
    },
    POSTGRESQL,
    Need {
        what: "PgBouncer",
        why: "the gateway must notice a pooler in front of PostgreSQL that shares sessions",
        probe: &["/usr/sbin/pgbouncer", "--version"],
        packages: &["pgbouncer"],
    },
];

/// The programs for the tests in a browser.
pub(crate) const BROWSER: &[Need] = &[
    Need {
        what: "Chromium with its driver",
        why: "the payment page is tested in a real browser",
        probe: &["sh", "-c", "chromium --version && chromedriver --version"],
        packages: &["chromium", "chromium-driver"],
    },
    Need {
        what: "a font with Latin, Greek, Cyrillic and Hebrew letters",
        why: "Chromium brings none, and the pages are looked at",
        probe: &["sh", "-c", "ls /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"],
        packages: &["fonts-dejavu-core"],
    },
    Need {
        what: "pip",
        why: "axe-core, which judges how accessible the pages are, comes as a Python package",
        probe: &["/usr/bin/python3", "-m", "pip", "--version"],
        packages: &["python3", "python3-pip"],
    },
];

pub(crate) const CONFORMANCE: &[Need] = &[
    C_COMPILER,
    Need {
        what: "pip",
        why: "Schemathesis, which makes up requests from the API description, comes as Python packages",
        probe: &["/usr/bin/python3", "-m", "pip", "--version"],
        packages: &["python3", "python3-pip"],
    },
];

pub(crate) const TORTURE: &[Need] = &[C_COMPILER, POSTGRESQL];

pub(crate) const FUZZING: &[Need] = &[Need {
    what: "a C++ compiler",
    why: "the fuzzing engine is written in C++",
    probe: &["c++", "--version"],
    packages: &["g++"],
}];

pub(crate) fn set_up(steps: &mut Steps, needs: &[Need]) -> Outcome {
    steps.step("set-up", || {
        let missing: Vec<&Need> = needs.iter().filter(|need| !is_there(need)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
        for need in &missing {
            println!("Installing {} ({}), because {}.", need.what, need.packages.join(", "), need.why);
        }
        install(&packages)?;
        match missing.iter().find(|need| !is_there(need)) {
            Some(need) => Err(format!("{} is still missing after the installation", need.what)),
            None => Ok(()),
        }
    })
}

fn is_there(need: &Need) -> bool {
    content(Command::new(need.probe[0]).args(&need.probe[1..]))
}

fn install(packages: &[&str]) -> Outcome {
    let list = packages.join(" ");
    if !content(Command::new("apt-get").arg("--version")) {
        return Err(format!("there is no apt-get here: install what Debian calls {list}, then try again"));
    }
    // Root needs no sudo, and a bare machine has none.
    let root = is_root();
    if !root && !content(Command::new("sudo").arg("--version")) {
        return Err(format!("installing needs root: run `apt-get install {list}` as root, then try again"));
    }
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        if !root {
            command.arg("env");
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]).args(arguments);
        run(&mut command)
    };
    apt(&["update"])?;
    apt(&[&["install", "--no-install-recommends"], packages].concat())
}

pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}
