//! The gateway that is attacked.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::{
    Failure,
    figures::{Aim, Figures},
    http::Connection,
    options::{Attack, Options},
    requests,
};

/// The address from which honest requests come.
pub(crate) const HONEST: Ipv4Addr = Ipv4Addr::new(127, 9, 9, 9);

/// The time within which an honest payment must be taken after an attack. A request that waits for a silent bank holds its part of
/// the budget, although its caller has gone.
const BACK_LIMIT: Duration = Duration::from_secs(SILENCE_S + 5);
/// The time for which the gateway waits for a silent bank, in the attack on its memory.
const SILENCE_S: u64 = 25;

pub(crate) struct Site {
    gateway: rig::Gateway,
    directory: PathBuf,
    /// The plain listener: attackers save themselves the cost of TLS.
    pub(crate) http: SocketAddr,
    pub(crate) authorization: String,
}

impl Site {
    pub(crate) fn start(options: &Options, attack: Attack) -> Result<Self, Failure> {
        let name = format!("attack-{}-{}", attack.name(), std::process::id());
        let directory = options.directory.join(name);
        fs::create_dir_all(&directory).map_err(|error| Failure::Io("the directory", error))?;
        let http = free_port().map_err(|error| Failure::Io("a free port", error))?;
        let mut settings = vec![format!("http={http}"), "log.level=warn".to_owned()];
        settings.extend(attack.settings());
        let (program, data) = (options.program.clone(), directory.join("data"));
        let gateway = rig::Gateway::start(rig::Options { program, data, settings })?;
        let authorization = gateway.shop()?.authorization().to_owned();
        Ok(Self { gateway, directory, http, authorization })
    }

    pub(crate) async fn connect(&self, from: Ipv4Addr) -> Result<Connection, Failure> {
        Connection::open(from, self.http).await.map_err(|error| Failure::Io("a connection", error))
    }

    /// Sends ordinary payments, so that what the store and the allocator keep anyway is there before an attack.
    pub(crate) async fn warm_up(&self) -> Result<(), Failure> {
        const PAYMENTS: usize = 2_000;
        let mut line = self.connect(HONEST).await?;
        for _ in 0..PAYMENTS {
            let payment = requests::payment(&self.authorization, 1_000, "");
            line.exchange(payment.as_bytes()).await.map_err(|error| Failure::Io("a payment", error))?;
        }
        Ok(())
    }

    /// Returns the resident memory of the gateway in MiB.
    pub(crate) fn resident_mib(&self) -> Result<f64, Failure> {
        let status = self.of_process("status")?;
        let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        let kib: Option<u32> = kib.and_then(|kib| kib.trim().parse().ok());
        kib.map(|kib| f64::from(kib) / 1024.0).ok_or_else(|| unreadable("VmRSS"))
    }

    /// Returns the processor time of the gateway in milliseconds.
    pub(crate) fn cpu_ms(&self) -> Result<f64, Failure> {
        let stat = self.of_process("stat")?;
        // utime and stime are fields 14 and 15; the name in field 2 may hold spaces. A tick of this interface is 10 ms.
        let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_ascii_whitespace().skip(11));
        let ticks: Option<Vec<u32>> = fields.map(|fields| fields.take(2).flat_map(str::parse).collect());
        match ticks.as_deref() {
            Some([user, system]) => Ok(f64::from(user + system) * 10.0),
            _ => Err(unreadable("utime")),
        }
    }

    async fn pays(&self) -> Result<bool, Failure> {
        let mut line = self.connect(HONEST).await?;
        let payment = requests::payment(&self.authorization, 1_000, "");
        Ok(line.exchange(payment.as_bytes()).await.is_ok_and(|answer| answer.status == 201))
    }

    fn of_process(&self, file: &str) -> Result<String, Failure> {
        fs::read_to_string(format!("/proc/{}/{file}", self.gateway.id()))
            .map_err(|error| Failure::Io("/proc", error))
    }

    /// Sends an honest payment until one is taken, stops the gateway, and removes its directory if all aims were reached.
    pub(crate) async fn end(self, figures: &mut Figures) -> Result<(), Failure> {
        let began = Instant::now();
        while !self.pays().await? && began.elapsed() < BACK_LIMIT {
            // The `Retry-After` of a refusal.
            sleep(Duration::from_secs(1)).await;
        }
        let limit = BACK_LIMIT.as_secs_f64();
        figures.compare(
            "an honest payment is taken after",
            began.elapsed().as_secs_f64(),
            "s",
            Aim::AtMost(limit),
        );
        self.gateway.stop()?;
        if figures.are_good() {
            fs::remove_dir_all(&self.directory).map_err(|error| Failure::Io("the directory", error))?;
        }
        Ok(())
    }
}

impl Attack {
    /// Returns the settings of the gateway that differ from the defaults.
    fn settings(self) -> Option<String> {
        match self {
            // A bank that is silent for as long as it may be: requests stay in flight.
            Self::Memory => Some(format!("acquirer.answer_limit_ms={}", SILENCE_S * 1_000)),
            Self::Shapes | Self::Connections | Self::Overload | Self::Readers => None,
        }
    }
}

fn unreadable(what: &str) -> Failure {
    Failure::Unexpected(format!("no {what} in /proc"))
}

fn free_port() -> std::io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}
