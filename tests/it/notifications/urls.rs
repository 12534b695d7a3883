//! URLs that the gateway must not call: whoever makes a session chooses where the gateway connects to.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::harness::{Gateway, eventually};

use super::{QUICK, id_of, listed, paid, statuses};

/// In the sandbox loopback is allowed, and nothing else that is not public. The attempt is recorded, and it fails
/// without a connection, which would have been waited for.
#[tokio::test]
async fn that_are_not_public() {
    let gateway = Gateway::start_with("not-public", &[QUICK]);
    let mut known = BTreeSet::new();
    for url in [
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:169.254.169.254]/",
        "http://2852039166/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://0.0.0.0:9/",
        "http://[fe80::1]/",
        "https://172.16.0.1/",
        "http://no-such-host.invalid/",
    ] {
        let began = Instant::now();
        paid(&gateway, url).await;
        let rows: Vec<String> = listed(&gateway, &[]).iter().map(id_of).collect();
        let added: Vec<&String> = rows.iter().filter(|id| !known.contains(*id)).collect();
        let [id] = added[..] else { panic!("{url}: {} rows", added.len()) };
        let tried = eventually("attempt", Duration::from_secs(60), || async {
            let statuses = statuses(&gateway, id);
            (!statuses.is_empty()).then_some(statuses)
        })
        .await;
        assert!(tried.iter().all(Option::is_none), "{url}: {tried:?}");
        assert!(began.elapsed() < Duration::from_secs(10), "{url} was waited for");
        known.extend(rows);
    }
}
