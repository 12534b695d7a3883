//! A router on a port.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{net::TcpListener, sync::watch};

pub(crate) struct Served {
    pub(crate) url: String,
    /// How many connections are open.
    pub(crate) open: watch::Receiver<usize>,
}

/// The router learns its own address before it serves.
pub(crate) async fn serve(router: impl FnOnce(&str) -> Router) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = router(&url);
    let (count, open) = watch::channel(0);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.send_modify(|open| *open += 1);
            let (router, count) = (router.clone(), count.clone());
            tokio::spawn(async move {
                let service = TowerToHyperService::new(router);
                // A caller that goes in the middle of an answer is part of the tests.
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                count.send_modify(|open| *open -= 1);
            });
        }
    });
    Served { url, open }
}
