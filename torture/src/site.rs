//! The processes under torture: gateways, and their database where it is a process of its own.

use std::{fs, path::Path};

use client::Client;
use rig::{Cluster, Disk, Gateway, Listener};

use crate::{
    Failure,
    options::{Engine, Options},
    trouble::Troubled,
};

/// The time limit of a bank. It is short, so that unanswered questions end within a round.
const ANSWER_LIMIT: &str = "acquirer.answer_limit_ms=400";
/// The interval of notifications. It is short, so that failed ones are repeated within a round.
const RETRY: &str = "notifications.retry_interval_s=1";
/// The setting that gives the partner plain HTTP, on another host than that of the API.
const PARTNER: &str = "sandbox.partner_tls=false";
/// The number of gateways on one PostgreSQL.
const INSTANCES: usize = 2;

pub(crate) struct Site {
    pub(crate) gateways: Vec<Gateway>,
    stopped: Vec<rig::Options>,
    pub(crate) cluster: Option<Cluster>,
    /// The server of the shops, which takes notifications.
    pub(crate) listener: Listener,
    /// Whether disks can be mounted here, which can be filled.
    pub(crate) has_disks: bool,
    pub(crate) troubled: Option<Troubled>,
}

impl Site {
    pub(crate) fn make(options: &Options, directory: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(directory).map_err(|error| rig::Error::file(directory, error))?;
        let mut settings: Vec<String> =
            [ANSWER_LIMIT, RETRY, PARTNER, "log.format=json"].map(str::to_owned).into();
        let (cluster, instances) = match options.engine {
            Engine::Sqlite => (None, 1),
            Engine::Postgres => {
                // The cluster is outside the directory: it runs as another user, who may not read that
                // directory.
                let place = std::env::temp_dir().join(format!("guichet-torture-{}", std::process::id()));
                let cluster = Cluster::make(&place)?;
                cluster.execute("CREATE SCHEMA torture")?;
                settings.push(format!("database={}", cluster.url("torture")));
                (Some(cluster), INSTANCES)
            }
        };
        let mut site = Self {
            gateways: Vec::new(),
            stopped: Vec::new(),
            cluster,
            listener: Listener::start()?,
            has_disks: Disk::may_be_mounted(),
            troubled: None,
        };
        if !site.has_disks {
            println!("no disks are filled: only root may mount file systems, and not in every container");
        }
        for number in 0..instances {
            let data = directory.join(format!("data-{number}"));
            if number > 0 {
                let shared = directory.join("data-0/master.key");
                settings.push(format!("master_key_file={}", shared.display()));
            }
            let (program, settings) = (options.program.clone(), settings.clone());
            site.gateways.push(Gateway::start(rig::Options { program, data, settings })?);
        }
        Ok(site)
    }

    pub(crate) fn shops(&self) -> Result<Vec<Client>, Failure> {
        self.gateways.iter().map(|gateway| gateway.shop().map_err(Failure::from)).collect()
    }

    /// Sets for a round whether the shops' server is up, answers 500 or is down.
    pub(crate) fn turn_listener(&mut self, dice: &mut fastrand::Rng) -> Result<(), Failure> {
        match dice.u8(..4) {
            0 => self.listener.go_down(),
            1 => {
                self.listener.come_up()?;
                self.listener.fail(true);
            }
            _ => self.listener_is_sound()?,
        }
        Ok(())
    }

    pub(crate) fn listener_is_sound(&mut self) -> Result<(), Failure> {
        self.listener.fail(false);
        Ok(self.listener.come_up()?)
    }

    pub(crate) fn database_is_down(&self) -> bool {
        self.cluster.as_ref().is_some_and(|cluster| cluster.id().is_none())
    }

    /// Kills at random a gateway, all of them, the database, or everything at once.
    pub(crate) fn kill(&mut self, dice: &mut fastrand::Rng) -> Result<&'static str, Failure> {
        let database = self.cluster.is_some() && dice.bool();
        let gateways = !database || dice.bool();
        if database && let Some(cluster) = &mut self.cluster {
            cluster.kill()?;
        }
        let one = gateways && self.gateways.len() > 1 && dice.bool();
        if gateways {
            let victims = if one { 1 } else { self.gateways.len() };
            self.stopped.extend(self.gateways.drain(..victims).map(Gateway::kill));
        }
        Ok(match (database, gateways, one) {
            (true, true, _) => "database and gateways",
            (true, false, _) => "database",
            (false, _, true) => "one gateway",
            (false, _, false) => "all gateways",
        })
    }

    pub(crate) fn restart(&mut self) -> Result<(), Failure> {
        if let Some(cluster) = &mut self.cluster
            && cluster.id().is_none()
        {
            cluster.start()?;
        }
        for options in self.stopped.drain(..) {
            self.gateways.push(Gateway::start(options)?);
        }
        Ok(())
    }
}
