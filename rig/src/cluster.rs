//! A PostgreSQL server of its own: it is made in a directory, on a port of its own, with full durability.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{Error, process};

const WAIT_LIMIT: Duration = Duration::from_secs(60);

pub struct Cluster {
    /// The directory of PostgreSQL's programs.
    programs: PathBuf,
    directory: PathBuf,
    port: u16,
    child: Option<Child>,
}

impl Cluster {
    /// Makes a cluster in a directory that does not exist yet, and starts it.
    pub fn make(directory: &Path) -> Result<Self, Error> {
        let programs = programs().ok_or(Error::NoPostgres)?;
        fs::create_dir_all(directory).map_err(|error| Error::file(directory, error))?;
        if is_root() {
            give_to_postgres(directory)?;
        }
        let mut made = as_postgres(&programs.join("initdb"));
        made.args(["--auth=trust", "--username=guichet", "--encoding=UTF8", "--no-locale", "-D"]);
        run("initdb", made.arg(data_of(directory)).stdout(Stdio::null()))?;
        let mut cluster = Self { programs, directory: directory.to_owned(), port: free_port()?, child: None };
        cluster.start()?;
        Ok(cluster)
    }

    /// Makes a standby of this server in a directory that does not exist yet. It follows this server, which
    /// knows it as `name`.
    pub fn make_standby(&self, name: &str, directory: &Path) -> Result<Self, Error> {
        fs::create_dir_all(directory).map_err(|error| Error::file(directory, error))?;
        if is_root() {
            give_to_postgres(directory)?;
        }
        let primary = format!("host=127.0.0.1 port={} user=guichet application_name={name}", self.port);
        let mut copied = as_postgres(&self.programs.join("pg_basebackup"));
        copied.args(["--write-recovery-conf", "--checkpoint=fast", "-d", &primary, "-D"]);
        run("pg_basebackup", copied.arg(data_of(directory)))?;
        let (programs, directory) = (self.programs.clone(), directory.to_owned());
        let mut standby = Self { programs, directory, port: free_port()?, child: None };
        standby.start()?;
        Ok(standby)
    }

    /// Returns the URL of the default database with a schema.
    pub fn url(&self, schema: &str) -> String {
        format!("postgres://guichet@127.0.0.1:{}/postgres?options=-csearch_path%3D{schema}", self.port)
    }

    /// Returns the address of the server for a URL.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Returns the directory of the Unix socket on which it listens as well.
    pub fn socket(&self) -> PathBuf {
        self.directory.join(format!(".s.PGSQL.{}", self.port))
    }

    /// Runs SQL as the owner.
    pub fn execute(&self, sql: &str) -> Result<(), Error> {
        self.query(sql).map(drop)
    }

    /// Runs SQL as the owner. Returns the rows as `psql` prints them, without headers and padding.
    pub fn query(&self, sql: &str) -> Result<String, Error> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "guichet", "-d", "postgres"]);
        psql.args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql]);
        run("psql", &mut psql)
    }

    pub fn start(&mut self) -> Result<(), Error> {
        let log_path = self.directory.join("server.log");
        let log = File::options().create(true).append(true).open(&log_path);
        let log = log.map_err(|error| Error::file(&log_path, error))?;
        let socket = format!("unix_socket_directories={}", self.directory.display());
        let server = as_postgres(&self.programs.join("postgres"))
            .arg("-D")
            .arg(data_of(&self.directory))
            .args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", &socket])
            .args(["-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "max_connections=300"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.child = Some(server.map_err(|error| Error::file("postgres", error))?);
        let start = Instant::now();
        while start.elapsed() < WAIT_LIMIT {
            if self.execute("SELECT 1").is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(Error::NoDatabase(log_path))
    }

    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Kills the server and all its processes at once. It is like a power failure, except that the machine's
    /// memory is kept.
    pub fn kill(&mut self) -> Result<(), Error> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        let mut all = process::children(child.id());
        all.push(child.id());
        process::signal("KILL", &all)?;
        child.wait().map_err(|error| Error::file("postgres", error))?;
        Ok(())
    }

    /// Returns the processes of the server, whose CPU time is counted together.
    pub fn processes(&self) -> Vec<u32> {
        let Some(server) = self.id() else { return Vec::new() };
        std::iter::once(server).chain(process::children(server)).collect()
    }
}

/// Stops the server and removes its directory, however the work ends.
impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.kill());
        drop(fs::remove_dir_all(&self.directory));
    }
}

fn data_of(directory: &Path) -> PathBuf {
    directory.join("data")
}

/// Returns the directory of the newest programs. Debian has one for each major version.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(Result::ok);
    let with_server =
        versions.map(|entry| entry.path().join("bin")).filter(|bin| bin.join("initdb").exists());
    with_server.max_by_key(|bin| {
        let name = bin.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        name.and_then(|name| name.parse::<u32>().ok())
    })
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

/// Returns a command that runs as the user `postgres`, if this process is root: PostgreSQL does not run as
/// root.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
    // The user may not see the current directory, and would print a warning for it on every line.
    command.current_dir("/");
    command
}

fn give_to_postgres(directory: &Path) -> Result<(), Error> {
    run("chown", Command::new("chown").arg("postgres:postgres").arg(directory)).map(drop)
}

fn free_port() -> Result<u16, Error> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(free.map_err(|error| Error::file("127.0.0.1", error))?.port())
}

/// Runs a command and returns what it prints.
fn run(name: &str, command: &mut Command) -> Result<String, Error> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| Error::file(name, error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::BadEnd(format!("{name}: {told}"), output.status))
}
