//! What is answered over HTTP where something in the process does not work.

use std::{
    env, fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use client::{Answer, Client, Connection, Method, Trust};
use document::Tree;
use tokio::sync::watch;
use web::{App, Vitals};

use crate::{
    config::{Bound, Config, Flags, load},
    data_dir::DataDir,
    listen::{Admission, Listener},
    tasks::Tasks,
    wiring,
};

const READY: &str = "/health/ready";
const LONG: Duration = Duration::from_secs(3_600);

/// Serves a gateway whose process knows this of itself, and runs what a caller does.
async fn with<T>(name: &str, vitals: Arc<dyn Vitals>, calls: impl AsyncFnOnce(Connection) -> T) -> T {
    let dir = env::temp_dir().join(format!("guichet-{name}-{}", std::process::id()));
    let data = ("data".to_owned(), dir.display().to_string());
    let config = Config::parse(&load(&Flags { file: None, values: vec![data] }).unwrap()).unwrap();
    let listener = Listener::bind(([127, 0, 0, 1], 0).into(), None).unwrap();
    let (url, address) = (listener.url().unwrap(), listener.address().unwrap());
    let addresses = config.front.addresses(&Bound { api: address, http: None, partner: None, issuer: None });
    let page_url = addresses.page_url.clone();
    let made = DataDir::make(&dir).unwrap();
    let gateway = wiring::gateway(&config, &made, addresses, wiring::REQUEST_STATEMENT_LIMIT).await.unwrap();
    let (app, drain) = App::new(Arc::new(gateway), page_url, Vec::new(), vitals, false, &config.load);
    let admission = Admission::new(&config.connections, 1_024, 1_024 * 1_024, false);
    let (stop, stopped) = watch::channel(false);
    let listening = Arc::new(Tasks::new(LONG, Vec::new()));
    let serving = tokio::spawn(listener.run("api", web::router(app), admission, listening, stopped));
    let client = Client::new(&url, "nobody", "nothing", Trust::Nobody).unwrap();
    let seen = calls(client.connect().await.unwrap()).await;
    stop.send(true).unwrap();
    serving.await.unwrap();
    drain.finished().await;
    fs::remove_dir_all(dir).unwrap();
    seen
}

async fn ready(connection: &mut Connection) -> Answer {
    connection.send(Method::GET, READY, &[("x-request-id", "unwell-1")], None).await.unwrap()
}

/// Its first request panics.
struct Panics(AtomicBool);

impl Vitals for Panics {
    fn silent_tasks(&self) -> Vec<&'static str> {
        assert!(!self.0.swap(false, Ordering::Relaxed), "a fault of ours");
        Vec::new()
    }

    fn restarts(&self) -> u32 {
        0
    }

    fn lost_log_lines(&self) -> u64 {
        0
    }
}

#[tokio::test]
async fn a_request_that_panics_is_a_500_with_its_id_and_the_server_lives_on() {
    let vitals = Arc::new(Panics(AtomicBool::new(true)));
    with("panics", vitals, async |mut connection| {
        let answer = ready(&mut connection).await;
        assert_eq!(answer.status, 500, "{}", answer.body_text());
        assert_eq!(answer.header("x-request-id"), Some("unwell-1"));
        assert_eq!(answer.text(&["code"]), Some("02101"), "{}", answer.body_text());
        // On the same connection.
        assert_eq!(ready(&mut connection).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn it_is_not_ready_while_a_worker_is_silent_for_too_long() {
    for (limit, status, silent) in [(Duration::ZERO, 503, vec!["capture"]), (LONG, 200, vec![])] {
        let tasks = Arc::new(Tasks::new(limit, Vec::new()));
        tasks.sign("capture");
        let answer =
            with("silent", tasks, async |mut connection: Connection| ready(&mut connection).await).await;
        assert_eq!(answer.status, status, "{}", answer.body_text());
        assert!(answer.at(&["ready"]) == Some(&Tree::from(silent.is_empty())), "{}", answer.body_text());
        assert!(answer.at(&["silent_workers"]) == Some(&Tree::from(silent)), "{}", answer.body_text());
    }
}
