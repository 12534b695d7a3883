//! A PostgreSQL server for the tests. It is made in a new directory, and stopped and removed when it is
//! dropped.
//!
//! It listens only on a socket in that directory, so that it cannot conflict with another server of the
//! machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};

use crate::setup::is_root;
use crate::steps::Outcome;
use crate::tools::run;

/// The directory in which Debian keeps the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";

pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
}

impl Server {
    pub(crate) fn start() -> Result<Self, String> {
        let folder = env::temp_dir().join(format!("guichet-postgres-{}", process::id()));
        fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        // From here on the directory is removed, whatever happens.
        let server = Self { programs: newest()?, folder };
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&server.folder))?;
        }
        // What initdb writes need not survive a loss of power. What the server writes later must.
        let initdb =
            ["--username=guichet", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"];
        run(server.program("initdb").args(initdb).arg(server.data()).stdout(Stdio::null()))?;
        let socket = server.folder.display();
        let options =
            format!("-c listen_addresses= -c unix_socket_directories={socket} -c max_connections=300");
        let start = ["start", "--silent", "--wait", "--options", &options, "--log"];
        run(server.control().args(start).arg(server.folder.join("log")))?;
        Ok(server)
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://guichet@{}/postgres", self.folder.display().to_string().replace('/', "%2F"))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn control(&self) -> Command {
        let mut command = self.program("pg_ctl");
        command.arg("--pgdata").arg(self.data());
        command
    }

    /// Returns a command for a program of PostgreSQL, as the user `postgres` if this process is root: the
    /// server refuses to run as root.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = Command::new("runuser");
        if is_root() {
            command.args(["-u", "postgres", "--"]).arg(program);
        } else {
            command = Command::new(program);
        }
        // The current directory is one that every user may enter.
        command.current_dir("/");
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped: Outcome =
            run(self.control().args(["stop", "--silent", "--wait", "--mode", "immediate"]));
        let removed = fs::remove_dir_all(&self.folder).map_err(|error| error.to_string());
        for reason in [stopped, removed].into_iter().filter_map(Result::err) {
            println!("{}: {reason}", self.folder.display());
        }
    }
}

/// Returns the directory of the newest version that has a server.
fn newest() -> Result<PathBuf, String> {
    let versions = fs::read_dir(VERSIONS).map_err(|error| format!("{VERSIONS}: {error}"))?;
    let number = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let found = versions.filter_map(|entry| Some(entry.ok()?.path()));
    let newest =
        found.filter(|folder| folder.join("bin/initdb").is_file()).max_by_key(|folder| number(folder));
    newest.map(|folder| folder.join("bin")).ok_or_else(|| format!("{VERSIONS}: no server is in there"))
}
