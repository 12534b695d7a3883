//! The keys of the sandbox's directory servers, which mobile apps ask for before they pay (session services, section 8). They are those
//! of the sandbox's issuer, which opens what apps seal under them.

use std::sync::OnceLock;

use gateway::ports::{Directory, SdkKey};
use vault::SandboxSeed;

use crate::issuer::{DirectoryKey, directory_keys};

pub struct SimulatedDirectory {
    seed: SandboxSeed,
    keys: OnceLock<Vec<SdkKey>>,
}

impl SimulatedDirectory {
    pub const fn new(seed: SandboxSeed) -> Self {
        Self { seed, keys: OnceLock::new() }
    }
}

impl Directory for SimulatedDirectory {
    fn sdk_keys(&self) -> Vec<SdkKey> {
        self.keys.get_or_init(|| directory_keys(&self.seed).into_iter().map(sdk_key).collect()).clone()
    }
}

fn sdk_key(key: DirectoryKey) -> SdkKey {
    let DirectoryKey { scheme, rid, public_key_base64, root_base64 } = key;
    SdkKey { scheme, rid, public_key: public_key_base64, root_public_key: root_base64 }
}
